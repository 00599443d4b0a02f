"""The handlingar of an akt: what is finished, what is drafted, and what can be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.documents import mallar
from caseflow.documents.mallar import MALLAR, som_fardigstaller
from caseflow.documents.mallar.mall import Brist, Mall
from caseflow.documents.ur_akten import Bestallning, underlag_ur_akten
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handling import Handling, Handlingsutkast, handlingar_i, utkast_i
from caseflow.store.handlingsatkomst import arbetar_i
from caseflow.store.namn import names
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Fardig:
    """A finished handling or a masked copy. `ersatt_av` is the number of the one that corrects it."""

    seq: int
    mall: str
    titel: str
    version: str
    sprak: str
    dag: date | None
    av: str
    sidor: int
    sha256: str
    har_arkivform: bool
    ersatter: int | None
    ersatt_av: int | None
    kopia_av: int | None
    lamnad: date | None
    lamnad_satt: str | None
    ar_brev: bool
    beteckning: str


@dataclass(frozen=True, slots=True)
class Utkast:
    """A draft on the way: who began it and who saved it last."""

    id: int
    mall: str
    titel: str
    sprak: str
    andrad: datetime
    andrad_av: str
    ersatter: int | None


@dataclass(frozen=True, slots=True)
class Mallrad:
    """A template that fits the akt, and what a finished one of it would lack now."""

    mall: Mall
    brister: tuple[Brist, ...]
    rollen_racker: bool


@dataclass(frozen=True, slots=True)
class Handlingarna:
    """Everything on the page. Drafts and templates are those that the person works with.

    That is none for whoever only reviews the akt, and for a registrator those that a registrator finishes.
    """

    nummer: str
    slag: str
    roll: str
    arbetar: bool
    fardiga: tuple[Fardig, ...]
    utkast: tuple[Utkast, ...]
    mallar: tuple[Mallrad, ...]


def las_handlingarna(db: Databas, aktor: Aktor, nummer: str, *, now: datetime) -> Handlingarna:
    """The caller logs the reading.

    Raises:
        NotFound: no such akt for this person.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        return Handlingarna(
            akt.nummer,
            akt.slag,
            roll,
            arbetar_i(aktor, akt),
            fardiga_i(session, akt),
            _drafts(session, akt, aktor),
            _templates(db, session, akt, aktor, roll, now),
        )


@dataclass(frozen=True, slots=True)
class IKorthet:
    """The newest of an akt: what is finished, and the drafts that the person may see."""

    fardiga: tuple[Fardig, ...]
    antal: int
    utkast: tuple[Utkast, ...]


def handlingar_i_korthet(db: Databas, aktor: Aktor, nummer: str, *, hogst: int) -> IKorthet:
    """What the page of the akt shows of its handlingar. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person.
    """
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        finished = fardiga_i(session, akt)
        return IKorthet(finished[:hogst], len(finished), _drafts(session, akt, aktor)[:hogst])


def fardiga_i(session: Session, akt: Akt) -> tuple[Fardig, ...]:
    """Every finished handling and masked copy of an opened akt, newest first."""
    rows = handlingar_i(session, akt.id)
    people = names(session, (h.av for h in rows))
    replaced = {h.ersatter: h.seq for h in rows if h.ersatter}
    return tuple(_fardig(h, people.get(h.av or 0, ""), replaced.get(h.seq)) for h in rows)


def _fardig(h: Handling, av: str, ersatt_av: int | None) -> Fardig:
    mall = MALLAR.get(h.mall)
    return Fardig(
        h.seq,
        h.mall,
        h.titel,
        h.mallversion,
        h.sprak,
        h.dag,
        av,
        h.sidor,
        h.sha256,
        bool(h.arkiv_sha256),
        h.ersatter,
        ersatt_av,
        h.kopia_av,
        h.lamnad,
        h.lamnad_satt,
        mall is not None and mall.ar_brev,
        h.beteckning,
    )


def _drafts(session: Session, akt: Akt, aktor: Aktor) -> tuple[Utkast, ...]:
    every = utkast_i(session, akt.id)
    rows = [u for u in every if arbetar_i(aktor, akt, som_fardigstaller(u.mall))]
    people = names(session, (u.andrad_av for u in rows))
    return tuple(_utkast(u, people.get(u.andrad_av or 0, "")) for u in rows)


def _utkast(u: Handlingsutkast, av: str) -> Utkast:
    mall = MALLAR.get(u.mall)
    titel = mall.titel if mall else u.mall
    return Utkast(u.id, u.mall, titel, u.sprak, u.andrad, av, u.ersatter)


def _templates(
    db: Databas, session: Session, akt: Akt, aktor: Aktor, roll: str, now: datetime
) -> tuple[Mallrad, ...]:
    """The facts are gathered once: every template looks at the same."""
    fitting = [m for m in MALLAR.values() if akt.slag in m.slag and arbetar_i(aktor, akt, m.av)]
    if not fitting:
        return ()
    held = aktor.roller(akt.enhet_id)
    grund = underlag_ur_akten(db, session, akt, aktor, roll, Bestallning(fitting[0].kod), now=now)
    return tuple(
        Mallrad(m, tuple(mallar.saknas(m, grund)), any(r.value in held for r in m.av))
        for m in fitting
    )
