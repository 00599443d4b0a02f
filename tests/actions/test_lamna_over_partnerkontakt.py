"""The wall round the partnerkontakt akter holds at a hand-over: only the säkerhetssamordnare sees and moves them."""

from datetime import date

from caseflow.actions.lamna_over import overlamningsplan, plan_as_dict
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from tests.actions.test_lamna_over import EFTER, NOW, ansvarig, begaran, handelser, over
from tests.akter import oppna, oppna_partnerkontakt
from tests.databas import Verksamhet


def test_the_samordnare_neither_sees_nor_moves_a_partnerkontakt(verksamhet: Verksamhet) -> None:
    v = verksamhet
    ny = NyMedarbetare("anna@exempel.se", "Anna", "vast", (Roll.PARTNERKONTAKT,))
    lagg_till(v.db, ny, fran=date(2020, 1, 1))
    ordinary = oppna(v)
    without = plan_as_dict(overlamningsplan(v.db, v.aktor("gun"), begaran(), now=NOW))
    secret = oppna_partnerkontakt(v, av="anna")
    for leader in ("gun", "hans"):
        plan = overlamningsplan(v.db, v.aktor(leader), begaran(), now=NOW)
        assert plan_as_dict(plan) == without
        assert plan.kvar == ("partnerkontakt",)
    over(v, satt=Satt.TILL, till="bo")
    assert (ansvarig(v, ordinary), ansvarig(v, secret)) == ("bo", "anna")
    assert [r for _, r in v.aktor("anna", EFTER).uppdrag] == ["partnerkontakt"]
    done = over(v, av="kim", satt=Satt.TILL, till="jon")
    assert done.klara == (secret,)
    assert ansvarig(v, secret) == "jon"
    assert v.aktor("anna", EFTER).uppdrag == ()
    assert handelser(v, secret, "byt_ansvarig")[0].roll == "sakerhetssamordnare"
    assert verifiera(v.db).fel == []


def test_the_sakerhetssamordnare_hands_over_nothing_else(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v)
    plan = overlamningsplan(v.db, v.aktor("kim"), begaran(), now=NOW)
    assert (plan.akter, plan.roller, plan.kvar) == ((), (), ("handlaggare",))


def test_a_partnerkontakt_goes_to_nobody_who_may_not_open_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    secret = oppna_partnerkontakt(v)
    done = over(v, av="kim", namn="jon", satt=Satt.TILL, till="kim")
    assert done.plan.tillbaka[0][2] == "Kim är inte partnerkontakt i enheten."
    assert ansvarig(v, secret) == ""
