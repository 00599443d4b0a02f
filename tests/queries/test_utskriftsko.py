"""The letters that wait: what stands there, what may be sent that day, and what it costs to ask."""

from datetime import date
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.engine.errors import Refused
from caseflow.queries.utskriftsko import Utskriftsko, utskriftsko
from tests.akter import faktum, oppna
from tests.akter_med_handlingar import med_beslut
from tests.databas import Verksamhet, at
from tests.store.test_kostnad import counted

DAG = "2026-02-05"
NU = at(DAG)
INBJUDAN: dict[str, Any] = {
    "datum": "2026-02-17",
    "klockslag": "17:15",
    "satt": "besok",
    "plats": "Ekhöjdstorget 1",
    "telefon": "010-000 00 00",
}
KONTAKT: dict[str, Any] = {
    "kanal": ["brev"],
    "lamna_meddelande": False,
    "kodord": False,
    "galler_till": "2026-02-05",
}


def brev(v: Verksamhet, nummer: str, **annat: Any) -> int:
    begard = Begard("inbjudan", INBJUDAN, **annat)
    return fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq


def ko(v: Verksamhet, av: str = "anna", dag: str = DAG) -> Utskriftsko:
    return utskriftsko(v.db, v.aktor(av), dag=date.fromisoformat(dag))


def test_a_letter_waits_until_it_is_handed_over(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare", namn="Robin Testsson")
    seq = brev(v, nummer)
    (rad,) = ko(v).gar
    assert (rad.nummer, rad.seq, rad.titel, rad.enhet) == (
        nummer,
        seq,
        "Inbjudan till samtal",
        "Relationsvåld Väst",
    )
    assert "Robin" not in repr(ko(v))
    lamna_handling(v.db, v.aktor("anna"), nummer, seq, {"satt": "brev"}, dag=NU.date(), now=NU)
    assert ko(v).rader == ()


def test_what_is_no_letter_and_what_is_replaced_does_not_wait(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = med_beslut(v)
    fardigstall_handling(v.db, v.aktor("disa"), nummer, Begard("beslut"), now=NU)
    first = brev(v, nummer)
    second = brev(v, nummer, ersatter=first, skal="Fel tid.")
    waiting = {r.seq: r.titel for r in ko(v).rader}
    assert second in waiting
    assert first not in waiting


def test_one_who_is_exposed_gets_no_letter_until_it_is_agreed(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    brev(v, nummer)
    (rad,) = ko(v).gar_inte
    assert "Ett brev kan bli farligt" in rad.hinder[0].text
    assert rad.hinder[0].gor_nu
    faktum(v, nummer, "saker_kontakt", {**KONTAKT, "tider": "Vardagar"}, DAG)
    assert [r.nummer for r in ko(v).gar] == [nummer]
    assert [r.nummer for r in ko(v, dag="2026-02-06").gar_inte] == [nummer]


def test_the_queue_and_the_act_say_the_same(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for slag in ("utovare", "utsatt"):
        nummer = oppna(v, slag)
        seq = brev(v, nummer)
        (rad,) = (r for r in ko(v).rader if r.nummer == nummer)
        given: dict[str, object] = {"satt": "brev"}
        if rad.hinder:
            with pytest.raises(Refused):
                lamna_handling(v.db, v.aktor("anna"), nummer, seq, given, dag=NU.date(), now=NU)
        else:
            lamna_handling(v.db, v.aktor("anna"), nummer, seq, given, dag=NU.date(), now=NU)


def test_only_those_who_work_in_the_akt_see_it(verksamhet: Verksamhet) -> None:
    v = verksamhet
    brev(v, oppna(v, "utovare"))
    assert len(ko(v, "gun").rader) == 1
    assert len(ko(v, "bo").rader) == 1
    for other in ("cecilia", "lo", "jon", "kim"):
        assert ko(v, other) == Utskriftsko((), 0, 1)


def test_it_costs_the_same_however_many_wait(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    brev(v, oppna(v, "utovare"))
    anna, dag = v.aktor("anna"), date.fromisoformat(DAG)
    with counted(v.db) as one:
        utskriftsko(v.db, anna, dag=dag)
    for _ in range(4):
        brev(v, oppna(v, "utovare"))
    with counted(v.db) as many:
        assert utskriftsko(v.db, anna, dag=dag).antal == 5
    assert len(one) == len(many) <= 2
