from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caseflow.documents.underlag import ALLT, BARA_ATT, UTELAMNAT, bara, utom
from tests.documents.berattelser import ANNA, UTOVARE
from tests.documents.underlagsbygge import Rad, underlag

ANSOKAN: Rad = ("2026-09-01", "ansokan", ANNA, {"satt": "muntlig", "avser": "Samtal."})
BESLUT: Rad = (
    "2026-10-01",
    "avsla",
    ANNA,
    {"lagrum": "bistand", "avslas": "x", "motivering": "y", "overklagandehanvisning": True},
)
IGEN: Rad = ("2027-02-01", "ateraktualisera", ANNA, {})
RISK: Rad = ("2026-09-10", "ny_handelse", ANNA, {"typ": "hot", "beskrivning": "z"})


def test_the_latest_is_the_one_registered_last() -> None:
    grund = underlag("utovare", UTOVARE)
    latest = grund.senaste("riskbedomning")
    assert latest is not None
    assert latest.text("niva") == "Medel"
    assert len(grund.alla("riskbedomning")) == 2
    assert grund.senaste("avsla") is None


def test_one_barn_one_answer() -> None:
    grund = underlag("utovare", UTOVARE)
    assert [u.text("barn") for u in grund.per_nyckel("barn", "barn")] == ["Barn 1", "Barn 2"]


def test_a_template_sees_only_what_it_is_listed_to_see() -> None:
    grund = underlag("utovare", UTOVARE)
    sedd = grund.begransat({"egen_syn": ALLT, "sakerhet_overvagd": BARA_ATT, "barn": bara("barn")})
    assert {u.kod for u in sedd.uppgifter} == {"egen_syn", "sakerhet_overvagd", "barn"}
    assert all(not u.falt for u in sedd.alla("sakerhet_overvagd"))
    assert all(not u.varden for u in sedd.alla("sakerhet_overvagd"))
    assert [f[0] for f in sedd.alla("barn")[0].falt] == ["barn"]


def test_all_fields_but_some() -> None:
    risk = underlag("utovare", UTOVARE).begransat({"riskbedomning": utom("kalla")}).uppgifter[0]
    assert not risk.text("kalla")
    assert risk.text("skal")


@pytest.mark.parametrize(
    ("laser", "syns"),
    [
        ({"ny_handelse": ALLT, "rattelse": ALLT}, "Hemligt"),
        ({"ny_handelse": bara("typ"), "rattelse": ALLT}, ""),
        ({"rattelse": ALLT}, None),
    ],
    ids=["whole event", "part of the event", "event left out"],
)
def test_a_correction_shows_no_more_than_what_it_corrects(
    laser: dict[str, object], syns: str | None
) -> None:
    rattelse: Rad = ("2026-09-11", "rattelse", ANNA, {"handelse": 2, "rattelse": "Hemligt"})
    sedd = underlag("utovare", (RISK, rattelse)).begransat(laser)  # type: ignore[arg-type] # urval
    funnen = sedd.senaste("rattelse")
    assert (funnen.text("rattelse") if funnen else None) == syns
    assert len(sedd.om("rattelse", 2)) == (syns is not None)


def test_an_application_counts_until_it_is_decided_or_withdrawn() -> None:
    assert len(underlag("utovare", (ANSOKAN,)).ansokningar()) == 1
    efter = underlag("utovare", (ANSOKAN, BESLUT))
    assert efter.ansokningar() == ()
    assert len(efter.ansokningar(efter.senaste("avsla"))) == 1
    tillbaka: Rad = ("2026-09-02", "ansokan_atertagen", ANNA, {"ansokan": 2, "orsak": "Ångrat."})
    assert underlag("utovare", (ANSOKAN, tillbaka)).ansokningar() == ()
    assert underlag("utovare").ansokningar() == ()


def test_a_new_round_leaves_the_old_one_behind() -> None:
    ny = underlag("utovare", (ANSOKAN, RISK, BESLUT, IGEN, RISK)).denna_omgang()
    assert [u.kod for u in ny.uppgifter] == ["ateraktualisera", "ny_handelse"]
    kvar = underlag("utovare", (ANSOKAN, RISK, IGEN)).denna_omgang()
    assert [u.kod for u in kvar.uppgifter] == ["ansokan", "ateraktualisera"]


def test_a_protected_person_has_neither_name_nor_number_anywhere() -> None:
    rad: Rad = (
        "2026-09-10",
        "egen_syn",
        ANNA,
        {
            "egna_ord": "Robin säger: Ekhöjds son, 19881303-1239 eller 881303-1239. Robinson är en annan."
        },
    )
    grund = underlag("utovare", (rad,))
    assert grund.skyddat() is grund
    skyddad = replace(grund, skydd="sekretessmarkering").skyddat()
    assert (skyddad.person_namn, skyddad.personnummer, skyddad.pseudonym) == ("", "", "")
    text = skyddad.uppgifter[0].text("egna_ord")
    assert text == (
        f"{UTELAMNAT} säger: {UTELAMNAT} son, {UTELAMNAT} eller {UTELAMNAT}. Robinson är en annan."
    )
    assert skyddad.uppgifter[0].varden["egna_ord"] == text


def test_an_official_is_named_by_role_alone_where_threat_is_feared() -> None:
    grund = underlag("utovare")
    assert grund.vem("Anna Lindö", "handlaggare") == "Anna Lindö, handläggare"
    assert grund.vem("", "system") == "systemet"
    assert (
        replace(grund, utelamna_tjansteman=True).vem("Anna Lindö", "handlaggare") == "handläggare"
    )


def test_the_day_is_the_swedish_one() -> None:
    grund = underlag("utovare", skapad=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert grund.dag.isoformat() == "2026-07-01"
