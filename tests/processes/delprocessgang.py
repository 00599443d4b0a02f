"""Början på berättelserna om delprocesserna: ett ärende där en insats just har beviljats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from caseflow.engine.errors import Refused
from caseflow.engine.fakta import Delprocess, Varde
from caseflow.rules.profil import Profil
from tests.faktabygge import PROFIL
from tests.processes.gang import Gang

BESLUTET: dict[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Individuella samtal varje vecka.",
    "form": "individuell",
    "fran_och_med": "2026-03-02",
    "till_och_med": "2026-09-01",
    "motivering": "Du behöver stöd för att förändra ditt beteende.",
}
FRIYTANS_VILLKOR: dict[str, Any] = {"villkor": True, "informerad_11_6": True}


def beviljat(slag: str = "utovare", *, profil: Profil = PROFIL, **beslutet: Varde) -> Gang:
    """En insats är beviljad den 2 mars 2026 och väntar på att någon tar emot den."""
    akt = Gang(slag, "2026-01-07", profil=profil)
    akt.den("2026-02-20")
    if slag == "utovare":
        akt.faktum("sakerhet_overvagd", overvagande="Genomtänkt.")
    akt.faktum(
        "riskbedomning",
        anledning="forsta",
        instrument="sara",
        standardiserad=True,
        niva="medel",
        skal="Tidigare våld.",
        atgarder="Samtal.",
        kalla="personen",
    )
    akt.fakta = replace(akt.fakta, tillstand="beslut", sedan=akt.dag)
    akt.faktum("kommunicering", satt="mote", svar="Inget att tillägga.")
    akt.den("2026-03-02")
    akt.steg("bevilja", roll="beslutsfattare", av="dina", **{**BESLUTET, **beslutet})
    return akt


def pagaende(slag: str = "utovare", *, profil: Profil = PROFIL, **beslutet: Varde) -> Gang:
    """Insatsen startade den 16 mars 2026 med Bo som behandlare."""
    akt = beviljat(slag, profil=profil, **beslutet)
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.den("2026-03-16")
    akt.delsteg("insats", "starta_insats", bedomningssamtal=True)
    return akt


def vagras(akt: Gang, process: str, kod: str, **givet: Any) -> set[str]:
    """Reglerna som hindrar delsteget; inget ändras."""
    fore = akt.fakta
    with pytest.raises(Refused) as vagrat:
        akt.delsteg(process, kod, **givet)
    assert akt.fakta is fore
    assert all(h.text and h.gor_nu and h.kalla for h in vagrat.value.hinder)
    return {h.regel for h in vagrat.value.hinder}


def den_enda(akt: Gang, process: str) -> Delprocess:
    """Aktens enda delprocess av ett slag."""
    (delen,) = akt.fakta.av_slag(process)
    return delen
