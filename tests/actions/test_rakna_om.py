"""A rule has been amended: the akt is brought to it by an event, and what a person chooses holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from caseflow.actions.rakna_om import rakna_om
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.engine.regelbyte import Orsak, Regelbyte
from caseflow.engine.rule import Overgang
from caseflow.queries.regelandring import Aktandring, aldre_profiler, andringar, policy_of
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.akter import (
    ANTECKNING,
    faktum,
    innehall,
    last,
    oppna,
    oppna_bevakningar,
    oppna_partnerkontakt,
    rader,
    steg,
)
from tests.databas import Verksamhet, at
from tests.lydelser import langre_tid_for_forsta_kontakten as langre_tid
from tests.store.angrepp import change

BYTE = Regelbyte(date(2026, 1, 31), date(2026, 2, 2))
NU = "2026-02-03"
SKAL = "Lagen ändrades den 1 februari."


def listed(
    v: Verksamhet, byte: Regelbyte = BYTE, *, av: str = "hans", enhet: str = ""
) -> list[Aktandring]:
    return list(andringar(v.db, v.aktor(av), byte, enhet=enhet, dag=date.fromisoformat(NU)))


def applied(v: Verksamhet, nummer: str, byte: Regelbyte = BYTE, *, av: str = "hans") -> bool:
    return rakna_om(v.db, v.aktor(av), nummer, byte, skal=SKAL, now=at(NU)) is not None


def with_policy(policy: Overgang) -> Regelbyte:
    return replace(BYTE, policy={"forsta_kontakt": policy})


def faults(v: Verksamhet, nummer: str) -> list[str]:
    return [f.orsak for f in verifiera(v.db).fel if f.akt == nummer]


@contextmanager
def amended(v: Verksamhet, overgang: Overgang = Overgang.RAKNA_OM) -> Iterator[str]:
    """An akt whose first contact is due on the 15th, and ten days later by the new wording."""
    nummer = oppna(v, "utovare")
    with langre_tid(overgang):
        yield nummer
        assert faults(v, nummer) == []


def test_the_dry_run_shows_the_akter_and_writes_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    other = oppna(v, "utsatt")
    with amended(v) as nummer:
        before = innehall(v.db)
        (found,) = listed(v)
        assert innehall(v.db) == before
        assert found.as_dict() == {
            "akt": nummer,
            "slag": "utovare",
            "rader": [
                {
                    "slag": "forsta_kontakt",
                    "nyckel": "",
                    "nr": 1,
                    "fore": {
                        "dag": "2026-01-15",
                        "fonster_fran": None,
                        "yttersta_dag": None,
                        "raknas_fran": "2026-01-12",
                        "kalla": "Lokal rutin: första kontakt",
                    },
                    "efter": {
                        "dag": "2026-01-25",
                        "fonster_fran": None,
                        "yttersta_dag": None,
                        "raknas_fran": "2026-01-12",
                        "kalla": "1 § ÄL (2026:1)",
                    },
                    "policy": "rakna_om",
                    "atgard": "raknas_om",
                    "orsak": "lydelse",
                }
            ],
        }
        assert other != nummer


def test_brought_to_the_new_rules_by_an_event_with_its_reason(verksamhet: Verksamhet) -> None:
    v = verksamhet
    with amended(v) as nummer:
        tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "bo@exempel.se", now=at("2026-01-13"))
        assert applied(v, nummer)
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-25"}
        (row,) = last(v.db, nummer).oppna
        assert row.tilldelad == v.aktor("bo").id
        (event,) = [r for r in tidslinje(v.db, v.aktor("anna"), nummer) if r.kod == "omrakning"]
        assert (event.slag, event.av, event.roll, event.handelsedatum) == (
            "omrakning",
            "Hans",
            "enhetschef",
            NU,
        )
        assert event.text == f"Varför: {SKAL}. Enligt reglerna som gäller: 2026-02-02"


def test_it_may_be_run_twice(verksamhet: Verksamhet) -> None:
    v = verksamhet
    with amended(v) as nummer:
        assert applied(v, nummer)
        before = innehall(v.db)
        assert not applied(v, nummer)
        assert listed(v) == []
        assert innehall(v.db) == before


def test_a_kept_day_survives_what_happens_later_in_the_akt(verksamhet: Verksamhet) -> None:
    v = verksamhet
    with amended(v) as nummer:
        assert applied(v, nummer, with_policy(Overgang.BEHALL))
        faktum(v, nummer, "journalanteckning", ANTECKNING, NU)
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}
        assert listed(v) == []
        steg(v, nummer, "paborja_forhandsbedomning", NU)
        assert last(v.db, nummer).fakta.behallna == {}
        assert oppna_bevakningar(v.db, nummer) == {"forhandsbedomning_klar": "2026-02-17"}


@pytest.mark.parametrize(("val", "dag"), [("behall", "2026-01-15"), ("rakna_om", "2026-01-25")])
def test_what_is_asked_about_is_kept_until_somebody_has_chosen(
    verksamhet: Verksamhet, val: str, dag: str
) -> None:
    v = verksamhet
    with amended(v, Overgang.FRAGA) as nummer:
        assert applied(v, nummer)
        assert oppna_bevakningar(v.db, nummer) == {
            "forsta_kontakt": "2026-01-15",
            "ta_stallning_till_ny_rakning": NU,  # both days have passed already
        }
        given = {"bevakning": 1, "val": val, "skal": "Samtalet är bokat."}
        done = faktum(v, nummer, "ny_rakning_vald", given, "2026-02-04")
        assert {"op": "utford", "nr": 2} in done.bevakningar
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": dag}
        faktum(v, nummer, "journalanteckning", ANTECKNING, "2026-02-05")
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": dag}


def test_a_choice_nobody_asks_for_is_refused(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    given = {"bevakning": 1, "val": "behall", "skal": "Samtalet är bokat."}
    with amended(v, Overgang.FRAGA) as nummer:
        with pytest.raises(Refused):
            faktum(v, nummer, "ny_rakning_vald", given, NU)
        applied(v, nummer)
        with pytest.raises(Refused):
            faktum(v, nummer, "ny_rakning_vald", {**given, "bevakning": 2}, NU)
        faktum(v, nummer, "ny_rakning_vald", given, NU)
        with pytest.raises(Refused):
            faktum(v, nummer, "ny_rakning_vald", given, NU)


def test_the_question_goes_when_what_it_asks_about_is_done(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    with amended(v, Overgang.FRAGA) as nummer:
        applied(v, nummer)
        steg(v, nummer, "paborja_forhandsbedomning", NU)
        query = "SELECT slag, status FROM bevakning ORDER BY nr"
        assert [(r["slag"], r["status"]) for r in rader(v.db, query)] == [
            ("forsta_kontakt", "utford"),
            ("ta_stallning_till_ny_rakning", "avbruten"),
            ("forhandsbedomning_klar", "oppen"),
        ]


def test_a_wording_that_leaves_what_is_open_changes_no_akt(liten_verksamhet: Verksamhet) -> None:
    with amended(liten_verksamhet, Overgang.BEHALL):
        assert listed(liten_verksamhet) == []


def test_an_old_wording_that_the_akt_was_never_brought_to_is_named_so(
    liten_verksamhet: Verksamhet,
) -> None:
    with amended(liten_verksamhet):
        (found,) = listed(liten_verksamhet, Regelbyte(date(2026, 2, 1), date(2026, 2, 2)))
        assert set(found.jamforelse.orsaker.values()) == {Orsak.TIDIGARE}


def test_what_does_not_agree_with_the_rules_is_listed_and_put_right(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    change(v.db, "UPDATE bevakning SET dag = '2026-01-18'")
    (found,) = listed(v)
    assert set(found.jamforelse.orsaker.values()) == {Orsak.AVVIKELSE}
    assert len(faults(v, nummer)) == 1  # no event has said so
    assert applied(v, nummer)
    assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}


def test_only_those_who_lead_recount_and_each_in_their_own_units(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    with amended(v) as nummer:
        for namn in ("anna", "disa", "erik"):
            with pytest.raises(Refused):
                listed(v, av=namn)
            with pytest.raises(Refused):
                applied(v, nummer, av=namn)
        assert [a.nummer for a in listed(v, av="gun", enhet="vast")] == [nummer]
        with pytest.raises(Refused):
            listed(v, av="gun", enhet="ost")
        with pytest.raises(BadInput):
            listed(v, enhet="hittepa")
        assert listed(v, av="cecilia") == []
        with pytest.raises(NotFound):
            applied(v, nummer, av="cecilia")


def test_a_partnerkontakt_is_seen_by_those_who_may_open_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_partnerkontakt(v)
    change(v.db, "UPDATE bevakning SET dag = '2026-01-29'")
    assert listed(v, av="hans") == []
    assert [a.nummer for a in listed(v, av="jon")] == [nummer]
    assert applied(v, nummer, av="jon")


def test_neither_tomorrows_rules_nor_a_missing_reason(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    with amended(v) as nummer:
        for byte, skal in ((replace(BYTE, till=date(2026, 2, 4)), SKAL), (BYTE, " ")):
            with pytest.raises(BadInput):
                rakna_om(v.db, v.aktor("hans"), nummer, byte, skal=skal, now=at(NU))
        assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}


def test_many_akter_come_in_batches(
    liten_verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    monkeypatch.setattr("caseflow.queries.regelandring.BATCH", 2)
    numbers = [oppna(v, "utovare") for _ in range(5)]
    told: list[int] = []
    with langre_tid(Overgang.RAKNA_OM):
        found = andringar(
            v.db, v.aktor("hans"), BYTE, dag=date.fromisoformat(NU), progress=told.append
        )
        assert [a.nummer for a in found] == numbers
    assert told == [2, 2, 1]


@pytest.mark.parametrize("text", ["hittepa=behall", "forsta_kontakt=kanske", "forsta_kontakt"])
def test_an_unknown_policy_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        policy_of([text])


def test_a_profile_with_a_newer_version_is_told_with_how_many_go_by_the_old(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    assert aldre_profiler(v.db, v.aktor("hans")) == []
    change(v.db, "UPDATE akt SET profil_version = '0123456789ab'")
    (older,) = aldre_profiler(v.db, v.aktor("hans"))
    assert (older.profil, older.version, older.akter) == ("standard", "0123456789ab", 1)
    assert older.as_dict()["nyaste"] == older.nyaste != older.version
