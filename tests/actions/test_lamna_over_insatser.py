"""The insatser that she gives: each is listed with what is to be done, and goes to whoever takes it over."""

from datetime import date
from typing import Any

from caseflow.actions.lamna_over import lamna_over, overlamningsplan, plan_as_dict
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.engine.fakta import Delprocess
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.rules.uppfoljning import insatsernas_behandlare
from tests.actions.test_lamna_over import NOW, begaran, handelser
from tests.actions.test_uppfoljare import began, follow_ups, new_behandlare
from tests.akter import innehall, last, oppna, steg
from tests.databas import Verksamhet

NY: dict[str, Any] = {"orsak": "slutar", "skal": "Ny tjänst."}


def insatsen(v: Verksamhet, nummer: str) -> Delprocess:
    part = last(v.db, nummer).fakta.delprocess(1)
    assert part is not None
    return part


def over(v: Verksamhet, satt: Satt = Satt.SPRID, namn: str = "erik", **given: Any) -> Any:
    return lamna_over(v.db, v.aktor("gun"), begaran(namn, satt, **given), now=NOW)


def test_the_plan_lists_it_with_what_is_to_be_done_and_writes_nothing(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    new_behandlare(v, "ida")
    nummer = began(v)
    before = innehall(v.db)
    plan = overlamningsplan(v.db, v.aktor("gun"), begaran("erik", Satt.SPRID), now=NOW)
    assert innehall(v.db) == before
    (akt,) = plan.akter
    (row,) = akt.insatser
    assert (akt.nummer, akt.ansvarig, akt.bevakningar) == (nummer, None, ())
    assert row.etikett == "Insats: Individuella samtal, pågår"
    assert row.att_gora == "Berätta för personen vem som fortsätter, och boka in nästa samtal."
    assert row.dit.namn == "Ida", "Fatima follows it up"
    as_dict: dict[str, Any] = plan_as_dict(plan)
    (who,) = as_dict["mottagare"]
    assert who == {"till": "Ida", "akter": 0, "bevakningar": 0, "insatser": 1}


def test_it_goes_over_and_it_stays_known_who_gave_it_before(verksamhet: Verksamhet) -> None:
    v = verksamhet
    new_behandlare(v, "ida")
    nummer = began(v)
    erik, ida, gun = (v.aktor(n).id for n in ("erik", "ida", "gun"))
    since = insatsen(v, nummer).sedan
    done = over(v, Satt.TILL, till="ida", **NY)
    assert (done.klara, done.nekade, done.till_och_med) == ((nummer,), (), date(2026, 2, 1))
    after = insatsen(v, nummer)
    assert (after.text("behandlare"), after.tillstand, after.sedan) == (str(ida), "pagar", since)
    assert insatsernas_behandlare(last(v.db, nummer).fakta) == sorted([str(erik), str(ida)])
    (event,) = handelser(v, nummer, "byt_behandlare")
    assert (event.av, event.roll) == (gun, "samordnare")
    assert event.varden == {"till": "Ida", **NY}
    shown = {row.etikett for row in tidslinje(v.db, v.aktor("gun"), nummer)}
    assert "Insatsen fick ny behandlare" in shown
    assert v.aktor("erik", date(2026, 2, 2)).uppdrag == ()
    assert verifiera(v.db).fel == []
    again = over(v, Satt.TILL, till="ida", **NY)
    assert again.klara == ()


def test_whoever_follows_up_does_not_take_over_what_she_follows_up(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = began(v)
    assert [r["namn"] for r in follow_ups(v)] == ["Fatima"]
    done = over(v, Satt.TILL, till="fatima", **NY)
    assert insatsen(v, nummer).text("behandlare") == str(v.aktor("erik").id)
    ((akt, what, why),) = done.plan.tillbaka
    assert (akt, what) == (nummer, "Insats: Individuella samtal, pågår")
    assert why == (
        "Fatima ska följa upp i ärendet och tar inte själv över insatsen."
        " Bestäm vem som fortsätter insatsen, eller om den ska avslutas."
    )
    assert done.till_och_med == date(2026, 2, 1), "what nobody takes does not keep her uppdrag"
    assert handelser(v, nummer, "byt_behandlare") == []


def test_given_back_it_stays_listed_until_somebody_takes_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    new_behandlare(v, "ida")
    nummer = began(v)
    steg(v, nummer, "pausa_insats", "2026-01-15", av="erik", delprocess=1, orsak="sjukdom")
    done = over(v, Satt.TILLBAKA, **NY)
    (row,) = done.plan.akter[0].insatser
    assert (row.laget, row.dit.id, row.att_gora) == (
        "Pausad",
        None,
        "Bestäm vem som fortsätter insatsen, eller om den ska avslutas.",
    )
    assert v.aktor("erik", date(2026, 2, 2)).uppdrag == ()
    later = over(v, Satt.TILL, till="ida", **NY)
    assert later.klara == (nummer,)
    assert insatsen(v, nummer).text("behandlare") == str(v.aktor("ida").id)


def test_each_in_turn_by_how_many_they_give(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    new_behandlare(v, "ida", "siv", "ulf")
    for _ in range(4):
        began(v)
    began(v, av="ida")
    over(v, **NY)
    given = [
        insatsen(v, nummer).text("behandlare")
        for nummer in sorted({r["nummer"] for r in follow_ups(v)})
    ]
    assert str(v.aktor("erik").id) not in given
    assert max(given.count(who) for who in set(given)) <= 2


def test_a_follow_up_of_hers_goes_to_another_than_the_new_behandlare(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = began(v)
    new_behandlare(v, "ida", "siv")
    over(v, namn="fatima", **NY)
    (row,) = follow_ups(v)
    assert row["namn"] == "Ida"
    over(v, **NY)
    assert insatsen(v, nummer).text("behandlare") == str(v.aktor("siv").id)


def test_an_insats_of_somebody_else_stays(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, other = began(v), oppna(v)
    over(v, namn="anna", **NY)
    assert insatsen(v, nummer).text("behandlare") == str(v.aktor("erik").id)
    assert last(v.db, other).ansvarig_id == v.aktor("bo").id
