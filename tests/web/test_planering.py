"""The board: who has what on which day, what is late, what nobody was chosen for; and booking from the list."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.queries.bevakningslista import bevakningslista
from caseflow.queries.bevakningsurval import UPPFOLJNING, Bevakningsfilter
from caseflow.queries.planering import Personrad, Planering, planering
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.lasning import Lasning
from caseflow.store.medarbetare import Uppdrag, by_epost
from caseflow.web.belastning import Belastning
from tests.akter import last, oppna, oppna_partnerkontakt, rader, steg
from tests.databas import Verksamhet, at
from tests.store.test_kostnad import counted
from tests.web.webbplats import Webbplats

TISDAG = date(2026, 3, 10)


def egen_uppfoljning(v: Verksamhet, planerad: str, av: str = "gun") -> tuple[str, int]:
    """An ärende of Anna's with a follow-up that somebody planned by hand: its number and that of the row."""
    nummer = oppna(v, inkom="2026-03-09")
    steg(
        v,
        nummer,
        "planera_uppfoljning",
        "2026-03-10",
        av=av,
        process="uppfoljning",
        planerad=planerad,
    )
    return nummer, uppfoljningens_nr(v, nummer)


def uppfoljningens_nr(v: Verksamhet, nummer: str) -> int:
    return next(o.nr for o in last(v.db, nummer).oppna if o.slag == UPPFOLJNING)


def tavla(
    v: Verksamhet, namn: str = "gun", dag: date = TISDAG, fran: date | None = None
) -> Planering:
    return planering(v.db, v.aktor(namn, dag), dag=dag, fran=fran or dag)


def raden(board: Planering, namn: str) -> Personrad:
    return next(r for r in board.rader if r.namn == namn)


def till_och_med(v: Verksamhet, namn: str, dag: date) -> None:
    with v.db.write() as session:
        person = by_epost(session, f"{namn}@exempel.se")
        assert person is not None
        session.execute(update(Uppdrag).where(Uppdrag.medarbetare_id == person.id).values(till=dag))


def test_each_person_has_a_row_with_what_falls_due_each_day(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-12")
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, nr, "bo@exempel.se", now=at("2026-03-10"))
    board = tavla(v)
    cell = next(c for c in raden(board, "Bo").rutor if c.dag == date(2026, 3, 12))
    assert (cell.antal, cell.uppfoljningar, cell.borta) == (1, 1, False)
    assert raden(board, "Bo").veckor == 1
    total = next(d for d in board.dagar if d.dag == date(2026, 3, 12))
    assert (total.uppfoljningar, board.tak) == (1, 6)
    anna = raden(board, "Anna")
    assert sum(c.antal for c in anna.rutor) + anna.sena > 0
    assert all(c.antal == 0 for c in raden(board, "Fatima").rutor), "nothing is a row too"
    assert board.utan_agare == 0


def test_everything_open_is_counted_once(verksamhet: Verksamhet) -> None:
    """Nothing falls between two days, not on a weekend either."""
    v = verksamhet
    for planerad in ("2026-03-14", "2026-03-16", "2026-04-03"):  # a Saturday, a Monday, Good Friday
        egen_uppfoljning(v, planerad)
    with v.db.read() as session:
        days = sorted(session.scalars(select(Bevakning.dag).where(Bevakning.status.in_(OPEN))))
    first = tavla(v)
    assert [d.dag for d in first.dagar if d.ledig] == [date(2026, 3, 14)]
    seen, fran = [], TISDAG
    while fran <= days[-1]:
        board = tavla(v, fran=fran)
        seen += [d.dag for d in board.dagar for _ in range(d.antal)]
        fran = board.dagar[-1].dag + timedelta(days=1)
        fran += timedelta(days=-fran.weekday() % 7)
    assert sorted(seen) == [d for d in days if d >= TISDAG]
    assert first.sena == sum(1 for d in days if d < TISDAG)


def test_the_grid_is_one_question_however_much_there_is(verksamhet: Verksamhet) -> None:
    v = verksamhet
    egen_uppfoljning(v, "2026-03-12")
    gun = v.aktor("gun", TISDAG)
    with counted(v.db) as few:
        planering(v.db, gun, dag=TISDAG, fran=TISDAG)
    for _ in range(12):
        oppna(v, inkom="2026-03-09")
    with counted(v.db) as many:
        planering(v.db, gun, dag=TISDAG, fran=TISDAG)
    assert len(many) == len(few) <= 8
    assert sum("GROUP BY" in s for s in many) == 1


def test_the_list_counts_in_the_database_and_reads_one_page(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for _ in range(5):
        oppna(v, inkom="2026-03-09")
    gun = v.aktor("gun", TISDAG)

    def lista(antal: int) -> list[str]:
        with counted(v.db) as statements:
            found = bevakningslista(v.db, gun, dag=TISDAG, filter_=Bevakningsfilter(), antal=antal)
        assert (len(found.rader), found.antal > antal) == (antal, True)
        return statements

    assert len(lista(2)) == len(lista(4)) <= 10


def test_who_is_away_stands_there_with_what_falls_due_after(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-18")
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, nr, "bo@exempel.se", now=at("2026-03-10"))
    till_och_med(v, "bo", date(2026, 3, 13))
    bo = raden(tavla(v), "Bo")
    assert (bo.slutar, bo.efter_slutet) == (date(2026, 3, 13), 1)
    assert next(c.dag for c in bo.rutor if c.borta) == date(2026, 3, 16)
    assert "Bo" not in [r.namn for r in tavla(v, dag=date(2026, 3, 16)).rader]


def test_what_nobody_was_chosen_for_is_with_the_samordnare_and_said(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, inkom="2026-03-09", av="gun")
    board = tavla(v)
    assert raden(board, "Gun").ej_valda == board.ej_valda > 0
    assert nummer in [r.nummer for r in board.ej_valda_rader]
    assert {"Anna", "Bo", "Erik"} <= set(board.kan_aga)
    assert "Jon" not in board.kan_aga


def test_others_see_their_own_row_only(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, inkom="2026-03-09")
    anna, bo = tavla(v, "anna"), tavla(v, "bo")
    assert [r.namn for r in anna.rader] == ["Anna"]
    assert (anna.enhet, bo.enhet) == (None, None)
    assert sum(d.antal for d in anna.dagar) + anna.sena > 0
    assert sum(d.antal for d in bo.dagar) + bo.sena == 0
    site = Webbplats(v)
    assert "Hela enheten" in site.inloggad("hans").get("/planering").text
    assert nummer not in site.inloggad("bo").get("/planering").text


def test_a_partnerkontakt_is_on_no_board_but_that_of_those_who_have_it(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    site = Webbplats(v)
    names = ("gun", "hans", "anna", "cecilia")
    csrf = re.compile(r'name="csrf" value="[^"]+"')
    people = {n: site.inloggad(n) for n in names}

    def pages() -> list[str]:
        return [
            csrf.sub("", p.get(path).text)
            for p in people.values()
            for path in ("/planering", "/bevakningar", "/overlamning")
        ]

    before = pages()
    nummer = oppna_partnerkontakt(v, inkom="2026-03-09")
    assert pages() == before
    assert "Jon" not in before[0]
    board = tavla(v, "jon")
    assert sum(d.antal for d in board.dagar) + board.sena > 0
    assert nummer in site.inloggad("jon").get("/bevakningar").text


def test_cecilia_in_another_unit_sees_nothing_of_it(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer = webbplats.arende("anna")
    cecilia = webbplats.inloggad("cecilia")
    vast = rader(v.db, "SELECT id FROM enhet WHERE kod = 'vast'")[0]["id"]
    for path in ("/planering", f"/planering?enhet={vast}", f"/bevakningar?enhet={vast}"):
        text = cecilia.get(path).text
        assert nummer not in text
        assert "Relationsvåld Väst" not in text
    board = planering(v.db, v.aktor("cecilia", TISDAG), dag=TISDAG, fran=TISDAG, enhet=int(vast))
    assert (board.sena, sum(d.antal for d in board.dagar)) == (0, 0)


def test_who_opens_no_akter_has_no_board(webbplats: Webbplats) -> None:
    lo = webbplats.inloggad("lo")
    assert "/planering" not in lo.get("/regler").text
    assert "Hela enheten" not in lo.get("/planering").text


def test_each_cell_leads_to_the_list_of_just_that(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer, nr = egen_uppfoljning(v, "2026-03-12")
    other, _ = egen_uppfoljning(v, "2026-03-13")
    gun = webbplats.inloggad("gun")
    gun.post("/bevakningar/tilldela", {"val": f"{nummer}:{nr}", "epost": "bo@exempel.se"})
    page = gun.get("/planering").text
    bo = v.aktor("bo").id
    address = f"/bevakningar?agare={bo}&amp;dag=2026-03-12"
    assert address in page
    listed = gun.get(address.replace("&amp;", "&")).text
    assert nummer in listed
    assert other not in listed
    assert "Dag: torsdag 12 mar" in listed


def test_the_board_can_be_turned_week_by_week_and_never_back_before_today(
    webbplats: Webbplats,
) -> None:
    gun = webbplats.inloggad("gun")
    first = gun.get("/planering").text
    assert "/planering?fran=2026-03-16" in first
    assert "Föregående vecka" not in first
    second = gun.get("/planering", fran="2026-03-16").text
    assert 'href="/planering">Föregående vecka' in second
    assert "/planering?fran=2026-03-23" in second
    for odd in ("2020-01-01", "9999-12-31", "x", "2026-02-30", "1" * 500):
        assert gun.get("/planering", fran=odd).status_code == 200
    assert "I dag" in gun.get("/planering", fran="2020-01-01").text


def test_reading_the_board_is_logged(webbplats: Webbplats) -> None:
    webbplats.inloggad("gun").get("/planering")
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.execute(select(Lasning.vad, Lasning.grund)).all()
    assert ("planering", "arbetslista") in [tuple(r) for r in rows]


@pytest.mark.parametrize(
    ("antal", "text", "ton"),
    [
        (0, "0 av 6", "rum"),
        (4, "4 av 6", "rum"),
        (6, "6 av 6, fullt", "full"),
        (7, "7 av 6, 1 för mycket", "over"),
    ],
)
def test_how_full_a_day_is_is_said_in_words(antal: int, text: str, ton: str) -> None:
    assert (Belastning(antal, 6).text, Belastning(antal, 6).ton) == (text, ton)
