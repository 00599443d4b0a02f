"""How many of the follow-ups are done: by point and quarter, by unit, and by the one who does them.

Counts only, for those who lead the unit and own its akter: small numbers may stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.queries.listning import LEADERS, openable
from caseflow.queries.statistik.avrundning import procent
from caseflow.rules.kalender import kvartalets_slut
from caseflow.rules.paus import pausad_insats
from caseflow.rules.uppfoljning import fonster, planerad_dag
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas
from caseflow.store.uppfoljningslast import FOLLOW_UP

K = TypeVar("K", bound=tuple[Any, ...])

GENOMFORD, AVBOJD, EJ_NADD, OLAMPLIG = "genomford", "avbojd", "ej_nadd", "olamplig"
KOMMER, I_FONSTRET, SEN = "kommer", "i_fonstret", "sen"
_UTFALL = {
    GENOMFORD: "genomfor_uppfoljning",
    AVBOJD: "avboj_uppfoljning",
    EJ_NADD: "markera_ej_nadd",
    OLAMPLIG: "bedom_olamplig_uppfoljning",
}
"""How a follow-up ended -> the step that ended it."""
EGEN = "Egen uppföljning"
INGEN, SYSTEMET = "Ingen utsedd", "Systemet"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Tackning:
    """How many were planned and how they stand. `kommer`, `i_fonstret` and `sena` are not ended yet.

    `kommer`: the window has not opened, or the insats is paused; `sena`: it has closed. One without a window
    is late after its day.
    """

    genomforda: int = 0
    avbojda: int = 0
    ej_nadda: int = 0
    olampliga: int = 0
    kommer: int = 0
    i_fonstret: int = 0
    sena: int = 0

    @property
    def planerade(self) -> int:
        """All of them."""
        return self.forfallna + self.kommer + self.i_fonstret

    @property
    def forfallna(self) -> int:
        """Those that have ended or whose window has closed: what should have been done by now."""
        return self.genomforda + self.avbojda + self.ej_nadda + self.olampliga + self.sena

    @property
    def andel(self) -> int | None:
        """Whole per cent done of what should have been, None when nothing should."""
        return procent(self.genomforda, self.forfallna)


@dataclass(frozen=True, slots=True)
class Punktrad:
    """One point in one quarter in one unit. `kvartal` is like «2026 kvartal 3», by the planned day."""

    enhet: str
    punkt: str
    kvartal: str
    antal: Tackning


@dataclass(frozen=True, slots=True)
class Utforarrad:
    """One who ended follow-ups, or has been given those that are open."""

    enhet: str
    vem: str
    antal: Tackning


@dataclass(frozen=True, slots=True)
class Uppfoljningstackning:
    """The same follow-ups three times: in all, by point and quarter, and by who does them."""

    alla: Tackning
    per_punkt: tuple[Punktrad, ...]
    per_utforare: tuple[Utforarrad, ...]


@dataclass(frozen=True, slots=True)
class _En:
    """One follow-up. `ordning` puts the points in the order that they come in an ärende."""

    enhet: str
    ordning: tuple[int, int, str]
    punkt: str
    dag: date
    laget: str
    vem: str


def uppfoljningstackning(
    db: Databas,
    aktor: Aktor,
    *,
    dag: date,
    fran: date | None = None,
    till: date | None = None,
) -> Uppfoljningstackning:
    """The coverage as it stands on a day, of the units that the person leads.

    `fran` and `till` narrow to follow-ups planned from the one day to the other. Who leads no unit sees
    nothing.
    """
    units = aktor.enheter(*LEADERS)
    with db.read() as session:
        found = [
            en
            for en in _each(db, session, aktor, units, dag)
            if (fran is None or en.dag >= fran) and (till is None or en.dag <= till)
        ]
    return Uppfoljningstackning(
        alla=_counted(found),
        per_punkt=tuple(
            Punktrad(enhet, punkt, _quarter(slut), antal)
            for (enhet, _, punkt, slut), antal in _grouped(
                found, lambda en: (en.enhet, en.ordning, en.punkt, kvartalets_slut(en.dag))
            )
        ),
        per_utforare=tuple(
            Utforarrad(enhet, vem, antal)
            for (enhet, vem), antal in _grouped(found, lambda en: (en.enhet, en.vem))
        ),
    )


def _each(
    db: Databas, session: Session, aktor: Aktor, units: tuple[int, ...], dag: date
) -> Iterator[_En]:
    """Every follow-up of the units, in batches of akter."""
    ids = session.scalars(
        select(Akt.id)
        .where(
            Akt.enhet_id.in_(units),
            openable(aktor),
            exists().where(Bevakning.akt_id == Akt.id, Bevakning.slag == FOLLOW_UP),
        )
        .order_by(Akt.id)
    ).all()
    people = {str(m.id): m.namn for m in session.execute(select(Medarbetare.id, Medarbetare.namn))}
    enheter = {e.id: e.namn for e in session.execute(select(Enhet.id, Enhet.namn))}
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        given = _given(session, batch)
        for akt in session.scalars(select(Akt).where(Akt.id.in_(batch)).order_by(Akt.id)):
            version = (akt.profil, akt.profil_version)
            if version not in labels:
                profil = profile_of(session, db.settings, *version)
                labels[version] = {p.kod: p.etikett for p in profil.uppfoljningar}
            fakta = akt.snapshot
            for part in fakta.av_slag("uppfoljning"):
                planned = planerad_dag(fakta, part)
                if planned is None:
                    continue
                name = labels[version].get(part.text("punkt"), EGEN)
                yield _En(
                    enheter[akt.enhet_id],
                    _order(part, name),
                    name,
                    planned.dag,
                    _stands(fakta, part, planned.dag, dag),
                    _who(part, people, given.get((akt.id, part.id))),
                )


def _given(session: Session, akt_ids: Iterable[int]) -> dict[tuple[int, int | None], int | None]:
    """Whom each open follow-up has been given to, by akt and delprocess."""
    rows = session.execute(
        select(Bevakning.akt_id, Bevakning.delprocess, Bevakning.tilldelad_id).where(
            Bevakning.akt_id.in_(akt_ids),
            Bevakning.slag == FOLLOW_UP,
            Bevakning.status.in_(OPEN),
        )
    )
    return {(r.akt_id, r.delprocess): r.tilldelad_id for r in rows}


def _order(part: Delprocess, name: str) -> tuple[int, int, str]:
    """During the insats first, then from avslut by months, and last what was planned by hand."""
    begins = {"insats_start": 0, "avslut": 1}.get(part.text("raknas_fran"), 2)
    months = part.varden.get("manader")
    return (begins, months if isinstance(months, int) else 0, name)


def _stands(fakta: Fakta, part: Delprocess, planned: date, dag: date) -> str:
    if part.avslutad:
        return part.tillstand
    if pausad_insats(fakta, part):
        return KOMMER  # its window moves with the days that the insats is paused
    fran, till = fonster(fakta, part)
    if dag > (till or planned):
        return SEN
    return KOMMER if dag < (fran or planned) else I_FONSTRET


def _who(part: Delprocess, people: dict[str, str], given: int | None) -> str:
    """Who ended it; of one that is open whom it has been given to."""
    ended = part.steg.get(_UTFALL.get(part.tillstand, ""))
    if ended is not None:
        return people.get(ended.text("av"), SYSTEMET)
    return people.get(str(given), INGEN)


def _grouped(found: Iterable[_En], key: Callable[[_En], K]) -> list[tuple[K, Tackning]]:
    groups: dict[K, list[_En]] = {}
    for en in found:
        groups.setdefault(key(en), []).append(en)
    return [(k, _counted(groups[k])) for k in sorted(groups)]


def _counted(found: Iterable[_En]) -> Tackning:
    stands = [en.laget for en in found]
    return Tackning(
        genomforda=stands.count(GENOMFORD),
        avbojda=stands.count(AVBOJD),
        ej_nadda=stands.count(EJ_NADD),
        olampliga=stands.count(OLAMPLIG),
        kommer=stands.count(KOMMER),
        i_fonstret=stands.count(I_FONSTRET),
        sena=stands.count(SEN),
    )


def _quarter(slut: date) -> str:
    return f"{slut.year} kvartal {slut.month // 3}"
