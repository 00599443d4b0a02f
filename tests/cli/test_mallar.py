"""caseflow mallar: which templates there are, and whether a kommun's own words in them can be used."""

from pathlib import Path

import pytest

from caseflow.documents.mallar import MALLAR
from tests.cli.conftest import Run


def test_the_list_says_version_language_and_whose_words(
    tom: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEFLOW_MALLAR", str(tmp_path))
    (tmp_path / "sundbyberg.toml").write_text('[inbjudan]\nhitta_hit = "Buss 12."\n')
    said = run("mallar")
    assert said.code == 0
    assert "inbjudan" in said.out
    assert "block: hitta_hit; egna ord: sundbyberg (hitta_hit)" in said.out
    assert "sv, en, ar, so" in said.out
    answer = run("mallar", "--json").json
    assert {m["kod"] for m in answer["mallar"]} == set(MALLAR)
    assert answer["fel"] == []
    (inbjudan,) = (m for m in answer["mallar"] if m["kod"] == "inbjudan")
    assert inbjudan["egna"] == {"sundbyberg": ["hitta_hit"]}
    checked = run("mallar", "--kontrollera")
    assert (checked.code, checked.err) == (0, "")
    assert "inget fel" in checked.out


def test_faults_are_said_and_end_with_one(
    tom: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEFLOW_MALLAR", str(tmp_path))
    (tmp_path / "sundbyberg.toml").write_text('[inbjudan]\nhitta_hit = "<b>"\nx = "y"\n')
    said = run("mallar", "--kontrollera")
    assert said.code == 1
    assert said.first == "2 fel i kommunernas egna ord:"
    assert "sundbyberg.toml rad 2, inbjudan.hitta_hit" in said.err
    as_json = run("mallar", "--kontrollera", "--json")
    assert as_json.code == 1
    assert [f["rad"] for f in as_json.json["fel"]] == [2, 3]
    assert run("mallar").code == 0
    begun = run("init", "--admin", "a@exempel.se")
    assert begun.code == 0
    assert "kan inte göras förrän det är rättat" in begun.err
