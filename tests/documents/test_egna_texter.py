"""A kommun's own words: used where they are right, refused where they are wrong, and never passed over."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from caseflow import settings
from caseflow.documents.egen_text import LONGEST, delar, fel_i_texten
from caseflow.documents.egna_texter import EXEMPEL, egna_for, las_egna, version_med
from caseflow.documents.mallar import MALLAR
from caseflow.documents.render import framstall
from caseflow.engine.errors import CaseflowError
from caseflow.settings import Settings
from tests.documents.underlagsbygge import AKTNUMMER, underlag

INBJUDAN = MALLAR["inbjudan"]
SAGT = re.compile(r"^\S+\.toml rad \d+(, [\w.åäö]+)?: .+\. Regel: .+\. [A-ZÅÄÖ].+[.»]$")


def given(folder: Path, **files: str) -> Settings:
    """Settings of a deployment with these files."""
    for name, content in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(content, encoding="utf-8")
    return settings.load({"CASEFLOW_MALLAR": str(folder)})


def sagda(loaded: Settings) -> list[str]:
    return [str(f) for f in las_egna(loaded).fel]


def test_the_nearest_words_win_and_the_rest_are_those_of_the_template(tmp_path: Path) -> None:
    loaded = given(
        tmp_path,
        standard='[inbjudan]\nhitta_hit = "Standard."\n[information_insatser]\nhjalp = "Alla."\n',
        sundbyberg='[inbjudan]\nhitta_hit = "Sundbyberg."\n',
    )
    assert egna_for(loaded, "sundbyberg", INBJUDAN) == {"hitta_hit": "Sundbyberg."}
    assert egna_for(loaded, "botkyrka", INBJUDAN) == {"hitta_hit": "Standard."}
    hjalp = MALLAR["information_insatser"]
    assert egna_for(loaded, "sundbyberg", hjalp) == {"hjalp": "Alla."}
    assert egna_for(loaded, "sundbyberg", MALLAR["beslut"]) == {}
    assert egna_for(loaded, "sundbyberg", INBJUDAN, "en") == {}
    assert las_egna(loaded).fel == ()


def test_a_profile_of_the_deployments_own_inherits_the_words_of_what_it_lies_upon(
    tmp_path: Path,
) -> None:
    own, words = tmp_path / "kommuner", tmp_path / "mallar"
    own.mkdir()
    words.mkdir()
    (own / "sundbyberg-ungas.toml").write_text(
        'id = "sundbyberg-ungas"\nnamn = "Sundbyberg unga"\narver = "sundbyberg"\n'
    )
    (words / "sundbyberg.toml").write_text('[inbjudan]\nhitta_hit = "Sundbyberg."\n')
    env = {"CASEFLOW_MALLAR": str(words), "CASEFLOW_PROFILES": str(own)}
    loaded = settings.load(env)
    assert egna_for(loaded, "sundbyberg-ungas", INBJUDAN) == {"hitta_hit": "Sundbyberg."}
    assert egna_for(loaded, "botkyrka", INBJUDAN) == {}


def test_the_words_are_set_with_lists_and_placeholders() -> None:
    text = "Välkommen till {enhet}, {kommun}.\nAkt {aktnummer}.\n\nTa med:\n- brevet\n  och kuvertet\n- {lag:tolk}"
    grund = replace(underlag("utovare"), egna={"hitta_hit": text})
    html = re.sub(r"[ \n]+", " ", framstall("inbjudan", grund).html)
    assert (
        f"<p>Välkommen till Relationsvåldsteamet, Ekhöjds kommun.<br>Akt {AKTNUMMER}.</p>" in html
    )
    assert "<p>Ta med:</p><ul><li>brevet och kuvertet</li><li>13\u00a0§ förvaltningslagen" in html


def test_a_name_that_looks_like_code_or_markup_is_only_text() -> None:
    grund = replace(
        underlag("utovare"), enhet="<b>{aktnummer}</b>\n- x", egna={"hitta_hit": "Hos {enhet}."}
    )
    html = framstall("inbjudan", grund).html
    assert "<p>Hos &lt;b&gt;{aktnummer}&lt;/b&gt; - x.</p>" in html


def test_what_is_not_in_force_is_a_marked_gap_of_a_draft() -> None:
    grund = replace(underlag("utovare"), lagrum={})
    (part,) = delar("Se {lag:tolk}.", grund)
    assert part.rader == ("Se [lagrum saknas: tolk].",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n ", "är tom"),
        ("a" * (LONGEST + 1), f"har {LONGEST + 1} tecken"),
        ("Hej <b>du</b>", "har HTML: «<b»"),
        ("<script src=//x>", "har HTML: «<s»"),
        ("A&nbsp;B", "har HTML: «&nbsp;»"),
        ("{{ underlag.person_namn }}", "har kod för mallar (Jinja): «{{»"),
        ("{% include 'x' %}", "har kod för mallar (Jinja): «{%»"),
        ("{# tyst #}", "har kod för mallar (Jinja): «{#»"),
        ("Hej {namn}", "har platshållaren «{namn}», som inte finns här"),
        ("Hej {person_namn.__class__}", "har platshållaren"),
        ("Se {lag:bistand}", "hänvisar till «bistand», som mallen inte har"),
        ("Halv {enhet", "har en klammer utan sin andra"),
        ("Halv enhet}", "har en klammer utan sin andra"),
        ("Enligt 11 kap. 1 § socialtjänstlagen", "har ett lagrum skrivet för hand: «11 kap.»"),
        ("Se 33 § förvaltningslagen", "har ett lagrum skrivet för hand: «33 §»"),
        ("Se §§ 3 och 4", "har ett lagrum skrivet för hand"),
        ("Vänd \u202eom", "tecken som inte syns eller som vänder texten (U+202E)"),
        ("Noll\x00", "tecken som inte syns eller som vänder texten (U+0000)"),
        ("Dold\u00adbindning", "(U+00AD)"),
        ("Tabb\there", "(U+0009)"),
        ("\u1200", "har tecken som typsnitten inte kan rita"),
    ],
)
def test_each_fault_is_found(text: str, said: str) -> None:
    assert any(said in f.text for f in fel_i_texten(text, INBJUDAN)), fel_i_texten(text, INBJUDAN)


@pytest.mark.parametrize(
    "text",
    [
        "Vi finns på Storgatan 1 < 200 m från torget & stationen.",
        "Ring 010-000 00 00, vardagar 9–15.",
        "Det är ett nytt kapitel. Priset är 5 > 4.",
        "أهلاً وسهلاً",
        "- en\n- två",
    ],
)
def test_ordinary_words_are_no_fault(text: str) -> None:
    assert fel_i_texten(text, INBJUDAN) == []


def test_what_a_reader_may_not_know_has_no_placeholder() -> None:
    anonym = MALLAR["brukarenkat"]
    assert anonym.anonym
    for text in ("{enhet}", "{aktnummer}"):
        assert fel_i_texten(text, anonym)
    assert fel_i_texten("{kommun}", anonym) == []
    namnlos = next(m for m in MALLAR.values() if m.namnlos and m.block and not m.anonym)
    assert fel_i_texten("{aktnummer}", namnlos)
    assert fel_i_texten("{enhet}", namnlos) == []


def test_every_fault_of_every_file_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    loaded = given(
        tmp_path,
        sundbyberg='# först\n[inbjudan]\nhitta_hit = """Se 3 §\n<b>"""\nvagen = "x"\n[bjudan]\nx = "y"\n',
        botkyrka='inbjudan = "text"\n[beslut]\nx = "y"\n[information_insatser]\nhjalp = 3\n',
        nacka="[inbjudan\n",
        stokholm='[inbjudan]\nhitta_hit = "Hit."\n',
    )
    (tmp_path / "solna.toml").write_bytes(b'[inbjudan]\nhitta_hit = "\xff"\n')
    found = sagda(loaded)
    assert all(SAGT.match(f) for f in found), found
    starts = [
        "botkyrka.toml rad 1, inbjudan: ska vara en tabell med block",
        "botkyrka.toml rad 2, beslut: mallen har inget block för egna ord",
        "botkyrka.toml rad 5, information_insatser.hjalp: ska vara text",
        "nacka.toml rad 1: raden går inte att läsa som TOML",
        "solna.toml rad 2: filen är inte sparad som UTF-8",
        "stokholm.toml rad 1: det finns ingen profil som heter «stokholm»",
        "sundbyberg.toml rad 3, inbjudan.hitta_hit: har HTML: «<b»",
        "sundbyberg.toml rad 3, inbjudan.hitta_hit: har ett lagrum skrivet för hand: «3 §»",
        "sundbyberg.toml rad 5, inbjudan.vagen: blocket finns inte",
        "sundbyberg.toml rad 6, bjudan: mallen finns inte",
    ]
    assert len(found) == len(starts)
    for said, start in zip(found, starts, strict=True):
        assert said.startswith(start)
    assert "hitta_hit" in next(f for f in found if "inbjudan.vagen" in f)


def test_faulty_words_are_neither_used_nor_left_out(tmp_path: Path) -> None:
    loaded = given(
        tmp_path,
        sundbyberg='[inbjudan]\nhitta_hit = "Se 3 §."\n[information_insatser]\nhjalp = "Bra."\n',
        nacka="[inbjudan\n",
    )
    with pytest.raises(CaseflowError, match="egna ord till mallen är felaktiga") as refused:
        egna_for(loaded, "sundbyberg", INBJUDAN)
    assert "sundbyberg.toml rad 2" in refused.value.varfor
    assert "mallar --kontrollera" in refused.value.gor_nu
    assert egna_for(loaded, "sundbyberg", MALLAR["information_insatser"]) == {"hjalp": "Bra."}
    assert egna_for(loaded, "botkyrka", INBJUDAN) == {}
    # What cannot be read may hold words for any template.
    for mall in (INBJUDAN, MALLAR["information_insatser"]):
        with pytest.raises(CaseflowError, match="felaktiga"):
            egna_for(loaded, "nacka", mall)


def test_a_directory_that_is_not_there_is_said(tmp_path: Path) -> None:
    (said,) = sagda(settings.load({"CASEFLOW_MALLAR": str(tmp_path / "saknas")}))
    assert "katalogen finns inte" in said


def test_a_file_that_changes_is_read_again_in_the_same_process(tmp_path: Path) -> None:
    loaded = given(tmp_path, sundbyberg='[inbjudan]\nhitta_hit = "Före."\n')
    first = las_egna(loaded)
    assert las_egna(loaded) is first
    path = tmp_path / "sundbyberg.toml"
    path.write_text('[inbjudan]\nhitta_hit = "Efter"\n')
    os.utime(path, ns=(1, 2))
    assert egna_for(loaded, "sundbyberg", INBJUDAN) == {"hitta_hit": "Efter"}


def test_the_stored_version_says_which_words() -> None:
    one, other = {"hitta_hit": "Ett."}, {"hitta_hit": "Två."}
    assert version_med(INBJUDAN, {}) == INBJUDAN.version
    assert version_med(INBJUDAN, one) != version_med(INBJUDAN, other)
    assert version_med(INBJUDAN, one).startswith(f"{INBJUDAN.version}+")
    assert len(version_med(INBJUDAN, one)) <= 40


def test_the_example_is_whole_and_used_by_nobody() -> None:
    loaded = settings.load({})
    egna = las_egna(loaded)
    assert egna.fel == ()
    assert [f.profil for f in egna.filer] == [EXEMPEL]
    assert egna_for(loaded, "standard", INBJUDAN) == {}


@pytest.mark.parametrize(("kod", "block"), [(m.kod, b) for m in MALLAR.values() for b in m.block])
def test_every_block_of_every_template_can_be_tried(kod: str, block: str, tmp_path: Path) -> None:
    loaded = given(tmp_path, standard=f'[{kod}]\n{block} = "Egna ord: {{kommun}}.\\n- ett"\n')
    assert sagda(loaded) == []
