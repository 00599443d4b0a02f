"""Underlag: all that a handling may be written from, gathered and labelled before a template sees it.

Whoever builds it decides what the reader of the handling may know; the template cannot fetch more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from caseflow.documents.diskret import AVSANDAREN
from caseflow.documents.gallringen import Gallringsfraga
from caseflow.documents.utan_namn import utelamnar
from caseflow.engine.fakta import Varde
from caseflow.rules.gallring import Gallringsprovning
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll

Falt = tuple[str, str, str]
"""Code, label and value of a field, as a person reads them."""

NOON = time(12)
ATERAKTUALISERA = "ateraktualisera"
BESTAR = frozenset({"ansokan", "ansokan_atertagen", "barn"})
"""Facts that hold over into a new round."""
AVGOR = (
    "bevilja",
    "bifall_ansokan",
    "bevilja_delvis",
    "bifall_delvis",
    "avsla",
    "avsla_ansokan",
)
"""Steps that decide an application."""
OM_ANDRA = frozenset({"rattelse", "avvikande_mening"})
"""Events that say something about another event, named by its number."""


@dataclass(frozen=True, slots=True)
class Urval:
    """Which fields of an event a handling may show: only some, or all but some."""

    bara: frozenset[str] | None = None
    utom: frozenset[str] = frozenset()

    def passes(self, kod: str) -> bool:
        """Whether the field may be shown."""
        return kod not in self.utom and (self.bara is None or kod in self.bara)


ALLT = Urval()
BARA_ATT = Urval(bara=frozenset())
"""Only that it was done, when and by whom."""


def bara(*koder: str) -> Urval:
    """Only these fields."""
    return Urval(bara=frozenset(koder))


def utom(*koder: str) -> Urval:
    """All fields but these."""
    return Urval(utom=frozenset(koder))


@dataclass(frozen=True, slots=True)
class Uppgift:
    """One event in the clear. `dag` is when it happened (None: unknown), `registrerad` when it was written.

    `av` and `roll` say who wrote it down and as what; `delprocess` which delprocess it belongs to.
    """

    seq: int
    kod: str
    etikett: str
    dag: date | None
    registrerad: datetime
    av: str
    roll: str
    varden: Mapping[str, Varde] = field(default_factory=dict)
    falt: tuple[Falt, ...] = ()
    delprocess: int | None = None

    @property
    def skriven(self) -> date:
        """The Swedish day it was written down."""
        return svensk_dag(self.registrerad)

    @property
    def skriven_samma_dag(self) -> bool:
        """Whether it was written down the day it happened."""
        return self.dag == self.skriven

    def text(self, *koder: str) -> str:
        """The first of these fields that is filled in, as it is read; else the empty string."""
        texts = {kod: text for kod, _, text in self.falt}
        return next((texts[kod] for kod in koder if texts.get(kod)), "")

    def datum(self, *koder: str) -> date | None:
        """The first of these fields that holds a day."""
        for kod in koder:
            value = self.varden.get(kod)
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                return date.fromisoformat(value)
        return None

    def med(self, urval: Urval) -> Uppgift:
        """The same event with only the fields that are let through."""
        return replace(
            self,
            varden={kod: v for kod, v in self.varden.items() if urval.passes(kod)},
            falt=tuple(f for f in self.falt if urval.passes(f[0])),
        )


@dataclass(frozen=True, slots=True)
class Underlag:
    """The facts of one akt, for one handling made at `skapad` by `skapad_av`.

    `uppgifter` stand in the order of the akt. `skydd` is the kind of protection of the person, empty when
    there is none; there is no field for an address. `utelamna_tjansteman` leaves out the names of
    officials (33 § FL). `lagrum` maps a key to the citation that was in force on the day in question.
    `avsandare` are the unit's own lines in the letterhead, `avsandare_diskret` those of a discreet one. `rubrik`
    replaces the template's title (as the name of a follow-up point does) and `planerad` is the day the handling's
    subject was planned for.

    `ifyllt` and `ifyllda` are what was filled in for this handling alone, by code and as it is read. `sprak`
    is its language. `ersatter` names the handling that this one corrects, `skal` why. `kopia` says, on a
    masked copy, whom it is made for and of what; on an original it is empty. `egna` holds the
    kommun's own words for parts of the template, by part. `gallring` is what the rules of disposal need, for a
    handling that rests on their trial. `beteckning` is what the handling is called where the akt may not be named.
    """

    aktnummer: str
    slag: str
    enhet: str
    kommun: str
    person_namn: str
    personnummer: str
    pseudonym: str
    skydd: str
    oppnat: date | None
    uppgifter: tuple[Uppgift, ...]
    skapad: datetime
    skapad_av: str
    skapad_av_roll: str
    utelamna_tjansteman: bool = False
    lagrum: Mapping[str, str] = field(default_factory=dict)
    avsandare: tuple[str, ...] = ()
    avsandare_diskret: tuple[str, ...] = ()
    rubrik: str = ""
    planerad: date | None = None
    ifyllt: Mapping[str, Varde] = field(default_factory=dict)
    ifyllda: tuple[Falt, ...] = ()
    sprak: str = "sv"
    ersatter: str = ""
    skal: str = ""
    kopia: str = ""
    egna: Mapping[str, str] = field(default_factory=dict)
    gallring: Gallringsfraga | None = None
    beteckning: str = ""

    def ifylld(self, kod: str) -> str:
        """What was filled in for this handling, as it is read; else the empty string."""
        return next((text for k, _, text in self.ifyllda if k == kod), "")

    def ifylld_dag(self, kod: str) -> date | None:
        """A day that was filled in for this handling."""
        value = self.ifyllt.get(kod)
        return date.fromisoformat(value) if isinstance(value, str) and value else None

    @property
    def gallringen(self) -> Gallringsprovning | None:
        """What the rules of disposal say the day the handling is made."""
        return self.gallring.provad(self.ifyllt, self.dag) if self.gallring else None

    @property
    def dag(self) -> date:
        """The Swedish day the handling is made."""
        return svensk_dag(self.skapad)

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The first and last day filled in for a handling of a period, None for as far as there is."""
        first, last = self.ifylld_dag("fran"), self.ifylld_dag("till")
        return (last, first) if first and last and last < first else (first, last)

    def under_perioden(self) -> Underlag:
        """Only what happened in the period, and what is said of it whenever that was."""
        first, last = self.period

        def within(u: Uppgift) -> bool:
            dag = u.dag or u.skriven
            return (first is None or first <= dag) and (last is None or dag <= last)

        inside = {u.seq for u in self.uppgifter if within(u)}
        about = {u.seq: u.varden.get("handelse") for u in self.uppgifter if u.kod in OM_ANDRA}
        return replace(
            self,
            uppgifter=tuple(u for u in self.uppgifter if (about.get(u.seq) or u.seq) in inside),
        )

    def alla(self, *koder: str) -> tuple[Uppgift, ...]:
        """Every event of these codes, oldest first."""
        return tuple(u for u in self.uppgifter if u.kod in koder)

    def senaste(self, *koder: str) -> Uppgift | None:
        """The event of these codes that was registered last."""
        found = self.alla(*koder)
        return found[-1] if found else None

    def handelse(self, seq: object) -> Uppgift | None:
        """The event of that number."""
        return next((u for u in self.uppgifter if u.seq == seq), None)

    def per_nyckel(self, kod: str, falt: str) -> tuple[Uppgift, ...]:
        """The latest event of a kind for each value of a field, as one per barn."""
        latest = {str(u.varden.get(falt, u.seq)): u for u in self.alla(kod)}
        return tuple(latest.values())

    def har(self, *koder: str) -> bool:
        """Whether any event of these codes exists."""
        return self.senaste(*koder) is not None

    def vem(self, av: str, roll: str) -> str:
        """An official as the handling names them: name and role, or the role alone.

        Who works with partnerkontakt is a medarbetare: the word alone would tell whoever sees the paper.
        """
        if roll == Roll.PARTNERKONTAKT:
            titel = "medarbetare"
        else:
            titel = Roll(roll).etikett if roll in {r.value for r in Roll} else roll
        return titel if self.utelamna_tjansteman or not av else ", ".join(filter(None, (av, titel)))

    def begransat(self, laser: Mapping[str, Urval]) -> Underlag:
        """What a template may read: the listed events, with the fields let through."""
        kept = []
        for u in self.uppgifter:
            urval = laser.get(u.kod)
            if urval and u.kod in OM_ANDRA and (seq := u.varden.get("handelse")):
                urval = self._urval_om(seq, laser)
            if urval:
                kept.append(u.med(urval))
        return replace(self, uppgifter=tuple(kept))

    def _urval_om(self, seq: object, laser: Mapping[str, Urval]) -> Urval | None:
        """A correction shows no more than what it corrects: nothing, only that it exists, or all."""
        about = next((laser.get(u.kod) for u in self.uppgifter if u.seq == seq), None)
        return ALLT if about == ALLT else bara("handelse") if about else None

    def om(self, kod: str, seq: int | None) -> tuple[Uppgift, ...]:
        """Corrections or objections that concern one event, or with None those that concern none alone."""
        return tuple(u for u in self.alla(kod) if u.varden.get("handelse") == seq)

    def ansokningar(self, avgorande: Uppgift | None = None) -> tuple[Uppgift, ...]:
        """The applications that were neither withdrawn nor decided before `avgorande` (or before now)."""
        end = avgorande.seq if avgorande else len(self.uppgifter) and self.uppgifter[-1].seq + 1
        start = max((u.seq for u in self.alla(*AVGOR) if u.seq < end), default=0)
        withdrawn = {u.varden.get("ansokan") for u in self.alla("ansokan_atertagen")}
        return tuple(
            u for u in self.alla("ansokan") if start < u.seq < end and u.seq not in withdrawn
        )

    def i_samma(self, kod: str, uppgift: Uppgift | None) -> tuple[Uppgift, ...]:
        """The events of a kind in the same delprocess as `uppgift`; all of them when there is none."""
        return tuple(
            u for u in self.alla(kod) if uppgift is None or u.delprocess == uppgift.delprocess
        )

    def fore(self, uppgift: Uppgift | None, koder: tuple[str, ...]) -> tuple[Uppgift, ...]:
        """The events of these kinds that came before `uppgift`."""
        return tuple(u for u in self.alla(*koder) if uppgift and u.seq < uppgift.seq)

    def denna_omgang(self) -> Underlag:
        """Without what belongs to earlier rounds of the same akt; what lasts between rounds stays."""
        renewed = [u.seq for u in self.uppgifter if u.kod == ATERAKTUALISERA]
        if not renewed:
            return self
        decided = max((u.seq for u in self.alla(*AVGOR) if u.seq < renewed[-1]), default=0)
        kept = (
            u
            for u in self.uppgifter
            if u.seq >= renewed[-1]
            or (u.kod in BESTAR and not (u.kod == "ansokan" and u.seq < decided))
        )
        return replace(self, uppgifter=tuple(kept))

    def anonymt(self) -> Underlag:
        """Without anything that says whose it is, which unit it comes from, who made it and when in the day.

        What the template may read of the akt stays, without who wrote it.
        """
        return replace(
            self,
            aktnummer="",
            enhet="",
            person_namn="",
            personnummer="",
            pseudonym="",
            oppnat=None,
            planerad=None,
            uppgifter=tuple(replace(u, av="", roll="") for u in self.uppgifter),
            skapad=datetime.combine(self.dag, NOON, UTC),
            skapad_av="",
            skapad_av_roll="",
            avsandare=(),
            avsandare_diskret=(),
            rubrik="",
            ersatter="",
            skal="",
            kopia="",
            beteckning="",
        )

    def diskret(self) -> Underlag:
        """With a letterhead that does not tell which unit it comes from: its name stands nowhere."""
        return replace(self, enhet=AVSANDAREN, avsandare=self.avsandare_diskret)

    def namnlost(self) -> Underlag:
        """Without what says that there is an akt: its number and its person."""
        return replace(
            self, aktnummer="", person_namn="", personnummer="", pseudonym="", oppnat=None
        )

    def skyddat(self) -> Underlag:
        """Without name and number of a protected person, in the texts as well; else unchanged."""
        if not self.skydd:
            return self
        leave_out = utelamnar(self.person_namn, self.personnummer)
        return replace(self._med_texter(leave_out), person_namn="", personnummer="", pseudonym="")

    def utan_personen_i_texten(self, *, behall: str, orort: Collection[str]) -> Underlag:
        """Without what says who the person is in any text, but for the fields `orort`; see `utelamnar`."""
        leave_out = utelamnar(
            self.person_namn,
            self.personnummer,
            koder=(self.aktnummer, self.pseudonym),
            behall=behall,
        )
        return self._med_texter(leave_out, orort)

    def _med_texter(self, andra: Callable[[str], str], orort: Collection[str] = ()) -> Underlag:
        """With every text that somebody wrote changed, but for the fields `orort` of the handling's form."""

        def value(kod: str, v: Varde) -> Varde:
            return andra(v) if isinstance(v, str) and kod not in orort else v

        return replace(
            self,
            skal=andra(self.skal),
            ifyllda=tuple((k, e, t if k in orort else andra(t)) for k, e, t in self.ifyllda),
            ifyllt={k: value(k, v) for k, v in self.ifyllt.items()},
            uppgifter=tuple(
                replace(
                    u,
                    falt=tuple((k, e, andra(t)) for k, e, t in u.falt),
                    varden={k: andra(v) if isinstance(v, str) else v for k, v in u.varden.items()},
                )
                for u in self.uppgifter
            ),
        )
