"""Rules: one statement of law or local routine each, with dated wordings and a source.

A rule is written as a plain function and made into a `Rule` by one of the decorators `hinder`,
`frist`, `plikt`, `plan`. Amendments are added with `amended` (new content) or `restated` (same content under
a new section); old wordings are never edited, because old decisions rest on them.
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


class Kalltyp(StrEnum):
    """Where a rule comes from; a routine is never shown as law."""

    LAG = "lag"
    FORESKRIFT = "foreskrift"
    RUTIN = "rutin"


@dataclass(frozen=True, slots=True)
class Kalla:
    """A citation. `profilvarde` names the profile value that a local routine takes its number from."""

    typ: Kalltyp
    text: str
    profilvarde: str = ""

    def __str__(self) -> str:
        """The citation as it is shown."""
        return self.text


@dataclass(frozen=True, slots=True)
class Lag:
    """An act; calling it with a section gives a citation."""

    namn: str
    sfs: str
    kort: str
    typ: Kalltyp = Kalltyp.LAG

    def __call__(self, paragraf: str) -> Kalla:
        """`SOL("14 kap. 2 §")`."""
        return Kalla(self.typ, f"{paragraf} {self.kort} ({self.sfs})".strip())


def rutin(namn: str, profilvarde: str = "") -> Kalla:
    """A local routine: its number, if any, stands in the profile under `profilvarde`."""
    return Kalla(Kalltyp.RUTIN, f"Lokal rutin: {namn}", profilvarde)


@dataclass(frozen=True, slots=True)
class Wording(Generic[F]):
    """One wording of a rule, in force from `since` until the next wording."""

    since: date
    kalla: Kalla
    function: F
    meaning: str
    brister: str
    gor_nu: str


def _parts(function: Callable[..., object]) -> tuple[str, str, str]:
    """Meaning (first line), text after «Brister:» and text after «Gör nu:» of a docstring."""
    doc = cleandoc(function.__doc__ or "")
    found = {"Brister:": "", "Gör nu:": ""}
    current = ""
    for line in doc.splitlines()[1:]:
        head = next((h for h in found if line.startswith(h)), "")
        if head:
            current = head
            found[head] = line.removeprefix(head).strip()
        elif current and line.strip():
            found[current] = f"{found[current]} {line.strip()}"
        else:
            current = ""
    return doc.splitlines()[0] if doc else "", found["Brister:"], found["Gör nu:"]


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
    om_falt: bool = False
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

    def add(self, kalla: Kalla, since: date, function: F) -> None:
        """Add a wording; they must be added in date order."""
        if self.wordings and self.wordings[-1].since >= since:
            msg = f"{self.kod}: wordings out of order"
            raise ValueError(msg)
        meaning, brister, gor_nu = _parts(function)
        self.wordings.append(Wording(since, kalla, function, meaning, brister, gor_nu))

    def amended(self, by: Kalla, since: date) -> Callable[[F], F]:
        """A new wording with new content from `since`."""

        def decorate(function: F) -> F:
            self.add(by, since, function)
            return function

        return decorate

    def restated(self, by: Kalla, since: date) -> None:
        """The same content under a new citation from `since`."""
        self.add(by, since, self.wordings[-1].function)


def hinder(kalla: Kalla, *, since: date, om_falt: bool = False) -> Callable[[F], Rule[F]]:
    """A guard: a pure function of the situation that says whether the act may be done.

    `om_falt` marks a guard on the act's own fields: it is tried when they are filled in, not before.
    """
    return _maker(Regelslag.HINDER, kalla, since, om_falt=om_falt)


def frist(kalla: Kalla, *, since: date) -> Callable[[F], Rule[F]]:
    """A time limit: a pure function from the day it counts from to the last day."""
    return _maker(Regelslag.FRIST, kalla, since)


def plikt(
    kalla: Kalla,
    *,
    since: date,
    etikett: str,
    utfors_av: tuple[str, ...] = (),
    bockas_av: bool = False,
    utloser: str = "",
    ensam: bool = False,
    alltid: bool = False,
) -> Callable[[F], Rule[F]]:
    """Something that must be done: a pure function of facts and profile that yields what falls due.

    `etikett` is what the bevakning is called, `utfors_av` the steps and facts that fulfil it (any other
    disappearance is a cancellation), `bockas_av` allows it to be ticked off by hand, and `utloser` names
    a step that the system takes when the day comes. While something is due by a plikt that stands
    `ensam`, every other plikt rests, except those that hold `alltid`.
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
        )
        rule.add(kalla, since, function)
        return rule

    return decorate


def plan(kalla: Kalla, *, since: date) -> Callable[[F], Rule[F]]:
    """What a step opens one by one: a pure function of facts, profile and day to lists of values."""
    return _maker(Regelslag.PLAN, kalla, since)


def _maker(
    slag: Regelslag, kalla: Kalla, since: date, *, om_falt: bool = False
) -> Callable[[F], Rule[F]]:
    def decorate(function: F) -> Rule[F]:
        rule: Rule[F] = Rule(function.__name__, slag, om_falt=om_falt)
        rule.add(kalla, since, function)
        return rule

    return decorate
