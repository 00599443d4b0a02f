"""What can be registered stands in groups, so that the common things are found among the rare ones."""

from collections import Counter

from caseflow.processes import FAKTASLAG
from caseflow.web.nasta_steg import Knapp
from caseflow.web.registreringsgrupper import GRUPPER, OVRIGT, i_grupper

SYSTEMETS = {"sakerhetssignal", "samtycke_speglat", "friyta_mottagen"}
FRAN_EN_HANDELSE = {"rattelse", "egen_bevakning_klar"}


def knapp(kod: str) -> Knapp:
    return Knapp(kod, f"/arenden/VN-1/fakta/{kod}", "")


def test_every_kind_that_people_register_stands_in_one_group() -> None:
    placed = Counter(kod for koder in GRUPPER.values() for kod in koder)
    assert set(placed) == set(FAKTASLAG) - SYSTEMETS - FRAN_EN_HANDELSE
    assert set(placed.values()) == {1}


def test_a_heading_with_nothing_under_it_is_left_out_and_an_unknown_kind_comes_last() -> None:
    rows = i_grupper([knapp("utlamnande"), knapp("nytt_slag"), knapp("riskbedomning")])
    assert [(head, [k.text for k in row]) for head, row in rows] == [
        ("Risk och säkerhet", ["riskbedomning"]),
        ("Att lämna ut uppgifter", ["utlamnande"]),
        (OVRIGT, ["nytt_slag"]),
    ]
