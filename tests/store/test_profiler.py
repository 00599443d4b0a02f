"""The profiles on disk: standard, then kommun, then enhet; the nearest wins, and says where it came from."""

from dataclasses import replace
from pathlib import Path

import pytest

from caseflow import settings
from caseflow.engine.errors import ProfileInvalid
from caseflow.settings import Settings
from caseflow.store.profiler import find_profile, profiles, utforarna


def own(tmp_path: Path, **files: str) -> Settings:
    """The packaged profiles, and some of a deployment's own."""
    folder = tmp_path / "profiler"
    folder.mkdir(parents=True)
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


# --- layers ---------------------------------------------------------------------------------------


def test_a_deployments_file_lies_upon_the_one_that_came_with_caseflow(tmp_path: Path) -> None:
    """What it does not say is still the kommun's."""
    known = profiles(own(tmp_path, sundbyberg="friyta_max = 6\n"))
    sundbyberg = known["sundbyberg"]
    assert (sundbyberg.namn, sundbyberg.friyta_max, sundbyberg.uppfoljningar) == (
        "Sundbyberg",
        6,
        (),
    )
    assert sundbyberg.kommer_fran("friyta_max").tabell == ""
    assert sundbyberg.kommer_fran("uppfoljningar").tabell.startswith("FoU Nordväst, tabell 11")


def test_an_enhet_of_the_deployment_inherits_a_kommun(tmp_path: Path) -> None:
    text = (
        'arver = "jarfalla"\nnamn = "Enheten"\nforsta_kontakt_dagar = 1\n'
        '[kalla]\nforsta_kontakt_dagar = "Nämnden 2026-02-03 § 7"\n'
    )
    enheten = profiles(own(tmp_path, enheten=text))["enheten"]
    assert (enheten.friyta_max, enheten.kommunkod, enheten.forsta_kontakt_dagar) == (12, "0123", 1)
    assert str(enheten.kommer_fran("forsta_kontakt_dagar")) == (
        "Nämnden 2026-02-03 § 7 (enheten.toml rad 3)"
    )
    assert str(enheten.kommer_fran("friyta_max")).startswith(
        "FoU Nordväst, tabell 7 (jarfalla.toml"
    )
    assert str(enheten.kommer_fran("beslut_dagar")) == "caseflows utgångsläge, inte lag"
    assert enheten.beskrivning.metod == profiles(own(tmp_path / "b"))["jarfalla"].beskrivning.metod


def test_what_is_said_of_one_kommun_is_not_inherited(tmp_path: Path) -> None:
    known = profiles(own(tmp_path, del_ett='arver = "stockholm"\nnamn = "Del ett"\n'))
    assert known["stockholm"].beskrivning.enheter
    assert known["del-ett"].beskrivning.enheter is None
    assert known["del-ett"].beskrivning.anmarkning is None


def test_a_deployments_own_standard_is_a_choice_and_no_default(tmp_path: Path) -> None:
    known = profiles(own(tmp_path, standard="beslut_dagar = 10\n"))
    assert known["ekero"].beslut_dagar == 10
    assert not known["ekero"].kommer_fran("beslut_dagar").utgangslage
    assert known["ekero"].kommer_fran("friyta_max").utgangslage


def test_a_performer_of_the_deployment_can_be_referred_to(tmp_path: Path) -> None:
    text = 'namn = "Liten"\nregi = "hanvisning"\nhanvisar_till = ["mottagningen", "solna"]\n'
    given = own(tmp_path, liten=text, utforare='[mottagningen]\nnamn = "Mottagningen"\n')
    assert [u.namn for u in profiles(given)["liten"].hanvisar_till] == ["Mottagningen", "Solna"]
    assert {"mottagningen", "atv-taby"} <= set(utforarna(given))


def test_one_number_of_months_stands_for_least_and_most(tmp_path: Path) -> None:
    known = profiles(
        own(
            tmp_path,
            ett='namn = "Ett"\nbistand_manader = 4\n',
            spann='namn = "Spann"\nbistand_manader = [6, 12]\n',
        )
    )
    assert (known["ett"].bistand_manader, known["ett"].beskrivning.bistand_manader) == (4, (4, 4))
    assert (known["spann"].bistand_manader, known["spann"].beskrivning.bistand_manader) == (
        12,
        (6, 12),
    )


def test_what_only_describes_does_not_make_a_new_version(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "c").mkdir()
    one = profiles(own(tmp_path / "a", x='namn = "X"\n'))["x"]
    two = profiles(own(tmp_path / "b", x='# Ny rad\nnamn = "X"\nmetod = ["KBT"]\n'))["x"]
    three = profiles(own(tmp_path / "c", x='namn = "X"\ngrupp = false\n'))["x"]
    assert one.version == two.version != three.version


# --- faults ---------------------------------------------------------------------------------------


def said(tmp_path: Path, **files: str) -> str:
    with pytest.raises(ProfileInvalid) as caught:
        profiles(own(tmp_path, **files))
    return f"{caught.value.vad}\n{caught.value.varfor}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("friyta_max = 0\n", "egen.toml rad 2, friyta_max: ska vara minst 1."),
        ('\nfriyta_max = "5"\n', "rad 3, friyta_max: ska vara ett heltal, utan citattecken."),
        ("friyta = 1\n", "friyta: ska vara true eller false."),
        ("friyta_max = true\n", "friyta_max: ska vara ett heltal"),
        ("beslut_dagar = 99999\n", "beslut_dagar: ska vara högst 1830."),
        (
            "fryta = true\n",
            "fryta: nyckeln finns inte i profilen. Regel: profilfilens form. Menar du friyta?",
        ),
        (
            "ej_verkstallt_manader = 6\n",
            "tiden står i lagen och kan inte ställas in i en profil. Regel: 34 kap. 1 § SoL (2025:400)",
        ),
        ("overklagandetid_dagar = 30\n", "Regel: 44 § FL (2017:900)"),
        ("gallring_ar = 2\n", "Regel: 16 kap. 1 § SoL (2025:400)"),
        ('kommunkod = "183"\n', "kommunkod: ska vara fyra siffror inom citattecken."),
        ('regi = "blandat"\n', "regi: ska vara något av 'egen' eller 'hanvisning'."),
        ("bistand_manader = [12, 6]\n", "bistand_manader: det minsta talet ska stå först."),
        (
            'friyta_dokumentation = ["full",\n  "anonym_14_5"]\n',
            "rad 2, friyta_dokumentation: anonym_14_5 får bara finnas där nämnden har beslutat det.",
        ),
        (
            "[riskbedomning_dagar]\nlag = 90\nmedel = 60\nhog = 30\n",
            "riskbedomning_dagar: nivåerna mycket_hog saknas.",
        ),
        (
            "[riskbedomning_dagar]\nlag = 90\nmedel = 60\nhog = 30\nmycket_hog = 45\n",
            "egen.toml rad 6, riskbedomning_dagar.mycket_hog: risken skulle bedömas mer sällan",
        ),
        (
            "friyta = false\nfriyta_max = 5\n",
            "friyta_max: värdet betyder inget när friyta = false. Regel: regeln enheten_har_friyta.",
        ),
        ('regi = "hanvisning"\n', "regi: det framgår inte vem kommunen hänvisar till."),
        (
            'hanvisar_till = ["okand"]\n',
            "hanvisar_till.0: «okand» finns varken i utforare.toml eller bland profilerna.",
        ),
        ("uppfoljning = false\n", "uppfoljning: filen säger att ingen uppföljning görs"),
        (
            '[[uppfoljningar]]\nkod = "a"\netikett = "A"\nmanader = 1\n',
            "egen.toml rad 2, uppfoljningar.0.raknas_fran: måste finnas.",
        ),
        (
            '[[uppfoljningar]]\nkod = "a"\netikett = "A"\nraknas_fran = "beslut"\nmanader = 1\n',
            "egen.toml rad 5, uppfoljningar.0.raknas_fran: ska vara något av 'insats_start' eller 'avslut'.",
        ),
        (
            '[kalla]\nfriyta_max = "Nämnden"\n',
            "kalla.friyta_max: källan gäller ett värde som filen inte har.",
        ),
        ('[delegation]\nbarnets_insats = ["handlaggare"]\n', "delegation: barnets_insats"),
        ('id = "annan"\n', "id: ska vara filens namn utan .toml."),
        (
            'kommunkod = "0183"\nkommunkod = "0184"\n',
            "rad 3, kommunkod: står redan tidigare i filen.",
        ),
        (
            "[delegation]\n[kalla]\n[delegation]\n",
            "rad 4, delegation: står redan tidigare i filen.",
        ),
        ('[kalla]\nfriyta_max = "  "\n', "kalla.friyta_max: får inte vara tom."),
        (f"metod = {'[' * 3000}{']' * 3000}\n", "filen har för många nivåer inuti varandra."),
    ],
)
def test_a_fault_names_file_line_key_rule_and_what_to_do(
    tmp_path: Path, content: str, told: str
) -> None:
    text = said(tmp_path, egen=f'namn = "Egen"\n{content}')
    assert "Profilen i egen.toml laddas inte." in text
    assert told in text


def test_a_breach_of_the_law_names_the_section_and_the_way_out(tmp_path: Path) -> None:
    text = said(tmp_path, egen='namn = "X"\nfriyta_dokumentation = ["anonym_14_5"]\n')
    assert "Regel: 14 kap. 5 § SoL (2025:400). Ange nämndens beslut under anonym_beslut" in text


def test_a_file_that_is_no_toml_says_which_line(tmp_path: Path) -> None:
    assert "egen.toml rad 2: raden går inte att läsa" in said(tmp_path, egen='namn = "X"\nfriyta\n')


def test_a_profile_without_a_name_says_so(tmp_path: Path) -> None:
    assert "egen.toml rad 1, namn: måste finnas." in said(tmp_path, egen="friyta_max = 4\n")


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    text = said(
        tmp_path,
        ett='namn = "Ett"\nfriyta_max = 0\nfryta = 1\n',
        tva='namn = "Två"\nregi = "hanvisning"\nuppfoljning = false\n',
        tre="namn =\n",
    )
    assert "3 profilfiler laddas inte: ett.toml, tre.toml, tva.toml." in text
    assert len(text.splitlines()) == 6


def test_an_unknown_key_does_not_hide_what_the_law_says_of_the_others(tmp_path: Path) -> None:
    text = said(tmp_path, egen='namn = "X"\nfryta = 1\nfriyta_dokumentation = ["anonym_14_5"]\n')
    assert "rad 2, fryta: nyckeln finns inte" in text
    assert "rad 3, friyta_dokumentation: anonym_14_5" in text


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    known = own(tmp_path)
    (known.profile_dirs[-1] / "egen.toml").write_bytes('namn = "X"\n\n# Täby\n'.encode("latin-1"))
    with pytest.raises(ProfileInvalid) as caught:
        profiles(known)
    assert "egen.toml rad 3: filen är inte sparad som UTF-8" in caught.value.varfor


@pytest.mark.parametrize("name", ["Egen kommun.toml", "åre.toml"])
def test_the_name_of_a_file_can_be_an_id(tmp_path: Path, name: str) -> None:
    known = own(tmp_path)
    (known.profile_dirs[-1] / name).write_text('namn = "X"\n', encoding="utf-8")
    with pytest.raises(ProfileInvalid, match="filens namn är profilens id"):
        profiles(known)


def test_a_profile_with_an_underscore_in_its_name_is_found(tmp_path: Path) -> None:
    known = own(tmp_path)
    (known.profile_dirs[-1] / "min_kommun.toml").write_text('namn = "X"\n', encoding="utf-8")
    assert find_profile(known, "min_kommun").id == "min_kommun"


def test_a_fault_above_is_told_once_and_not_for_those_that_inherit(tmp_path: Path) -> None:
    text = said(
        tmp_path,
        over='namn = "Över"\nfriyta_dokumentation = ["anonym_14_5"]\n',
        under='arver = "over"\nnamn = "Under"\n',
    )
    assert text.count("14 kap. 5 §") == 1


def test_a_directory_that_does_not_exist_is_told(tmp_path: Path) -> None:
    base = settings.load({"CASEFLOW_DATA": str(tmp_path)})
    with pytest.raises(ProfileInvalid, match="katalogen finns inte"):
        profiles(replace(base, profile_dirs=(*base.profile_dirs, tmp_path / "borta")))
