"""Why this date: the explanation of a bevakning in the words of its event and its rule."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.processes import HUVUDPROCESS
from caseflow.queries.forfallande import forfallande
from caseflow.queries.forklaring import Forklaring, forklara
from caseflow.rules.insats import ej_verkstallt
from caseflow.rules.uppfoljning import uppfoljning_ska_goras
from caseflow.store.atkomst import SYSTEM
from caseflow.store.bevakning import Bevakning
from tests.akter import faktum, oppna, rader, steg
from tests.databas import Verksamhet
from tests.rules.test_plikternas_rakning import forfallen

PROFIL = "sundbyberg"
POINT = "uppfoljning_ska_goras"
ANSOKAN = {"satt": "muntlig", "avser": "Behandling.", "egna_ord": "Jag vill."}


def varfor(v: Verksamhet, nummer: str, slag: str) -> Forklaring:
    """The explanation of the one open bevakning of a kind."""
    rows = forfallande(v.db, SYSTEM, on=date(2099, 1, 1))
    (row,) = (r for r in rows if r.akt == nummer and r.slag == slag)
    return row.varfor


def bevakning(slag: str, dag: str, *, fran: str, rakning: str = "[]", **annat: object) -> Bevakning:
    """A row as it is stored."""
    given = {"typ": "lag", "kalla": "34 kap. 1 § SoL (2025:400)", "nyckel": "1", **annat}
    return Bevakning(
        akt_id=1,
        nr=1,
        slag=slag,
        dag=date.fromisoformat(dag),
        raknas_fran=date.fromisoformat(fran),
        rakning=rakning,
        **given,
    )


def test_a_local_routine_names_the_profile_and_the_number(verksamhet: Verksamhet) -> None:
    nummer = oppna(verksamhet, "utovare")
    told = varfor(verksamhet, nummer, "forsta_kontakt")
    assert (told.handelse, told.fran) == ("Uppgiften kom in", date(2026, 1, 12))
    (led,) = told.led
    assert led.kalla == "profilen standard: forsta_kontakt_dagar = 3"
    assert told.sedan is None, "a routine has no day of coming into force"
    assert told.om_inget_gors


def test_a_law_names_its_section_and_since_when(verksamhet: Verksamhet) -> None:
    nummer = oppna(verksamhet, "utovare")
    faktum(verksamhet, nummer, "ansokan", ANSOKAN)
    told = varfor(verksamhet, nummer, "ratt_att_begara_avgorande")
    assert [(t.text, t.kalla, t.dag) for t in told.led] == [
        ("+6 månader", "12 § FL (2017:900)", date(2026, 7, 12))
    ]
    assert (told.kalla, told.sedan) == ("12 § FL (2017:900)", date(2018, 7, 1))
    # 12 July 2026 is a Sunday; but the day is when a right begins, so no roll-forward is spoken of.
    assert told.nasta_vardag is None


@pytest.mark.parametrize(
    ("dag", "namn", "vardag"),
    [
        pytest.param("2026-06-06", "nationaldagen", "2026-06-08", id="helgdag på en lördag"),
        pytest.param("2026-12-24", "julafton", "2026-12-28", id="julafton till måndag"),
        pytest.param("2026-03-14", "en lördag", "2026-03-16", id="lördag"),
        pytest.param("2026-03-16", "", None, id="vardag"),
    ],
)
def test_the_namnds_own_day_stands_and_the_next_vardag_is_information(
    dag: str, namn: str, vardag: str | None
) -> None:
    rakning = (
        '[{"slag": "fran", "text": "Beslutet", "dag": "2026-01-01", "kalla": "", "antal": null},'
        f' {{"slag": "manader", "text": "+3 månader", "dag": "{dag}",'
        ' "kalla": "34 kap. 1 § SoL (2025:400)", "antal": 3}]'
    )
    row = bevakning(
        "ej_verkstallt",
        dag,
        fran="2026-01-01",
        rakning=rakning,
        yttersta_dag=date.fromisoformat(dag),
    )
    told = forklara(row, PROFIL)
    assert (told.dag, told.yttersta_dag) == (date.fromisoformat(dag), date.fromisoformat(dag))
    assert told.dagens_namn == namn
    assert told.nasta_vardag == (date.fromisoformat(vardag) if vardag else None)
    said = "\n".join(told.rader())
    assert ("debatterat" in said) is bool(vardag)
    assert f"Lagens yttersta dag: {dag}." in said


def test_the_partys_own_time_rolls_and_both_days_are_told() -> None:
    """Delfående on a Friday three weeks before långfredagen."""
    rakning = (
        '[{"slag": "fran", "text": "Delfåendet", "dag": "2026-03-13", "kalla": "", "antal": null},'
        ' {"slag": "veckor", "text": "+3 veckor", "dag": "2026-04-03", "kalla": "44 § FL (2017:900)",'
        ' "antal": 3}, {"slag": "vardag", "text": "till nästa vardag, för dagen är långfredagen",'
        ' "dag": "2026-04-07", "kalla": "2 § lagen om lagstadgad tid (1930:173)", "antal": 4}]'
    )
    row = bevakning(
        "overklagandetid_ut",
        "2026-04-07",
        fran="2026-03-13",
        rakning=rakning,
        yttersta_dag=date(2026, 4, 3),
        kalla="44 § FL (2017:900)",
    )
    told = forklara(row, PROFIL)
    assert told.rullad
    assert told.nasta_vardag is None
    assert "Lagens tid går ut 2026-04-03, men 2026-04-07 räcker: nästa vardag." in told.rader()
    assert told.led[-1].text.startswith("Till nästa vardag")


@pytest.mark.parametrize(
    ("fran", "kalla", "sedan"),
    [
        ("2025-06-30", "16 kap. 6 f § SoL (2001:453)", date(2002, 1, 1)),
        ("2025-07-01", "34 kap. 1 § SoL (2025:400)", date(2025, 7, 1)),
    ],
)
def test_the_wording_is_the_one_that_the_event_said(fran: str, kalla: str, sedan: date) -> None:
    told = forklara(bevakning("ej_verkstallt", "2025-10-01", fran=fran, kalla=kalla), PROFIL)
    assert (told.kalla, told.sedan) == (kalla, sedan)
    assert told.mening == ej_verkstallt.wordings[0].meaning


def test_an_item_from_before_there_were_terms_still_says_its_rule() -> None:
    told = forklara(bevakning("ej_verkstallt", "2025-10-01", fran="2025-07-01"), PROFIL)
    assert (told.handelse, told.led) == ("", ())
    assert told.rader()[0].startswith("Regel: ")


def test_a_rule_that_is_gone_leaves_the_source_that_was_written() -> None:
    told = forklara(bevakning("avskaffad_plikt", "2025-10-01", fran="2025-07-01"), PROFIL)
    assert told.kalla == "34 kap. 1 § SoL (2025:400)"
    assert told.om_inget_gors


def test_a_follow_up_says_from_what_and_what_a_pause_does() -> None:
    rows = [f for slag in HUVUDPROCESS for kod, _, f in forfallen(slag) if kod == POINT]
    counted = next(f for f in rows if any(t.slag == "paus" for t in f.termer))
    row = Bevakning(
        akt_id=1,
        nr=1,
        slag=POINT,
        nyckel="1",
        dag=counted.dag,
        raknas_fran=counted.raknas_fran,
        fonster_fran=counted.fonster_fran,
        typ="rutin",
        kalla=str(uppfoljning_ska_goras.wordings[0].kalla),
        rakning=json.dumps([t.as_dict() for t in counted.termer]),
    )
    told = forklara(row, PROFIL)
    assert told.handelse == "Insatsen startade"
    assert told.led[0].kalla == "profilen sundbyberg: uppfoljningar"
    assert any("då det var pausat" in led.text for led in told.led)
    assert told.vid_paus == "Dagar då insatsen är pausad läggs till när den tas upp igen."


def test_the_stored_terms_are_those_of_the_event(verksamhet: Verksamhet) -> None:
    """The column is a projection: the event that opened the bevakning says the same."""
    nummer = oppna(verksamhet, "utovare")
    steg(verksamhet, nummer, "paborja_forhandsbedomning")
    with verksamhet.db.read() as session:
        rows = session.scalars(select(Bevakning).order_by(Bevakning.nr)).all()
        assert [r.slag for r in rows] == ["forsta_kontakt", "forhandsbedomning_klar"]
        assert all(r.vantad.forfall.termer[0].slag == "fran" for r in rows)
    assert len(rader(verksamhet.db, "SELECT rakning FROM bevakning WHERE rakning = '[]'")) == 0
