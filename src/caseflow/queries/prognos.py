"""The forecast of one akt: what falls due and what follows, day by day, if nobody does anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import false, select
from sqlalchemy.orm import Session, aliased

from caseflow.engine.bevakning import Vantad
from caseflow.engine.fakta import JsonDict
from caseflow.engine.foljder import Bevakande
from caseflow.engine.prognos import Bevakad, Prognos, Prognosslag, Spelregler, Vantas, forecast
from caseflow.processes import FULLGOR, REGLER, plikter_for
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevakningar_i_akt import Bevakningsvy, oppna_bevakningar
from caseflow.queries.forklaring import GENERELLT, lydelsen
from caseflow.queries.handelser_i_akt import sidans_handelser
from caseflow.rules.overgang import rattsdag
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.bevakning import Bevakning, open_in
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import Namnen, bevakning_etikett, namnen
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

TIMED: Mapping[str, str] = {r.kod: r.utloser for r in REGLER.values() if r.utloser}
"""The step that the system takes when a bevakning of the kind falls due."""


_MENING: Mapping[Prognosslag, str] = {
    Prognosslag.FORFALLEN: "Skulle ha varit gjort {dag}. {foljer}",
    Prognosslag.YTTERSTA_PASSERAD: "Lagens yttersta dag var {yttersta}.",
    Prognosslag.FONSTER: "Kan göras från den dagen, senast {dag}.",
    Prognosslag.FORFALLER: "{foljer}",
    Prognosslag.YTTERSTA: "Lagens yttersta dag.",
    Prognosslag.TILLKOMMER: "Ska vara gjort {dag}.",
    Prognosslag.UPPHOR: "Bevakas inte längre.",
    Prognosslag.KAN_INTE: "Systemet kan inte ta steget, och någon behöver göra det. {varfor}",
}


@dataclass(frozen=True, slots=True)
class Prognosrad:
    """One thing on one day. `kod` is the step's where the system takes one, else the bevakning's.

    `forfaller` is the due day of the bevakning, `regel` the rule that asks for it, `typ` lag, foreskrift or
    rutin, and `foljer` what the rule itself says of doing nothing.
    """

    dag: date
    slag: str
    kod: str
    etikett: str
    text: str
    kalla: str
    typ: str
    agare: str
    bevakning: int
    forfaller: date
    regel: str
    foljer: str

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {**asdict(self), "dag": str(self.dag), "forfaller": str(self.forfaller)}


@dataclass(frozen=True, slots=True)
class Kvar:
    """What stands open at the end, and does so until somebody does it."""

    bevakning: int
    kod: str
    etikett: str
    dag: date
    agare: str
    text: str

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {**asdict(self), "dag": str(self.dag)}


@dataclass(frozen=True, slots=True)
class Prognosvy:
    """The forecast as it is shown. `till` is the last day on which anything happens by itself."""

    akt: str
    slag: str
    roll: str
    dag: date
    handelser: tuple[Prognosrad, ...]
    till: date
    kvar: tuple[Kvar, ...]
    slutord: str
    fullstandig: bool

    @property
    def dagar(self) -> tuple[tuple[date, tuple[Prognosrad, ...]], ...]:
        """Day by day."""
        days = dict.fromkeys(h.dag for h in self.handelser)
        return tuple((d, tuple(h for h in self.handelser if h.dag == d)) for d in days)

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "akt": self.akt,
            "dag": str(self.dag),
            "handelser": [h.as_dict() for h in self.handelser],
            "slut": {
                "dag": str(self.till),
                "text": self.slutord,
                "fullstandig": self.fullstandig,
                "kvar": [k.as_dict() for k in self.kvar],
            },
        }


def las_prognos(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> Prognosvy:
    """What follows from `dag` on. It shows no more than the page of the akt does; the caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        kanda = namnen(session, akt)
        rows = open_in(session, [akt.id]).get(akt.id, [])
        made = forecast(
            akt.snapshot,
            [Bevakad(r.nr, r.vantad) for r in rows],
            last_nr=akt.bevakning_nr,
            dag=dag,
            regler=spelregler(akt.slag, kanda.definitioner, profil),
        )
        words = _Ord(
            kanda,
            {b.nr: b for b in _titled(db, session, akt, dag)},
            _default_owner(session, akt, dag),
        )
    return Prognosvy(
        akt=akt.nummer,
        slag=akt.slag,
        roll=roll,
        dag=dag,
        handelser=tuple(words.row(v) for v in made.vantas),
        till=made.till,
        kvar=tuple(words.left(b) for b in made.kvar),
        slutord=_last_words(made),
        fullstandig=not made.avbruten,
    )


def spelregler(slag: str, definitioner: Definitioner, profil: Profil) -> Spelregler:
    """By what an akt of the kind goes on."""
    return Spelregler(
        Bevakande(plikter_for(slag), FULLGOR, profil),
        definitioner.huvud,
        definitioner.processer,
        TIMED,
        definitioner.varaktiga,
        rattsdag,
    )


def _titled(db: Databas, session: Session, akt: Akt, dag: date) -> tuple[Bevakningsvy, ...]:
    """The open bevakningar with their owners; what a person has set for herself is called what she called it."""
    rows = oppna_bevakningar(session, akt, dag)
    own = [int(b.nyckel) for b in rows if b.egen and b.nyckel.isdigit()]
    if not own:
        return rows
    events = sidans_handelser(session, db.ring, akt, med=tuple(own))
    titles = {h.seq: str(h.varden.get("rubrik") or "") for h in events.alla}
    return tuple(
        replace(b, etikett=titles.get(int(b.nyckel), "") or b.etikett)
        if b.egen and b.nyckel.isdigit()
        else b
        for b in rows
    )


def _default_owner(session: Session, akt: Akt, dag: date) -> str:
    """Who owns what is opened later and given to nobody."""
    agare = aliased(Medarbetare)
    unowned = (
        select(owner_column(dag).label("id"))
        .select_from(Akt)
        .outerjoin(Bevakning, false())
        .where(Akt.id == akt.id)
        .scalar_subquery()
    )
    found = session.scalar(select(agare.namn).where(agare.id == unowned))
    return found or Roll.SAMORDNARE.etikett.capitalize()


@dataclass(frozen=True, slots=True)
class _Ord:
    """The words of a forecast."""

    kanda: Namnen
    kant: Mapping[int, Bevakningsvy]
    annars: str

    def row(self, v: Vantas) -> Prognosrad:
        """One thing on one day."""
        b = v.bevakad
        step = v.slag in {Prognosslag.SYSTEMET, Prognosslag.KAN_INTE}
        return Prognosrad(
            dag=v.dag,
            slag=v.slag.value,
            kod=v.steg if step else b.vantad.slag,
            etikett=self.kanda.etikett(v.steg) if step else self.name(b),
            text=self._text(v),
            kalla=b.vantad.kalla,
            typ=b.vantad.typ,
            agare="caseflow" if v.slag is Prognosslag.SYSTEMET else self.owner(b),
            bevakning=b.nr,
            forfaller=b.vantad.forfall.dag,
            regel=b.vantad.slag,
            foljer=own_words(b.vantad),
        )

    def left(self, b: Bevakad) -> Kvar:
        """One thing that nobody has done."""
        return Kvar(
            b.nr,
            b.vantad.slag,
            self.name(b),
            b.vantad.forfall.dag,
            self.owner(b),
            own_words(b.vantad) or GENERELLT,
        )

    def name(self, b: Bevakad) -> str:
        known = self.kant.get(b.nr)
        return known.etikett if known else bevakning_etikett(b.vantad.slag)

    def owner(self, b: Bevakad) -> str:
        known = self.kant.get(b.nr)
        return known.agare if known else self.annars

    def _text(self, v: Vantas) -> str:
        f = v.bevakad.vantad.forfall
        if v.slag is Prognosslag.SYSTEMET:
            state = self.kanda.tillstand(v.process, v.tillstand)
            return f"Systemet tar steget. {self.kanda.process(v.process)}: {state}."
        said = _MENING[v.slag].format(
            dag=f.dag,
            yttersta=f.yttersta_dag,
            foljer=own_words(v.bevakad.vantad) or GENERELLT,
            varfor=v.varfor,
        )
        return said.strip()


def own_words(vantad: Vantad) -> str:
    """What the rule itself says follows when nobody acts, if it says anything."""
    wording = lydelsen(vantad)
    return wording.om_inget_gors if wording else ""


def _last_words(made: Prognos) -> str:
    if made.avbruten:
        return f"Prognosen slutar här: mer än så räknas inte ut. Det gäller från {made.till}."
    if not made.kvar:
        return "Inget är öppet, och inget mer händer av sig självt."
    many = len(made.kvar)
    left = "En bevakning ligger" if many == 1 else f"{many} bevakningar ligger"
    return f"Efter {made.till} händer inget mer av sig självt. {left} kvar tills någon gör det som behövs."
