"""The profiles as rows: every value named in Swedish, and where it comes from."""

from dataclasses import fields

from caseflow import settings
from caseflow.queries.profilkatalog import ETIKETTER, in_words, profilkatalog, profilrad
from caseflow.rules.profil import INTE_INNEHALL, Beskrivning, Profil

SETTINGS = settings.load({})


def test_every_value_has_a_label() -> None:
    keys = {f.name for f in fields(Profil)} - {*INTE_INNEHALL, "id", "namn"}
    keys |= {f.name for f in fields(Beskrivning)}
    assert keys - set(ETIKETTER) == set()
    assert len(set(ETIKETTER.values())) == len(ETIKETTER)


def test_standard_first_and_then_by_name_with_the_swedish_letters_last() -> None:
    names = [row.namn for row in profilkatalog(SETTINGS)]
    assert names[:2] == ["Standard", "Botkyrka"]
    assert names.index("Sundbyberg") < names.index("Södertälje") < names.index("Tyresö")
    assert names[-1] == "Österåker"


def test_a_row_has_every_value_once() -> None:
    row = profilrad(SETTINGS, "nacka")
    assert {v.nyckel for v in row.varden} == {f.name for f in fields(Profil)} - {
        *INTE_INNEHALL,
        "id",
        "namn",
    }
    assert {v.nyckel for v in row.egna} == {"kommunkod", "regi", "hanvisar_till"}
    (utforare,) = row.utforare
    assert (utforare.id, utforare.namn) == ("atv-nacka", "ATV Nacka")
    assert "6–12 månader" in {v.text for v in utforare.beskrivning}


def test_values_are_read_as_a_person_says_them() -> None:
    assert in_words("saker_kontakt_dagar", 1) == "1 dag"
    assert in_words("utredning_manader", 4) == "4 månader"
    assert in_words("traffar", (10, 10)) == "10"
    assert in_words("traffar", (10, 12)) == "10–12"
    assert in_words("friyta", value=False) == "nej"
    assert in_words("uppfoljningar", ()) == "ingen"
    assert in_words("riskbedomning_dagar", {"lag": 90, "hog": 30}) == "låg 90, hög 30 dagar"
    assert in_words("delegation", {"lvu": ("namnd", "utskott")}) == "lvu: namnd, utskott"
