"""Berättelserna om pauser: vad som flyttas, vad som står kvar och vad som börjar om."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.engine.rule import Klockstopp
from caseflow.processes import HUVUDPROCESS, REGLER, plikter_for
from caseflow.rules.paus import PAUSDAGAR, pausdagar
from caseflow.rules.uppfoljning import fonster
from tests.processes.delprocessgang import den_enda, pagaende, vagras
from tests.processes.gang import Gang

PLANERAD = date(2026, 6, 16)
"""Tre månader efter att insatsen startade den 16 mars."""

POLICY = {
    "ej_verkstallt": Klockstopp.BORJA_OM,
    "insats_pausad": Klockstopp.BORJA_OM,
    "insats_foljs": Klockstopp.BORJA_OM,
    "insats_utgar": Klockstopp.BEHALL_DAGEN,
    "insatsen_slutar": Klockstopp.BEHALL_DAGEN,
    "forslag_tas_upp": Klockstopp.BEHALL_DAGEN,
    "korta_beslut_ses_over": Klockstopp.BEHALL_DAGEN,
    "provning_utreds": Klockstopp.BEHALL_DAGEN,
    "uppfoljning_ska_goras": Klockstopp.BEHALL_RESTEN,
    "ej_nadd_skrivs": Klockstopp.BEHALL_RESTEN,
}


def paus(akt: Gang, fran: str, till: str) -> None:
    akt.den(fran)
    akt.delsteg("insats", "pausa_insats", orsak="sjukdom")
    akt.den(till)
    akt.delsteg("insats", "ateruppta_insats")


def _med(fakta: Fakta, nummer: int, varden: Mapping[str, Varde]) -> Delprocess:
    """Delprocessen med andra värden."""
    delen = fakta.delprocess(nummer)
    assert delen is not None
    return replace(delen, varden=varden)


def leden(akt: Gang, slag: str) -> list[tuple[str, str]]:
    """Hur den enda bevakningen av slaget räknades: ledens text och dag."""
    vantade = expected(plikter_for(akt.fakta.slag), akt.fakta, akt.profil)
    (vantad,) = (v for (kod, _), v in vantade.items() if kod == slag)
    return [(t.text, t.dag.isoformat()) for t in vantad.forfall.termer]


def test_varje_plikt_som_en_paus_ror_har_sin_policy() -> None:
    assert {kod: r.klockstopp for kod, r in REGLER.items() if r.klockstopp} == POLICY


def test_uppfoljningen_flyttas_med_de_dagar_som_insatsen_verkligen_var_pausad() -> None:
    akt = pagaende()
    paus(akt, "2026-05-04", "2026-05-25")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == PLANERAD + timedelta(days=21)
    assert leden(akt, "uppfoljning_ska_goras") == [
        ("Insatsen startade", "2026-03-16"),
        ("+3 månader", "2026-06-16"),
        ("+21 dagar då det var pausat", "2026-07-07"),
    ]


def test_en_andra_paus_laggs_till_den_forsta() -> None:
    akt = pagaende()
    paus(akt, "2026-05-04", "2026-05-25")
    paus(akt, "2026-06-01", "2026-06-08")
    assert den_enda(akt, "insats").varden[PAUSDAGAR] == 28
    assert akt.bevakningar()["uppfoljning_ska_goras"] == PLANERAD + timedelta(days=28)


def pausad(akt: Gang, fran: str) -> None:
    akt.den(fran)
    akt.delsteg("insats", "pausa_insats", orsak="sjukdom")


def sokt(akt: Gang, dag: str, utfall: str, **falt: str) -> None:
    akt.den(dag)
    givet: dict[str, Any] = {"kanal": "samtal", "klockslag": "10:00", "saker_kontakt": True, **falt}
    akt.delsteg("uppfoljning", "forsok_kontakt", av="tove", nummer=None, utfall=utfall, **givet)


def test_uppfoljningen_vilar_medan_insatsen_ar_pausad_och_pausen_bevakas() -> None:
    akt = pagaende()
    pausad(akt, "2026-05-04")
    assert "uppfoljning_ska_goras" not in akt.bevakningar()
    assert akt.bevakningar()["insats_pausad"] == date(2026, 6, 3)
    assert pausdagar(akt.fakta, den_enda(akt, "uppfoljning")) == 0
    akt.den("2026-09-01")
    akt.faktum("journalanteckning", typ="kontakt", rubrik="Paus", anteckning="Väntar än.")
    assert "uppfoljning_ska_goras" not in akt.bevakningar()
    assert akt.bevakningar()["insats_pausad"] == date(2026, 10, 1)


def test_en_uppfoljning_som_inte_raknas_fran_insatsen_vilar_inte() -> None:
    akt = pagaende()
    akt.delsteg("uppfoljning", "planera_uppfoljning", roll="samordnare", planerad="2026-05-20")
    pausad(akt, "2026-05-04")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 5, 20)


def test_det_som_redan_var_sent_ar_lika_sent_efterat() -> None:
    akt = pagaende()
    pausad(akt, "2026-06-20")
    assert "uppfoljning_ska_goras" not in akt.bevakningar()
    akt.den("2026-07-20")
    akt.delsteg("insats", "ateruppta_insats")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 7, 16)


def test_pausen_raknas_ocksa_nar_insatsen_slutar_utan_att_tas_upp_igen() -> None:
    akt = pagaende()
    paus(akt, "2026-04-01", "2026-04-11")
    pausad(akt, "2026-05-04")
    akt.den("2026-06-23")
    if akt.fakta.slag == "utovare":
        akt.faktum("sakerhet_overvagd", overvagande="Genomtänkt.")
    akt.delsteg("insats", "avbryt_insats", orsak="sjukdom")
    assert pausdagar(akt.fakta, den_enda(akt, "uppfoljning")) == 10 + 50
    assert akt.bevakningar()["uppfoljning_ska_goras"] == PLANERAD + timedelta(days=60)


@pytest.mark.parametrize(
    ("ny_dag", "blir"),
    [
        pytest.param("2026-06-17", date(2026, 6, 30), id="dagen var i pausen"),
        pytest.param("2026-07-08", date(2026, 7, 8), id="dagen har inte varit"),
    ],
)
def test_en_dag_som_ni_bestamde_galler_tidigast_nar_pausen_ar_slut(ny_dag: str, blir: date) -> None:
    akt = pagaende()
    sokt(akt, "2026-06-03", "ombokat", ny_dag=ny_dag)
    paus(akt, "2026-06-10", "2026-06-30")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == blir


def test_en_bokad_dag_i_pausen_galler_tidigast_nar_pausen_ar_slut() -> None:
    akt = pagaende()
    akt.delsteg("uppfoljning", "boka_uppfoljning", av="tove", bokad_dag="2026-06-24")
    paus(akt, "2026-06-20", "2026-06-28")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 6, 28)
    assert leden(akt, "uppfoljning_ska_goras")[-1] == ("dagen då pausen tog slut", "2026-06-28")


def test_att_personen_inte_gick_att_na_skrivs_inte_under_pausen() -> None:
    akt = pagaende()
    for dag in ("2026-06-02", "2026-06-09", "2026-06-16"):
        sokt(akt, dag, "ej_svar")
    assert akt.bevakningar()["ej_nadd_skrivs"] == date(2026, 7, 15)
    pausad(akt, "2026-07-01")
    assert not {"ej_nadd_skrivs", "uppfoljning_ska_goras"} & set(akt.bevakningar())
    akt.den("2026-07-31")
    akt.delsteg("insats", "ateruppta_insats")
    assert akt.bevakningar()["ej_nadd_skrivs"] == date(2026, 8, 14)


def test_en_paus_samma_dag_flyttar_inget() -> None:
    akt = pagaende()
    paus(akt, "2026-05-04", "2026-05-04")
    assert den_enda(akt, "insats").varden[PAUSDAGAR] == 0
    assert leden(akt, "uppfoljning_ska_goras")[-1] == ("+3 månader", "2026-06-16")


@pytest.mark.parametrize(
    ("fran", "till", "dagar"),
    [
        pytest.param("2028-02-28", "2028-03-01", 2, id="över skottdagen"),
        pytest.param("2027-02-28", "2027-03-01", 1, id="inget skottår"),
        pytest.param("2026-03-28", "2026-03-30", 2, id="när sommartiden börjar"),
        pytest.param("2026-10-24", "2026-10-26", 2, id="när sommartiden slutar"),
        pytest.param("2026-12-30", "2027-01-02", 3, id="över årsskiftet"),
    ],
)
def test_pausen_ar_kalenderdagar(fran: str, till: str, dagar: int) -> None:
    akt = pagaende(till_och_med="2029-12-31")
    paus(akt, fran, till)
    assert den_enda(akt, "insats").varden[PAUSDAGAR] == dagar


def test_fonstret_flyttas_med_uppfoljningen() -> None:
    akt = pagaende()
    assert fonster(akt.fakta, den_enda(akt, "uppfoljning"))[0] == date(2026, 6, 2)
    paus(akt, "2026-05-04", "2026-05-25")
    uppfoljningen = den_enda(akt, "uppfoljning")
    assert fonster(akt.fakta, uppfoljningen) == (date(2026, 6, 23), date(2026, 8, 4))
    forsok: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": True,
        "utfall": "ej_svar",
    }
    akt.den("2026-06-22")
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="tove", **forsok) == {
        "fonstret_har_oppnat"
    }
    akt.den("2026-06-23")
    akt.delsteg("uppfoljning", "forsok_kontakt", av="tove", nummer=None, **forsok)
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 8, 4)


def test_beslutets_sista_dag_star_kvar() -> None:
    akt = pagaende()
    fore = {k: d for k, d in akt.bevakningar().items() if k in {"insats_utgar", "insatsen_slutar"}}
    paus(akt, "2026-05-04", "2026-05-25")
    assert fore == {"insats_utgar": date(2026, 7, 21), "insatsen_slutar": date(2026, 9, 1)}
    assert akt.bevakningar().items() >= fore.items()


def test_de_tre_manaderna_borjar_om_vid_varje_avbrott() -> None:
    akt = pagaende()
    paus(akt, "2026-04-01", "2026-06-30")
    akt.den("2026-07-01")
    akt.delsteg("insats", "pausa_insats", orsak="sjukdom")
    assert leden(akt, "ej_verkstallt") == [
        ("Insatsen pausades", "2026-07-01"),
        ("+3 månader", "2026-10-01"),
    ]


def test_att_folja_insatsen_borjar_om_nar_den_tas_upp_igen() -> None:
    akt = pagaende()
    assert akt.bevakningar()["insats_foljs"] == date(2026, 4, 15)
    paus(akt, "2026-04-01", "2026-05-25")
    assert leden(akt, "insats_foljs") == [
        ("Insatsen startade eller togs upp igen", "2026-05-25"),
        ("+30 dagar", "2026-06-24"),
    ]


def test_bara_insatsen_som_uppfoljningen_raknas_fran_flyttar_den() -> None:
    akt = pagaende()
    uppfoljningen = den_enda(akt, "uppfoljning")
    assert uppfoljningen.varden["insats"] == den_enda(akt, "insats").id
    annan = {**uppfoljningen.varden, "insats": 99}
    paus(akt, "2026-05-04", "2026-05-25")
    akt.fakta = akt.fakta.with_delprocess(_med(akt.fakta, uppfoljningen.id, annan))
    assert akt.bevakningar()["uppfoljning_ska_goras"] == PLANERAD
    utan = {k: v for k, v in uppfoljningen.varden.items() if k != "insats"}
    akt.fakta = akt.fakta.with_delprocess(_med(akt.fakta, uppfoljningen.id, utan))
    assert pausdagar(akt.fakta, den_enda(akt, "uppfoljning")) == 0


def test_pausdagar_raknas_bara_i_delprocesser() -> None:
    """Huvudprocessen har inga värden att lägga dem i."""
    assert not any(t.counts_days for p in HUVUDPROCESS.values() for t in p.transitions)
