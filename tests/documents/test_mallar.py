import re
from dataclasses import replace

import pytest

from caseflow.documents import teman
from caseflow.documents.etiketter import FALT, HANDELSER, VARDEN
from caseflow.documents.mallar import MALLAR, lasbart_for, saknas
from caseflow.documents.mallar.beslut import BESLUT, BESLUTSRUBRIK
from caseflow.documents.mallar.mall import Mall
from caseflow.documents.tillgangar import MALLMAPP
from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Varde
from caseflow.processes import FAKTASLAG, HUVUDPROCESS, PROCESSER
from tests.documents.berattelser import AVSLAG, BIFALL, UTOVARE, UTSATT
from tests.documents.handlingar import UNDERLAG
from tests.documents.underlagsbygge import definition, underlag

TILL_HANDLAGGAREN = re.compile(r"\b(du|dig|din|ditt|dina|ni|er|era|jag)\b", re.IGNORECASE)
BLAND_ALLA = [(mall, slag) for mall in MALLAR.values() for slag in mall.slag]


def brister(kod: str, slag: str, antal: int) -> list[str]:
    rader = {"utovare": UTOVARE, "utsatt": UTSATT, "friyta": ()}[slag][:antal]
    return [b.text for b in saknas(MALLAR[kod], underlag(slag, rader))]


def test_every_document_that_a_step_makes_has_a_template_for_its_akt() -> None:
    steps = [(p.code, t.document) for p in PROCESSER.values() for t in p.transitions if t.document]
    facts = [("", k.document) for k in FAKTASLAG.values() if k.document]
    for process, document in steps + facts:
        assert document in MALLAR
        if process in HUVUDPROCESS:
            assert process in MALLAR[document].slag


@pytest.mark.parametrize("mall", MALLAR.values(), ids=MALLAR)
def test_a_template_has_a_file_a_title_and_a_version(mall: Mall) -> None:
    assert (MALLMAPP / f"{mall.kod}.html").is_file()
    assert mall.titel
    assert mall.version
    assert set(mall.slag) <= HUVUDPROCESS.keys()


@pytest.mark.parametrize("mall", MALLAR.values(), ids=MALLAR)
def test_a_template_reads_what_exists_and_needs_what_it_reads(mall: Mall) -> None:
    for kod in mall.laser:
        assert definition(mall.slag[0], kod)
    for krav in mall.kraver:
        assert set(krav.koder) <= mall.laser.keys()
        assert krav.gor_nu.endswith(".")
        assert not krav.lagrum or krav.lagrum in underlag("utovare").lagrum
    assert {kod for tema in mall.teman for kod in tema.uppgifter} <= mall.laser.keys()


def test_every_renamed_label_belongs_to_something() -> None:
    for kod, falt in [*FALT, *((kod, falt) for kod, falt, _ in VARDEN)]:
        fields = {f.code for slag in ("utovare", "utsatt") for f in definition(slag, kod)[1]}
        assert falt in fields
    for kod in HANDELSER:
        assert definition("utovare", kod)


@pytest.mark.parametrize(("mall", "slag"), BLAND_ALLA, ids=[f"{m.kod}-{s}" for m, s in BLAND_ALLA])
def test_no_label_speaks_to_whoever_filled_in_the_form(mall: Mall, slag: str) -> None:
    for kod, urval in mall.laser.items():
        for field in definition(slag, kod)[1]:
            if not urval.passes(field.code):
                continue
            words = [FALT.get((kod, field.code), field.label)]
            words += [VARDEN.get((kod, field.code, c), label) for c, label in field.choices]
            assert [w for w in words if TILL_HANDLAGGAREN.search(w)] == []


@pytest.mark.parametrize("slag", ["utovare", "utsatt"])
def test_every_field_of_the_utredning_has_its_place(slag: str) -> None:
    """A new field in the process falls under «Övrigt» until a theme takes it; here it is noticed."""
    mall = MALLAR[f"utredning_{slag}"]
    taken = teman.BEDOMNING | teman.FORSLAG | teman.MALSATTNING
    placed = taken.union(*(tema.falt for tema in mall.teman))
    assert {f.code for f in definition(slag, "slutfor_utredning")[1]} <= placed


def test_a_field_that_no_theme_knows_is_printed_all_the_same() -> None:
    grund = underlag("utovare", UTOVARE)
    slutford = grund.senaste("slutfor_utredning")
    assert slutford is not None
    okand = replace(slutford, falt=(*slutford.falt, ("nytt", "Nytt", "Något nytt.")))
    rest = teman.ovrigt(teman.UTOVARE, replace(grund, uppgifter=(okand,)))
    assert rest is not None
    assert rest.text("nytt") == "Något nytt."
    assert teman.ovrigt(teman.UTOVARE, grund) is None
    assert teman.ovrigt(teman.UTOVARE, underlag("utovare")) is None


def test_the_utovare_is_asked_about_all_that_matters() -> None:
    assert [tema.rubrik for tema in teman.UTOVARE] == [
        "Våldet",
        "Ansvar",
        "Sammanhang",
        "Konsekvenser",
        "Alternativ till våld",
        "Barn och föräldraskap",
        "Motivation",
        "Säkerheten för den som har utsatts",
    ]
    assert all(tema.fraga for tema in (*teman.UTOVARE, *teman.UTSATT))


@pytest.mark.parametrize(
    ("kod", "slag", "antal", "saknade"),
    [
        (
            "utredning_utovare",
            "utovare",
            0,
            [
                "att säkerheten för den som har utsatts är övervägd",
                "personens egen syn",
                "en riskbedömning",
                "om det finns barn",
                "bedömning och förslag",
            ],
        ),
        ("utredning_utovare", "utovare", 11, ["bedömning och förslag"]),
        ("utredning_utovare", "utovare", 99, []),
        (
            "utredning_utsatt",
            "utsatt",
            5,
            ["personens egen syn", "en riskbedömning", "en säkerhetsplan", "bedömning och förslag"],
        ),
        ("utredning_utsatt", "utsatt", 99, []),
        (
            "beslut",
            "utovare",
            0,
            ["beslutet", "skälen för beslutet", "kommunicering, eller skälet att inte kommunicera"],
        ),
        ("beslut", "utovare", 99, ["beslutet", "skälen för beslutet"]),
        (
            "uppfoljning",
            "friyta",
            0,
            ["uppföljningssamtalet, eller varför det inte blev av"],
        ),
    ],
)
def test_the_gaps(kod: str, slag: str, antal: int, saknade: list[str]) -> None:
    assert brister(kod, slag, antal) == saknade


@pytest.mark.parametrize(("kod", "grund"), UNDERLAG.values(), ids=UNDERLAG)
def test_a_whole_akt_has_no_gaps(kod: str, grund: Underlag) -> None:
    assert saknas(MALLAR[kod], grund) == []


def test_a_gap_names_its_source_and_the_way_out() -> None:
    gap = saknas(MALLAR["beslut"], underlag("utovare", UTOVARE))[1]
    assert gap.kod == "bevilja"
    assert gap.falt == "motivering"
    assert gap.kalla == "32 § förvaltningslagen (2017:900)"
    assert gap.gor_nu == "Skriv motiveringen i beslutet."


def test_a_missing_section_of_law_is_a_gap() -> None:
    grund = underlag("utovare", UTOVARE, lagrum={})
    texts = [b.text for b in saknas(MALLAR["utredning_utovare"], grund)]
    assert "lagrum för «vald_utovare»" in texts


def test_a_decision_without_its_reasons_is_a_gap() -> None:
    dag, kod, vem, varden = AVSLAG
    tom: dict[str, Varde] = {k: v for k, v in varden.items() if k != "motivering"}
    grund = underlag("utovare", (*UTOVARE, (dag, kod, vem, tom)))
    assert [b.text for b in saknas(MALLAR["beslut"], grund)] == ["skälen för beslutet"]


def test_urgent_protection_does_not_wait_for_kommunicering() -> None:
    dag, _, vem, varden = BIFALL
    akut = (
        dag,
        "bevilja_akut_skydd",
        vem,
        {"motivering": varden["motivering"], "till_och_med": varden["till_och_med"]},
    )
    assert saknas(MALLAR["beslut"], underlag("utsatt", (akut,))) == []


def test_every_beslut_has_a_heading() -> None:
    assert set(BESLUTSRUBRIK) == set(BESLUT)


def test_a_protected_name_is_gone_before_the_template_sees_it() -> None:
    grund = underlag("utovare", UTOVARE, skydd="skyddad_folkbokforing")
    seen = lasbart_for(MALLAR["utredning_utovare"], grund)
    assert (seen.person_namn, seen.personnummer, seen.pseudonym) == ("", "", "")
