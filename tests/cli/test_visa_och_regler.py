"""show and rules: a process as a municipality runs it, and the catalogue of rules."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caseflow import settings
from caseflow.engine.bpmn import MODEL
from caseflow.processes import PROCESSER, REGLER
from caseflow.store.profiler import profiles
from tests.cli.conftest import Run

PROFILES = sorted(profiles(settings.load({})))


def test_sundbyberg_is_shown_with_its_own_values_and_where_they_come_from(run: Run) -> None:
    shown = run("show", "utovare", "--profil", "sundbyberg", "--on", "2026-03-02").out
    assert shown.startswith("Sundbyberg: så här går processen den 2026-03-02")
    told = " ".join(shown.split())
    assert (
        "Högsta antal samtal på friyta: 5 samtal [FoU Nordväst, tabell 7 (sundbyberg.toml" in told
    )
    assert "Bistånd beviljas för: 6 månader" in shown
    assert "Uppföljning: ingen  [FoU Nordväst, tabell 11" in shown
    assert "Beslut fattas av en annan än utredaren: ja [caseflows utgångsläge, inte lag]" in told


def test_follow_ups_say_what_they_count_from(run: Run) -> None:
    shown = run("show", "utovare", "--profil", "standard").out
    assert "Uppföljning under insats (3 mån efter insatsens start)" in shown
    assert "Uppföljning sex månader efter avslut (6 mån efter avslutet)" in shown


def test_the_delprocesser_stand_beside_the_main_process(run: Run) -> None:
    shown = run("show", "utovare", "--profil", "sundbyberg").out
    beside = shown.partition("Bredvid huvudprocessen kan det här löpa:")[2]
    for kod in ("friyta", "insats", "provning", "overklagande", "partnerkontakt", "uppfoljning"):
        assert PROCESSER[kod].label in beside
    assert "Bredvid" not in run("show", "insats").out


def test_the_rules_of_each_step_carry_the_lagrum_of_the_day(run: Run) -> None:
    assert "(13 kap. 8 § SoL (2025:400))" in run("show", "utovare", "--on", "2025-07-01").out
    before = run("show", "utovare", "--on", "2025-06-30").out
    assert "(5 kap. 11 a § SoL (2001:453))" in before
    assert "13 kap. 8 §" not in before


@pytest.mark.parametrize("profil", PROFILES)
def test_every_profile_shows_the_main_processes(run: Run, profil: str) -> None:
    for process in ("utovare", "utsatt"):
        answer = run("show", process, "--profil", profil)
        assert (answer.code, answer.err) == (0, "")
        assert PROCESSER[process].label in answer.out


@pytest.mark.parametrize("process", PROCESSER)
def test_every_process_is_printed_as_bpmn(run: Run, process: str) -> None:
    root = ET.fromstring(run("show", process, "--format", "bpmn").out)  # noqa: S314 - our own
    found = root.find(f"{{{MODEL}}}process")
    assert found is not None
    assert (found.get("id"), found.get("name")) == (process, PROCESSER[process].label)


def test_what_the_profile_does_not_have_is_told_and_not_drawn(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "namn = 'Enheten'\nfriyta = false\npartnerkontakt = false\n"
    (tmp_path / "enheten.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("CASEFLOW_PROFILES", str(tmp_path))
    shown = run("show", "utovare", "--profil", "enheten").out
    missing = shown.partition("Det som inte finns där:")[2]
    assert "  • Steget Erbjud friyta: " in missing
    assert "  • Partnerkontakt: " in missing
    assert "[erbjud_friyta]" not in shown
    drawn = run("show", "utovare", "--profil", "enheten", "--format", "bpmn").out
    assert "steg__inled_utredning__forhandsbedomning" in drawn
    assert "erbjud_friyta" not in drawn
    answer = run("show", "partnerkontakt", "--profil", "enheten")
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Enheten har inte processen partnerkontakt."
    assert "Regel: Lokal rutin" in answer.err


def test_what_cannot_be_shown_is_told_with_what_can(run: Run) -> None:
    answer = run("show", "hittepa")
    assert answer.code == 1
    assert answer.first == "Processen «hittepa» finns inte."
    assert "regler" in answer.err
    assert run("show", "utovare", "--profil", "hittepa").code == 1
    assert run("show", "utovare", "--on", "i dag").first == "«i dag» är ingen dag."


def test_the_catalogue_is_printed_with_every_rule(run: Run) -> None:
    printed = run("rules", "--on", "2026-03-02")
    assert (printed.code, printed.err) == (0, "")
    for kod in REGLER:
        assert f"[{kod}]" in printed.out
    told = " ".join(printed.out.split())
    assert "Lag: 14 kap. 2 § SoL (2025:400). Läst i källan. Senast läst 2026-02-28." in told
    assert max(map(len, printed.out.splitlines())) <= 80
    assert "Från 2002-01-01 till 2025-06-30: 11 kap. 1 § SoL (2001:453)" in printed.out
    assert run("show", "regler", "--on", "2026-03-02").out == printed.out


def test_the_catalogue_tells_what_changes_within_a_year(run: Run) -> None:
    printed = run("rules", "--on", "2025-06-20").out.partition("Ändras inom 12 månader")[2]
    told = " ".join(printed.split())
    assert (
        "2025-07-01 får ny grund: En utredning om en vuxen inleds när personen säger ja eller har"
        " ansökt. 11 kap. 1 § SoL (2001:453) → 14 kap. 2 § SoL (2025:400)"
    ) in told


def test_sources_that_nobody_has_read_for_long_are_listed(run: Run) -> None:
    head = "Källan är inte läst på 6 månader"
    assert run("rules", "--on", "2026-03-02").out.partition(head)[2].split("\n")[2] == "  • Inget."
    assert "ja_eller_ansokan_finns" in run("rules", "--on", "2027-01-01").out.partition(head)[2]


def test_the_catalogue_is_one_json_document(run: Run) -> None:
    answer = run("rules", "--on", "2025-06-20", "--profil", "sundbyberg", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert set(answer.json) == {"dag", "profil", "regler", "andras", "att_granska"}
    assert (answer.json["dag"], answer.json["profil"]) == ("2025-06-20", "sundbyberg")
    assert {r["kod"] for r in answer.json["regler"]} == set(REGLER)
    keys = {"kod", "slag", "amne", "etikett", "lank", "lydelser", "anvands"}
    assert all(set(r) == keys for r in answer.json["regler"])
    assert {"dag": "2025-07-01", "regel": "ja_eller_ansokan_finns"}.items() <= next(
        a for a in answer.json["andras"] if a["regel"] == "ja_eller_ansokan_finns"
    ).items()


def test_a_day_or_a_profile_that_does_not_exist_is_refused(run: Run) -> None:
    assert run("rules", "--on", "2026-02-30").first == "«2026-02-30» är ingen dag."
    assert run("rules", "--profil", "hittepa").code == 1
