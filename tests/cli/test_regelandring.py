"""rules diff and forecast: shown first, done with a reason, and the same for everybody who asks again."""

import pytest

from caseflow.engine.rule import Overgang
from tests.akter import laslogg, oppna, oppna_bevakningar
from tests.cli.conftest import Run
from tests.databas import Verksamhet
from tests.lydelser import langre_tid_for_forsta_kontakten as langre_tid
from tests.store.angrepp import change

PERIOD = ("--from", "2026-01-31", "--to", "2026-02-02")
HANS = ("--som", "hans@exempel.se")


def test_the_period_names_its_wordings_and_writes_nothing(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    with langre_tid(Overgang.RAKNA_OM):
        answer = run("rules", "diff", *PERIOD, *HANS, "--json")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert set(found) == {"fran", "till", "lydelser", "arenden", "profiler"}
    assert [(w["regel"], w["kalla"], w["samma_innehall"]) for w in found["lydelser"]] == [
        ("forsta_kontakt", "1 § ÄL (2026:1)", False)
    ]
    (akt,) = found["arenden"]
    assert (akt["akt"], akt["gjort"]) == (nummer, False)
    assert akt["rader"][0]["efter"]["dag"] == "2026-01-25"
    assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}
    assert laslogg(v.db)[-1]["vad"] == "regelandring"


def test_it_is_said_in_words_what_changes_and_how_to_do_it(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    with langre_tid(Overgang.RAKNA_OM):
        shown = run("rules", "diff", *PERIOD, *HANS).out
        assert f"\n{nummer}\n" in shown
        assert (
            "Ta första kontakten: 2026-01-15 (Lokal rutin: första kontakt)"
            " → 2026-01-25 (1 § ÄL (2026:1)), räknas om." in " ".join(shown.split())
        )
        assert "1 ärende och 1 bevakning skulle ändras." in shown
        assert shown.endswith("Inget är ändrat. Gör det med --apply och --skal.\n")
        done = run("rules", "diff", *PERIOD, *HANS, "--apply", "--skal", "Ny lag.").out
        assert done.endswith("1 ärende och 1 bevakning har räknats om.\n")
        again = run("rules", "diff", *PERIOD, *HANS, "--apply", "--skal", "Ny lag.")
        assert (again.code, again.out.splitlines()[-1]) == (
            0,
            "0 ärenden och 0 bevakningar har räknats om.",
        )
    assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-25"}


@pytest.mark.parametrize(("policy", "dag"), [("behall", "2026-01-15"), ("rakna_om", "2026-01-25")])
def test_the_policy_of_a_kind_is_chosen(v: Verksamhet, run: Run, policy: str, dag: str) -> None:
    nummer = oppna(v, "utovare")
    chosen = ("--policy", f"forsta_kontakt={policy}", "--apply", "--skal", "Ny lag.")
    with langre_tid(Overgang.FRAGA):
        assert run("rules", "diff", *PERIOD, *HANS, *chosen).code == 0
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": dag}


@pytest.mark.parametrize(
    ("more", "first"),
    [
        (("--apply",), "Inget har räknats om."),
        (("--policy", "hittepa=behall"), "«hittepa=behall» säger inte vad som ska göras"),
        (("--enhet", "hittepa"), "Enheten «hittepa» finns inte."),
        (("--som", "anna@exempel.se"), "Du kan inte se vad en ändrad regel gör"),
        (("--to", "2025-01-01"), "Perioden slutar innan den börjar."),
        (("--to", "snart"), "«snart» är ingen dag."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_first(
    v: Verksamhet, run: Run, more: tuple[str, ...], first: str
) -> None:
    nummer = oppna(v, "utovare")
    with langre_tid(Overgang.RAKNA_OM):
        answer = run("rules", "diff", *PERIOD, *HANS, *more)
    assert (answer.code, answer.out) == (1, "")
    assert answer.first.startswith(first)
    assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}


@pytest.mark.parametrize("more", [(), ("--apply", "--skal", "Lagen har ändrats.")])
def test_one_akt_that_cannot_be_read_stops_no_other(
    v: Verksamhet, run: Run, more: tuple[str, ...]
) -> None:
    broken, whole = oppna(v, "utovare"), oppna(v, "utovare")
    change(v.db, f"UPDATE akt SET profil_version = '0123456789ab' WHERE nummer = '{broken}'")
    with langre_tid(Overgang.RAKNA_OM):
        answer = run("rules", "diff", *PERIOD, *HANS, "--json", *more)
    assert answer.code == 1
    assert answer.first == broken
    assert [(a["akt"], a["gjort"]) for a in answer.json["arenden"]] == [(whole, bool(more))]


def test_the_forecast_as_one_document_and_as_words(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    asked = ("forecast", nummer, "--on", "2026-01-12", "--som", "anna@exempel.se")
    answer = run(*asked, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert set(answer.json) == {"akt", "dag", "handelser", "slut"}
    (row,) = answer.json["handelser"]
    assert {"dag", "slag", "kod", "etikett", "text", "kalla", "agare", "bevakning"} <= set(row)
    assert (row["dag"], row["slag"], row["kod"], row["agare"]) == (
        "2026-01-15",
        "forfaller",
        "forsta_kontakt",
        "Anna",
    )
    assert answer.json["slut"]["kvar"][0]["kod"] == "forsta_kontakt"
    shown = run(*asked).out
    assert "om ingen gör något från 2026-01-12" in shown
    assert "Ta första kontakten (Anna)" in shown
    assert [row["vad"] for row in laslogg(v.db)][-2:] == ["prognos", "prognos"]


def test_the_forecast_of_an_akt_that_may_not_be_opened_is_refused_and_logged(
    v: Verksamhet, run: Run
) -> None:
    nummer = oppna(v, "utovare")
    answer = run("forecast", nummer, "--som", "cecilia@exempel.se")
    assert (answer.code, answer.out) == (1, "")
    assert laslogg(v.db)[-1]["utfall"] == "nekad"
