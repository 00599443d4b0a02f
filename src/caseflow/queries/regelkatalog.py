"""The catalogue of rules as data: what each says on which days, by what source, how sure, and where it is used.

No case data is read: the catalogue is the same for everybody who works under a profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseflow.engine.fakta import JsonDict
from caseflow.engine.rule import Kalltyp, Overgang, Regelslag, Rule, Sakerhet, Wording
from caseflow.processes import REGLER
from caseflow.processes.amnen import amne, amnen_i_ordning
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.queries.profilvarde import Profilvarde, profilvarde
from caseflow.queries.regelanvandning import Anvandning, anvandning
from caseflow.rules.kalender import plus_manader
from caseflow.rules.profil import Profil

SLAG: dict[Regelslag, tuple[str, str]] = {
    Regelslag.HINDER: ("Hinder", "Stoppar ett steg tills det är uppfyllt."),
    Regelslag.FRIST: ("Frist", "Säger hur en sista dag räknas."),
    Regelslag.PLIKT: ("Plikt", "Lägger in en bevakning för det som ska bli gjort."),
    Regelslag.VARNING: ("Varning", "Säger vad du ska tänka på, men stoppar inget."),
    Regelslag.UPPLYSNING: (
        "Upplysning",
        "Berättar vad lagen säger. caseflow varken stoppar eller bevakar det.",
    ),
    Regelslag.PLAN: ("Plan", "Bestämmer vad ett steg öppnar."),
}
"""What each kind is called and what it does."""

SAKERHETSORD: dict[Sakerhet, str] = {
    Sakerhet.LAST: "Läst i källan",
    Sakerhet.ALLMAN: "Allmänt känt, inte läst i källan",
    Sakerhet.OSAKER: "Osäkert: en inställning, inte lag",
}
RUTINORD = "Er egen rutin, eller caseflows förslag. Inte lag"

OVERGANGSORD: dict[Overgang, str] = {
    Overgang.BEHALL: "Det som redan löper behåller sin dag.",
    Overgang.RAKNA_OM: "Det som redan löper räknas om.",
    Overgang.FRAGA: "En medarbetare väljer i varje ärende.",
}

ANDRAS_INOM_MANADER = 12
GRANSKAS_INOM_MANADER = 6
"""caseflow's own routine: a source that nobody has read for so long is listed to be read again."""


@dataclass(frozen=True, slots=True)
class Lydelse:
    """One wording. `fran` is None when it has no known beginning, `till` when no end is known."""

    fran: date | None
    till: date | None
    kalla: Kallvy
    sakerhet: Sakerhet
    granskad: date | None
    betyder: str
    forklaring: str
    brister: str
    gor_nu: str
    om_inget_gors: str
    overgang: Overgang
    varde: Profilvarde | None

    def galler(self, dag: date) -> bool:
        """Whether it is in force on a day."""
        return (self.fran or date.min) <= dag <= (self.till or date.max)

    @property
    def ar_rutin(self) -> bool:
        """A local routine: never shown as law."""
        return self.kalla.typ == Kalltyp.RUTIN

    @property
    def sakerhetsord(self) -> str:
        """How sure it is, in words."""
        return RUTINORD if self.ar_rutin else SAKERHETSORD[self.sakerhet]

    @property
    def overgangsord(self) -> str:
        """What becomes of that which already runs when the wording begins."""
        return OVERGANGSORD[self.overgang]

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "fran": self.fran.isoformat() if self.fran else None,
            "till": self.till.isoformat() if self.till else None,
            "typ": self.kalla.typ,
            "kalla": self.kalla.text,
            "sakerhet": self.sakerhet.value,
            "granskad": self.granskad.isoformat() if self.granskad else None,
            "betyder": self.betyder,
            "forklaring": self.forklaring,
            "brister": self.brister,
            "gor_nu": self.gor_nu,
            "om_inget_gors": self.om_inget_gors,
            "overgang": self.overgang.value,
            "profilvarde": {"nyckel": self.varde.nyckel, "varde": self.varde.text}
            if self.varde
            else None,
        }


@dataclass(frozen=True, slots=True)
class Regelblad:
    """A rule with all its wordings, the oldest first."""

    kod: str
    slag: Regelslag
    amne: str
    etikett: str
    lydelser: tuple[Lydelse, ...]
    anvandning: Anvandning

    @property
    def slagord(self) -> str:
        """What its kind is called."""
        return SLAG[self.slag][0]

    @property
    def lank(self) -> str:
        """The address of its page."""
        return regelsida(self.kod)

    def on(self, dag: date) -> Lydelse | None:
        """The wording in force on a day, if there was one."""
        return next((w for w in self.lydelser if w.galler(dag)), None)

    def visad(self, dag: date) -> Lydelse:
        """The wording in force on a day, or else the first that will be."""
        return self.on(dag) or self.lydelser[0]

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "kod": self.kod,
            "slag": self.slag.value,
            "amne": self.amne,
            "etikett": self.etikett,
            "lank": self.lank,
            "lydelser": [w.as_dict() for w in self.lydelser],
            "anvands": self.anvandning.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Andring:
    """What changes in a rule on a day: it begins, ends, or gets the wording `efter` instead of `fore`."""

    dag: date
    regel: Regelblad
    fore: Lydelse | None
    efter: Lydelse | None

    @property
    def vad(self) -> str:
        """In words."""
        if self.fore is None:
            return "börjar gälla"
        if self.efter is None:
            return "slutar gälla"
        return "får ny grund" if self.fore.betyder == self.efter.betyder else "ändras"

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "dag": self.dag.isoformat(),
            "regel": self.regel.kod,
            "vad": self.vad,
            "fore": self.fore.kalla.text if self.fore else None,
            "efter": self.efter.kalla.text if self.efter else None,
        }


def regelsida(kod: str) -> str:
    """The address of a rule's page; empty for what the engine itself refuses, which is no rule."""
    return f"/regler/{kod}" if kod in REGLER else ""


def regelkatalog(profil: Profil) -> tuple[Regelblad, ...]:
    """Every rule, by subject and then by kind, with the values of a profile."""
    order = {name: i for i, name in enumerate(amnen_i_ordning())}
    kinds = {slag: i for i, slag in enumerate(SLAG)}
    found = [_blad(rule, profil) for rule in REGLER.values()]
    return tuple(sorted(found, key=lambda b: (order[b.amne], kinds[b.slag])))


def regelblad(kod: str, profil: Profil) -> Regelblad | None:
    """One rule."""
    rule = REGLER.get(kod)
    return _blad(rule, profil) if rule else None


def andras_inom(
    katalog: Sequence[Regelblad], dag: date, manader: int = ANDRAS_INOM_MANADER
) -> tuple[Andring, ...]:
    """What changes after `dag` and at latest that many months later, by day."""
    last = plus_manader(dag, manader)
    found = [change for blad in katalog for change in _andringar(blad) if dag < change.dag <= last]
    return tuple(sorted(found, key=lambda a: (a.dag, a.regel.kod)))


def att_granska(
    katalog: Sequence[Regelblad], dag: date, manader: int = GRANSKAS_INOM_MANADER
) -> tuple[Regelblad, ...]:
    """The rules by law that are in force on `dag`, and whose source was last read longer ago than that."""
    limit = plus_manader(dag, -manader)
    return tuple(
        blad
        for blad in katalog
        if (now := blad.on(dag)) and not now.ar_rutin and (now.granskad or date.min) < limit
    )


def _andringar(blad: Regelblad) -> list[Andring]:
    found = []
    for before, after in zip((None, *blad.lydelser), (*blad.lydelser, None), strict=True):
        if after is not None and after.fran is not None:
            found.append(Andring(after.fran, blad, before, after))
        elif after is None and before is not None and before.till is not None:
            found.append(Andring(before.till + timedelta(days=1), blad, before, None))
    return found


def _blad(rule: Rule[Any], profil: Profil) -> Regelblad:
    ends = [w.since - timedelta(days=1) for w in rule.wordings[1:]]
    return Regelblad(
        kod=rule.kod,
        slag=rule.slag,
        amne=amne(rule),
        etikett=rule.etikett,
        lydelser=tuple(
            _lydelse(w, till, profil) for w, till in zip(rule.wordings, (*ends, None), strict=True)
        ),
        anvandning=anvandning(rule),
    )


def _lydelse(wording: Wording[Any], till: date | None, profil: Profil) -> Lydelse:
    source = wording.kalla
    return Lydelse(
        fran=None if wording.since == date.min else wording.since,
        till=till,
        kalla=kallvy(source.typ, source.text),
        sakerhet=source.sakerhet,
        granskad=source.granskad,
        betyder=wording.meaning,
        forklaring=wording.forklaring,
        brister=wording.brister,
        gor_nu=wording.gor_nu,
        om_inget_gors=wording.om_inget_gors,
        overgang=wording.overgang,
        varde=profilvarde(source.profilvarde, profil) if source.profilvarde else None,
    )
