"""What an act that was just done led to: shown once to the one who did it, read from the event itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.errors import Hinder
from caseflow.queries.handelser_i_akt import Handelsevy
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.queries.varningar import givna
from caseflow.store.akt import Akt
from caseflow.store.bevakning import Bevakning
from caseflow.store.namn import Namnen, bevakning_etikett


@dataclass(frozen=True, slots=True)
class Kvittorad:
    """One bevakning that the act opened, moved or closed."""

    etikett: str
    dag: date
    kalla: Kallvy


@dataclass(frozen=True, slots=True)
class Kvitto:
    """The act and what followed. `delprocesser` are sentences about what opened beside the main process."""

    etikett: str
    nyckel: str
    dag: date | None
    delprocesser: tuple[str, ...]
    oppnade: tuple[Kvittorad, ...]
    flyttade: tuple[Kvittorad, ...]
    klara: tuple[Kvittorad, ...]
    avbrutna: tuple[Kvittorad, ...]
    varningar: tuple[Hinder, ...] = ()

    @property
    def andrar(self) -> bool:
        """Whether any bevakning changed."""
        return bool(self.oppnade or self.flyttade or self.klara or self.avbrutna)


def kvitto(session: Session, akt: Akt, event: Handelsevy, kanda: Namnen) -> Kvitto:
    """The receipt of an event, in one question."""
    ops = event.bevakningar
    numbers = [op["nr"] for op in ops if isinstance(op.get("nr"), int)]
    rows = {
        row.nr: Kvittorad(bevakning_etikett(row.slag), row.dag, kallvy(row.typ, row.kalla))
        for row in session.scalars(
            select(Bevakning).where(Bevakning.akt_id == akt.id, Bevakning.nr.in_(numbers))
        )
    }

    def of(*names: str, replaces: bool | None = None) -> tuple[Kvittorad, ...]:
        return tuple(
            rows[nr]
            for op in ops
            if op["op"] in names
            and (replaces is None or (op.get("ersatter") is not None) == replaces)
            and isinstance(nr := op.get("nr"), int)
            and nr in rows
        )

    return Kvitto(
        etikett=event.etikett,
        nyckel=event.nyckel,
        dag=event.dag,
        delprocesser=_opened(event.oppnade, kanda),
        oppnade=of("oppna", replaces=False),
        flyttade=of("oppna", replaces=True),
        klara=of("utford"),
        avbrutna=of("avbruten"),
        varningar=givna(event.varningar, event.dag) if event.dag else (),
    )


def _opened(codes: tuple[str, ...], kanda: Namnen) -> tuple[str, ...]:
    counted: Mapping[str, int] = Counter(codes)
    return tuple(
        f"{kanda.process(kod)} är öppnad." if n == 1 else f"{n} {_PLURAL.get(kod, kod)} är öppnade."
        for kod, n in counted.items()
    )


_PLURAL = {"uppfoljning": "uppföljningar", "insats": "insatser"}
