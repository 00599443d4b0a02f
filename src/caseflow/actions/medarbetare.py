"""Add, disable and let in medarbetare; give them uppdrag and new passwords."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from caseflow.actions.logga_in import HASHER
from caseflow.engine.errors import BadInput
from caseflow.rules.roller import Roll
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Inloggning, Medarbetare, Uppdrag, by_epost
from caseflow.store.session import Databas

MIN_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class NyMedarbetare:
    """Who is added, and in which roles in which unit (its code)."""

    epost: str
    namn: str
    enhet: str
    roller: tuple[Roll, ...]
    losenord: str = ""


def lagg_till(db: Databas, ny: NyMedarbetare, *, fran: date) -> str:
    """Add the medarbetare, or give a known one further uppdrag. Returns the password when it was made up.

    Raises:
        BadInput: address, password or unit; a known one is disabled.
    """
    epost = ny.epost.strip().lower()
    faults = {}
    if "@" not in epost or len(epost) > 200:  # noqa: PLR2004 - the column's width
        faults["epost"] = "E-post: skriv en hel adress."
    if ny.losenord and len(ny.losenord) < MIN_PASSWORD:
        faults["losenord"] = f"Lösenord: minst {MIN_PASSWORD} tecken."
    if faults:
        raise BadInput(vad="Medarbetaren kan inte läggas till.", falt=faults)
    password = ny.losenord or secrets.token_urlsafe(12)
    with db.write() as session:
        enhet = session.scalar(select(Enhet).where(Enhet.kod == ny.enhet))
        if enhet is None:
            raise BadInput(
                vad="Medarbetaren kan inte läggas till.",
                falt={"enhet": f"Enhet: «{ny.enhet}» finns inte."},
            )
        person = by_epost(session, epost)
        made_up = ""
        if person is None:
            person = Medarbetare(
                epost=epost, namn=ny.namn, losenord=HASHER.hash(password), aktiv=True
            )
            session.add(person)
            session.flush()  # the uppdrag need the id
            made_up = "" if ny.losenord else password
        elif not person.aktiv:
            raise BadInput(
                vad=f"{person.epost} är avstängd.",
                gor_nu="Öppna kontot först med caseflow user enable.",
            )
        for roll in ny.roller:
            _assign(session, person, enhet, roll, fran)
    return made_up


def _assign(session: Session, person: Medarbetare, enhet: Enhet, roll: Roll, fran: date) -> None:
    """One uppdrag, unless it is held; one that ended the same day goes on."""
    earlier = session.scalars(
        select(Uppdrag).where(
            Uppdrag.medarbetare_id == person.id,
            Uppdrag.enhet_id == enhet.id,
            Uppdrag.roll == roll.value,
        )
    ).all()
    if any(u.till is None for u in earlier):
        return
    same_day = next((u for u in earlier if u.fran == fran), None)
    if same_day is not None:
        same_day.till = None
        return
    session.add(Uppdrag(medarbetare_id=person.id, enhet_id=enhet.id, roll=roll.value, fran=fran))


def stang_av(db: Databas, epost: str, *, dag: date) -> None:
    """Disable: no log-in, every session ended, every uppdrag closed. The history keeps the name.

    Raises:
        BadInput: there is no such medarbetare.
    """
    with db.write() as session:
        person = _known(session, epost)
        person.aktiv = False
        session.execute(delete(Inloggning).where(Inloggning.medarbetare_id == person.id))
        for uppdrag in session.scalars(
            select(Uppdrag).where(Uppdrag.medarbetare_id == person.id, Uppdrag.till.is_(None))
        ):
            uppdrag.till = dag


def nytt_losenord(db: Databas, epost: str) -> str:
    """A made-up password instead of the old one; every session is ended.

    Raises:
        BadInput: there is no such medarbetare, or she is disabled.
    """
    with db.write() as session:
        person = _known(session, epost)
        if not person.aktiv:
            raise BadInput(
                vad=f"{person.epost} är avstängd.",
                gor_nu="Öppna kontot först med caseflow user enable.",
            )
        return _set_password(session, person)


def slapp_in(db: Databas, epost: str) -> str:
    """Let a disabled medarbetare log in again, with a made-up password and without uppdrag.

    Raises:
        BadInput: there is no such medarbetare, or she is not disabled.
    """
    with db.write() as session:
        person = _known(session, epost)
        if person.aktiv:
            raise BadInput(
                vad=f"{person.epost} är inte avstängd.",
                gor_nu="Behövs ett nytt lösenord: caseflow user password.",
            )
        person.aktiv = True
        return _set_password(session, person)


def _known(session: Session, epost: str) -> Medarbetare:
    person = by_epost(session, epost)
    if person is None:
        raise BadInput(vad=f"Det finns ingen medarbetare med adressen {epost[:80]}.")
    return person


def _set_password(session: Session, person: Medarbetare) -> str:
    password = secrets.token_urlsafe(12)
    person.losenord = HASHER.hash(password)
    session.execute(delete(Inloggning).where(Inloggning.medarbetare_id == person.id))
    return password
