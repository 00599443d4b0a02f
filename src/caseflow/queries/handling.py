"""A handling made from the facts of a real akt: what may go in is gathered here, in one place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag, Uppgift
from caseflow.queries.handelser import las_handelser
from caseflow.queries.namn import etikett, fields_of, names
from caseflow.queries.oppna import open_for_reading
from caseflow.rules.kalender import svensk_dag
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import parse_instant
from caseflow.store.enhet import Enhet
from caseflow.store.person import Identitet, Person, identitet
from caseflow.store.profiler import profiles
from caseflow.store.session import Databas
from caseflow.store.skriven import Skriven


def render_handling(
    db: Databas, aktor: Aktor, mall: str, nummer: str, *, now: datetime, slutlig: bool = False
) -> bytes:
    """The PDF of a draft, or of a finished handling. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, or no such template.
        Refused: a finished handling would have gaps; every gap is listed.
    """
    with db.read() as session:
        akt, roll = open_for_reading(session, aktor, nummer)
        underlag = _underlag(db, session, akt, aktor, roll, now)
    return render(mall, underlag, slutlig=slutlig)


def _underlag(
    db: Databas, session: Session, akt: Akt, aktor: Aktor, roll: str, now: datetime
) -> Underlag:
    """Everything of this one akt, labelled. Nothing of any other akt can come in."""
    events = las_handelser(session, db.ring, akt)
    people = names(session, (e.av for e in events))
    enhet = session.get_one(Enhet, akt.enhet_id)
    person = session.get_one(Person, akt.person_id) if akt.person_id else None
    who = identitet(person, db.ring) if person else Identitet()
    profil = profiles(db.settings).get(enhet.profil)
    return Underlag(
        aktnummer=akt.nummer,
        slag=akt.slag,
        enhet=enhet.namn,
        kommun=profil.namn if profil else "",
        person_namn=who.namn,
        personnummer=who.personnummer,
        pseudonym=who.pseudonym,
        skydd=who.skydd,
        oppnat=akt.inkom,
        uppgifter=tuple(_uppgift(e, people) for e in events),
        skapad=now,
        skapad_av=aktor.namn,
        skapad_av_roll=roll,
        lagrum=lagrum_for(svensk_dag(now)),
    )


def _uppgift(event: Skriven, people: dict[int, str]) -> Uppgift:
    fields = fields_of(event.kod)
    return Uppgift(
        seq=event.seq,
        kod=event.kod,
        etikett=etikett(event.kod),
        dag=event.dag,
        registrerad=parse_instant(event.registrerad),
        av=people.get(event.av, "") if event.av else "caseflow",
        roll=event.roll,
        varden=event.varden,
        falt=tuple(
            (f.code, f.label, f.label_of(event.varden[f.code]))
            for f in fields
            if event.varden.get(f.code) not in (None, "", [])
        ),
        delprocess=event.delprocess,
    )
