from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.rules.inledning import (
    enheten_har_friyta,
    genomgang_aterstar,
    genomgangen_lamnar_inget_oppet,
    information_ar_lamnad,
    ingen_friyta_ar_oppen,
    ja_eller_ansokan_finns,
    laget_finns_i_sparet,
)
from caseflow.rules.utredning import egen_syn_finns
from tests.faktabygge import PROFIL, delprocess, fakta, haller, lage


def test_ett_nej_forutsatter_information() -> None:
    assert not haller(information_ar_lamnad, lage(fakta("utovare", "forhandsbedomning")))
    akten = fakta("utovare", "forhandsbedomning", fakta_={"information": "2026-03-01"})
    assert haller(information_ar_lamnad, lage(akten))


def test_personens_egen_syn_finns() -> None:
    assert not haller(egen_syn_finns, lage(fakta("utsatt", "utredning")))
    akten = fakta("utsatt", "utredning", fakta_={"egen_syn": "2026-03-01"})
    assert haller(egen_syn_finns, lage(akten))


@pytest.mark.parametrize(
    ("grund", "ansokt", "svar"),
    [("ja", False, True), ("ansokan", True, True), ("ansokan", False, False), ("ja", True, True)],
)
def test_utredning_inleds_efter_ja_eller_ansokan(grund: str, *, ansokt: bool, svar: bool) -> None:
    uppgifter: dict[str, Any] = {"ansokan:4": "2026-03-01"} if ansokt else {}
    akten = fakta("utsatt", "forhandsbedomning", fakta_=uppgifter)
    assert haller(ja_eller_ansokan_finns, lage(akten, falt={"grund": grund})) is svar


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [("2025-06-30", "11 kap. 1 § SoL (2001:453)"), ("2025-07-01", "14 kap. 2 § SoL (2025:400)")],
)
def test_lydelsen_foljer_lagen(dag: str, kalla: str) -> None:
    assert str(ja_eller_ansokan_finns.on(date.fromisoformat(dag)).kalla) == kalla


@pytest.mark.parametrize("friyta", [True, False])
def test_friyta_dar_enheten_har_det(*, friyta: bool) -> None:
    provas = lage(fakta("utovare", "upptackt"), profil=replace(PROFIL, friyta=friyta))
    assert haller(enheten_har_friyta, provas) is friyta


@pytest.mark.parametrize(
    ("tillstand", "svar"), [("erbjuden", False), ("pagar", False), ("avslutad", True)]
)
def test_en_friyta_i_taget(tillstand: str, *, svar: bool) -> None:
    akten = fakta("utovare", "upptackt", delprocesser=(delprocess("friyta", tillstand),))
    assert haller(ingen_friyta_ar_oppen, lage(akten)) is svar


IMPORTEN = {"registrera_akt": (None, {"importerad": "2026-03-01"})}


@pytest.mark.parametrize(
    ("steg", "uppgifter", "svar"),
    [({}, {}, False), (IMPORTEN, {}, True), (IMPORTEN, {"genomgang": "2026-03-02"}, False)],
)
def test_genomgangen_gors_en_gang(
    steg: dict[str, Any], uppgifter: dict[str, Any], *, svar: bool
) -> None:
    akten = fakta("utsatt", "aktualiserad", steg=steg, fakta_=uppgifter)
    assert haller(genomgang_aterstar, lage(akten)) is svar


@pytest.mark.parametrize(
    ("slag", "tillstand", "svar"),
    [
        ("utovare", "upptackt", True),
        ("utovare", "aktualiserad", False),
        ("utsatt", "aktualiserad", True),
        ("utsatt", "upptackt", False),
        ("utsatt", "verkstallighet", True),
    ],
)
def test_laget_hor_till_sparet(slag: str, tillstand: str, *, svar: bool) -> None:
    provas = lage(fakta(slag, "avslutat"), falt={"tillstand": tillstand})
    assert haller(laget_finns_i_sparet, provas) is svar


@pytest.mark.parametrize("tillstand", ["avslutat", "verkstallighet"])
@pytest.mark.parametrize(("slag", "lage_i"), [("insats", "pagar"), ("provning", "ansokt")])
def test_genomgangen_avslutar_inget_arende_med_nagot_oppet(
    slag: str, lage_i: str, tillstand: str
) -> None:
    akten = fakta("utsatt", "aktualiserad", delprocesser=(delprocess(slag, lage_i),))
    provas = lage(akten, falt={"tillstand": tillstand})
    assert haller(genomgangen_lamnar_inget_oppet, provas) is (tillstand != "avslutat")


def test_genomgangen_avslutar_inget_arende_med_en_ansokan_som_vantar() -> None:
    avslutas = {"tillstand": "avslutat"}
    vantar = fakta("utsatt", "aktualiserad", fakta_={"ansokan:4": "2026-03-01"})
    assert not haller(genomgangen_lamnar_inget_oppet, lage(vantar, falt=avslutas))
    slutad = delprocess("insats", "genomford")
    klart = fakta("utsatt", "aktualiserad", delprocesser=(slutad,))
    assert haller(genomgangen_lamnar_inget_oppet, lage(klart, falt=avslutas))
