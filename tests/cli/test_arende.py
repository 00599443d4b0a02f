"""due, tick, timeline and render."""

import json
from pathlib import Path

import pytest

from caseflow.rules.lagesbevakning import forsta_kontakt
from tests.akter import ANTECKNING, faktum, laslogg, oppna, rader
from tests.cli.conftest import Run
from tests.databas import Verksamhet

ANNA = ("--som", "anna@exempel.se")
CECILIA = ("--som", "cecilia@exempel.se")


def test_due_lists_what_is_due_or_overdue_that_day(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    assert run("due", "--on", "2026-01-14", "--json", *ANNA).json == []
    for day in ("2026-01-15", "2027-01-15"):
        (row,) = run("due", "--on", day, "--json", *ANNA).json
        assert row == {
            "id": f"{nummer}:1",
            "akt": nummer,
            "slag": "forsta_kontakt",
            "dag": "2026-01-15",
            "fonster_fran": None,
            "yttersta_dag": None,
            "status": "oppen",
            "agare": "Anna",
            "grund": "Ta första kontakten",
            "kalla": "Lokal rutin: första kontakt",
            "eskalering": 0,
            "tilldelad_av": "",
            "rakning": [
                {
                    "slag": "fran",
                    "text": "Uppgiften kom in",
                    "dag": "2026-01-12",
                    "kalla": "",
                    "antal": None,
                },
                {
                    "slag": "dagar",
                    "text": "+3 dagar",
                    "dag": "2026-01-15",
                    "kalla": "forsta_kontakt_dagar",
                    "antal": 3,
                },
            ],
        }


def test_due_explains_each_day_when_asked(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    told = run("due", "--on", "2026-01-15", "--varfor", *ANNA)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[:3] == [
        f"2026-01-15  {nummer}  Ta första kontakten",
        "    Räknas från: Uppgiften kom in, 2026-01-12.",
        "    +3 dagar (profilen standard: forsta_kontakt_dagar = 3): 2026-01-15.",
    ]
    rule = f"Regel: {forsta_kontakt.wordings[0].meaning} Lokal rutin: första kontakt."
    assert rule in " ".join(told.out.split())
    assert max(map(len, told.out.splitlines())) <= 80
    assert "    Om inget görs: " in told.out


def test_due_is_a_table_for_people_and_keeps_to_one_unit(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    table = run("due", "--on", "2026-01-15", *ANNA)
    assert (table.code, table.err) == (0, "")
    assert all(text in table.out for text in (nummer, "2026-01-15", "Anna"))
    assert "1 bevakning." in table.out
    assert run("due", "--on", "2026-01-15", "--enhet", "ost", "--json", *ANNA).json == []
    assert run("due", "--on", "2026-01-15", "--json", *CECILIA).json == []


def test_timeline_tells_the_history(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "journalanteckning", ANTECKNING, "2026-01-13", nar="2026-01-14")
    rows = run("timeline", nummer.lower(), "--json", *ANNA).json
    assert [list(row) for row in rows] == [
        "seq slag kod etikett handelsedatum registrerad av roll ursprung text".split()
    ] * 2
    assert rows[1] | {"text": ""} == {
        "seq": 2,
        "slag": "fakta",
        "kod": "journalanteckning",
        "etikett": "Journalanteckning",
        "handelsedatum": "2026-01-13",
        "registrerad": "2026-01-14T10:00:00.000000Z",
        "av": "Anna",
        "roll": "handlaggare",
        "ursprung": "live",
        "text": "",
    }
    assert ANTECKNING["anteckning"] in rows[1]["text"]
    shown = run("timeline", nummer, *ANNA).out
    assert "Journalanteckning  (Anna, handlaggare)" in shown


def test_a_timeline_may_hold_what_a_terminal_would_take_for_markup(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "journalanteckning", {**ANTECKNING, "anteckning": "[red]x[/red] [/b] 👩‍👧"})
    shown = run("timeline", nummer, *ANNA)
    assert (shown.code, shown.err) == (0, "")
    assert "[red]x[/red] [/b] 👩‍👧" in shown.out


def test_every_reading_is_logged_and_every_refusal(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    assert run("timeline", nummer.lower(), *ANNA).code == 0
    assert run("timeline", nummer, *CECILIA).code == 1
    logged = [(r["aktnummer"], r["roll"], r["vad"], r["utfall"]) for r in laslogg(v.db)]
    assert logged == [
        (nummer, "handlaggare", "tidslinje", "oppnad"),
        (nummer, "behandlare", "tidslinje", "nekad"),
    ]


def test_who_may_not_open_it_is_told_as_if_it_were_not_there(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    forbidden = run("timeline", nummer, "--json", *CECILIA)
    missing = run("timeline", "VN-0000-0000-0", "--json", *CECILIA)
    assert (forbidden.code, forbidden.out) == (missing.code, missing.out) == (1, "")
    assert forbidden.err == missing.err.replace("VN-0000-0000-0", nummer)
    assert forbidden.first.startswith(f"Ärendet {nummer} finns inte")


def test_tick_makes_one_pass_at_a_given_moment(v: Verksamhet, run: Run) -> None:
    oppna(v, "utovare")
    assert run("tick", "--now", "2026-01-14T23:59").out == "0 notiser, 0 steg.\n"
    assert run("tick", "--now", "2026-01-15T00:01").out == "1 notiser, 0 steg.\n"
    assert run("tick", "--now", "2026-01-15T08:00+01:00").out == "0 notiser, 0 steg.\n"
    (row,) = rader(v.db, "SELECT skapad FROM notis")
    assert row["skapad"] == "2026-01-14T23:01:00.000000Z", "without zone it is Swedish time"


def test_tick_without_a_moment_is_now(v: Verksamhet, run: Run) -> None:
    oppna(v, "utovare")
    assert run("tick").out == "1 notiser, 0 steg, 1 sagda vidare.\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("due", "--on", "i morgon", *ANNA), "«i morgon» är ingen dag."),
        (("due", "--on", "2026-02-30", *ANNA), "«2026-02-30» är ingen dag."),
        (("tick", "--now", "snart"), "«snart» är ingen tidpunkt."),
        (("due", "--on", "2026-01-15"), "Medarbetaren admin@demo.example finns inte"),
        (("due", "--on", "2026-01-15", "--som", "x"), "Medarbetaren x finns inte"),
        (("timeline", "skräp", *ANNA), "Ärendet skräp finns inte"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_first(
    v: Verksamhet, run: Run, args: tuple[str, ...], says: str
) -> None:
    answer = run(*args)
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.first
    assert answer.first.endswith(".")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "args",
    [
        ("hittepa",),
        ("due",),
        ("due", "--on"),
        ("due", "--hittepa"),
        ("timeline",),
        ("timeline", "a", "b"),
        ("show", "utovare", "--format", "xml"),
        ("render", "beslut"),
        ("import",),
        ("user", "add"),
    ],
)
def test_wrong_usage_is_exit_code_two(v: Verksamhet, run: Run, args: tuple[str, ...]) -> None:
    answer = run(*args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_a_document_is_written_to_a_file_and_logged(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    nummer, out = oppna(v, "utovare"), tmp_path / "b.pdf"
    refused = run("render", "hittepa", nummer, "--out", str(out), *ANNA)
    assert (refused.code, refused.out) == (1, "")
    assert not out.exists()


def test_json_is_one_document_in_utf_8(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare", uppgift="Åke «citerar» 😀")
    out = run("timeline", nummer, "--json", *ANNA).out
    assert "Åke «citerar» 😀" in out
    json.loads(out)
