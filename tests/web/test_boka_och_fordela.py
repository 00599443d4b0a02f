"""What is done from the list: a day for a follow-up, an even spread, windows and what was told on; and the API."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.queries.bevakningslista import bevakningslista
from caseflow.queries.bevakningsurval import UPPFOLJNING, Bevakningsfilter, next_month
from caseflow.rules.roller import Roll
from caseflow.store.bevakning import Bevakning
from caseflow.store.lasning import Lasning
from tests.akter import last, rader
from tests.databas import Verksamhet
from tests.web.arendebygge import i_verkstallighet
from tests.web.test_api import Anropare
from tests.web.test_planering import egen_uppfoljning, uppfoljningens_nr
from tests.web.webbplats import Webbplats


def test_a_follow_up_is_given_to_somebody_on_a_day(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-20")
    gun = webbplats.inloggad("gun")
    page = gun.get("/bevakningar").text
    assert "Torsdag 12 mar (0 av 6)" in page
    answer = gun.post(
        "/bevakningar/tilldela",
        {"val": f"{nummer}:{nr}", "epost": "bo@exempel.se", "dag": "2026-03-12"},
    )
    assert "1 bevakning är tilldelad Bo, på torsdag 12 mar." in answer.text
    assert "Torsdag 12 mar (1 av 6)" in answer.text
    assert "Tilldelad av Gun." in answer.text
    now = uppfoljningens_nr(v, nummer)
    row = rader(v.db, "SELECT * FROM bevakning WHERE nr = :nr AND slag = :s", nr=now, s=UPPFOLJNING)
    assert (str(row[0]["dag"]), row[0]["tilldelad_id"]) == ("2026-03-12", v.aktor("bo").id)
    assert row[0]["tilldelad_av_id"] == v.aktor("gun").id


def test_a_day_alone_books_and_gives_nobody_anything(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-20")
    gun = webbplats.inloggad("gun")
    answer = gun.post("/bevakningar/tilldela", {"val": f"{nummer}:{nr}", "dag": "2026-03-12"})
    assert "1 bevakning är bokad på torsdag 12 mar." in answer.text
    assert next(o for o in last(v.db, nummer).oppna if o.slag == UPPFOLJNING).dag == date(
        2026, 3, 12
    )


def test_only_a_follow_up_is_booked_on_a_day_and_the_refused_row_is_still_marked(
    webbplats: Webbplats,
) -> None:
    v = webbplats.verksamhet
    nummer = webbplats.arende("anna")
    before = last(v.db, nummer).seq
    gun = webbplats.inloggad("gun")
    answer = gun.post(
        "/bevakningar/tilldela",
        {"val": f"{nummer}:1", "epost": "bo@exempel.se", "dag": "2026-03-12"},
    )
    assert "Bara en uppföljning bokas på en dag" in answer.text
    assert re.search(rf'value="{nummer}:1"[^>]*checked', answer.text)
    assert last(v.db, nummer).seq == before, "neither the day nor the performer"


def test_the_behandlare_of_the_insats_is_refused_with_the_reason_unless_excepted(
    webbplats: Webbplats,
) -> None:
    b = i_verkstallighet(webbplats)
    v = webbplats.verksamhet
    nr = uppfoljningens_nr(v, b.nummer)
    gun = webbplats.inloggad("gun")
    marked = {"val": f"{b.nummer}:{nr}", "epost": "erik@exempel.se"}
    answer = gun.post("/bevakningar/tilldela", marked)
    assert "0 bevakningar är tilldelade" in answer.text
    assert "Erik gav insatsen, och personen ska kunna svara fritt." in answer.text
    assert (
        rader(v.db, "SELECT * FROM bevakning WHERE tilldelad_id = :e", e=v.aktor("erik").id) == []
    )
    part = next(o for o in last(v.db, b.nummer).oppna if o.nr == nr).nyckel
    b.steg(
        "gun", "medge_undantag", delprocess=int(part), undantag_skal="Hon har själv bett om det."
    )
    marked["val"] = f"{b.nummer}:{uppfoljningens_nr(v, b.nummer)}"
    assert "1 bevakning är tilldelad Erik" in gun.post("/bevakningar/tilldela", marked).text


def test_what_has_been_told_on_is_marked_in_words_and_can_be_filtered(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    told, plain = webbplats.arende("anna"), webbplats.arende("anna")
    with v.db.write() as session:
        session.execute(
            update(Bevakning)
            .where(Bevakning.akt_id == last(v.db, told).id)
            .values(eskalering=1, dag=date(2026, 3, 2))
        )
    gun = webbplats.inloggad("gun")
    page = gun.get("/bevakningar", nar="eskalerad").text
    assert told in page
    assert plain not in page
    assert "Sagt till samordnaren." in page
    assert "Sagt till samordnaren." in gun.get("/planering").text


def test_windows_and_owners_narrow_the_list(verksamhet: Verksamhet) -> None:
    v = verksamhet
    site = Webbplats(v)
    b = i_verkstallighet(site)
    nr = uppfoljningens_nr(v, b.nummer)
    row = next(o for o in last(v.db, b.nummer).oppna if o.nr == nr)
    assert row.fonster_fran is not None

    def found(idag: date, **given: object) -> list[int]:
        filter_ = Bevakningsfilter(slag=UPPFOLJNING, **given)  # type: ignore[arg-type] # the filter's own fields
        lista = bevakningslista(v.db, v.aktor("gun"), dag=idag, filter_=filter_, antal=50)
        assert lista.passar == len(lista.rader)
        return [r.nr for r in lista.rader]

    month_before = row.fonster_fran.replace(day=1) - timedelta(days=1)
    assert nr in found(month_before, fonster="oppnar")
    assert nr not in found(month_before, fonster="oppna")
    assert nr in found(row.fonster_fran, fonster="oppna")
    assert nr in found(row.dag, fonster="stanger")
    assert nr not in found(row.dag + timedelta(days=1), fonster="stanger")
    assert found(row.dag, agare="saknas") == []
    assert nr in found(row.dag, dag=row.dag)


def test_the_next_month_after_december_is_january() -> None:
    assert next_month(date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 1, 31))
    assert next_month(date(2028, 1, 31)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_a_leader_of_two_units_chooses_which(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    ny = NyMedarbetare("gun@exempel.se", "Gun", "ost", (Roll.SAMORDNARE,))
    lagg_till(v.db, ny, fran=date(2020, 1, 1))
    nummer = webbplats.arende("anna")
    ost = rader(v.db, "SELECT id FROM enhet WHERE kod = 'ost'")[0]["id"]
    gun = webbplats.inloggad("gun")
    assert "Relationsvåld Öst. Det som förfaller" in gun.get("/planering", enhet=str(ost)).text
    assert nummer not in gun.get("/bevakningar", enhet=str(ost)).text
    assert nummer in gun.get("/bevakningar").text


# An even spread, how the follow-ups are covered, and the API.


def test_marked_follow_ups_are_spread_with_what_was_chosen_row_by_row(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    first = i_verkstallighet(webbplats).nummer
    nr = uppfoljningens_nr(v, first)
    other = webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    assert "Fördela jämnt" in gun.get("/bevakningar").text
    marked = [f"{first}:{nr}", f"{other}:1", "VN-FINNS-INTE:1"]
    page = gun.post("/bevakningar/fordela", {"val": marked}).text
    assert "1 uppföljning är fördelad." in page
    row = next(o for o in last(v.db, first).oppna if o.slag == UPPFOLJNING)
    assert row.tilldelad == v.aktor("fatima").id, "Erik gave the insats"
    assert f"{first}: Fatima" in page
    assert f"{other}: " in page
    assert "Det är ingen uppföljning." in page
    assert re.search(rf'value="{other}:1"[^>]*checked', page)
    with v.db.read_read_log() as session:
        refused = session.scalars(select(Lasning.vad).where(Lasning.utfall == "nekad")).all()
    assert refused == ["bevakning"]


def test_nothing_marked_spreads_nothing(webbplats: Webbplats) -> None:
    gun = webbplats.inloggad("gun")
    answer = gun.post("/bevakningar/fordela")
    assert (answer.status_code, "Inget är fördelat än." in answer.text) == (422, True)


@pytest.mark.parametrize("namn", ["anna", "cecilia"])
def test_who_does_not_lead_the_unit_spreads_nothing(webbplats: Webbplats, namn: str) -> None:
    v = webbplats.verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-20")
    before = last(v.db, nummer).seq
    visitor = webbplats.inloggad(namn)
    assert "Fördela jämnt" not in webbplats.inloggad("anna").get("/bevakningar").text
    answer = visitor.post("/bevakningar/fordela", {"val": f"{nummer}:{nr}"})
    assert "0 uppföljningar är fördelade." in answer.text
    assert last(v.db, nummer).seq == before


def test_the_coverage_is_for_those_who_lead(webbplats: Webbplats) -> None:
    i_verkstallighet(webbplats)
    page = webbplats.inloggad("hans").get("/planering/uppfoljningar").text
    assert "Per uppföljning och kvartal" in page
    assert "2026 kvartal" in page
    assert "Inga uppföljningar är planerade" in (
        webbplats.inloggad("cecilia").get("/planering/uppfoljningar").text
    )
    for namn in ("anna", "jon", "lo"):
        assert webbplats.inloggad(namn).get("/planering/uppfoljningar").status_code == 404


def test_the_api_books_a_day_and_says_who_gave_it(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-20")
    gun = Anropare(webbplats, "gun")
    path = f"/bevakningar/{nummer}:{nr}/tilldela"
    wrong = gun.post(path, {"epost": "bo@exempel.se", "dag": "i morgon"})
    assert (wrong.status_code, list(wrong.json()["falt"])) == (422, ["dag"])
    given = gun.post(path, {"epost": "bo@exempel.se", "dag": "2026-03-12"})
    assert given.status_code == 200
    listed = gun.get("/bevakningar?senast=2026-03-12&agare=bo@exempel.se").json()
    (row,) = [r for r in listed if r["slag"] == UPPFOLJNING]
    assert (row["dag"], row["agare"], row["tilldelad_av"]) == ("2026-03-12", "Bo", "Gun")
    assert row["eskalering"] == 0
    assert gun.get("/bevakningar?senast=2030-01-01&utan_agare=true").json() == []
    late = gun.get("/bevakningar?senast=2030-01-01&sena=true").json()
    assert all(r["dag"] < "2026-03-10" for r in late)
