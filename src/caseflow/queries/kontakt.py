"""The safe-contact view of an akt: how the person may be reached just now. The caller logs the opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.process import FactKind
from caseflow.queries.handelser_i_akt import Handelsevy, handelsevy
from caseflow.queries.saker_kontakt import (
    Kanalvy,
    Kontaktregler,
    kontaktregler,
    sms_text,
    times_are_in_words_only,
    tried_channels,
)
from caseflow.rules.saker_kontakt import KODORD_ORD
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.definition import definitioner_of
from caseflow.store.handelse import Handelse
from caseflow.store.handelselasning import code_word, open_event
from caseflow.store.namn import namnen
from caseflow.store.person import Person, identitet
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

_TELEFON = frozenset({"samtal", "sms"})
_FYLLS_I_IGEN = frozenset({"galler_till", KODORD_ORD})


@dataclass(frozen=True, slots=True)
class Kontaktvy:
    """Contact details and rules. `var_sakert` is what was said of a safe place, and which day.

    `kanaler` are tried at the moment that was asked for; `kodord` stands only when it was asked for and
    somebody may reach the person; `kontakt` is the kind that registers the contact, where there is one.
    """

    nummer: str
    slag: str
    seq: int
    roll: str
    skydd: str
    telefon: str
    adress: str
    regler: Kontaktregler | None
    var_sakert: str
    var_sakert_dag: date | None
    kanaler: tuple[Kanalvy, ...]
    sms: str
    tider_i_ord: bool
    kontakt: FactKind | None
    kan_registrera: bool
    kodord: str = ""

    @property
    def gar(self) -> tuple[Kanalvy, ...]:
        """The ways that are open."""
        return tuple(k for k in self.kanaler if k.gar)

    @property
    def kan_ringas(self) -> bool:
        """Whether the number may be used just now."""
        return any(k.kod in _TELEFON for k in self.gar)


def visa_kontakt(
    db: Databas, aktor: Aktor, nummer: str, *, now: datetime, kodord: bool = False
) -> Kontaktvy:
    """The view at a moment. With `kodord` the code word too, if the person may be reached in some way.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        fakta = akt.snapshot
        person = session.get(Person, akt.person_id) if akt.person_id else None
        known = identitet(person, db.ring) if person else None
        skydd = known.skydd if known else ""
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        kanaler = tried_channels(fakta, profil, skydd, now)
        protection = _latest(db, session, akt, fakta, "skyddsbedomning")
        kind = definitioner_of(session, akt.slag, akt.process_version).faktaslag.get(
            "utgaende_kontakt"
        )
        held = aktor.roller(akt.enhet_id)
        return Kontaktvy(
            nummer=akt.nummer,
            slag=akt.slag,
            seq=akt.seq,
            roll=roll,
            skydd=skydd,
            telefon=known.telefon if known else "",
            adress=known.adress if known else "",
            regler=kontaktregler(_latest(db, session, akt, fakta, "saker_kontakt")),
            var_sakert=str(protection.varden.get("var_sakert") or "") if protection else "",
            var_sakert_dag=protection.dag if protection else None,
            kanaler=kanaler,
            sms=sms_text(kanaler, skydd),
            tider_i_ord=times_are_in_words_only(fakta),
            kontakt=kind,
            kan_registrera=kind is not None and any(r.value in held for r in kind.by),
            kodord=_code_word(db, session, akt) if kodord and any(k.gar for k in kanaler) else "",
        )


def senast_overenskommet(db: Databas, aktor: Aktor, nummer: str) -> dict[str, Varde]:
    """What was last agreed, to confirm it again; the day and the code word are left to be filled in.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        event = _latest(db, session, akt, akt.snapshot, "saker_kontakt")
        known = event.varden if event else {}
        return {k: v for k, v in known.items() if k not in _FYLLS_I_IGEN}


def _code_word(db: Databas, session: Session, akt: Akt) -> str:
    fact = akt.snapshot.senaste("saker_kontakt")
    row = session.get(Handelse, (akt.id, fact.seq)) if fact else None
    return code_word(row, akt.nummer, db.ring.unwrap(akt.nyckel)) if row else ""


def _latest(db: Databas, session: Session, akt: Akt, fakta: Fakta, slag: str) -> Handelsevy | None:
    fact = fakta.senaste(slag)
    row = session.get(Handelse, (akt.id, fact.seq)) if fact else None
    if row is None:
        return None
    return handelsevy(open_event(row, akt.nummer, db.ring.unwrap(akt.nyckel)), namnen(session, akt))
