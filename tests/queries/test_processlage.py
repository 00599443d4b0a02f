"""Where an akt stands on its way, from the process and the facts alone."""

from datetime import date

from caseflow.processes import HUVUDPROCESS
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.processlage import Processlage, processlage
from caseflow.queries.spar import Samtalsdag, sparen
from caseflow.store.namn import Namnen
from tests.faktabygge import PROFIL, delprocess, fakta

IDAG = date(2026, 11, 23)


def shown(lage: Processlage) -> dict[str, str]:
    return {s.kod: s.status for s in lage.stegen}


def test_a_straight_way() -> None:
    snapshot = fakta(
        "utovare",
        "utredning",
        sedan="2026-10-13",
        inkom="2026-08-17",
        steg={"paborja_forhandsbedomning": "2026-08-18", "inled_utredning": "2026-10-13"},
    )
    lage = processlage(HUVUDPROCESS["utovare"], snapshot, PROFIL, IDAG)
    assert shown(lage) == {
        "upptackt": "done",
        "forhandsbedomning": "done",
        "utredning": "now",
        "beslut": "todo",
        "verkstallighet": "todo",
        "avslutat": "todo",
    }
    assert (lage.nummer, lage.dag, lage.borjan) == (3, 98, "Upptäckt")
    first, second, now, *_ = lage.stegen
    assert (first.fran, first.till) == (date(2026, 8, 17), date(2026, 8, 18))
    assert (second.fran, second.till) == (date(2026, 8, 18), date(2026, 10, 13))
    assert (now.fran, now.till) == (date(2026, 10, 13), None)


def test_a_side_state_is_on_the_way_only_while_it_lasts() -> None:
    steg = {"paborja_forhandsbedomning": "2026-08-18", "tacka_nej": "2026-09-01"}
    waiting = fakta("utovare", "avvaktar", sedan="2026-09-01", inkom="2026-08-17", steg=steg)
    lage = processlage(HUVUDPROCESS["utovare"], waiting, PROFIL, IDAG)
    assert shown(lage)["avvaktar"] == "now"
    back = fakta(
        "utovare",
        "forhandsbedomning",
        sedan="2026-10-01",
        inkom="2026-08-17",
        steg={**steg, "ta_ny_kontakt": "2026-10-01"},
    )
    lage = processlage(HUVUDPROCESS["utovare"], back, PROFIL, IDAG)
    assert "avvaktar" not in shown(lage)
    assert shown(lage)["forhandsbedomning"] == "now"


def test_what_was_never_entered_is_passed_and_not_done() -> None:
    closed = fakta(
        "utovare",
        "avslutat",
        sedan="2026-09-01",
        inkom="2026-08-17",
        steg={"paborja_forhandsbedomning": "2026-08-18", "hanvisa": "2026-09-01"},
    )
    lage = processlage(HUVUDPROCESS["utovare"], closed, PROFIL, IDAG)
    assert shown(lage)["verkstallighet"] == "forbi"
    assert shown(lage)["forhandsbedomning"] == "done"
    assert lage.stegen[1].till == date(2026, 9, 1)


def test_an_end_among_several_is_the_one_that_was_reached() -> None:
    declined = fakta("partnerkontakt", "avbojd", sedan="2026-09-01", inkom="2026-08-17")
    lage = processlage(HUVUDPROCESS["partnerkontakt"], declined, PROFIL, IDAG)
    assert lage.stegen[-1].kod == "avbojd"
    assert lage.stegen[-1].status == "now"


def test_a_new_round_counts_from_the_day_it_was_taken_up() -> None:
    again = fakta(
        "utsatt",
        "aktualiserad",
        sedan="2026-11-20",
        inkom="2025-01-01",
        steg={"ateraktualisera": "2026-11-20"},
    )
    lage = processlage(HUVUDPROCESS["utsatt"], again, PROFIL, IDAG)
    assert lage.dag == 3
    assert lage.stegen[0].fran == date(2026, 11, 20)


def test_every_state_of_every_kind_has_a_place() -> None:
    for slag, process in HUVUDPROCESS.items():
        for state in process.states:
            snapshot = fakta(slag, state.code, sedan="2026-09-01", inkom="2026-08-17")
            lage = processlage(process, snapshot, PROFIL, IDAG)
            assert shown(lage)[state.code] == "now"


def test_tracks_have_their_talks_their_counts_and_what_is_planned() -> None:
    snapshot = fakta(
        "utovare",
        "utredning",
        steg={"inled_utredning": "2026-10-13"},
        delprocesser=(
            delprocess(
                "friyta", "pagar", id_=1, antal={"samtal:genomfort": 2}, oppnad="2026-09-01"
            ),
            delprocess(
                "uppfoljning",
                "planerad",
                id_=2,
                varden={
                    "punkt": "sex_manader",
                    "planerad": "2027-05-20",
                    "fonster_fran": "2027-05-06",
                    "fonster_till": "2027-06-17",
                },
            ),
        ),
    )
    talks = [
        Samtalsdag(1, date(2026, 9, 8), "genomfort"),
        Samtalsdag(1, date(2026, 9, 15), "uteblivet"),
        Samtalsdag(None, date(2026, 9, 22), "genomfort"),
    ]
    utredning, friyta, later = sparen(
        snapshot,
        PROFIL,
        talks,
        {"utredning_klar": date(2027, 2, 13)},
        Namnen(definitioner_for("utovare")),
    )
    assert (utredning.pagar, utredning.vantas_till) == (True, date(2027, 2, 13))
    assert (friyta.punkter, friyta.raknat, friyta.av) == ((date(2026, 9, 8),), 2, 5)
    assert later.namn == "Uppföljning sex månader efter avslut"
    assert (later.vantas_fran, later.vantas_till) == (date(2027, 5, 6), date(2027, 6, 17))
