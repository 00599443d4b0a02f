"""The 26 kommuner and the 4 RVC against the survey: every value, its table, and nothing invented."""

import subprocess
import sys
import tomllib
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from caseflow import settings
from caseflow.rules.profil import INTE_INNEHALL, Beskrivning, Profil
from caseflow.store.profiler import profiles, utforarna
from tests.architecture.source_tree import ROOT

SURVEY = tomllib.loads((ROOT / "tests/data/kommunprofiler.toml").read_text("utf-8"))
PLACES = [*SURVEY["kommun"], *SURVEY["rvc"]]
PERFORMERS = [*SURVEY["atv"], *SURVEY["extern"]]
SETTINGS = settings.load({})
IDS = {"till", "enheter", "hanvisande"}
TABLE = {
    "regi": "t_regi",
    "till": "t_regi",
    "metod": "t_metod",
    "grupp": "t_grupp",
    "stadsdelar": "t_stadsdelar",
    "hanvisande": "t_hanvisande",
    "uppfoljning": "t_uppfoljning",
    "uppfoljning_nar": "t_uppfoljning",
    "uppfoljning_nar_manader": "t_uppfoljning",
    "uppfoljning_hur": "t_uppfoljning",
    "friyta": "t_omfattning",
    "friyta_max": "t_omfattning",
    "bistand_manader": "t_omfattning",
    "traffar": "t_omfattning",
    "grupp_traffar": "t_omfattning",
    "behandlingstid_manader": "t_omfattning",
    "vanlig_tid_manader": "t_omfattning",
    "onskvard_tid_manader": "t_omfattning",
    "omfattning": "t_omfattning",
    "varianter": "t_omfattning",
    "forlangning": "t_omfattning",
    "forlangning_villkor": "t_omfattning",
    "forlangning_manader": "t_omfattning",
    "forlangning_traffar": "t_omfattning",
}
DRIVING = ("friyta", "friyta_max", "grupp", "regi")
KODER = {
    "botkyrka": "0127",
    "danderyd": "0162",
    "ekero": "0125",
    "haninge": "0136",
    "huddinge": "0126",
    "jarfalla": "0123",
    "lidingo": "0186",
    "nacka": "0182",
    "norrtalje": "0188",
    "nykvarn": "0140",
    "nynashamn": "0192",
    "salem": "0128",
    "sigtuna": "0191",
    "sollentuna": "0163",
    "solna": "0184",
    "stockholm": "0180",
    "sundbyberg": "0183",
    "sodertalje": "0181",
    "tyreso": "0138",
    "taby": "0160",
    "upplands-vasby": "0114",
    "upplands-bro": "0139",
    "vallentuna": "0115",
    "vaxholm": "0187",
    "varmdo": "0120",
    "osteraker": "0117",
}


def our_id(survey_id: str) -> str:
    return survey_id.replace("_", "-")


def facts(place: dict[str, Any]) -> dict[str, Any]:
    """What the survey says, with ids as ours and spans as pairs."""
    said = {k: v for k, v in place.items() if not k.startswith("t_")}
    for key in ("id", "namn", "kommun"):
        said.pop(key, None)
    for key in IDS & set(said):
        said[key] = [our_id(i) for i in said[key]]
    return {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}


def profile(place: dict[str, Any]) -> Profil:
    return profiles(SETTINGS)[our_id(place["id"])]


def value(profil: Profil, key: str) -> object:
    if key == "till":
        return tuple(u.id for u in profil.hanvisar_till)
    return getattr(profil if key in DRIVING else profil.beskrivning, key)


def test_the_survey_is_whole() -> None:
    assert len(SURVEY["kommun"]) == 26
    assert len(SURVEY["rvc"]) == 4
    assert set(profiles(SETTINGS)) == {our_id(p["id"]) for p in PLACES} | {"standard"}


@pytest.mark.parametrize("place", PLACES, ids=[p["id"] for p in PLACES])
def test_every_fact_of_the_survey_stands_in_the_profile(place: dict[str, Any]) -> None:
    profil = profile(place)
    assert profil.namn == place["namn"]
    assert {k: value(profil, k) for k in facts(place)} == facts(place)
    if "bistand_manader" in place:
        assert profil.bistand_manader == place["bistand_manader"][1]


@pytest.mark.parametrize("place", PLACES, ids=[p["id"] for p in PLACES])
def test_every_fact_names_its_table(place: dict[str, Any]) -> None:
    profil = profile(place)
    for key in set(facts(place)) & set(TABLE):
        origin = profil.kommer_fran("hanvisar_till" if key == "till" else key)
        number = place.get(TABLE[key])
        assert not origin.utgangslage, key
        # An RVC has its regi from Stockholm's row.
        assert f"tabell {number or 1}" in origin.tabell, key
        line = (ROOT / "config/kommuner" / origin.fil).read_text("utf-8").splitlines()
        assert line[origin.rad - 1].startswith("hanvisar_till" if key == "till" else key)


@pytest.mark.parametrize("place", PLACES, ids=[p["id"] for p in PLACES])
def test_what_the_survey_does_not_say_is_marked_as_the_default(place: dict[str, Any]) -> None:
    profil, said = profile(place), facts(place)
    known = {*said, "namn", "kommunkod", "uppfoljningar"}
    known |= {"hanvisar_till"} if "till" in said else set()
    for key in (f.name for f in fields(Profil) if f.name not in (*INTE_INNEHALL, "id")):
        assert profil.kommer_fran(key).utgangslage is (key not in known) or key in {
            "kommunkod",
            "uppfoljningar",
        }, key
    for key in (f.name for f in fields(Beskrivning) if f.name not in {"grupp", "verksamhet"}):
        assert (getattr(profil.beskrivning, key) is None) is (key not in said), key


@pytest.mark.parametrize("place", PLACES, ids=[p["id"] for p in PLACES])
def test_follow_up_is_there_exactly_where_it_is_done(place: dict[str, Any]) -> None:
    """No follow-up where the survey says so, its months where it gives them, otherwise the default."""
    profil = profile(place)
    months = [p.manader for p in profil.uppfoljningar]
    if place.get("uppfoljning") is False:
        assert months == []
    elif "uppfoljning_nar_manader" in place:
        assert place["uppfoljning_nar_manader"] in months
    own = not profil.kommer_fran("uppfoljningar").utgangslage
    assert own is (
        place.get("uppfoljning") is False
        or place["id"] in {"botkyrka", "huddinge", "jarfalla", "sigtuna", "sodertalje"}
        or place["id"] == "upplands_vasby"
    )


@pytest.mark.parametrize(
    ("id_", "points"),
    [
        ("botkyrka", [("insats_start", 3)]),
        ("huddinge", [("insats_start", 0), ("avslut", 0)]),
        ("jarfalla", [("avslut", 1)]),
        ("sodertalje", [("insats_start", 3), ("avslut", 0)]),
        ("sigtuna", [("insats_start", 3)]),
        ("upplands-vasby", [("insats_start", 3)]),
        ("sundbyberg", []),
        ("rvc-vast", [("insats_start", 3), ("avslut", 0), ("avslut", 6)]),
    ],
)
def test_each_point_says_what_it_counts_from(id_: str, points: list[tuple[str, int]]) -> None:
    found = profiles(SETTINGS)[id_].uppfoljningar
    assert [(p.raknas_fran, p.manader) for p in found] == points


def test_where_the_table_leaves_something_open_the_source_says_so() -> None:
    for id_ in ("botkyrka", "sigtuna", "upplands-vasby", "jarfalla", "huddinge", "sodertalje"):
        assert (
            "caseflows utgångsläge" in profiles(SETTINGS)[id_].kommer_fran("uppfoljningar").tabell
        )


def test_every_kommun_has_its_code_and_an_rvc_that_of_stockholm() -> None:
    known = profiles(SETTINGS)
    assert {p["id"] for p in SURVEY["kommun"]} == {k.replace("-", "_") for k in KODER}
    assert {k: known[k].kommunkod for k in KODER} == KODER
    assert {known[our_id(p["id"])].kommunkod for p in SURVEY["rvc"]} == {"0180"}


@pytest.mark.parametrize("performer", PERFORMERS, ids=[p["id"] for p in PERFORMERS])
def test_every_performer_is_described_as_in_the_survey(performer: dict[str, Any]) -> None:
    found = utforarna(SETTINGS)[our_id(performer["id"])]
    said = facts(performer)
    assert found.namn == performer["namn"]
    assert {k: getattr(found.beskrivning, k) for k in said} == said
    assert all(
        getattr(found.beskrivning, f.name) is None
        for f in fields(Beskrivning)
        if f.name not in said
    )
    for key in set(said) & set(TABLE):
        if TABLE[key] in performer:
            assert f"tabell {performer[TABLE[key]]}" in found.harkomst[key].tabell


def test_who_refers_and_who_receives_agree() -> None:
    known = profiles(SETTINGS)
    for id_, performer in utforarna(SETTINGS).items():
        sending = {k for k, p in known.items() if id_ in {u.id for u in p.hanvisar_till}}
        assert sending == set(performer.beskrivning.hanvisande or ())
    assert [u.namn for u in known["nykvarn"].hanvisar_till] == ["RVC Södertälje"]


def test_standard_states_every_value_that_drives_the_process() -> None:
    """So that who writes a profile sees all there is to choose in one file."""
    standard = profiles(SETTINGS)["standard"]
    driving = {f.name for f in fields(Profil)} - {*INTE_INNEHALL, "id", "kommunkod"}
    assert driving - set(standard.harkomst) == set()
    assert all(h.utgangslage for h in standard.harkomst.values())


def test_each_file_begins_with_what_is_worth_knowing() -> None:
    for path in (ROOT / "config/kommuner").glob("*.toml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith("# ")
        assert len(first) <= 130, path.name


def test_the_wheel_carries_the_profiles_and_the_performers(tmp_path: Path) -> None:
    """And they load from where they lie in an installed package."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    lies = tmp_path / "installed/caseflow/kommuner"
    sources = {p.name: p.read_bytes() for p in (ROOT / "config/kommuner").glob("*.toml")}
    assert {p.name: p.read_bytes() for p in lies.iterdir()} == sources
    assert (tmp_path / "installed/caseflow/mallar/exempel.toml").is_file()
    code = (
        "from caseflow import settings; from caseflow.store.profiler import profiles;"
        "s = settings.load({}); print(s.profile_dirs[0], len(profiles(s)), s.mall_dirs[0])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.split() == [str(lies), "31", str(lies.parent / "mallar")]
