"""A handling made from the facts of a real akt: what may go in is gathered here, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar.beslut import BESLUT
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag, Uppgift
from caseflow.queries.oppna import open_for_reading
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import parse_instant
from caseflow.store.enhet import Enhet
from caseflow.store.handelselasning import las_handelser
from caseflow.store.namn import Namnen, names, namnen
from caseflow.store.person import Identitet, Person, identitet
from caseflow.store.profilversion import profile_of
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
        underlag = _underlag(db, session, akt, aktor, roll, mall, now)
    return render(mall, underlag, slutlig=slutlig)


def _underlag(
    db: Databas, session: Session, akt: Akt, aktor: Aktor, roll: str, mall: str, now: datetime
) -> Underlag:
    """Everything of this one akt, labelled. Nothing of any other akt can come in."""
    events = las_handelser(session, db.ring, akt)
    people, kanda = names(session, (e.av for e in events)), namnen(session, akt)
    enhet = session.get_one(Enhet, akt.enhet_id)
    person = session.get_one(Person, akt.person_id) if akt.person_id else None
    who = identitet(person, db.ring) if person else Identitet()
    profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
    rubrik, planerad = _point(akt, profil, mall)
    return Underlag(
        aktnummer=akt.nummer,
        slag=akt.slag,
        enhet=enhet.namn,
        kommun=profil.namn,
        person_namn=who.namn,
        personnummer=who.personnummer,
        pseudonym=who.pseudonym,
        skydd=who.skydd,
        oppnat=akt.inkom,
        uppgifter=tuple(_uppgift(e, people, kanda) for e in events),
        skapad=now,
        skapad_av=aktor.namn,
        skapad_av_roll=roll,
        utelamna_tjansteman=_names_are_left_out(akt),
        lagrum=lagrum_for(_law_day(mall, events, svensk_dag(now))),
        rubrik=rubrik,
        planerad=planerad,
    )


def _names_are_left_out(akt: Akt) -> bool:
    """Whether somebody has chosen for this akt that officials are not named, because threat is feared."""
    chosen = akt.snapshot.senaste("namn_i_underrattelser")
    return chosen is not None and chosen.text("val") == "utelamnas"


def _law_day(mall: str, events: Sequence[Skriven], today: date) -> date:
    """A decision rests on the law of its own day, everything else on today's."""
    decided = [e.dag for e in events if e.kod in BESLUT and e.dag]
    return decided[-1] if mall == "beslut" and decided else today


def _point(akt: Akt, profil: Profil, mall: str) -> tuple[str, date | None]:
    """The name and the planned day of the follow-up that a handling is about: the latest one made."""
    made = [d for d in akt.snapshot.av_slag("uppfoljning") if d.steg]
    if mall != "uppfoljning" or not made:
        return "", None
    latest = max(made, key=lambda d: (d.sedan or date.min, d.id))
    names = {p.kod: p.etikett for p in profil.uppfoljningar}
    return names.get(latest.text("punkt"), ""), latest.datum("planerad")


def _uppgift(event: Skriven, people: dict[int, str], kanda: Namnen) -> Uppgift:
    fields = kanda.falten(event.kod, event.varden)
    return Uppgift(
        seq=event.seq,
        kod=event.kod,
        etikett=kanda.etikett(event.kod),
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
