"""A draft of a handling, or one that is about to begin: its form, its gaps and its pages as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.documents import mallar
from caseflow.documents.egna_texter import egna_for
from caseflow.documents.mallar.mall import Brist, Mall
from caseflow.documents.render import Framstalld, framstall, mall_for
from caseflow.documents.underlag import NOON, Underlag
from caseflow.documents.ur_akten import Bestallning, med_ifyllt, provat, underlag_ur_akten
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field
from caseflow.rules.kalender import STOCKHOLM, svensk_dag
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handling import Handlingsutkast, open_draft
from caseflow.store.handlingsatkomst import refuse_reader, utkastet
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Utkastvy:
    """What the page shows. `id` and `version` are None until it has been saved.

    Where there is more text than a handling can hold there are no pages, and `for_langt` says what to do.
    """

    nummer: str
    slag: str
    roll: str
    mall: Mall
    sprak: str
    falten: tuple[Field, ...]
    varden: Mapping[str, Varde]
    brister: tuple[Brist, ...]
    rollen_racker: bool
    ersatter: int | None
    id: int | None
    version: int | None
    handling: Framstalld | None
    for_langt: BadInput | None


def las_utkast(db: Databas, aktor: Aktor, nummer: str, utkast: int, *, now: datetime) -> Utkastvy:
    """A saved draft. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, or no such draft.
        Refused: the person does not work in the akt.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        draft = utkastet(session, akt.id, utkast)
        refuse_reader(aktor, akt, mallar.som_fardigstaller(draft.mall))
        given = open_draft(db.ring.unwrap(akt.nyckel), akt.nummer, draft)
        opened = _Oppnad(db, session, akt, aktor, roll, now)
        asked = Bestallning(draft.mall, draft.sprak)
        return _vy(opened, asked, given, ersatter=draft.ersatter, draft=draft)


def nytt_utkast(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    mall: str,
    given: Mapping[str, object],
    *,
    now: datetime,
    sprak: str = "sv",
    ersatter: int | None = None,
) -> Utkastvy:
    """A draft that is not saved, as it would be with what is given. The caller logs the reading.

    Raises what `las_utkast` raises, and BadInput for every faulty field at once.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        refuse_reader(aktor, akt, mall_for(mall, akt.slag, sprak).av)
        opened = _Oppnad(db, session, akt, aktor, roll, now)
        return _vy(opened, Bestallning(mall, sprak), given, ersatter=ersatter)


@dataclass(frozen=True, slots=True)
class _Oppnad:
    """The akt as it is read, by whom and when."""

    db: Databas
    session: Session
    akt: Akt
    aktor: Aktor
    roll: str
    now: datetime


def _vy(
    opened: _Oppnad,
    asked: Bestallning,
    given: Mapping[str, object],
    *,
    ersatter: int | None,
    draft: Handlingsutkast | None = None,
) -> Utkastvy:
    db, akt = opened.db, opened.akt
    mall = mall_for(asked.mall, akt.slag, asked.sprak)
    asked = replace(asked, egna=egna_for(db.settings, akt.profil, mall, asked.sprak))
    grund = underlag_ur_akten(
        db, opened.session, akt, opened.aktor, opened.roll, asked, now=_stilla(opened.now)
    )
    varden = provat(mall, grund, given)
    underlag = med_ifyllt(mall, grund, varden)
    held = opened.aktor.roller(akt.enhet_id)
    handling, for_langt = _pages(mall, underlag)
    return Utkastvy(
        akt.nummer,
        akt.slag,
        opened.roll,
        mall,
        asked.sprak,
        mallar.falten(mall, grund),
        varden,
        tuple(mallar.saknas(mall, underlag)),
        any(r.value in held for r in mall.av),
        ersatter,
        draft.id if draft else None,
        draft.version if draft else None,
        handling,
        for_langt,
    )


def _stilla(now: datetime) -> datetime:
    """Noon of the Swedish day: a draft is not made at a moment, so that its pages are the same all day."""
    return datetime.combine(svensk_dag(now), NOON, STOCKHOLM)


def _pages(mall: Mall, underlag: Underlag) -> tuple[Framstalld | None, BadInput | None]:
    """The pages, or why there are none: who filled in too much must be able to take it away."""
    try:
        return framstall(mall.kod, underlag), None
    except BadInput as fault:
        return None, fault
