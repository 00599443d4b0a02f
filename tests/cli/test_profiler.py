"""caseflow profiler: the list, one profile with every source, and the same as JSON."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def test_the_list_has_a_line_for_each_and_fits_the_screen(tom: Path, run: Run) -> None:
    lines = run("profiler").out.splitlines()
    assert len(lines) == 32
    assert lines[0].startswith("standard ")
    assert max(map(len, lines)) <= 80
    names = [line.split()[0] for line in lines[-5:-1]]
    assert names == ["vallentuna", "vaxholm", "varmdo", "osteraker"]
    (sundbyberg,) = (line for line in lines if line.startswith("sundbyberg "))
    assert "0183" in sundbyberg
    assert "friyta 5 " in sundbyberg
    (botkyrka,) = (line for line in lines if line.startswith("botkyrka "))
    assert "friyta 5*" in botkyrka


def test_one_profile_tells_where_each_value_comes_from(tom: Path, run: Run) -> None:
    text = run("profiler", "sundbyberg").out
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("Sundbyberg (sundbyberg, kommunkod 0183), version ")
    own, default = text.split("Resten är caseflows utgångsläge, inte lag")
    assert "Högsta antal samtal på friyta             5 samtal" in own
    assert "FoU Nordväst, tabell 7 (sundbyberg.toml rad 8)" in own
    assert "flexibel behandling med KBT-grund" in own
    assert "Första kontakten inom                     3 dagar" in default


@pytest.mark.parametrize("text", ["0183", "rvc_vast", "upplands-vasby"])
def test_a_profile_is_named_by_id_or_kommunkod(tom: Path, run: Run, text: str) -> None:
    assert run("profiler", text).code == 0


def test_whom_the_kommun_refers_to_is_described_too(tom: Path, run: Run) -> None:
    text = run("profiler", "taby").out
    assert "ATV Täby, som kommunen hänvisar till" in text
    assert "Motsägelse i källan" in text


def test_json_keeps_its_keys_and_has_the_values(tom: Path, run: Run) -> None:
    every: list[dict[str, Any]] = run("profiler", "--json").json
    assert len(every) == 31
    assert all({"id", "namn", "version", "kallor", "varden"} <= set(p) for p in every)
    (jarfalla,) = (p for p in every if p["id"] == "jarfalla")
    values = {v["nyckel"]: v for v in jarfalla["varden"]}
    assert values["friyta_max"] == {
        "nyckel": "friyta_max",
        "etikett": "Högsta antal samtal på friyta",
        "varde": 12,
        "text": "12 samtal",
        "kalla": f"FoU Nordväst, tabell 7 (jarfalla.toml rad {values['friyta_max']['rad']})",
        "fil": "jarfalla.toml",
        "rad": values["friyta_max"]["rad"],
        "tabell": "FoU Nordväst, tabell 7",
        "utgangslage": False,
    }
    assert values["partnerkontakt"]["utgangslage"] is True
    assert jarfalla["kallor"]["friyta_max"] == "jarfalla.toml"
    assert run("profiler", "jarfalla", "--json").json == jarfalla


def test_an_unknown_profile_is_refused(tom: Path, run: Run) -> None:
    answer = run("profiler", "atlantis")
    assert (answer.code, answer.first) == (1, "Profilen «atlantis» finns inte.")


def test_a_profile_with_faults_is_told_file_line_and_rule(
    tom: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "egna"
    folder.mkdir()
    (folder / "egen.toml").write_text(
        'namn = "Egen"\nfriyta_max = 0\nej_verkstallt_manader = 6\n', encoding="utf-8"
    )
    monkeypatch.setenv("CASEFLOW_PROFILES", str(folder))
    answer = run("profiler")
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Profilen i egen.toml laddas inte."
    assert "egen.toml rad 2, friyta_max: ska vara minst 1." in answer.err
    assert "egen.toml rad 3, ej_verkstallt_manader" in answer.err
    assert "34 kap. 1 § SoL (2025:400)" in answer.err
