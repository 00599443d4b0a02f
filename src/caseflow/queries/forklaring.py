"""Why this date: how a bevakning was counted, by which wording, and what follows if nobody acts.

The terms come from the event that opened it and are never counted anew here: the explanation is what was
decided then. Only the rule's own words are looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.engine.bevakning import Term, Vantad
from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import JsonDict
from caseflow.engine.rule import Kalltyp, Klockstopp, Sakerhet, Wording
from caseflow.processes import REGLER
from caseflow.queries.profilkatalog import ETIKETTER
from caseflow.rules.helgdagar import dagens_namn, nasta_vardag
from caseflow.rules.kallor import LAGSTADGAD_TID
from caseflow.rules.profil import Profil
from caseflow.store.bevakning import Bevakning

NAMNDENS_EGNA = LAGSTADGAD_TID("2 §", Sakerhet.OSAKER)
"""Whether the nämnd's own time limits also roll forward is debated: shown, never counted with."""
_PROFILNYCKLAR = frozenset(Profil.__dataclass_fields__)
_RAKNELED = ("dagar", "veckor", "manader")
_VID_PAUS = {
    Klockstopp.BEHALL_DAGEN: "En paus flyttar inte dagen.",
    Klockstopp.BEHALL_RESTEN: "Dagar då insatsen är pausad läggs till när den tas upp igen.",
    Klockstopp.BORJA_OM: "Tiden börjar om när insatsen pausas eller tas upp igen.",
}
_SAKERHET = {
    Sakerhet.LAST: "",
    Sakerhet.ALLMAN: "Lagtexten är inte läst i original.",
    Sakerhet.OSAKER: "Det är osäkert om källan säger just så.",
}
GENERELLT = "Den blir försenad och ligger kvar överst hos den som äger den tills den är gjord."


@dataclass(frozen=True, slots=True)
class Led:
    """One term: what it is, the day it leads to, and where its number stands; `i_ord` says that to people."""

    text: str
    dag: date
    kalla: str
    i_ord: str


@dataclass(frozen=True, slots=True)
class Forklaring:
    """The explanation of one due day.

    `handelse` is what it counts from (empty when the calculation was not kept), `kalla` and `sedan` the
    wording that governs, `forbehall` how sure it is, and `nasta_vardag` the day that it would roll to,
    as information only.
    """

    dag: date
    handelse: str
    fran: date | None
    led: tuple[Led, ...]
    mening: str
    kalla: str
    sedan: date | None
    forbehall: str
    fonster_fran: date | None
    yttersta_dag: date | None
    nasta_vardag: date | None
    dagens_namn: str
    vid_paus: str
    om_inget_gors: str

    @property
    def rullad(self) -> bool:
        """Whether the day itself has rolled past the hard limit, as the party's own time does."""
        return self.yttersta_dag is not None and self.yttersta_dag < self.dag

    def rader(self) -> list[str]:
        """The explanation as lines of Swedish, with ISO dates."""
        out = [f"Räknas från: {self.handelse}, {self.fran}."] if self.handelse else []
        out += [f"{t.text}{f' ({t.kalla})' if t.kalla else ''}: {t.dag}." for t in self.led]
        sedan = f", lydelsen från {self.sedan}" if self.sedan else ""
        out.append(f"Regel: {self.mening} {self.kalla}{sedan}.")
        out += [self.forbehall] if self.forbehall else []
        out += [f"Kan göras från {self.fonster_fran}."] if self.fonster_fran else []
        out += self._granser()
        out += [self.vid_paus] if self.vid_paus else []
        return [*out, f"Om inget görs: {self.om_inget_gors}"]

    def _granser(self) -> list[str]:
        if self.rullad:
            return [f"Lagens tid går ut {self.yttersta_dag}, men {self.dag} räcker: nästa vardag."]
        out = [f"Lagens yttersta dag: {self.yttersta_dag}."] if self.yttersta_dag else []
        if self.nasta_vardag:
            out.append(
                f"Dagen är {self.dagens_namn}. Nästa vardag är {self.nasta_vardag}, men det är "
                f"debatterat om den räcker för nämndens egna frister ({NAMNDENS_EGNA}). "
                "Därför flyttas inte dagen."
            )
        return out


def rakningen(bevakning: Bevakning) -> list[JsonDict]:
    """The terms as they were written, for the JSON interfaces."""
    return [term.as_dict() for term in bevakning.vantad.forfall.termer]


def forklara(bevakning: Bevakning, profil_id: str) -> Forklaring:
    """The explanation of a bevakning in an akt with that profile."""
    termer = bevakning.vantad.forfall.termer
    rule = REGLER.get(bevakning.slag)
    wording = lydelsen(bevakning.vantad)
    helg = _may_roll(bevakning, termer)
    return Forklaring(
        dag=bevakning.dag,
        handelse=termer[0].text if termer else "",
        fran=termer[0].dag if termer else None,
        led=tuple(
            Led(_stor(t.text), t.dag, _source(t, profil_id), _in_words(t, profil_id))
            for t in termer[1:]
        ),
        mening=wording.meaning if wording else "",
        kalla=bevakning.kalla,
        sedan=wording.since if wording and wording.kalla.typ is not Kalltyp.RUTIN else None,
        forbehall=_SAKERHET[wording.kalla.sakerhet] if wording else "",
        fonster_fran=bevakning.fonster_fran,
        yttersta_dag=bevakning.yttersta_dag,
        nasta_vardag=nasta_vardag(bevakning.dag) if helg else None,
        dagens_namn=helg,
        vid_paus=_VID_PAUS[rule.klockstopp] if rule and rule.klockstopp else "",
        om_inget_gors=(wording.om_inget_gors if wording else "") or GENERELLT,
    )


def lydelsen(vantad: Vantad) -> Wording[Any] | None:
    """The wording that the event said: the one with the stored citation, else that of the day."""
    rule = REGLER.get(vantad.slag)
    if rule is None:
        return None
    day = vantad.forfall.raknas_fran or vantad.forfall.dag
    cited = [w for w in rule.wordings if str(w.kalla) == vantad.kalla]
    if cited:
        return next((w for w in reversed(cited) if w.since <= day), cited[0])
    try:
        return rule.on(day)
    except RuleNotInForce:
        return None


def _stor(text: str) -> str:
    return text[:1].upper() + text[1:]


def _source(term: Term, profil_id: str) -> str:
    """A section as it is; a key of the profile with the profile's name and the number it had then."""
    if term.kalla not in _PROFILNYCKLAR:
        return term.kalla
    number = "" if term.antal is None or term.kalla == "uppfoljningar" else f" = {abs(term.antal)}"
    return f"profilen {profil_id}: {term.kalla}{number}"


def _in_words(term: Term, profil_id: str) -> str:
    """The source without keys and numbers: the day count already stands in the term."""
    if term.kalla not in _PROFILNYCKLAR:
        return term.kalla
    return f"«{ETIKETTER.get(term.kalla, term.kalla)}» i profilen {profil_id}"


def _may_roll(bevakning: Bevakning, termer: tuple[Term, ...]) -> str:
    """Why the day is no vardag, when the nämnd's own time set by law ends then; otherwise empty."""
    by_law = any(t.slag in _RAKNELED and t.kalla not in _PROFILNYCKLAR for t in termer)
    if bevakning.yttersta_dag != bevakning.dag or not by_law:
        return ""
    return dagens_namn(bevakning.dag)
