"""The letterhead of a masked copy: discreet to whoever may have it at home, and as it was on the original."""

from typing import Any

import pytest

from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.queries.fardig_handling import las_fardig_handling
from tests.actions.test_maskera_handling import NU, kopia
from tests.akter import SKYDD, faktum, oppna, steg
from tests.databas import Verksamhet
from tests.documents.handlingar import text

OVERLAMNING: dict[str, Any] = {
    "mottagare": "Vårdcentralen",
    "sammanfattning": "Jag vill inte berätta allt igen.",
    "godkand": True,
    "godkand_dag": "2026-01-12",
    "godkand_hur": "muntligt",
}
SAMTYCKE = {
    "mottagare": "Vårdcentralen",
    "uppgifter": "Att samtal pågår.",
    "andamal": "Att stödet ska hänga ihop.",
    "tid": "2026-06-30",
}
HELT: dict[str, Any] = {"synnerliga_skal": "", "skriftligt_beslut": False}
TILL: dict[str, dict[str, Any]] = {
    "partsinsyn": {"mottagare": "part", "bestammelse": "partsinsyn_10_3"},
    "annan_enhet": {"mottagare": "halso_sjukvard", "bestammelse": "samtycke_12_2"},
    "vardnadshavare": {"mottagare": "enskild", "bestammelse": "samtycke_12_2"},
}


def akten(v: Verksamhet, slag: str) -> str:
    nummer = oppna(v, slag)
    if slag == "utsatt":
        faktum(v, nummer, "skyddsbedomning", SKYDD)
        faktum(v, nummer, "barn_efterfragade", {"svar": "finns_inte"})
        steg(v, nummer, "gor_skyddsbedomning")
    faktum(v, nummer, "samtycke", {"andamal": "utlamnande", "satt": "muntligt"})
    return nummer


def fardig(v: Verksamhet, nummer: str, mall: str, given: dict[str, Any]) -> int:
    return fardigstall_handling(v.db, v.aktor("anna"), nummer, Begard(mall, given), now=NU).seq


def sagt(v: Verksamhet, nummer: str, seq: int) -> str:
    return text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)


@pytest.mark.parametrize(
    ("slag", "andamal", "diskret"),
    [
        ("utsatt", "partsinsyn", True),
        ("utsatt", "vardnadshavare", True),
        ("utsatt", "annan_enhet", False),
        ("utovare", "partsinsyn", False),
        ("utovare", "vardnadshavare", True),
        ("utovare", "annan_enhet", False),
    ],
)
def test_a_copy_is_as_discreet_as_its_reader_needs(
    liten_verksamhet: Verksamhet, slag: str, andamal: str, *, diskret: bool
) -> None:
    v = liten_verksamhet
    satt_brevhuvud(v.db, "vast", ["Lindgatan 7"], diskret=["Box 1"])
    nummer = akten(v, slag)
    seq = fardig(v, nummer, "overlamning", OVERLAMNING)
    assert "Relationsvåld Väst Lindgatan 7" in sagt(v, nummer, seq)
    page = sagt(v, nummer, kopia(v, nummer, seq, andamal=andamal, **TILL[andamal], **HELT))
    assert ("Relationsvåld" in page) is not diskret
    assert ("Lindgatan 7" in page) is not diskret
    assert ("Socialtjänsten Box 1" in page) is diskret


def test_a_copy_of_a_discreet_handling_has_the_lines_that_it_had(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    satt_brevhuvud(v.db, "vast", ["Lindgatan 7"], diskret=["Box 1"])
    nummer = akten(v, "utsatt")
    seq = fardig(v, nummer, "samtycke_samverkan", SAMTYCKE)
    satt_brevhuvud(v.db, "vast", ["Lindgatan 9"], diskret=["Box 2"])
    for page in (sagt(v, nummer, seq), sagt(v, nummer, kopia(v, nummer, seq, **HELT))):
        assert "Socialtjänsten Box 1" in page
        assert "Box 2" not in page
        assert "Lindgatan" not in page
