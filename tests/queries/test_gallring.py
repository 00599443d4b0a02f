"""When a closed akt may be disposed of: from the day the last note was written down."""

from datetime import date

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.engine.errors import Refused
from caseflow.queries.gallring import gallring
from tests.akter import ANTECKNING, OVERVAGD, faktum, oppna, steg
from tests.databas import Verksamhet, at
from tests.queries.test_utskriftsko import INBJUDAN

DAG = date(2026, 3, 10)
SENARE = date(2031, 2, 3)
EFTER_SLUTET = {"rubrik": "Brev", "typ": "ovrigt", "anteckning": "Ett vykort kom."}


def stangd(v: Verksamhet) -> str:
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "hanvisa", "2026-01-13", utforare="Mansjouren", uppfoljning_skal="Hänvisad.")
    return nummer


def test_five_years_from_the_day_the_note_was_written(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = stangd(v)
    found = gallring(v.db, v.aktor("anna"), nummer, dag=DAG)
    assert found is not None
    assert (found.tidigast, found.senast) == (date(2031, 1, 13), date(2032, 12, 31))
    faktum(v, nummer, "journalanteckning", EFTER_SLUTET, "2026-01-14", nar="2026-02-28")
    later = gallring(v.db, v.aktor("anna"), nummer, dag=DAG)
    assert later is not None
    assert later.tidigast == date(2031, 2, 28)
    assert [t.dag for t in later.termer] == [date(2026, 2, 28), date(2031, 2, 28)]


def test_what_nobody_has_answered_stands_in_the_way(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    found = gallring(v.db, v.aktor("anna"), stangd(v), dag=date(2031, 1, 13))
    assert found is not None
    assert {h.regel for h in found.hinder} == {
        "inga_andra_uppgifter_om_personen",
        "personen_ar_inte_i_forskningsurvalet",
    }  # avslutat före den 15 januari 2026: trettioårsregeln gäller inte


def test_a_stop_holds_the_akt_until_it_is_lifted(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = stangd(v)
    faktum(v, nummer, "gallringsstopp", {"skal": "Tvist."}, "2026-01-14", av="hans")

    def stopped() -> bool:
        found = gallring(v.db, v.aktor("anna"), nummer, dag=date(2040, 1, 1))
        assert found is not None
        return "ingen_har_stoppat_gallringen" in {h.regel for h in found.hinder}

    assert stopped()
    faktum(v, nummer, "gallringsstopp_havt", {"skal": "Avgjord."}, "2026-01-15", av="hans")
    assert not stopped()


def test_an_open_akt_has_no_day(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    assert gallring(v.db, v.aktor("anna"), oppna(v), dag=DAG) is None


def test_to_decide_on_the_disposal_keeps_the_akt_no_longer(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = stangd(v)
    given = {"fodd": "1980-07-09", "andra_uppgifter": "nej", "skal": "Tiden har gått ut."}
    begard = Begard("gallringsbeslut", given)
    before = gallring(v.db, v.aktor("hans"), nummer, dag=SENARE)
    with pytest.raises(Refused, match="inte gått ut"):
        fardigstall_handling(v.db, v.aktor("hans"), nummer, begard, now=at("2030-12-01"))
    fardigstall_handling(v.db, v.aktor("hans"), nummer, begard, now=at(SENARE.isoformat()))
    after = gallring(v.db, v.aktor("hans"), nummer, dag=SENARE)
    assert before is not None
    assert after is not None
    assert after.tidigast == before.tidigast


def test_that_the_decision_was_handed_over_keeps_the_akt_no_longer_but_a_letter_does(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer, hans = stangd(v), v.aktor("hans")
    letter = {**INBJUDAN, "datum": "2026-01-20"}
    sent = fardigstall_handling(
        v.db, v.aktor("anna"), nummer, Begard("inbjudan", letter), now=at("2026-01-13")
    ).seq
    given = {"fodd": "1980-07-09", "andra_uppgifter": "nej", "skal": "Tiden har gått ut."}
    now = at(SENARE.isoformat())
    seq = fardigstall_handling(v.db, hans, nummer, Begard("gallringsbeslut", given), now=now).seq

    def tidigast() -> date | None:
        found = gallring(v.db, hans, nummer, dag=SENARE)
        assert found is not None
        return found.tidigast

    before = tidigast()
    lamna_handling(v.db, hans, nummer, seq, {"satt": "internt"}, dag=SENARE, now=now)
    assert tidigast() == before == date(2031, 1, 13)
    lamna_handling(v.db, v.aktor("anna"), nummer, sent, {"satt": "mote"}, dag=SENARE, now=now)
    assert tidigast() == date(2036, 2, 3)
    faktum(v, nummer, "journalanteckning", ANTECKNING, SENARE.isoformat())
    longer = gallring(v.db, v.aktor("hans"), nummer, dag=SENARE)
    assert longer is not None
    assert longer.tidigast is not None
    assert longer.tidigast > SENARE
