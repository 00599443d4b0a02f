"""Handlingar through the JSON API: finished once for each key, refused with every gap, and the stored bytes."""

import pytest

from caseflow.store.handling import sha256
from tests.web.arendebygge import i_utredning, i_verkstallighet
from tests.web.test_api import Anropare
from tests.web.webbplats import Webbplats


def test_a_handling_is_finished_listed_and_read(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    disa = Anropare(webbplats, "disa")
    here = f"{akt.url}/handlingar"
    assert disa.get(here).json() == []
    made = disa.post(here, {"mall": "beslut"}, Idempotency_Key="en-gang")
    assert made.status_code == 201
    again = disa.post(here, {"mall": "beslut"}, Idempotency_Key="en-gang")
    assert (again.status_code, again.json()) == (201, made.json())
    (listed,) = disa.get(here).json()
    assert listed == made.json()
    assert made.headers["location"] == f"/api/v1{here}/{listed['seq']}"
    one = disa.get(f"{here}/{listed['seq']}").json()
    assert one["till_seq"] == listed["seq"] - 1
    assert one["uppgifter"]
    pdf = disa.get(f"{here}/{listed['seq']}/pdf")
    assert sha256(pdf.content) == listed["sha256"]
    assert disa.get(f"{here}/1").status_code == 404
    assert {"handlingar", f"handling:{listed['seq']}:pdf"} <= {v for v, _ in akt.lasningar()}


def test_gaps_are_the_hinder_of_a_refusal(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    anna = Anropare(webbplats, "anna")
    refused = anna.post(f"{akt.url}/handlingar", {"mall": "utredning_utovare"})
    assert refused.status_code == 409
    assert len(refused.json()["hinder"]) >= 3
    assert all(h["text"] and h["gor_nu"] for h in refused.json()["hinder"])
    wrong = anna.post(f"{akt.url}/handlingar", {"sprak": 1, "ersatter": "x", "falt": [], "nytt": 1})
    assert wrong.status_code == 422
    assert set(wrong.json()["falt"]) == {"mall", "sprak", "ersatter", "nytt"}
    assert anna.post(f"{akt.url}/handlingar", {"mall": "finns_inte"}).status_code == 404
    assert anna.get(f"{akt.url}/handlingar").json() == []


def test_a_correction_names_what_it_replaces_and_why(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    disa = Anropare(webbplats, "disa")
    here = f"{akt.url}/handlingar"
    first = disa.post(here, {"mall": "beslut"}).json()["seq"]
    assert disa.post(here, {"mall": "beslut", "ersatter": first}).status_code == 422
    assert disa.post(here, {"mall": "beslut", "ersatter": 2_147_483_647}).status_code == 404
    second = disa.post(here, {"mall": "beslut", "ersatter": first, "skal": "Fel datum."})
    assert second.json()["ersatter"] == first
    newest, oldest = disa.get(here).json()
    assert oldest["ersatt_av"] == newest["seq"]
    assert disa.get(f"{here}/{newest['seq']}").json()["skal"] == "Fel datum."


@pytest.mark.parametrize("nummer", [10**30, 2_147_483_648, 0, -1])
def test_a_number_that_no_handling_can_have_is_refused_in_words(
    webbplats: Webbplats, nummer: int
) -> None:
    akt = i_verkstallighet(webbplats)
    asked = {"mall": "beslut", "ersatter": nummer, "skal": "Fel datum."}
    wrong = Anropare(webbplats, "disa").post(f"{akt.url}/handlingar", asked)
    assert wrong.status_code == 422
    assert wrong.json()["falt"] == {"ersatter": "ersatter: ange numret på en handling i ärendet."}


def test_nothing_of_it_exists_for_another_unit_or_under_another_address(
    webbplats: Webbplats,
) -> None:
    akt = i_verkstallighet(webbplats)
    seq = (
        Anropare(webbplats, "disa").post(f"{akt.url}/handlingar", {"mall": "beslut"}).json()["seq"]
    )
    cecilia = Anropare(webbplats, "cecilia")
    for path in ("/handlingar", f"/handlingar/{seq}", f"/handlingar/{seq}/pdf"):
        assert cecilia.get(akt.url + path).status_code == 404
        elsewhere = f"/friytekontakter/{akt.nummer}{path}"
        assert Anropare(webbplats, "disa").get(elsewhere).status_code == 404
    assert cecilia.post(f"{akt.url}/handlingar", {"mall": "beslut"}).status_code == 404
