"""What somebody may do ends, or the akt changes, while a handling is on its way: refused in words, nothing lost."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import select, text

from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingsutkast import las_utkast
from caseflow.queries.satsen import Jobbrad, satsen
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from caseflow.store.nycklar import encrypt
from caseflow.store.person import Person, identitet
from tests.akter import innehall, laslogg, rader
from tests.databas import Verksamhet
from tests.documents.handlingar import text as texten
from tests.web.arendebygge import Bygge, forsegla, i_verkstallighet, utsatt
from tests.web.test_handlingssidor import INBJUDAN, utkast
from tests.web.webbplats import Webbplats

NAMN = "Nils Påhittad"
ANDRAS = "Ellen Påhittad"
NYA_ORD = {**INBJUDAN, "plats": "Vallmogatan 9", "u_version": "1"}


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Webbplats:
    """The application on each database in turn."""
    name = "sqlite_db" if request.param == "sqlite" else "postgres_db"
    return Webbplats(Verksamhet(request.getfixturevalue(name)))


def _uppdraget(v: Verksamhet, change: str, **values: Any) -> None:
    with v.db.write() as session:
        given = {"id": v.aktor("anna").id, **values}
        session.execute(text(f"UPDATE uppdrag SET {change} WHERE medarbetare_id = :id"), given)


def slut(site: Webbplats) -> None:
    """Her uppdrag ended yesterday."""
    _uppdraget(site.verksamhet, "till = '2026-03-09'")


def byter_enhet(site: Webbplats) -> None:
    """She works in the other unit from today."""
    slut(site)
    ny = NyMedarbetare("anna@exempel.se", "Anna", "ost", (Roll.HANDLAGGARE,))
    lagg_till(site.verksamhet.db, ny, fran=site.idag)


def behandlare(site: Webbplats) -> None:
    """She holds talks, and may open the akt, but not finish what a handläggare finishes."""
    _uppdraget(site.verksamhet, "roll = 'behandlare'")


def revisor(site: Webbplats) -> None:
    """She reviews, and may open the akt, but no draft."""
    _uppdraget(site.verksamhet, "roll = 'revisor'")


def avstangd(site: Webbplats) -> None:
    """She has left."""
    stang_av(site.verksamhet.db, "anna@exempel.se", dag=site.idag)


BESLUTET = {"u_mall": "beslut", "u_sprak": "sv", "u_version": "1"}


@pytest.mark.parametrize(
    ("change", "mall", "status", "said"),
    [
        pytest.param(slut, INBJUDAN, 404, "Det finns inget här", id="uppdraget slut"),
        pytest.param(byter_enhet, INBJUDAN, 404, "Det finns inget här", id="annan enhet"),
        pytest.param(behandlare, BESLUTET, 409, "beslutsfattare", id="annan roll"),
        pytest.param(revisor, INBJUDAN, 409, "bara för dem som arbetar", id="granskar"),
        pytest.param(avstangd, INBJUDAN, 401, "Du är utloggad", id="avstängd"),
    ],
)
def test_between_the_page_and_the_finishing(
    site: Webbplats,
    change: Callable[[Webbplats], None],
    mall: dict[str, str],
    status: int,
    said: str,
) -> None:
    v, akt = site.verksamhet, i_verkstallighet(site)
    anna = site.inloggad("anna")
    draft = utkast(anna, akt, mall)
    number = int(draft.rpartition("/")[2])
    assert anna.get(draft).status_code == 200
    change(site)
    before = innehall(v.db)
    answer = anna.post(f"{draft}/fardigstall", {**mall, "u_version": "1"})
    assert answer.status_code == status
    assert said in answer.text
    assert "Ekhöjdstorget" not in answer.text, "what may not be read is not sent back"
    assert rader(v.db, "SELECT seq FROM handling") == []
    after = innehall(v.db)
    assert after["handelse"] == before["handelse"]
    kept = las_utkast(v.db, v.aktor("bo"), akt.nummer, number, now=site.klocka.now)
    assert kept.varden.get("plats") == mall.get("plats"), "her words are there for the others"
    if status != 401:
        logged = laslogg(v.db)[-1]
        expected = "nekad" if status == 404 or change is revisor else "oppnad"
        assert (logged["aktnummer"], logged["utfall"]) == (akt.nummer, expected)
    assert verifiera(v.db).fel == []


def test_what_was_written_is_saved_though_the_role_no_longer_finishes_it(site: Webbplats) -> None:
    v, akt = site.verksamhet, i_verkstallighet(site)
    anna = site.inloggad("anna")
    draft = utkast(anna, akt, {"u_mall": "utredning_utovare", "u_sprak": "sv"})
    behandlare(site)
    refused = anna.post(f"{draft}/fardigstall", {"u_mall": "utredning_utovare", "u_version": "1"})
    assert refused.status_code == 409
    assert "handläggare" in refused.text
    (row,) = rader(v.db, "SELECT version FROM handlingsutkast")
    assert row["version"] == 2


def _relation(site: Webbplats, akt: Bygge) -> None:
    forsegla(site, akt, utsatt(site, namn=ANDRAS))


def test_a_sealed_relation_refuses_nothing_and_shows_nothing(site: Webbplats) -> None:
    """No refusal depends on it: on either side the handling is made as if nothing had happened."""
    v, akt = site.verksamhet, i_verkstallighet(site, namn=NAMN)
    other = utsatt(site, namn=ANDRAS)
    anna = site.inloggad("anna")
    his, hers = utkast(anna, akt, INBJUDAN), utkast(anna, other, INBJUDAN)
    forsegla(site, akt, other)
    for draft, own, others in ((his, akt, ANDRAS), (hers, other, NAMN)):
        done = anna.post(f"{draft}/fardigstall", NYA_ORD)
        assert done.status_code == 303, done.text
        seq = int(done.headers["location"].partition("?")[0].rpartition("/")[2])
        said = texten(las_fardig_handling(v.db, v.aktor("anna"), own.nummer, seq).pdf)
        assert "Vallmogatan 9" in said
        assert others not in said
        assert (other if own is akt else akt).nummer not in said
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []
    assert verifiera(v.db).fel == []


def _skyddas(site: Webbplats) -> None:
    """As Skatteverket may decide any day: in the column and in what is sealed."""
    db = site.verksamhet.db
    with db.write() as session:
        person = session.scalars(select(Person)).one()
        who = replace(identitet(person, db.ring), skydd="sekretessmarkering")
        sealed = json.dumps(asdict(who)).encode()
        key = db.ring.unwrap(person.nyckel)
        person.innehall = encrypt(key, sealed, f"person:{person.id}".encode())
        person.skydd = who.skydd


def test_a_person_who_is_protected_meanwhile_is_in_no_handling_by_name(site: Webbplats) -> None:
    v, akt = site.verksamhet, i_verkstallighet(site, namn=NAMN)
    anna = site.inloggad("anna")
    draft = utkast(anna, akt, INBJUDAN)
    koad = koa_handlingar(
        v.db, v.aktor("anna"), "information_insatser", (akt.nummer,), now=site.klocka.now
    )
    _skyddas(site)
    done = anna.post(f"{draft}/fardigstall", NYA_ORD)
    assert done.status_code == 303, done.text
    assert finish_waiting(v.db, site.klocka) == 1
    assert [r.status for r in satsen(v.db, v.aktor("anna"), koad.sats)] == ["klar"]
    made = [r["seq"] for r in rader(v.db, "SELECT seq FROM handling ORDER BY seq")]
    assert len(made) == 2
    for seq in made:
        for archive in (False, True):
            found = las_fardig_handling(
                v.db, v.aktor("anna"), akt.nummer, seq, arkivform=archive
            ).pdf
            assert "Nils" not in texten(found)


@pytest.mark.parametrize(
    ("change", "kod", "said"),
    [
        (slut, "not_found", "Du har inte tillgång till akten längre."),
        (byter_enhet, "not_found", "Du har inte tillgång till akten längre."),
        (revisor, "refused", "Något fattas eller står i vägen (1)."),
        (behandlare, "refused", "Något fattas eller står i vägen (1)."),
        (avstangd, "inte_medarbetare", "arbetar inte här längre."),
    ],
    ids=lambda v: getattr(v, "__name__", None),
)
def test_between_the_queue_and_the_making(
    webbplats: Webbplats, change: Callable[[Webbplats], None], kod: str, said: str
) -> None:
    v, akt = webbplats.verksamhet, i_verkstallighet(webbplats)
    anna, now = v.aktor("anna"), webbplats.klocka.now
    mall = "beslut" if change in {behandlare, revisor} else "information_insatser"
    koad = koa_handlingar(v.db, anna, mall, (akt.nummer,), now=now)
    change(webbplats)
    before = innehall(v.db)["handelse"]
    assert finish_waiting(v.db, webbplats.klocka) == 1
    (row,) = satsen(v.db, anna, koad.sats)
    assert (row.status, row.fel.partition(" ")[0]) == ("misslyckad", kod)
    assert said in row.varfor
    assert innehall(v.db)["handelse"] == before
    assert rader(v.db, "SELECT id FROM arbetsfel") == [], "it is settled, and not tried again"
    again = koa_handlingar(v.db, v.aktor("disa"), mall, (akt.nummer,), now=now)
    assert finish_waiting(v.db, webbplats.klocka) == 1
    assert [r.status for r in satsen(v.db, v.aktor("disa"), again.sats)] == ["klar"]


def test_a_sealed_relation_stops_nothing_in_the_queue(webbplats: Webbplats) -> None:
    v, akt = webbplats.verksamhet, i_verkstallighet(webbplats)
    anna, now = v.aktor("anna"), webbplats.klocka.now
    koad = koa_handlingar(v.db, anna, "information_insatser", (akt.nummer,), now=now)
    _relation(webbplats, akt)
    assert finish_waiting(v.db, webbplats.klocka) == 1
    assert [r.status for r in satsen(v.db, anna, koad.sats)] == ["klar"]


def test_every_outcome_is_said_in_words() -> None:
    assert Jobbrad("VN", "klar", "", 3).varfor == ""
    for kod in ("inte_medarbetare", "not_found", "refused (3)", "bad_input"):
        said = Jobbrad("VN", "misslyckad", kod, None).varfor
        assert said.endswith("."), kod
        assert kod.partition(" ")[0] not in said
    assert "(3)" in Jobbrad("VN", "misslyckad", "refused (3)", None).varfor
