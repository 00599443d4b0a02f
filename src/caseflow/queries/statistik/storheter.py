"""What a register can be counted by: its variables, and what is derived from them.

A row is a mapping from column to cell, as in the register: codes as text, several separated by |,
dates ÅÅÅÅ-MM-DD, and nothing (or no key) where the question is not answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final, Literal

from caseflow.engine.errors import BadInput
from caseflow.processes.variabler import (
    BRUKARFRAGOR,
    HOGSTA_ALDER,
    LAGSTA_ALDER,
    NYCKEL,
    RISKNIVAER,
    RISKVARIABEL,
    VARIABLER,
    Variabel,
)

Slag = Literal["val", "flerval", "heltal", "datum", "namn", "text"]
"""As the variable's type; `namn` has values without a list, `text` is only answered or not."""


@dataclass(frozen=True, slots=True)
class Storhet:
    """Something a register can be counted by. `koder` maps each code to its label, in order.

    A heltal is shown in `klasser`, written as the condition that selects them (`18..24`).
    """

    kod: str
    etikett: str
    slag: Slag
    koder: Mapping[str, str] = field(default_factory=dict)
    klasser: Mapping[str, str] = field(default_factory=dict)


def koder_i(cell: str) -> list[str]:
    """The codes of a cell that name something; 0 says that there is nothing to name."""
    return [kod for kod in cell.split("|") if kod not in {"", "0"}]


def harled(
    varden: Mapping[str, str], skattningar: Iterable[Mapping[str, str]] = ()
) -> dict[str, str]:
    """The row with what follows from it.

    `dagar` from aktualisering to avslut, `enkat` 1 if any of the five questions to the person
    is answered, `risk` the instrument of every rating, `risk_niva` the levels without repetition.
    """
    rad = dict(varden)
    start, slut = rad.get("datum_aktualisering"), rad.get("datum_avslut")
    if start and slut:
        rad["dagar"] = str((date.fromisoformat(slut) - date.fromisoformat(start)).days)
    if any(rad.get(fraga) for fraga in BRUKARFRAGOR):
        rad["enkat"] = "1"
    gjorda = list(skattningar)
    rad["risk"] = "|".join(skattning["instrument"] for skattning in gjorda)
    rad["risk_niva"] = "|".join(sorted({skattning["niva"] for skattning in gjorda}))
    return rad


def storhet(kod: str) -> Storhet:
    """Raises `BadInput` that lists what there is, nearest first."""
    if kod in STORHETER:
        return STORHETER[kod]
    near = get_close_matches(kod[:60], STORHETER, n=3)
    known = ", ".join(k for k, s in STORHETER.items() if s.slag != "text")
    raise BadInput(
        vad="Variabeln finns inte.",
        varfor=f"Registret har ingen variabel som heter {kod[:60]}.",
        gor_nu=f"Menade du {' eller '.join(near)}?" if near else f"Välj en av: {known}.",
    )


def _klasser(granser: Iterable[tuple[int, int]], enhet: str) -> dict[str, str]:
    return {f"{lag}..{hog}": f"{lag}–{hog} {enhet}" for lag, hog in granser}


def _alder() -> dict[str, str]:
    """The age classes of the published report."""
    decennier = _klasser(((ar, ar + 9) for ar in range(25, 75, 10)), "år")
    return {
        f"0..{LAGSTA_ALDER - 1}": f"Under {LAGSTA_ALDER} år",
        f"{LAGSTA_ALDER}..24": f"{LAGSTA_ALDER}–24 år",
        **decennier,
        f"75..{HOGSTA_ALDER}": "75 år och äldre",
    }


def _dagar() -> dict[str, str]:
    """The lengths of the published report: quarters of a year, two years in all; and beyond."""
    kvartal = _klasser(((dag, dag + 89) for dag in range(1, 720, 90)), "dagar")
    return {"0..0": "Samma dag", **kvartal, "721..99999": "Mer än 720 dagar"}


def _av_variabel(variabel: Variabel) -> Storhet:
    etikett, kod = variabel.etikett, variabel.kod
    match variabel.typ:
        case "val" if kod == "kommun":
            return Storhet(kod, etikett, "namn")
        case "val" | "flerval" as slag:
            koder = {str(kod): svar for kod, svar in variabel.alla_koder.items()}
            return Storhet(kod, etikett, slag, koder)
        case "heltal":
            return Storhet(kod, etikett, "heltal", klasser=_alder())
        case "datum":
            return Storhet(kod, etikett, "datum")
        case "fritext":
            return Storhet(kod, etikett, "text")


def _alla() -> dict[str, Storhet]:
    risk = {str(kod): svar for kod, svar in RISKVARIABEL.alla_koder.items()}
    nivaer = {str(kod): niva for kod, niva in RISKNIVAER.items()}
    storheter = [
        *(_av_variabel(v) for v in VARIABLER if v is not RISKVARIABEL),
        Storhet("risk", RISKVARIABEL.etikett, "flerval", risk),
        Storhet("risk_niva", "Skattade risknivåer", "flerval", nivaer),
        Storhet("dagar", "Dagar från aktualisering till avslut", "heltal", klasser=_dagar()),
        Storhet("enkat", "Brukarens egna svar", "val", {"1": "Minst en fråga besvarad"}),
        Storhet("invanarklass", "Kommunens storlek", "namn"),
        Storhet(NYCKEL, "Ärendets id", "text"),
        *(
            Storhet(v.kommentarskolumn, f"{v.etikett}, kommentar", "text")
            for v in VARIABLER
            if v.kommentar
        ),
    ]
    return {s.kod: s for s in storheter} | {RISKVARIABEL.kod: storheter[len(VARIABLER) - 1]}


STORHETER: Final[Mapping[str, Storhet]] = _alla()
