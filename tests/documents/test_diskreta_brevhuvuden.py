"""Which letterhead each handling has, in each kind of akt; and that a discreet one says nothing of the unit."""

from dataclasses import replace

import pytest

from caseflow.documents.diskret import AVSANDAREN, AVSLOJANDE, avslojar
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import Brevhuvud
from caseflow.documents.render import framstall
from caseflow.documents.strukturdata import data_of
from tests.documents.handlingar import oppnad, text
from tests.documents.test_fientligt import fullt

EGET, DISKRET, INGET = "eget", "diskret", "inget"
ENHET = "Mansmottagningen Linden"
EGNA = ("Mansmottagningen, 2 tr", "Lindgatan 7", "Telefon 010-111 11 11")
DISKRETA = ("Box 1, 100 00 Ekhöjd", "Kommunens växel 010-222 22 22")

BREVHUVUDEN = {
    # Work in the utövare's own akt: the utövare knows where he goes.
    ("utredning_utovare", "utovare"): EGET,
    ("forhandsbedomning_utovare", "utovare"): EGET,
    ("riskbedomning_utovare", "utovare"): EGET,
    ("samtycke_partnerkontakt", "utovare"): EGET,
    # To somebody who has to know who writes: the performer, who takes over, the nämnd.
    ("bestallning", "utovare"): EGET,
    ("bestallning", "utsatt"): EGET,
    ("overlamning", "utovare"): EGET,
    ("overlamning", "utsatt"): EGET,
    ("overlamning", "friyta"): EGET,
    ("gallringsbeslut", "utovare"): EGET,
    ("gallringsbeslut", "utsatt"): EGET,
    ("gallringsbeslut", "friyta"): EGET,
    ("gallringsbeslut", "partnerkontakt"): EGET,
    # Letters and the person's own papers: a partner may see them.
    ("beslut", "utovare"): EGET,
    ("beslut", "utsatt"): DISKRET,
    ("beslut_inleda", "utovare"): EGET,
    ("beslut_inleda", "utsatt"): DISKRET,
    ("inbjudan", "utovare"): EGET,
    ("inbjudan", "utsatt"): DISKRET,
    ("information_insatser", "utovare"): EGET,
    ("information_insatser", "utsatt"): DISKRET,
    ("information_insatser", "friyta"): DISKRET,
    ("kommunicering", "utovare"): EGET,
    ("kommunicering", "utsatt"): DISKRET,
    ("underrattelse", "utovare"): EGET,
    ("underrattelse", "utsatt"): DISKRET,
    ("underrattelse_forsening", "utovare"): EGET,
    ("underrattelse_forsening", "utsatt"): DISKRET,
    ("samtycke_samverkan", "utovare"): EGET,
    ("samtycke_samverkan", "utsatt"): DISKRET,
    ("samtycke_samverkan", "friyta"): DISKRET,
    ("samtycke_samverkan", "partnerkontakt"): DISKRET,
    ("partnerkontakt_information", "partnerkontakt"): DISKRET,
    ("vardplan", "utovare"): EGET,
    ("vardplan", "utsatt"): DISKRET,
    ("genomforandeplan", "utovare"): EGET,
    ("genomforandeplan", "utsatt"): DISKRET,
    ("avslutssammanfattning", "utovare"): EGET,
    ("avslutssammanfattning", "utsatt"): DISKRET,
    ("avslutssammanfattning", "friyta"): DISKRET,
    # To the akt; but its person may read it and have a copy of it (12 kap. 1 § OSL, 10 § FL).
    ("utredning_utsatt", "utsatt"): DISKRET,
    ("forhandsbedomning_utsatt", "utsatt"): DISKRET,
    ("riskbedomning_utsatt", "utsatt"): DISKRET,
    ("sakerhetsplan", "utsatt"): DISKRET,
    ("sakerhetsplan", "friyta"): DISKRET,
    ("sakerhetsplan", "partnerkontakt"): DISKRET,
    ("uppfoljning", "utovare"): EGET,
    ("uppfoljning", "utsatt"): DISKRET,
    ("uppfoljning", "friyta"): DISKRET,
    ("journalutskrift", "utovare"): EGET,
    ("journalutskrift", "utsatt"): DISKRET,
    ("journalutskrift", "friyta"): DISKRET,
    ("journalutskrift", "partnerkontakt"): DISKRET,
    ("utlamnande", "utovare"): EGET,
    ("utlamnande", "utsatt"): DISKRET,
    ("utlamnande", "friyta"): DISKRET,
    ("utlamnande", "partnerkontakt"): DISKRET,
    # Both guardians may read these; a stranger reads the last: discreet from an utövare's akt too.
    ("barnkonsekvensanalys_utovare", "utovare"): DISKRET,
    ("barnkonsekvensanalys_utsatt", "utsatt"): DISKRET,
    ("orosanmalan", "utovare"): DISKRET,
    ("orosanmalan", "utsatt"): DISKRET,
    ("orosanmalan", "friyta"): DISKRET,
    ("orosanmalan", "partnerkontakt"): DISKRET,
    ("beslut_utlamnande", "utovare"): DISKRET,
    ("beslut_utlamnande", "utsatt"): DISKRET,
    ("beslut_utlamnande", "friyta"): DISKRET,
    ("beslut_utlamnande", "partnerkontakt"): DISKRET,
    # No sender at all.
    ("min_plan", "utsatt"): INGET,
    ("min_plan", "friyta"): INGET,
    ("min_plan", "partnerkontakt"): INGET,
    ("brukarenkat", "utovare"): INGET,
    ("brukarenkat", "utsatt"): INGET,
    ("brukarenkat", "friyta"): INGET,
}


def test_every_template_stands_in_the_table_for_every_akt_it_is_for() -> None:
    assert set(BREVHUVUDEN) == {(m.kod, slag) for m in MALLAR.values() for slag in m.slag}


@pytest.mark.parametrize(("plats", "vilket"), BREVHUVUDEN.items(), ids=str)
def test_the_page_has_the_letterhead_of_the_table(plats: tuple[str, str], vilket: str) -> None:
    kod, slag = plats
    grund = fullt(MALLAR[kod], slag, lambda *_: "Ett vanligt svar.")
    page = framstall(
        kod, replace(grund, enhet=ENHET, avsandare=EGNA, avsandare_diskret=DISKRETA)
    ).html
    assert all((rad in page) is (vilket == EGET) for rad in EGNA)
    assert all((rad in page) is (vilket == DISKRET) for rad in DISKRETA)
    assert ("Linden" in page) is (vilket == EGET)
    assert (f'<p class="enhet">{AVSANDAREN}</p>' in page) is (vilket == DISKRET)


def test_the_file_says_nothing_of_the_unit_either() -> None:
    grund = fullt(MALLAR["beslut"], "utsatt", lambda *_: "Ett vanligt svar.")
    grund = replace(grund, enhet=ENHET, avsandare=EGNA)
    made = framstall("beslut", grund)
    pdf = made.pdf()
    with oppnad(pdf) as opened:
        properties = " ".join(str(value) for value in opened.docinfo.values())
        meta = bytes(opened.Root.Metadata.read_bytes()).decode()
    for said in (text(pdf), properties, meta, str(data_of(made))):
        assert "Linden" not in said
        assert "111 11 11" not in said


def test_with_no_discreet_lines_there_are_none() -> None:
    grund = fullt(MALLAR["inbjudan"], "utsatt", lambda *_: "Ett vanligt svar.")
    page = framstall("inbjudan", replace(grund, avsandare=EGNA, avsandare_diskret=())).html
    assert 'class="avsandare"' not in page


def test_a_letterhead_is_chosen_and_never_falls_to_a_default() -> None:
    assert {m.brevhuvud for m in MALLAR.values()} == set(Brevhuvud)


@pytest.mark.parametrize(
    ("rad", "ordet"),
    [
        ("Mansmottagningen, 2 tr", "mansmottag"),
        ("Enheten mot VÅLD i nära relationer", "våld"),
        ("relationsvald@ekhojd.example", "relation"),
        ("stod.valdsutsatta@ekhojd.example", "valds"),
        ("Kvinnofridsteamet", "kvinnofrid"),
        ("Kriscentrum, Storgatan 1", "kriscent"),
        ("Skyddat boende", "skydd"),
        ("För dig som är ut\u00adsatt", "utsatt"),
        ("För utövare", "utövare"),
        ("Partnerkontakten", "partner"),
        ("c/o Linden Norr, plan 3", "Linden Norr"),
        ("c/o linden  norr", "Linden Norr"),
    ],
)
def test_a_line_that_tells_is_found(rad: str, ordet: str) -> None:
    assert avslojar(rad, "Linden Norr") == ordet


@pytest.mark.parametrize(
    "rad",
    [
        "Box 1, 100 00 Ekhöjd",
        "Kommunens växel 010-222 22 22",
        "Socialjouren 010-333 33 33",
        "Valdemarsgatan 4",
        "Fridhemsgatan 2",
        "Internationella gatan 1",
        "Hermansvägen 9",
        "Norra vägen 3",
        "socialtjansten@ekhojd.example",
    ],
)
def test_an_ordinary_address_is_no_word_that_tells(rad: str) -> None:
    assert avslojar(rad, "Linden Norr") == ""


def test_every_word_of_the_list_is_found() -> None:
    assert [w for w in AVSLOJANDE if not avslojar(f"Mot {w.upper()} m.m.", "")] == []
