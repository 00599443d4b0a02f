"""The underlag of a real akt: everything of this one akt, labelled. Nothing of any other akt can come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.documents import mallar
from caseflow.documents.gallringen import Gallringsfraga
from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar.mall import Mall
from caseflow.documents.render import mall_for
from caseflow.documents.underlag import Falt, Underlag, Uppgift
from caseflow.engine.beteckning import ny_beteckning
from caseflow.engine.fakta import Varde
from caseflow.engine.field import check
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import parse_instant
from caseflow.store.enhet import Enhet
from caseflow.store.handelselasning import las_handelser
from caseflow.store.handling import FARDIG, KOPIA, LAMNAD
from caseflow.store.namn import Namnen, names, namnen
from caseflow.store.person import Identitet, Person, identitet
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas
from caseflow.store.sista_anteckning import last_note
from caseflow.store.skriven import Skriven

OM_HANDLINGAR = frozenset({FARDIG, KOPIA, LAMNAD})
"""Events that say something about a handling: no handling is written from them."""


@dataclass(frozen=True, slots=True)
class Bestallning:
    """What is asked for: a template, a language, what is filled in, and what it corrects.

    `till_seq` leaves out what was registered after that event: so a copy says what its original could say.
    """

    mall: str
    sprak: str = "sv"
    ifyllt: Mapping[str, Varde] = field(default_factory=dict)
    ersatter: str = ""
    skal: str = ""
    till_seq: int | None = None
    egna: Mapping[str, str] = field(default_factory=dict)


def underlag_ur_akten(
    db: Databas,
    session: Session,
    akt: Akt,
    aktor: Aktor,
    roll: str,
    bestallning: Bestallning,
    *,
    now: datetime,
) -> Underlag:
    """All that a handling may be written from. The caller has checked access and logs the reading.

    Raises:
        NotFound: there is no such template for this kind of akt, or not in this language.
    """
    mall = mall_for(bestallning.mall, akt.slag, bestallning.sprak)
    events = [
        e
        for e in las_handelser(session, db.ring, akt)
        if e.kod not in OM_HANDLINGAR
        and (bestallning.till_seq is None or e.seq <= bestallning.till_seq)
    ]
    people, kanda = names(session, (e.av for e in events)), namnen(session, akt)
    enhet = session.get_one(Enhet, akt.enhet_id)
    person = session.get_one(Person, akt.person_id) if akt.person_id else None
    who = identitet(person, db.ring) if person else Identitet()
    profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
    rubrik, planerad = _point(akt, profil, mall)
    grund = Underlag(
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
        avsandare=tuple(enhet.brevhuvud.splitlines()),
        avsandare_diskret=tuple(enhet.brevhuvud_diskret.splitlines()),
        rubrik=rubrik,
        planerad=planerad,
        sprak=bestallning.sprak,
        ersatter=bestallning.ersatter,
        skal=bestallning.skal,
        egna=dict(bestallning.egna),
        beteckning=_beteckning(db, akt, bestallning.till_seq) if mall.namnval else "",
    )
    if mall.provning:
        grund = replace(
            grund, gallring=Gallringsfraga(akt.snapshot, profil, last_note(session, akt))
        )
    return med_ifyllt(mall, grund, bestallning.ifyllt)


def _beteckning(db: Databas, akt: Akt, till_seq: int | None) -> str:
    """Of the handling that is the next event after what it is written from."""
    seq = (akt.seq if till_seq is None else till_seq) + 1
    return ny_beteckning(db.ring.index_of("beteckning", f"{akt.nummer}:{seq}"))


def med_ifyllt(mall: Mall, underlag: Underlag, varden: Mapping[str, Varde]) -> Underlag:
    """The same underlag with what is filled in for the handling."""
    filled = _with_the_law(mall, replace(underlag, ifyllt=dict(varden)))
    return replace(filled, ifyllda=_as_read(mall, filled))


def provat(mall: Mall, underlag: Underlag, given: Mapping[str, object]) -> dict[str, Varde]:
    """What was filled in, checked; what is still empty is a gap and no fault.

    Raises:
        BadInput: every faulty field at once.
    """
    from_form = mallar.falten(mall, underlag)
    optional = [replace(f, required=False) for f in from_form]
    return check(optional, given, today=underlag.dag)


def _as_read(mall: Mall, underlag: Underlag) -> tuple[Falt, ...]:
    """What is filled in, with label and value as a person reads them."""
    fields = {f.code: f for f in mallar.falten(mall, underlag)}
    return tuple(
        (kod, fields[kod].label, fields[kod].label_of(value))
        for kod, value in underlag.ifyllt.items()
        if kod in fields and value not in (None, "", [])
    )


def _names_are_left_out(akt: Akt) -> bool:
    """Whether somebody has chosen for this akt that officials are not named, because threat is feared."""
    chosen = akt.snapshot.senaste("namn_i_underrattelser")
    return chosen is not None and chosen.text("val") == "utelamnas"


def _with_the_law(mall: Mall, underlag: Underlag) -> Underlag:
    """A decision cites the law of its own day, everything else that of the day it is made."""
    decided = mallar.lasbart_for(mall, underlag).senaste(*mall.vilar_pa)
    day = decided.dag if decided and decided.dag else underlag.dag
    return replace(underlag, lagrum=lagrum_for(day))


def _point(akt: Akt, profil: Profil, mall: Mall) -> tuple[str, date | None]:
    """The name and the planned day of the follow-up that a handling is about: the latest one made."""
    made = [d for d in akt.snapshot.av_slag("uppfoljning") if d.steg]
    if mall.kod != "uppfoljning" or not made:
        return "", None
    latest = max(made, key=lambda d: (d.sedan or date.min, d.id))
    known = {p.kod: p.etikett for p in profil.uppfoljningar}
    return known.get(latest.text("punkt"), ""), latest.datum("planerad")


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
