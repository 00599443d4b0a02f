"""Rules: one statement of law or local routine each, with dated wordings and a source.

A rule is written as a plain function and made into a `Rule` by one of the decorators `hinder`,
`frist`, `plikt`, `plan`, `varning`, `upplysning`. Amendments are added with `amended` (new content) or
`restated` (same content under a new section); old wordings are never edited, because old decisions rest
on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from inspect import cleandoc
from typing import Generic, TypeVar

from caseflow.engine.errors import RuleNotInForce

F = TypeVar("F", bound=Callable[..., object])


class Regelslag(StrEnum):
    """What a rule does."""

    HINDER = "hinder"
    FRIST = "frist"
    PLIKT = "plikt"
    VARNING = "varning"
    PLAN = "plan"
    UPPLYSNING = "upplysning"


class Kalltyp(StrEnum):
    """Where a rule comes from; a routine is never shown as law."""

    LAG = "lag"
    FORESKRIFT = "foreskrift"
    RUTIN = "rutin"


class Sakerhet(StrEnum):
    """How sure it is that the source says so."""

    LAST = "last"
    """Read in the source."""
    ALLMAN = "allman"
    """Generally known and held certain, but the text has not been read."""
    OSAKER = "osaker"
    """Inferred or unsure: never shown as law without saying so, and configurable."""


class Overgang(StrEnum):
    """Which due items a new wording governs; what counts from its first day or later is always its own."""

    BEHALL = "behall"
    """What counts from an earlier day keeps the wording that it had."""
    RAKNA_OM = "rakna_om"
    """Everything open is counted anew by the new wording."""
    FRAGA = "fraga"
    """A person chooses in each akt."""


class Klockstopp(StrEnum):
    """What a pause does to the day that something falls due."""

    BEHALL_DAGEN = "behall_dagen"
    """The day stands, whatever was paused."""
    BEHALL_RESTEN = "behall_resten"
    """What was left is left afterwards: the days that were paused are added."""
    BORJA_OM = "borja_om"
    """The whole time is counted anew from the pause, or from its end."""


class Rattsdag(StrEnum):
    """The day whose wording of a guard is tried."""

    HANDLINGEN = "handlingen"
    """The day of the act."""
    ARENDET = "arendet"
    """The day the matter came in: the duty arose then."""


@dataclass(frozen=True, slots=True)
class Kalla:
    """A citation. `profilvarde` names the profile value that a local routine takes its number from.

    `granskad` is the day somebody last checked that the source still says so; None for local routines,
    which the profile's owner keeps.
    """

    typ: Kalltyp
    text: str
    profilvarde: str = ""
    sakerhet: Sakerhet = Sakerhet.LAST
    granskad: date | None = None

    def __str__(self) -> str:
        """The citation as it is shown."""
        return self.text


@dataclass(frozen=True, slots=True)
class Lag:
    """An act; calling it with a section gives a citation. `granskad` is when its text was last checked.

    `sakerhet` is how sure its sections are unless a citation says otherwise.
    """

    namn: str
    sfs: str
    kort: str
    typ: Kalltyp = Kalltyp.LAG
    granskad: date | None = None
    sakerhet: Sakerhet = Sakerhet.LAST

    def __call__(self, paragraf: str, sakerhet: Sakerhet | None = None) -> Kalla:
        """`SOL("14 kap. 2 §")`."""
        text = f"{paragraf} {self.kort} ({self.sfs})".strip()
        sure = self.sakerhet if sakerhet is None else sakerhet
        return Kalla(self.typ, text, sakerhet=sure, granskad=self.granskad)


def rutin(namn: str, profilvarde: str = "") -> Kalla:
    """A local routine: its number, if any, stands in the profile under `profilvarde`."""
    return Kalla(Kalltyp.RUTIN, f"Lokal rutin: {namn}", profilvarde)


@dataclass(frozen=True, slots=True)
class Wording(Generic[F]):
    """One wording of a rule, in force from `since` until the next wording.

    `om_inget_gors` says what follows when nobody acts, and `overgang` what becomes of that which counts
    from a day before `since`.
    """

    since: date
    kalla: Kalla
    function: F
    meaning: str
    brister: str
    gor_nu: str
    om_inget_gors: str = ""
    forklaring: str = ""
    overgang: Overgang = Overgang.BEHALL


_MARKS = ("Brister:", "Gör nu:", "Om inget görs:")


def _parts(function: Callable[..., object]) -> dict[str, str]:
    """The parts of a docstring: «Betyder» (first line), «Förklaring» (free text) and after each mark."""
    doc = cleandoc(function.__doc__ or "")
    found = {"Betyder": "", "Förklaring": "", **dict.fromkeys(_MARKS, "")}
    first, *rest = doc.splitlines() or [""]
    found["Betyder"] = first
    current = "Förklaring"
    for line in rest:
        head = next((h for h in _MARKS if line.startswith(h)), "")
        current = head or current
        said = line.removeprefix(head).strip()
        if said:
            found[current] = f"{found[current]} {said}".strip()
        elif not head and current != "Förklaring":
            current = "Förklaring"
    return found


@dataclass(eq=False, slots=True)
class Rule(Generic[F]):
    """A rule by its stable code, with wordings in date order."""

    kod: str
    slag: Regelslag
    etikett: str = ""
    utfors_av: tuple[str, ...] = ()
    bockas_av: bool = False
    utloser: str = ""
    ensam: bool = False
    alltid: bool = False
    for_roll: str = ""
    om_falt: bool = False
    av_profilen: bool = False
    rattsdag: Rattsdag = Rattsdag.HANDLINGEN
    klockstopp: Klockstopp | None = None
    wordings: list[Wording[F]] = field(default_factory=list)

    def on(self, dag: date) -> Wording[F]:
        """The wording in force on `dag`.

        Raises:
            RuleNotInForce: `dag` is before the first wording.
        """
        for wording in self.wordings[::-1]:
            if wording.since <= dag:
                return wording
        raise RuleNotInForce(
            vad=f"Regeln {self.kod} gällde inte {dag.isoformat()}.",
            varfor=f"Den gäller från {self.wordings[0].since.isoformat()}.",
            gor_nu="Kontrollera datumet.",
        )

    def governing(self, raknas_fran: date, regler_per: date | None) -> Wording[F]:
        """The wording that governs what counts from `raknas_fran` in an akt brought to the rules of a day.

        Raises:
            RuleNotInForce: there was no wording yet.
        """
        for wording in self.wordings[::-1]:
            if (
                regler_per is not None
                and wording.overgang is not Overgang.BEHALL
                and wording.since <= regler_per
            ):
                return wording
            if wording.since <= raknas_fran:
                return wording
        return self.on(raknas_fran)

    def add(
        self,
        kalla: Kalla,
        since: date,
        function: F,
        overgang: Overgang = Overgang.BEHALL,
    ) -> None:
        """Add a wording; they must be added in date order."""
        if self.wordings and self.wordings[-1].since >= since:
            msg = f"{self.kod}: wordings out of order"
            raise ValueError(msg)
        parts = _parts(function)
        self.wordings.append(
            Wording(
                since,
                kalla,
                function,
                meaning=parts["Betyder"],
                brister=parts["Brister:"],
                gor_nu=parts["Gör nu:"],
                om_inget_gors=parts["Om inget görs:"],
                forklaring=parts["Förklaring"],
                overgang=overgang,
            )
        )

    def amended(
        self, by: Kalla, since: date, overgang: Overgang = Overgang.BEHALL
    ) -> Callable[[F], F]:
        """A new wording with new content from `since`."""

        def decorate(function: F) -> F:
            self.add(by, since, function, overgang)
            return function

        return decorate

    def restated(self, by: Kalla, since: date, overgang: Overgang = Overgang.BEHALL) -> None:
        """The same content under a new citation from `since`."""
        self.add(by, since, self.wordings[-1].function, overgang)


def hinder(
    kalla: Kalla,
    *,
    since: date,
    om_falt: bool = False,
    av_profilen: bool = False,
    rattsdag: Rattsdag = Rattsdag.HANDLINGEN,
) -> Callable[[F], Rule[F]]:
    """A guard: a pure function of the situation that says whether the act may be done.

    `om_falt` marks a guard on the act's own fields: it is tried when they are filled in, not before.
    `av_profilen` marks one that reads the profile alone: where it fails, the step does not exist in that
    municipality's process.
    """

    def decorate(function: F) -> Rule[F]:
        rule: Rule[F] = Rule(
            function.__name__,
            Regelslag.HINDER,
            om_falt=om_falt,
            av_profilen=av_profilen,
            rattsdag=rattsdag,
        )
        rule.add(kalla, since, function)
        return rule

    return decorate


def varning(kalla: Kalla, *, since: date, om_falt: bool = False) -> Callable[[F], Rule[F]]:
    """A guard that only warns: the act may be done, and the person is told what to think of.

    `om_falt` marks one about what stands in the act's own fields.
    """

    def decorate(function: F) -> Rule[F]:
        rule: Rule[F] = Rule(function.__name__, Regelslag.VARNING, om_falt=om_falt)
        rule.add(kalla, since, function)
        return rule

    return decorate


def upplysning(kalla: Kalla, *, since: date) -> Callable[[F], Rule[F]]:
    """What the law says and caseflow neither stops nor watches: a function of fakta and profile.

    It tells whether the information belongs in the akt just now.
    """
    return _maker(Regelslag.UPPLYSNING, kalla, since)


def frist(kalla: Kalla, *, since: date) -> Callable[[F], Rule[F]]:
    """A time limit: a pure function from the day it counts from to the last day."""
    return _maker(Regelslag.FRIST, kalla, since)


def plikt(  # noqa: PLR0913 - a duty has these parts, each with its own default
    kalla: Kalla,
    *,
    since: date,
    etikett: str,
    utfors_av: tuple[str, ...] = (),
    bockas_av: bool = False,
    utloser: str = "",
    ensam: bool = False,
    alltid: bool = False,
    for_roll: str = "",
    klockstopp: Klockstopp | None = None,
) -> Callable[[F], Rule[F]]:
    """Something that must be done: a pure function of facts and profile that yields what falls due.

    `etikett` is what the bevakning is called, `utfors_av` the steps and facts that fulfil it (any other
    disappearance is a cancellation), `bockas_av` allows it to be ticked off by hand, and `utloser` names
    a step that the system takes when the day comes. While something is due by a plikt that stands
    `ensam`, every other plikt rests, except those that hold `alltid`. `for_roll` is the role that owns it,
    where that is not whoever is ansvarig. `klockstopp` is what a pause does to the day; None where
    nothing can be paused.
    """

    def decorate(function: F) -> Rule[F]:
        rule: Rule[F] = Rule(
            function.__name__,
            Regelslag.PLIKT,
            etikett=etikett,
            utfors_av=utfors_av,
            bockas_av=bockas_av,
            utloser=utloser,
            ensam=ensam,
            alltid=alltid,
            for_roll=for_roll,
            klockstopp=klockstopp,
        )
        rule.add(kalla, since, function)
        return rule

    return decorate


def plan(kalla: Kalla, *, since: date) -> Callable[[F], Rule[F]]:
    """What a step opens one by one: a pure function of facts, profile and day to lists of values."""
    return _maker(Regelslag.PLAN, kalla, since)


def _maker(slag: Regelslag, kalla: Kalla, since: date) -> Callable[[F], Rule[F]]:
    def decorate(function: F) -> Rule[F]:
        rule: Rule[F] = Rule(function.__name__, slag)
        rule.add(kalla, since, function)
        return rule

    return decorate
