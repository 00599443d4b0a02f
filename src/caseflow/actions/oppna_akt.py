"""Open a new akt: number, key, chain and first event. The use cases that register something build on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, Utfort
from caseflow.actions.overenskommelse import begin_with_agreement
from caseflow.engine.aktnummer import new_aktnummer
from caseflow.engine.effect import Effekt
from caseflow.engine.errors import BadInput, Hinder, Refused
from caseflow.engine.fakta import Fakta, Varde
from caseflow.processes.definitioner import definitioner_for
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.append import LastAkt
from caseflow.store.atkomst import Aktor
from caseflow.store.definition import keep as keep_definitions
from caseflow.store.enhet import Enhet
from caseflow.store.handelse import GENESIS
from caseflow.store.person import Identitet, add, normal_personnummer
from caseflow.store.profiler import profiles
from caseflow.store.profilversion import keep
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse


@dataclass(frozen=True, slots=True)
class Registrering:
    """What the first event says. `kort` is without free text."""

    slag: str
    inkom: date
    varden: Mapping[str, Varde]
    kort: Mapping[str, Varde]
    person: Identitet | None = None
    ansvarig: int | None = None


def enhet_for(session: Session, aktor: Aktor, kod: str, by: tuple[Roll, ...]) -> tuple[Enhet, str]:
    """The unit with that code and the role the person acts in there.

    Raises:
        Refused: the person has none of the roles in the unit; also when the unit is missing.
    """
    enhet = session.scalar(select(Enhet).where(Enhet.kod == kod))
    held = aktor.roller(enhet.id) if enhet else ()
    roll = next((r.value for r in by if r.value in held), "")
    if enhet is None or not roll:
        names = " eller ".join(r.etikett for r in by)
        raise Refused(
            vad="Ärendet kan inte registreras.",
            hinder=[
                Hinder(
                    "rollen_far_gora_det",
                    "Delegations- och behörighetsordning",
                    f"Du är inte {names} i enheten «{kod[:40]}».",
                    "Välj en enhet där du arbetar.",
                )
            ],
        )
    return enhet, roll


def check_identity(given: Mapping[str, Varde]) -> Identitet | None:
    """The person as given; None when nothing is.

    Raises:
        BadInput: the number is no personnummer, or a code stands together with an identity.
    """
    values = {k: str(v) for k, v in given.items() if v}
    if not values:
        return None
    number = values.get("personnummer", "")
    normal = normal_personnummer(number) if number else ""
    if normal is None:
        raise BadInput(
            vad="Personen kan inte registreras.",
            falt={"personnummer": "Personnummer: skriv tolv siffror, ÅÅÅÅMMDDNNNN."},
        )
    if values.get("pseudonym") and (number or values.get("namn")):
        raise BadInput(
            vad="Personen kan inte registreras.",
            falt={"pseudonym": "Ange antingen en kod eller namn och personnummer, inte båda."},
        )
    return Identitet(**{**values, "personnummer": normal})


def open_akt(
    db: Databas,
    session: Session,
    aktor: Aktor,
    enhet: Enhet,
    roll: str,
    registrering: Registrering,
    *,
    now: datetime,
) -> Oppnad:
    """Store the new akt and its first event."""
    profil = profiles(db.settings)[enhet.profil]
    keep(session, profil, now=now)
    keep_definitions(session, definitioner_for(registrering.slag), now=now)
    person = add(session, db.ring, registrering.person, now=now) if registrering.person else None
    akt = new_row(db, enhet, registrering.slag, now=now)
    akt.profil, akt.profil_version = profil.id, profil.version
    session.add(akt)
    session.flush()  # the first event needs the akt's id
    opened = Oppnad(db, session, as_locked(akt), profil, aktor, roll, now)
    first_event(opened, registrering, person.id if person else None)
    begin_with_agreement(opened)
    return opened


def new_row(db: Databas, enhet: Enhet, slag: str, *, now: datetime) -> Akt:
    """An akt before its first event."""
    definitioner = definitioner_for(slag)
    process = definitioner.huvud
    _, wrapped = db.ring.new_key()
    blank = Fakta(slag=slag, process=process.code, tillstand=process.start.code)
    return Akt(
        nummer=new_aktnummer(),
        slag=slag,
        enhet_id=enhet.id,
        process_version=definitioner.version,
        nyckel=wrapped,
        skapad=now,
        synlig=True,
        tillstand=blank.tillstand,
        avslutad=False,
        seq=0,
        hash=GENESIS,
        bevakning_nr=0,
        fakta=blank.as_dict(),
    )


def as_locked(akt: Akt) -> LastAkt:
    """A new akt as `append` wants it: nothing is open yet."""
    return LastAkt(
        id=akt.id,
        nummer=akt.nummer,
        slag=akt.slag,
        enhet_id=akt.enhet_id,
        process_version=akt.process_version,
        profil=akt.profil,
        profil_version=akt.profil_version,
        nyckel=akt.nyckel,
        ansvarig_id=None,
        person_id=None,
        seq=0,
        hash=GENESIS,
        bevakning_nr=0,
        fakta=akt.snapshot,
        oppna=(),
    )


def first_event(opened: Oppnad, registrering: Registrering, person_id: int | None) -> Utfort:
    """«registrera_akt»: what the akt is, when the matter came in, who owns it."""
    akt = opened.akt
    about: dict[str, Any] = {
        "slag": akt.slag,
        "enhet": akt.enhet_id,
        "process_version": akt.process_version,
        "profil": akt.profil,
        "profil_version": akt.profil_version,
    }
    effekt: Effekt = {
        "steg": "registrera_akt",
        "kort": dict(registrering.kort),
        "tillstand": akt.fakta.tillstand,
        "avslutad": False,
        "inkom": registrering.inkom.isoformat(),
        "ansvarig": registrering.ansvarig,
        "person": person_id,
    }
    return opened.write(
        NyHandelse(
            typ="registrering",
            kod="registrera_akt",
            dag=registrering.inkom,
            effekt=effekt,
            varden={**registrering.varden, **about},
            av=opened.aktor.id,
            roll=opened.roll,
        )
    )
