"""The timeline as the command and the API give it: what is withheld from whom."""

from datetime import date

from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.take_step import take_step
from caseflow.queries.tidslinje import tidslinje
from tests.databas import Verksamhet, at

DAG = date(2026, 3, 2)
NOW = at("2026-03-02")


def register(v: Verksamhet, skydd: str = "") -> str:
    given = {"slag": "utsatt", "enhet": "vast", "kalla": "polis", "inkom": "2026-03-02"}
    person = {"namn": "Ellen Påhittad", **({"skydd": skydd} if skydd else {})}
    return registrera_arende(v.db, v.aktor("anna"), {**given, **person}, now=NOW)


def texts(v: Verksamhet, nummer: str, namn: str) -> str:
    return " ".join(r.text for r in tidslinje(v.db, v.aktor(namn), nummer))


SKYDD = {
    "akut_risk": "nej",
    "sakert_nu": "ja",
    "var_sakert": "Hos en vän i Tomtebo",
    "barn_finns": "finns_inte",
    "andra_i_risk": "finns_inte",
    "bedomning": "Lugnt.",
}


def test_where_a_protected_person_is_stands_in_no_timeline(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for skydd in ("", "skyddad_folkbokforing"):
        nummer = register(v, skydd)
        anna = v.aktor("anna")
        register_fact(v.db, anna, nummer, "skyddsbedomning", SKYDD, dag=DAG, now=NOW)
        assert ("Tomtebo" in texts(v, nummer, "anna")) is not bool(skydd)


def test_what_was_said_in_a_talk_is_read_by_those_who_hold_talks(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = register(v)
    anna, erik = v.aktor("anna"), v.aktor("erik")
    register_fact(v.db, anna, nummer, "skyddsbedomning", SKYDD, dag=DAG, now=NOW)
    register_fact(v.db, anna, nummer, "barn_efterfragade", {"svar": "finns_inte"}, dag=DAG, now=NOW)
    take_step(v.db, anna, nummer, "gor_skyddsbedomning", {}, dag=DAG, now=NOW)
    take_step(v.db, anna, nummer, "erbjud_friyta", {}, dag=DAG, now=NOW)
    begun = {"dokumentation": "full", "villkor": "ja", "informerad_11_6": "ja"}
    take_step(v.db, erik, nummer, "paborja_friyta", begun, dag=DAG, now=NOW, delprocess=1)
    talk = {
        "utfall": "genomfort",
        "form": "individuellt",
        "kanal": "besok",
        "anteckning": "Sa något eget.",
    }
    register_fact(v.db, erik, nummer, "samtal", talk, dag=DAG, now=NOW)
    assert "Sa något eget." in texts(v, nummer, "erik")
    assert "Sa något eget." not in texts(v, nummer, "anna")
    assert "Genomfört" in texts(v, nummer, "anna"), "attendance is seen"
