"""What a template says of itself: for which akter, what it reads, what a finished one needs, what is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caseflow.documents.teman import Tema
from caseflow.documents.underlag import Urval
from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field
from caseflow.rules.roller import Roll

MOST_PAGES = 150
"""Beyond that nobody can read it, and one handling would take a processor for itself."""
SVENSKA = "sv"
UTOVARENS = "utovare"
"""The kind of akt whose person knows which unit writes."""
SPRAK = {"sv": "svenska", "en": "engelska", "ar": "arabiska", "so": "somaliska"}
"""Every language a handling may have, with its Swedish name."""
HOGER_TILL_VANSTER = frozenset({"ar"})
MYNDIGHETEN = (Roll.HANDLAGGARE, Roll.BESLUTSFATTARE)
ALLA_I_ARENDET = (
    Roll.HANDLAGGARE,
    Roll.BESLUTSFATTARE,
    Roll.BEHANDLARE,
    Roll.PARTNERKONTAKT,
    Roll.SAMORDNARE,
)


class Till(StrEnum):
    """Whom a handling is for. What is for the person may be sent as a letter, by the safe-contact rules."""

    AKTEN = "akten"
    PERSONEN = "personen"
    UTFORAREN = "utforaren"
    MYNDIGHET = "myndighet"
    DEN_SOM_BEGAR = "den_som_begar"
    NAMNDEN = "namnden"


_SLUT_PA_NAMNET = re.compile(
    r"[,;:(\d/&+]|\s[-\u2010-\u2015\u2212]|[-\u2010-\u2015\u2212]\s|\b(?:och|till)\b", re.IGNORECASE
)
"""A dash within a word is a part of the name."""

TILL = {
    Till.AKTEN: "Akten",
    Till.PERSONEN: "Personen",
    Till.UTFORAREN: "Utföraren",
    Till.MYNDIGHET: "En annan myndighet eller enhet",
    Till.DEN_SOM_BEGAR: "Den som har begärt uppgifter",
    Till.NAMNDEN: "Nämnden och ledningen",
}


class Brevhuvud(StrEnum):
    """Which letterhead a handling has: the unit's own, or one that does not tell what the matter is about.

    `UTANFOR_UTOVARENS` is discreet in every akt but an utövare's: a partner may see what lies at home.
    """

    ENHETENS = "enhetens"
    UTANFOR_UTOVARENS = "utanfor_utovarens"
    DISKRET = "diskret"
    INGET = "inget"


BREVHUVUD = {
    Brevhuvud.ENHETENS: "Enhetens eget",
    Brevhuvud.UTANFOR_UTOVARENS: "Diskret, men enhetens eget i utövarens ärende",
    Brevhuvud.DISKRET: "Diskret",
    Brevhuvud.INGET: "Inget: bladet säger inte vem det kommer från",
}


@dataclass(frozen=True, slots=True)
class Krav:
    """Something that a finished handling needs: one of these events, with one of these fields if any.

    With `for_beslut` it is asked for only when the latest beslut is one of those, or none is taken yet; with
    `slag` only in akter of those kinds. A field of the handling's own form, `eller`, fills it as well. With `om` only
    events with those values count, and the latest of them must have the values of `ar`.
    """

    koder: tuple[str, ...]
    text: str
    gor_nu: str
    falt: tuple[str, ...] = ()
    lagrum: str = ""
    for_beslut: tuple[str, ...] = ()
    slag: tuple[str, ...] = ()
    eller: str = ""
    om: Mapping[str, Varde] = field(default_factory=dict)
    ar: Mapping[str, Varde] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brist:
    """A gap: what is missing, the source of the demand, what to do, and what would fill it.

    `kod` is the event that would (or «lagrum:…», or «ifyllt» for a field of the handling's own form), `falt`
    the field. A `hinder` is a rule that stands in the way, and `text` is its own sentence.
    """

    kod: str
    text: str
    kalla: str
    gor_nu: str
    falt: str = ""
    hinder: bool = False

    @property
    def saknas(self) -> str:
        """The gap as a sentence."""
        return self.text if self.hinder else f"Uppgift saknas: {self.text}."


IFYLLT = "ifyllt"
"""The code of a gap in the handling's own form."""


@dataclass(frozen=True, slots=True)
class Val:
    """What a handling is about, when an akt holds several: chosen in its form among the events there are.

    `koder` are the kinds of events; with `nyckel` the latest of each value of that field is one choice, as one
    per barn. The chosen ones alone reach the template, of those kinds and of the kinds that follow the choice,
    `foljer`. With `tidigare` the events before the chosen one reach it too, with those fields.
    """

    koder: tuple[str, ...]
    etikett: str
    nyckel: str = ""
    foljer: tuple[str, ...] = ()
    tidigare: Urval | None = None


@dataclass(frozen=True, slots=True)
class Namnval:
    """That it is chosen in the form whether the person is named: only when the field `falt` says «ja».

    Else the handling is nameless and has a beteckning. `barn` is the field that begins with the name of a child, whose
    surname stays when the person has it too. `andra` are fields that are never about the person.
    """

    falt: str
    barn: str
    andra: frozenset[str]

    def namnger(self, ifyllt: Mapping[str, Varde]) -> bool:
        """Whether the person is to be named; nobody is until somebody has said so."""
        return ifyllt.get(self.falt) == "ja"

    def barnets_namn(self, ifyllt: Mapping[str, Varde]) -> str:
        """What the field begins with, up to where somebody else may be named, as after a comma, a dash or «och»."""
        return _SLUT_PA_NAMNET.split(str(ifyllt.get(self.barn) or ""))[0]


VALT = "valt"
"""The field of a handling's form that holds the choice: the number of an event, or the value of the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mall:
    """A template. `kod` is also the name of its file; `version` is stored with what it made.

    `laser` lists what may reach the template: nothing else of the akt does. `lagrum` are the keys
    that a finished handling must have. `hela_akten` reads earlier rounds as well. `falt` is what the one who
    makes it fills in beside the preview; what is required there is a gap until it is filled in. `av` may lock
    it, `till` says whom it is for, `val` what it is about when there are several, `sprak` the languages it has
    (Swedish first), and `block` the parts that a kommun may have its own words in. What is `anonym` is the same paper
    for everyone: nothing in it says whose akt it was made in, or by which unit. One that is `namnlos` is for a reader
    who may not know that there is an akt: neither its number nor its person reaches it. With a `namnval` that is
    chosen for each. One of a `period` reads
    only what happened between its fields `fran` and `till`. `mest_sidor` is about how many pages it may have.
    `vilar_pa` are the events whose day decides which law it cites: else it is the day it is made.
    `provning` names the trial that it rests on: without it, or with anything that stands in the way, it stays a draft.
    `brevhuvud` has no default: whoever makes a template decides who may see it.
    """

    kod: str
    titel: str
    version: str
    slag: tuple[str, ...]
    brevhuvud: Brevhuvud
    beskrivning: str = ""
    laser: Mapping[str, Urval]
    kraver: tuple[Krav, ...] = ()
    lagrum: tuple[str, ...] = ()
    teman: tuple[Tema, ...] = field(default=())
    hela_akten: bool = False
    falt: tuple[Field, ...] = ()
    av: tuple[Roll, ...] = MYNDIGHETEN
    till: Till = Till.AKTEN
    val: Val | None = None
    sprak: tuple[str, ...] = (SVENSKA,)
    block: tuple[str, ...] = ()
    anonym: bool = False
    namnlos: bool = False
    namnval: Namnval | None = None
    period: bool = False
    mest_sidor: int = MOST_PAGES
    provning: str = ""
    vilar_pa: tuple[str, ...] = ()

    @property
    def ar_brev(self) -> bool:
        """Whether it is for the person, so that the safe-contact rules decide if it may be sent."""
        return self.till is Till.PERSONEN

    def ar_namnlos(self, ifyllt: Mapping[str, Varde]) -> bool:
        """Whether neither the akt nor its person is named, when this is filled in."""
        return self.namnlos or (self.namnval is not None and not self.namnval.namnger(ifyllt))

    def ar_diskret(self, slag: str) -> bool:
        """Whether it has the discreet letterhead in an akt of that kind."""
        return self.brevhuvud is Brevhuvud.DISKRET or (
            self.brevhuvud is Brevhuvud.UTANFOR_UTOVARENS and slag != UTOVARENS
        )
