"""The profiles on disk: standard, then kommun, then enhet; the nearest wins, and says where it came from."""

from dataclasses import replace
from pathlib import Path

import pytest

from caseflow import settings
from caseflow.engine.errors import ProfileInvalid
from caseflow.settings import Settings
from caseflow.store.profiler import find_profile, profiles


def own(tmp_path: Path, **files: str) -> Settings:
    """The packaged profiles, and some of a deployment's own."""
    folder = tmp_path / "profiler"
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(content, encoding="utf-8")
    base = settings.load({"CASEFLOW_DATA": str(tmp_path)})
    return replace(base, profile_dirs=(*base.profile_dirs, folder))


def test_every_packaged_profile_loads(tmp_path: Path) -> None:
    known = profiles(own(tmp_path))
    assert {"standard", "stockholm", "rvc-vast", "sundbyberg", "jarfalla"} <= set(known)


def test_the_nearest_layer_wins_and_every_value_says_where_it_comes_from(tmp_path: Path) -> None:
    known = profiles(
        own(
            tmp_path,
            vidkop='namn = "Vidköp"\nkommunkod = "9901"\nfriyta_max = 7\nbeslut_dagar = 9\n',
            vidkop_norr='arver = "vidkop"\nnamn = "Vidköp norr"\nfriyta_max = 8\n',
        )
    )
    norr = known["vidkop-norr"]
    assert (norr.friyta_max, norr.beslut_dagar, norr.forsta_kontakt_dagar) == (8, 9, 3)
    assert norr.kallor["friyta_max"] == "vidkop-norr.toml"
    assert norr.kallor["beslut_dagar"] == "vidkop.toml"
    assert norr.kallor["forsta_kontakt_dagar"] == "standard.toml"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stockholm", "stockholm"),
        ("0180", "stockholm"),
        ("rvc-vast", "rvc-vast"),
        ("rvc_vast", "rvc-vast"),
        ("0183", "sundbyberg"),
    ],
)
def test_a_profile_is_found_by_id_or_by_kommunkod(tmp_path: Path, text: str, found: str) -> None:
    """A unit inherits its kommun's code, and the code still means the kommun."""
    assert find_profile(own(tmp_path), text).id == found


@pytest.mark.parametrize("text", ["", "9999", "Stockholm", "../standard", "018"])
def test_an_unknown_profile_is_refused_with_those_there_are(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProfileInvalid, match=r"Välj bland: .*stockholm"):
        find_profile(own(tmp_path), text)


@pytest.mark.parametrize(
    "content",
    [
        "namn = ",
        'namn = "X"\nhittepa = 1\n',
        'namn = "X"\nfriyta_max = "fem"\n',
        'namn = "X"\nfriyta_max = 0\n',
        'namn = "X"\narver = "finns-inte"\n',
        'namn = "X"\narver = "egen"\n',
        'namn = "X"\nfriyta_dokumentation = ["anonym_14_5"]\n',
        'namn = "X"\nfriyta_dokumentation = ["hemligt"]\n',
        'namn = "X"\nriskbedomning_dagar = {lag = 1}\n',
        'namn = "X"\n[[uppfoljningar]]\nkod = "a"\n',
    ],
)
def test_a_profile_that_breaks_something_does_not_load_and_says_why(
    tmp_path: Path, content: str
) -> None:
    with pytest.raises(ProfileInvalid) as caught:
        profiles(own(tmp_path, egen=content))
    assert caught.value.varfor
    assert caught.value.gor_nu


def test_profiles_that_inherit_in_a_circle_do_not_load(tmp_path: Path) -> None:
    with pytest.raises(ProfileInvalid, match="finns inte ovanför den"):
        profiles(own(tmp_path, a='namn = "A"\narver = "b"\n', b='namn = "B"\narver = "a"\n'))
