"""Everything the page of one akt shows, read in one consistent view with few questions to the database.

Only the akt itself, what its own events say and who works with it are read. Nothing here asks for another
akt: the page is the same whether or not one exists on the other side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta
from caseflow.engine.process import Process
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevakningar_i_akt import Bevakningsvy, oppna_bevakningar
from caseflow.queries.gallring import Gallringsvy, gallringsvy
from caseflow.queries.handelser_i_akt import Handelsevy, Sidans, sidans_handelser
from caseflow.queries.kvitto import Kvitto
from caseflow.queries.kvitto import kvitto as receipt
from caseflow.queries.processlage import Processlage, processlage
from caseflow.queries.prova_steg import Stegprov, tried, tried_facts
from caseflow.queries.riskutveckling import Riskhandelse, Riskpunkt, riskhandelser, riskpunkter
from caseflow.queries.saker_kontakt import Kontaktregler, kontaktregler
from caseflow.queries.spar import Samtalsdag, Spar, sparen
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.enhet import Enhet
from caseflow.store.journalanteckning import Journalanteckning
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import names, namnen
from caseflow.store.person import Person, identitet
from caseflow.store.profilversion import profile_of
from caseflow.store.samtal import Samtal
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Personvy:
    """The person as the page may show it: without name when protected, `kod` when known only by a code."""

    namn: str = ""
    kod: str = ""
    skydd: str = ""
    finns: bool = False


@dataclass(frozen=True, slots=True)
class Arendevy:
    """One akt as a page.

    `roll` is the role it is opened under, `roller` all that are held in its unit; `ansvarig` is empty when
    nobody owns it yet.
    """

    nummer: str
    slag: str
    seq: int
    roll: str
    roller: tuple[str, ...]
    enhet: str
    ansvarig: str
    behandlare: str
    ar_ansvarig: bool
    definitioner: Definitioner
    fakta: Fakta
    profil: Profil
    person: Personvy
    lage: Processlage
    spar: tuple[Spar, ...]
    bevakningar: tuple[Bevakningsvy, ...]
    stegen: tuple[Stegprov, ...]
    faktaprov: tuple[Stegprov, ...]
    risk: tuple[Riskpunkt, ...]
    riskhandelser: tuple[Riskhandelse, ...]
    kontakt: Kontaktregler | None
    senaste: tuple[Handelsevy, ...]
    anteckningar: tuple[Handelsevy, ...]
    antal_anteckningar: int
    kvitto: Kvitto | None
    gallring: Gallringsvy | None

    @property
    def process(self) -> Process:
        """The main process that the akt goes through."""
        return self.definitioner.huvud


@dataclass(frozen=True, slots=True)
class _Omgivning:
    enhet: str
    ansvarig: str
    anteckningar: int


def las_arende(
    db: Databas, aktor: Aktor, nummer: str, *, dag: date, kvitto: int | None = None
) -> Arendevy:
    """The page on a day; `kvitto` is the number of an event just written, to be confirmed.

    The caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it: the answer is the same.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        return _vy(db, session, akt, aktor, roll, dag=dag, kvitto=kvitto)


def _vy(
    db: Databas,
    session: Session,
    akt: Akt,
    aktor: Aktor,
    roll: str,
    *,
    dag: date,
    kvitto: int | None,
) -> Arendevy:
    fakta, kanda = akt.snapshot, namnen(session, akt)
    known = kanda.definitioner
    profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
    around = _omgivning(session, akt)
    bevakningar = oppna_bevakningar(session, akt, dag)
    kontaktfaktum = fakta.senaste("saker_kontakt")
    asked = [seq for seq in (kontaktfaktum.seq if kontaktfaktum else None, kvitto) if seq]
    asked += [int(b.nyckel) for b in bevakningar if b.egen and b.nyckel.isdigit()]
    sidan: Sidans = sidans_handelser(session, db.ring, akt, med=tuple(asked))
    behandlare = _behandlare(fakta)
    people = names(session, (behandlare, *(h.av_id for h in sidan.alla)))
    named = sidan.with_names(people)
    written = named.med_nummer(kvitto) if kvitto else None
    mine = written if written and written.av_id == aktor.id else None
    return Arendevy(
        nummer=akt.nummer,
        slag=akt.slag,
        seq=akt.seq,
        roll=roll,
        roller=aktor.roller(akt.enhet_id),
        enhet=around.enhet,
        ansvarig=around.ansvarig,
        behandlare=people.get(behandlare, "") if behandlare else "",
        ar_ansvarig=akt.ansvarig_id is not None and akt.ansvarig_id == aktor.id,
        definitioner=known,
        fakta=fakta,
        profil=profil,
        person=_person(db, session, akt),
        lage=processlage(known.huvud, fakta, profil, dag),
        spar=sparen(fakta, profil, _samtal(session, akt), _forfaller(bevakningar), kanda),
        bevakningar=_med_rubrik(bevakningar, named),
        stegen=tuple(tried(akt, known, profil, aktor, roll, dag=dag)),
        faktaprov=tuple(tried_facts(session, akt, known, profil, aktor, roll, dag=dag)),
        risk=riskpunkter(session, akt.id),
        riskhandelser=riskhandelser(named.riskhandelser),
        kontakt=kontaktregler(named.med_nummer(kontaktfaktum.seq)) if kontaktfaktum else None,
        senaste=named.senaste,
        anteckningar=named.anteckningar,
        antal_anteckningar=around.anteckningar,
        gallring=gallringsvy(session, akt, profil, dag),
        kvitto=receipt(session, akt, mine, kanda) if mine else None,
    )


def _forfaller(bevakningar: tuple[Bevakningsvy, ...]) -> dict[str, date]:
    """The due day of what is open, by kind."""
    return {b.slag: b.dag for b in bevakningar}


def _omgivning(session: Session, akt: Akt) -> _Omgivning:
    """Unit, owner and the number of notes, in one question."""
    notes = (
        select(func.count())
        .select_from(Journalanteckning)
        .where(Journalanteckning.akt_id == akt.id)
        .scalar_subquery()
    )
    row = session.execute(
        select(Enhet.namn, Medarbetare.namn, notes)
        .select_from(Enhet)
        .outerjoin(Medarbetare, Medarbetare.id == akt.ansvarig_id)
        .where(Enhet.id == akt.enhet_id)
    ).one()
    return _Omgivning(row[0], row[1] or "", row[2])


def _person(db: Databas, session: Session, akt: Akt) -> Personvy:
    """A protected identity is not even decrypted."""
    person = session.get(Person, akt.person_id) if akt.person_id else None
    if person is None:
        return Personvy()
    if person.skydd:
        return Personvy(skydd=person.skydd, finns=True)
    known = identitet(person, db.ring)
    return Personvy(namn=known.namn, kod=known.pseudonym, finns=True)


def _med_rubrik(bevakningar: tuple[Bevakningsvy, ...], sidan: Sidans) -> tuple[Bevakningsvy, ...]:
    """What a person has set for herself is called what she called it."""
    return tuple(
        replace(b, etikett=str(event.varden.get("rubrik") or b.etikett))
        if b.egen and b.nyckel.isdigit() and (event := sidan.med_nummer(int(b.nyckel)))
        else b
        for b in bevakningar
    )


def _behandlare(fakta: Fakta) -> int | None:
    """Who holds the talks of the latest open insats."""
    for d in reversed(fakta.av_slag("insats", oppna=True)):
        who = d.text("behandlare")
        if who.isdigit():
            return int(who)
    return None


def _samtal(session: Session, akt: Akt) -> list[Samtalsdag]:
    rows = session.execute(
        select(Samtal.delprocess, Samtal.dag, Samtal.utfall)
        .where(Samtal.akt_id == akt.id, Samtal.dag.is_not(None))
        .order_by(Samtal.dag, Samtal.seq)
    )
    return [Samtalsdag(r.delprocess, r.dag, r.utfall) for r in rows]
