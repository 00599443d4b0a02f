from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caseflow.documents.underlag import ALLT, BARA_ATT, bara, utom
from caseflow.documents.utan_namn import UTELAMNAT, utelamnar
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


NAMN = "Åsa Karlsson-Ek"


@pytest.mark.parametrize(
    "skrivet",
    [
        "Åsa",
        "ÅSA",
        "A\u030asa",
        "Å\u200bsa",
        "A\u030a\u00adsa",
        "\ufeffÅsa\u2060",
        "Karlsson",
        "karlsson",
        "KARLSSON",
        "KARLSSONS",
        "Karlssons",
        "Karls\u00adson",
        "Karl\u034fsson",
        "K\u200dA\u200dRLSSON",
        "Ek",
        "EK",
        "Åsa\u200bKarlsson",
        "åsakarlsson",
        "Ka\ufe0frlsson",
    ],
    ids=ascii,
)
def test_a_protected_name_is_left_out_however_it_is_written(skrivet: str) -> None:
    leave_out = utelamnar(NAMN, "")
    assert leave_out(f"Då sa {skrivet}, att") == f"Då sa {UTELAMNAT}, att"
    assert leave_out(skrivet) == UTELAMNAT


@pytest.mark.parametrize(
    "skrivet",
    ["ÅSA KARLSSON-EK", "Åsa Karlsson\u2011Ek", "Åsa\u200bKarlsson-\u00adEk", "åsa karlsson-Ek"],
    ids=ascii,
)
def test_nothing_of_a_whole_protected_name_is_left(skrivet: str) -> None:
    left = utelamnar(NAMN, "")(f"Jag heter {skrivet}.").casefold()
    assert "karls" not in left
    assert "ek" not in left


@pytest.mark.parametrize(
    "namn",
    [
        "Åsa Karlsson",
        "\u200bÅ\u00adsa Karls\u200bson",
        "A\u030asa  KARLSSON",
        "Karlsson, Åsa",
        "Åsa «Ninni» Karlsson (f. Lund)",
    ],
    ids=ascii,
)
def test_it_does_not_matter_how_the_name_is_written_in_the_akt(namn: str) -> None:
    assert utelamnar(namn, "")("ÅSA och Karlsson") == f"{UTELAMNAT} och {UTELAMNAT}"


@pytest.mark.parametrize(
    ("namn", "ord_"),
    [
        ("Bo Ek", "De vill bo under en ek. Bok, boet, ekar och Ekhagen."),
        ("Ville Berg", "Hon ville se ett berg. Bergen, Villes."),
        ("Mina Stark", "Det är mina barn, och han är stark."),
        ("Åsa Karlsson", "Karlssonska gården. Åsarna."),
        ("", "Ingen har ett namn."),
    ],
)
def test_a_word_that_is_also_a_name_stays_where_it_is_a_word(namn: str, ord_: str) -> None:
    left = utelamnar(namn, "")(ord_)
    assert left == ord_.replace("Villes", UTELAMNAT)


@pytest.mark.parametrize(
    "skrivet",
    ["198813031239", "881303-1239", "881303\u20111239", "8813 03 12 39", "88\u200b1303\u00ad1239"],
    ids=ascii,
)
def test_a_protected_number_is_left_out_however_it_is_written(skrivet: str) -> None:
    for number in ("198813031239", "881303-1239"):
        assert (
            utelamnar("", number)(f"Nr {skrivet}. Tel 08-12 34.")
            == f"Nr {UTELAMNAT}. Tel 08-12 34."
        )


@pytest.mark.parametrize(
    ("namn", "barnet", "text", "kvar"),
    [
        ("Robin Ekhöjd", "Alva Ekhöjd", "Alva Ekhöjd, Ekhöjds.", "Alva Ekhöjd, Ekhöjds."),
        ("Robin Ekhöjd", "Alva Ekhöjd", "ROBIN EKHÖJD-", f"{UTELAMNAT} {UTELAMNAT}-"),
        (
            "Robin Kim Lund-Ek",
            "Alva Lund",
            "Robin Lund-Ek, Lund",
            f"{UTELAMNAT} {UTELAMNAT}-{UTELAMNAT}, Lund",
        ),
        ("Robin Kim Ek", "Alva Kim Ek", "Alva Kim Ek", f"Alva {UTELAMNAT} {UTELAMNAT}"),
        ("Ek, Robin", "Alva Ek", "Robin Ek och Alva Ek", f"{UTELAMNAT} {UTELAMNAT} och Alva Ek"),
        ("Robin Ek", "Alva Lund far Robin Ek", "Ek", UTELAMNAT),
        ("Robin Ek", "Alva Lund far Ek", "Ek", UTELAMNAT),
        ("Robin Ek", "Robins Alva Ek", "Ek", UTELAMNAT),
        ("Robin", "Robin Ek", "Robin Ek", f"{UTELAMNAT} Ek"),
    ],
)
def test_only_a_surname_that_the_child_has_too_is_kept(
    namn: str, barnet: str, text: str, kvar: str
) -> None:
    assert utelamnar(namn, "", behall=barnet)(text) == kvar


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
