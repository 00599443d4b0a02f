"""How the system's own work goes: when it last went through, what waits, and what nobody tries any more.

An administrator sees kinds, counts and times. An enhetschef also sees which akter of the own units it is
about, where the role opens them. A säkerhetssignal that did not arrive is shown to the administrator alone,
without any akt: that one is on its way says that two akter are related.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from caseflow.engine.errors import NotFound
from caseflow.queries.listning import openable
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.arbetsfel import Arbetsfel
from caseflow.store.atkomst import Aktor
from caseflow.store.epost import DOD, VANTAR, Epost, within_reach
from caseflow.store.hjartslag import BEVAKNING, LONGEST, Hjartslag
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas

MOST_ROWS = 100
STANDING = timedelta(hours=2)
"""An e-mail that has been tried and has waited for longer than this needs somebody's eyes."""
SIGNAL = "signal"
_KINDS = {
    "steg": "Steg som tiden tar",
    "eskalering": "Besked till samordnare och chef",
    SIGNAL: "Säkerhetssignal",
    "fordelning": "Fördelning av uppföljningar",
    "handling": "Handling i kön",
}


@dataclass(frozen=True, slots=True)
class Felrad:
    """Work that failed. `nummer` is empty for whoever may not open the akt; `dod` since when nobody tries."""

    id: int
    etikett: str
    nummer: str
    forsok: int
    senast: datetime
    nasta: datetime
    dod: datetime | None
    fel: str


@dataclass(frozen=True, slots=True)
class Brevrad:
    """An e-mail that was given up: to whom among the staff, how many tries, and the kind of fault."""

    till: str
    forsok: int
    skapad: datetime
    fel: str


@dataclass(frozen=True, slots=True)
class Driftlage:
    """The state. `hjartslag` is when the bevakningar were last gone through, `stilla` that it is too long ago.

    `brev_star` of the e-mails that wait have been tried for so long that the mail server may be away.
    """

    hjartslag: datetime | None
    stilla: bool
    brev_vantar: int
    brev_aldst: datetime | None
    brev_star: int
    brev_doda: tuple[Brevrad, ...]
    brev_doda_antal: int
    fel: tuple[Felrad, ...]
    fel_antal: int

    @property
    def allt_ar_bra(self) -> bool:
        """Whether nothing needs anybody."""
        return not (self.stilla or self.brev_star or self.brev_doda_antal or self.fel_antal)


def driftlage(db: Databas, aktor: Aktor, *, now: datetime) -> Driftlage:
    """The state as the person may see it.

    Raises:
        NotFound: the person has nothing to do with how the system runs.
    """
    reach = within_reach(aktor)
    if reach is None:
        raise NotFound(vad="Sidan finns inte.", gor_nu="Gå till startsidan.")
    with db.read() as session:
        heart = session.get(Hjartslag, BEVAKNING)
        beat = heart.last_pass(now) if heart else None
        waiting, oldest = session.execute(
            select(func.count(), func.min(Epost.skapad)).where(Epost.status == VANTAR, reach)
        ).one()
        dead = session.execute(
            select(Medarbetare.namn, Epost.forsok, Epost.skapad, Epost.fel)
            .join(Medarbetare, Medarbetare.id == Epost.medarbetare_id)
            .where(Epost.status == DOD, reach)
            .order_by(Epost.skapad, Epost.id)
            .limit(MOST_ROWS)
        )
        return Driftlage(
            hjartslag=beat,
            stilla=beat is None or now - beat >= LONGEST,
            brev_vantar=waiting,
            brev_aldst=oldest,
            brev_star=_count(session, Epost, and_(_stands(now), reach)),
            brev_doda=tuple(Brevrad(*row) for row in dead),
            brev_doda_antal=_count(session, Epost, and_(Epost.status == DOD, reach)),
            fel=_faults(session, aktor),
            fel_antal=session.scalar(
                select(func.count())
                .select_from(Arbetsfel)
                .outerjoin(Akt, Akt.id == Arbetsfel.akt_id)
                .where(_concerns(aktor))
            )
            or 0,
        )


def dead_in(session: Session, aktor: Aktor, *, now: datetime) -> int:
    """How much nobody tries any more, or has been tried too long, within the person's reach; for the menu."""
    reach = within_reach(aktor)
    if reach is None:
        return 0
    faults = session.scalar(
        select(func.count())
        .select_from(Arbetsfel)
        .outerjoin(Akt, Akt.id == Arbetsfel.akt_id)
        .where(Arbetsfel.dod.is_not(None), _concerns(aktor))
    )
    return (faults or 0) + _count(
        session, Epost, and_(or_(Epost.status == DOD, _stands(now)), reach)
    )


def _stands(now: datetime) -> ColumnElement[bool]:
    """E-mail that has been tried and waits since long."""
    return and_(Epost.status == VANTAR, Epost.forsok > 0, Epost.skapad < now - STANDING)


def _count(session: Session, table: type[Epost], condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(condition)) or 0


def _concerns(aktor: Aktor) -> ColumnElement[bool]:
    """Which faults the person is shown: a condition on Arbetsfel joined with Akt."""
    led = and_(
        Akt.enhet_id.in_(aktor.enheter(Roll.ENHETSCHEF)), openable(aktor), Arbetsfel.slag != SIGNAL
    )
    return true() if aktor.har(Roll.ADMINISTRATOR) else led


def _faults(session: Session, aktor: Aktor) -> tuple[Felrad, ...]:
    """What nobody tries any more first, then what is tried again soonest."""
    shown = and_(openable(aktor), Arbetsfel.slag != SIGNAL)
    rows = session.execute(
        select(Arbetsfel, case((shown, Akt.nummer), else_=""))
        .outerjoin(Akt, Akt.id == Arbetsfel.akt_id)
        .where(_concerns(aktor))
        .order_by(Arbetsfel.dod.is_(None), Arbetsfel.nasta, Arbetsfel.id)
        .limit(MOST_ROWS)
    )
    return tuple(
        Felrad(
            id=row.id,
            etikett=_KINDS.get(row.slag, "Annat arbete"),
            nummer=nummer,
            forsok=row.forsok,
            senast=row.senast,
            nasta=row.nasta,
            dod=row.dod,
            fel=row.fel,
        )
        for row, nummer in rows
    )
