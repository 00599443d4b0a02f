"""The JSON API: tokens, akter, steps with their refusals, facts, bevakningar; the same rules as the pages."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from caseflow.store.lasning import Lasning
from tests.databas import PASSWORD, Verksamhet
from tests.web.webbplats import Klient, Webbplats

API = "/api/v1"


class Anropare:
    """A program that calls as one of the cast."""

    def __init__(self, site: Webbplats, namn: str) -> None:
        self.site = site
        self.client = Klient(site.app, site.base)
        login = {"epost": f"{namn}@exempel.se", "losenord": PASSWORD}
        answer = self.client.post(f"{API}/token", json=login)
        assert answer.status_code == 201
        self.token: str = answer.json()["token"]

    def get(self, path: str) -> httpx.Response:
        return self.client.get(API + path, headers={"Authorization": f"Bearer {self.token}"})

    def post(self, path: str, data: Any = None, **headers: str) -> httpx.Response:
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.client.post(
            API + path,
            json={} if data is None else data,
            headers={"Authorization": f"Bearer {self.token}", **sent},
        )

    def oppnar(self, **changed: object) -> str:
        answer = self.post("/arenden", arende(self.site, **changed))
        assert answer.status_code == 201, answer.text
        nummer: str = answer.json()["nummer"]
        return nummer


def arende(site: Webbplats, **changed: object) -> dict[str, object]:
    return {
        "slag": "utovare",
        "enhet": "vast",
        "kalla": "polis",
        "inkom": site.idag.isoformat(),
        "person": None,
        **changed,
    }


def test_an_arende_from_the_first_call_to_a_refused_step(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    anna = Anropare(site, "anna")
    created = anna.post("/arenden", arende(site, person={"namn": "Test Person"}))
    nummer = created.json()["nummer"]
    assert created.headers["location"] == f"{API}/arenden/{nummer}"

    shown = anna.get(f"/arenden/{nummer}")
    assert shown.headers["etag"] == '"1"'
    assert shown.json()["tillstand"] == "upptackt"
    assert shown.json()["ansvarig"] == "Anna"
    assert shown.json()["nasta"]["slag"] == "forsta_kontakt"

    steps = {s["kod"]: s for s in anna.get(f"/arenden/{nummer}/steg").json()}
    assert steps["paborja_forhandsbedomning"]["tillaten"]
    assert not steps["erbjud_friyta"]["tillaten"]
    assert steps["erbjud_friyta"]["hinder"][0].keys() >= {"regel", "kalla", "text"}
    assert steps["paborja_forhandsbedomning"]["falt"]["type"] == "object"

    refused = anna.post(f"/arenden/{nummer}/steg/erbjud_friyta", good_friyta(steps, site))
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:caseflow:refused"
    assert refused.json()["hinder"][0].keys() >= {"regel", "lagrum", "text", "gor_nu"}

    timeline = anna.get(f"/arenden/{nummer}/tidslinje").json()
    assert [r["kod"] for r in timeline] == ["registrera_akt"]


def good_friyta(steps: dict[str, Any], site: Webbplats) -> dict[str, object]:
    """Every required field of the step, filled in from its JSON Schema."""
    schema = steps["erbjud_friyta"]["falt"]
    return {"datum": site.idag.isoformat(), **{k: value(schema, k) for k in schema["required"]}}


def value(schema: dict[str, Any], key: str) -> object:
    field = schema["properties"][key]
    if "enum" in field:
        return field["enum"][0]
    if "const" in field:
        return field["const"]
    return {"boolean": True, "integer": 1}.get(field.get("type"), "Text")


def step(site: Webbplats) -> dict[str, object]:
    return {"datum": site.idag.isoformat()}


def taken(anna: Anropare, nummer: str, **headers: str) -> httpx.Response:
    steps = {s["kod"]: s for s in anna.get(f"/arenden/{nummer}/steg").json()}
    schema = steps["paborja_forhandsbedomning"]["falt"]
    fields = {k: value(schema, k) for k in schema["required"]}
    return anna.post(
        f"/arenden/{nummer}/steg/paborja_forhandsbedomning",
        {**step(anna.site), **fields},
        **headers,
    )


def test_a_step_answers_with_what_it_led_to(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar()
    answer = taken(anna, nummer)
    assert answer.status_code == 200, answer.text
    assert answer.json()["seq"] == 2
    assert {op["op"] for op in answer.json()["bevakningar"]} >= {"oppna"}
    assert anna.get(f"/arenden/{nummer}").json()["tillstand"] == "forhandsbedomning"


def test_the_same_key_is_answered_as_the_first_time(verksamhet: Verksamhet) -> None:
    anna = Anropare(Webbplats(verksamhet), "anna")
    nummer = anna.oppnar()
    path, note = f"/arenden/{nummer}/fakta/journalanteckning", journal(anna.site)
    first = anna.post(path, note, Idempotency_Key="a1")
    again = anna.post(path, note, Idempotency_Key="a1")
    assert first.status_code == again.status_code == 200, first.text
    assert first.json() == again.json()
    assert first.headers["etag"] == again.headers["etag"]
    assert anna.get(f"/arenden/{nummer}").json()["seq"] == 2
    other = anna.post(path, {**note, "rubrik": "Annat"}, Idempotency_Key="a1")
    assert other.status_code == 422
    assert anna.post(path, note, Idempotency_Key="x" * 500).status_code == 422
    assert anna.post(path, note, Idempotency_Key="a2").json()["seq"] == 3


def test_the_key_is_each_ones_own_and_kept_for_a_day(webbplats: Webbplats) -> None:
    anna, bo = Anropare(webbplats, "anna"), Anropare(webbplats, "bo")
    mine = anna.post("/arenden", arende(webbplats), Idempotency_Key="1").json()["nummer"]
    his = bo.post("/arenden", arende(webbplats), Idempotency_Key="1").json()["nummer"]
    assert mine != his
    asked = arende(webbplats)
    webbplats.klocka.now += timedelta(days=2)
    later = Anropare(webbplats, "anna").post("/arenden", asked, Idempotency_Key="1")
    assert later.json()["nummer"] != mine


def test_a_refusal_is_kept_with_its_key(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    wrong = arende(webbplats, slag="x")
    first = anna.post("/arenden", wrong, Idempotency_Key="1")
    again = anna.post("/arenden", wrong, Idempotency_Key="1")
    assert first.status_code == again.status_code == 422
    assert first.json() == again.json()
    assert again.headers["content-type"] == "application/problem+json"


def journal(site: Webbplats) -> dict[str, object]:
    return {
        **step(site),
        "rubrik": "Samtal",
        "typ": "kontakt",
        "anteckning": "Ringde på avtalad tid 😀",
    }


def test_if_match_guards_what_another_has_changed(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar()
    path = f"/arenden/{nummer}/fakta/journalanteckning"
    assert anna.post(path, journal(webbplats), If_Match='"1"').status_code == 200
    late = anna.post(path, journal(webbplats), If_Match='"1"')
    assert late.status_code == 409
    assert late.json()["type"] == "urn:caseflow:conflict"
    assert anna.post(path, journal(webbplats), If_Match="*x").status_code == 422


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"slag": 5}, "slag"),
        ({"uppgift": {"a": 1}}, "uppgift"),
        ({"uppgift": [1]}, "uppgift"),
        ({"person": "Anna"}, "person"),
        ({"inkom": "2026-99-99"}, "inkom"),
        ({"inkom": "2999-01-01"}, "inkom"),
        ({"uppgift": "a\u0000b"}, "uppgift"),
        ({"hittepa": "1"}, "hittepa"),
        ({"person": {"personnummer": "12"}}, "personnummer"),
    ],
)
def test_bad_fields_are_named(webbplats: Webbplats, data: dict[str, object], fault: str) -> None:
    answer = Anropare(webbplats, "anna").post("/arenden", arende(webbplats, **data))
    assert answer.status_code == 422
    assert fault in answer.json()["falt"]
    assert answer.json()["status"] == 422


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b"",
        b'{"slag": "\\ud800"}',
        b'{"\\ud800": 1}',
        b"[" * 100_000,
        b"1" * 9_000,
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_document(
    webbplats: Webbplats, body: bytes
) -> None:
    anna = Anropare(webbplats, "anna")
    headers = {"Authorization": f"Bearer {anna.token}", "Content-Type": "application/json"}
    answer = anna.client.post(f"{API}/arenden", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_ten_megabytes_are_a_problem_document_too(webbplats: Webbplats) -> None:
    answer = Anropare(webbplats, "anna").post("/arenden", {"uppgift": "a" * 10_000_000})
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_a_day_is_asked_for_and_may_not_lie_ahead(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar()
    path = f"/arenden/{nummer}/fakta/journalanteckning"
    for day in (None, "i går", 20260310, "2999-01-01", "1999-01-01"):
        answer = anna.post(path, {**journal(webbplats), "datum": day})
        assert answer.status_code == 422, day
        assert "datum" in answer.json()["falt"]


def test_an_opening_step_finds_its_delprocess(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar()
    answer = anna.post(f"/arenden/{nummer}/steg/planera_uppfoljning", step(webbplats))
    assert answer.status_code == 422  # the step was found, and its fields are asked for
    assert answer.json()["type"] == "urn:caseflow:bad_input"
    assert anna.post(f"/arenden/{nummer}/steg/finns_inte", step(webbplats)).status_code == 404
    assert anna.post(f"/arenden/{nummer}/fakta/finns_inte", step(webbplats)).status_code == 404
    missing = anna.post(f"/arenden/{nummer}/delprocesser/9/steg/starta_insats", step(webbplats))
    assert missing.status_code == 404


def test_friyta_and_partnerkontakt_have_their_own_addresses(webbplats: Webbplats) -> None:
    erik, jon = Anropare(webbplats, "erik"), Anropare(webbplats, "jon")
    friyta = {
        "enhet": "vast",
        "kod": "Björk 31",
        "dokumentation": "full",
        "kalla": "sjalv",
        "inkom": webbplats.idag.isoformat(),
    }
    nummer = erik.post("/friytekontakter", friyta).json()["nummer"]
    assert erik.get(f"/friytekontakter/{nummer}").json()["slag"] == "friyta"
    assert erik.get(f"/arenden/{nummer}").status_code == 404
    talk = {**step(webbplats), "utfall": "genomfort", "form": "individuellt", "kanal": "telefon"}
    early = erik.post(f"/friytekontakter/{nummer}/samtal", talk)
    assert early.status_code == 409  # the talks have not begun
    terms = {**step(webbplats), "villkor": True, "informerad_11_6": True}
    begun = erik.post(f"/friytekontakter/{nummer}/steg/paborja_friyta", terms)
    assert begun.status_code == 200, begun.text
    assert erik.post(f"/friytekontakter/{nummer}/samtal", talk).json()["kod"] == "samtal"
    assert erik.post(f"/friytekontakter/{nummer}/koppla", step(webbplats)).status_code == 422

    partner = {
        "enhet": "vast",
        "inkom": webbplats.idag.isoformat(),
        "sakerhetsbedomning": "Säkert.",
    }
    hers = jon.post("/partnerkontakter", partner).json()["nummer"]
    assert jon.get(f"/partnerkontakter/{hers}").status_code == 200
    assert erik.get(f"/partnerkontakter/{hers}").status_code == 404
    assert erik.post("/partnerkontakter", partner).status_code == 409


def test_what_is_due_can_be_listed_and_handed_over(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    anna, gun = Anropare(site, "anna"), Anropare(site, "gun")
    nummer = anna.oppnar()
    due = gun.get("/bevakningar?senast=2026-04-01&enhet=vast").json()
    assert [(d["akt"], d["slag"], d["agare"]) for d in due] == [(nummer, "forsta_kontakt", "Anna")]
    handed = gun.post(f"/bevakningar/{due[0]['id']}/tilldela", {"epost": "bo@exempel.se"})
    assert handed.status_code == 200
    assert gun.get("/bevakningar?senast=2026-04-01").json()[0]["agare"] == "Bo"
    refused = gun.post(f"/bevakningar/{due[0]['id']}/utford")
    assert refused.status_code == 409
    assert gun.get("/bevakningar?senast=x").status_code == 422
    for id_ in ("x", "VN-0000-0000-0:1", f"{nummer}:999", f"{nummer}:²"):
        assert gun.post(f"/bevakningar/{id_}/utford").status_code == 404


def test_a_refused_act_on_a_bevakning_is_logged(webbplats: Webbplats) -> None:
    nummer = Anropare(webbplats, "anna").oppnar()
    cecilia = Anropare(webbplats, "cecilia")
    cecilia.post(f"/bevakningar/{nummer}:1/utford")
    cecilia.post(f"/bevakningar/{nummer}:1/tilldela", {"epost": "cecilia@exempel.se"})
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).all()
    assert [(r.aktnummer, r.vad) for r in rows] == [(nummer, "bevakning")] * 2


@pytest.mark.parametrize("number", ["x", "0", "2147483648", "9" * 23, "9" * 5000])
def test_a_number_that_nothing_has_is_a_problem_document(webbplats: Webbplats, number: str) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar()
    sent = step(webbplats)
    path = f"/arenden/{nummer}/delprocesser/{number}/steg/starta_insats"
    assert anna.post(path, sent).status_code == 422
    assert anna.post(f"/bevakningar/{nummer}:{number}/utford").status_code == 404
    if number.isdigit() and len(number) < 4000:
        part = {**sent, "delprocess": int(number)}
        for slag in ("samtal", "riskbedomning"):
            refused = anna.post(f"/arenden/{nummer}/fakta/{slag}", part)
            assert refused.status_code in {404, 422}


def test_without_a_token_nothing_is_answered(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    answer = visitor.client.get(f"{API}/bevakningar")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    wrong = visitor.client.post(f"{API}/token", json={"epost": "anna@exempel.se", "losenord": "x"})
    assert wrong.status_code == 401
    assert wrong.json()["type"] == "urn:caseflow:login_failed"


def test_a_token_can_be_ended(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    headers = {"Authorization": f"Bearer {anna.token}"}
    assert anna.client.request("DELETE", f"{API}/token", headers=headers).status_code == 204
    assert anna.get("/bevakningar").status_code == 401


def test_cecilia_gets_the_same_answer_as_for_what_is_missing(webbplats: Webbplats) -> None:
    nummer = Anropare(webbplats, "anna").oppnar()
    cecilia = Anropare(webbplats, "cecilia")
    for path in ("", "/steg", "/tidslinje"):
        there, missing = (cecilia.get(f"/arenden/{n}{path}") for n in (nummer, "VN-0000-0000-0"))
        assert there.status_code == missing.status_code == 404
        assert there.text.replace(nummer, "VN-0000-0000-0") == missing.text
    for path in ("/steg/paborja_forhandsbedomning", "/fakta/journalanteckning"):
        answer = cecilia.post(f"/arenden/{nummer}{path}", step(webbplats))
        assert answer.status_code == 404
    assert cecilia.get("/bevakningar?senast=2099-01-01").json() == []


def test_the_api_describes_itself(webbplats: Webbplats) -> None:
    described = webbplats.oinloggad().get(f"{API}/openapi.json").json()
    paths = set(described["paths"])
    assert {
        f"{API}/arenden",
        f"{API}/arenden/{{nummer}}",
        f"{API}/arenden/{{nummer}}/steg/{{kod}}",
        f"{API}/arenden/{{nummer}}/delprocesser/{{delprocess}}/steg/{{kod}}",
        f"{API}/arenden/{{nummer}}/fakta/{{slag}}",
        f"{API}/bevakningar/{{bevakning}}/tilldela",
    } <= paths
    assert all(path.startswith(API) for path in paths)
