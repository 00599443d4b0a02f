"""What the simulated unit fills in: a value for each field, drawn from the definitions and a table of texts.

The values follow from the random numbers that are given and the day alone. A field that is not mentioned
here gets something that its definition takes, so a new field never stops a simulation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from caseflow.engine.fakta import Fakta
from caseflow.engine.field import Field, Kind

_TEXTS: Mapping[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("simulera_texter.toml").read_text(encoding="utf-8")
)
_SOMETHING = ["Enligt det som har kommit fram i ärendet."]
_LEVELS = ("lag", "medel", "hog", "mycket_hog")


def dragning(*parts: object) -> Random:
    """Random numbers that follow from what they are for, whatever has been drawn before."""
    return Random(":".join(str(p) for p in parts))  # noqa: S311 - an invented unit, no secrets


@dataclass(frozen=True, slots=True)
class Laget:
    """What is being done, where, and when: all that a value may depend on."""

    kod: str
    fakta: Fakta
    dag: date
    r: Random

    def efter(self, lagst: int, hogst: int) -> str:
        """A day so many calendar days ahead."""
        return (self.dag + timedelta(days=self.r.randint(lagst, hogst))).isoformat()


def _level(laget: Laget) -> str:
    """Most often as the last time, now and then a step up or down."""
    before = laget.fakta.senaste("riskbedomning")
    if before is None:
        return laget.r.choices(_LEVELS, (2, 4, 3, 1))[0]
    at = _LEVELS.index(before.text("niva") or "medel")
    step = laget.r.choices((-1, 0, 1), (4, 5, 2))[0]
    return _LEVELS[min(max(at + step, 0), len(_LEVELS) - 1)]


def _occasion(laget: Laget) -> str:
    return "planerad" if laget.fakta.senaste("riskbedomning") else "forsta"


def _method(laget: Laget) -> str:
    return "sara" if laget.fakta.slag == "utovare" else "freda_farlighet"


def _children(laget: Laget) -> str:
    known = laget.fakta.senaste("barn_efterfragade")
    return known.text("svar") if known else laget.r.choice(("finns", "finns_inte", "finns_inte"))


_COMPUTED: Mapping[str, Callable[[Laget], object]] = {
    "riskbedomning.niva": _level,
    "riskbedomning.anledning": _occasion,
    "riskbedomning.instrument": _method,
    "barn_efterfragade.svar": _children,
    "tacka_nej.ny_kontakt": lambda laget: laget.efter(10, 28),
    "fran_och_med": lambda laget: laget.efter(2, 14),
    "till_och_med": lambda laget: laget.efter(120, 170),
    "bevilja_akut_skydd.till_och_med": lambda laget: laget.efter(20, 60),
    "galler_till": lambda laget: laget.efter(120, 330),
    "foljs_upp": lambda laget: laget.efter(60, 90),
    "egen_bevakning.dag": lambda laget: laget.efter(5, 30),
}
"""Fields whose value follows from the akt or the day: the step's code and the field's, or the field's alone."""

_GIVEN: Mapping[str, object] = {
    "standardiserad": True,
    "sakert_nu": True,
    "akut_risk": False,
    "skyddsbedomning.barn_finns": "finns_inte",
    "andra_i_risk": "finns_inte",
    "saker_kontakt.kanal": ["telefon", "pa_plats"],
    "saker_kontakt.fran": "09:00",
    "saker_kontakt.till": "15:00",
    "saker_kontakt.dagar": ["man", "tis", "ons", "tor", "fre"],
    "saker_kontakt.lamna_meddelande": False,
    "saker_kontakt.kodord": False,
    "saker_kontakt.osaker_adress": True,
    "forsok_kontakt.kanal": "samtal",
    "utgaende_kontakt.kanal": "samtal",
    "underrattelse_om_beslut.satt": "mote",
    "delfaende.satt": "muntligt",
    "information.satt": "muntligt",
    "form": "individuell",
    "samtal.form": "individuellt",
    "samtal.kanal": "besok",
    "lagrum": "bistand",
    "kommunicering.satt": "mote",
    "information.innehall": ["insatser_11_6", "friyta", "tala_infor_namnden"],
    "barn": "barn_1",
    "boende": "hos_personen",
    "dokumentation": "full",
    "bedomningssamtal": True,
    "muntligt_infor_namnden": False,
    "sent_men": "nej",
    "hur_man_overklagar": "ja",
    "inled_utredning.grund": "ansokan",
    "sip.samtycke": True,
    "kanal": "telefon",
    "enkat.status": "erbjuden",
    "avslutsorsak": "malet_natt",
    "genomfor_uppfoljning.enkat": "besvarad",
    "domstol": "forvaltningsratten",
}
"""Fields that always get the same answer, named in the same way."""

_ALSO = frozenset(
    "fran_och_med till_och_med ny_kontakt svar muntligt_infor_namnden bedomningssamtal enkat anteckning"
    " saker_kontakt.dagar saker_kontakt.fran saker_kontakt.till osaker_adress foljs_upp paborja_friyta.dokumentation"
    " bifall_ansokan.form".split()
)
"""Fields that need not be filled in, and yet are."""


def varden_for(
    falten: Iterable[Field], laget: Laget, given: Mapping[str, object]
) -> dict[str, object]:
    """What is filled in. `given` goes before everything else; what is no field here is left out."""
    values: dict[str, object] = {}
    for field in falten:
        if field.code in given:
            values[field.code] = given[field.code]
        elif field.required or field.code in _ALSO or f"{laget.kod}.{field.code}" in _ALSO:
            values[field.code] = _value(field, laget)
    return values


def _value(field: Field, laget: Laget) -> object:
    for name in (f"{laget.kod}.{field.code}", field.code):
        if name in _COMPUTED:
            return _COMPUTED[name](laget)
        if name in _GIVEN and _takes(field, _GIVEN[name]):
            return _GIVEN[name]
        if name in _TEXTS and field.kind in {Kind.TEXT, Kind.RAD}:
            return laget.r.choice(_TEXTS[name])
    return _by_kind(field, laget)


def _takes(field: Field, value: object) -> bool:
    """A code that the field does not have is of no use: another field may have the same name."""
    if field.kind in {Kind.JA_NEJ, Kind.MASTE_JA}:
        return isinstance(value, bool)
    codes = {code for code, _ in field.choices}
    if not codes:
        return field.kind not in {Kind.DATUM, Kind.HELTAL}
    return codes >= set(value if isinstance(value, list) else [value])


def _by_kind(field: Field, laget: Laget) -> object:
    codes = [code for code, _ in field.choices]
    if codes:
        one = laget.r.choice(codes)
        return [one] if field.kind is Kind.FLERVAL else one
    if field.kind is Kind.HELTAL:
        return laget.r.randint(max(field.low, 1), max(min(field.high, 8), 1))
    if field.kind is Kind.JA_NEJ:
        return laget.r.choice((True, False))
    if field.kind in {Kind.TEXT, Kind.RAD}:
        return laget.r.choice(_SOMETHING)
    plain: dict[Kind, object] = {Kind.DATUM: laget.dag.isoformat(), Kind.MASTE_JA: True}
    return plain.get(field.kind, "10:00")  # what is left is a time of day
