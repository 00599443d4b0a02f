"""The riskbedömningar of an akt in order, for the curve and its table. The reasons are not read here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.queries.handelser_i_akt import Handelsevy
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.riskbedomning import Riskbedomning


@dataclass(frozen=True, slots=True)
class Riskpunkt:
    """One assessment. `niva` is lag, medel, hog or mycket_hog; `dag` is None when it is unknown."""

    seq: int
    dag: date | None
    niva: str
    instrument: str
    av: str


@dataclass(frozen=True, slots=True)
class Riskhandelse:
    """Something that raised the risk; `typ` is the label of its kind."""

    seq: int
    dag: date
    typ: str


def riskpunkter(session: Session, akt_id: int) -> tuple[Riskpunkt, ...]:
    """Every assessment, the earliest first; those without a known day stand first."""
    rows = session.execute(
        select(
            Riskbedomning.seq,
            Riskbedomning.dag,
            Riskbedomning.niva,
            Riskbedomning.instrument,
            Medarbetare.namn,
        )
        .outerjoin(Medarbetare, Medarbetare.id == Riskbedomning.av)
        .where(Riskbedomning.akt_id == akt_id)
    )
    found = [Riskpunkt(r.seq, r.dag, r.niva, r.instrument, r.namn or "okänd") for r in rows]
    return tuple(sorted(found, key=lambda p: (p.dag or date.min, p.seq)))


def riskhandelser(events: Iterable[Handelsevy]) -> tuple[Riskhandelse, ...]:
    """What raised the risk, the earliest first."""
    found = [Riskhandelse(h.seq, h.dag, h.nyckel) for h in events if h.dag]
    return tuple(sorted(found, key=lambda h: (h.dag, h.seq)))
