from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.effect import apply, fact_effect, step_effect
from caseflow.engine.fakta import Fakta
from caseflow.processes import FAKTASLAG, HUVUDPROCESS, PROCESSER, plikter_for
from caseflow.processes.definitioner import definitioner_for
from caseflow.rules.profil import RISKNIVAER
from caseflow.rules.risk import (
    hojd_risk_till_enhetschef,
    riskbedomning_efter_akut_skydd,
    riskbedomning_efter_handelse,
    riskbedomning_pa_nytt,
    riskbedomningen_ar_aktuell,
    riskbedomningen_vilar_pa_metod,
    slutlig_riskbedomning_finns,
)
from tests.faktabygge import PROFIL, Uppgift, fakta, forfall, haller, lage


def med(
    tillstand: str = "utredning", *, steg: dict[str, Uppgift] | None = None, **uppgifter: Uppgift
) -> Fakta:
    return fakta("utsatt", tillstand, sedan="2026-03-01", steg=steg, fakta_=uppgifter)


def registrerat(*uppgifter: tuple[str, str]) -> Fakta:
    """Uppgifterna i den ordning de registrerades, var och en med dagen då det hände."""
    akten = med()
    for slag, dag in uppgifter:
        hande = date.fromisoformat(dag)
        effekt = fact_effect(FAKTASLAG[slag], {}, akten, dag=hande)
        akten = apply(akten, effekt, seq=akten.seq + 1, dag=hande)
    return akten


BEDOMT, HANDE = "riskbedomning", "ny_handelse"


@pytest.mark.parametrize(
    ("uppgifter", "aktuell"),
    [
        pytest.param([], False, id="ingen bedömning"),
        pytest.param([(BEDOMT, "2026-03-01")], True, id="inget har hänt"),
        pytest.param([(BEDOMT, "2026-03-01"), (HANDE, "2026-03-02")], False, id="hänt efteråt"),
        pytest.param([(HANDE, "2026-03-01"), (BEDOMT, "2026-03-02")], True, id="bedömt efteråt"),
        pytest.param([(HANDE, "2026-03-02"), (BEDOMT, "2026-03-02")], True, id="samma dag"),
        pytest.param(
            [(BEDOMT, "2026-03-02"), (HANDE, "2026-03-02")], False, id="samma dag, hänt sist"
        ),
        pytest.param(
            [(BEDOMT, "2026-03-05"), (HANDE, "2026-03-01")],
            False,
            id="händelsen kom fram först efter bedömningen",
        ),
        pytest.param(
            [(HANDE, "2026-03-01"), (BEDOMT, "2026-02-20")],
            False,
            id="bedömningen är äldre men registrerad sent",
        ),
        pytest.param(
            [(HANDE, "2026-03-01"), (HANDE, "2026-03-04"), (BEDOMT, "2026-03-02")],
            False,
            id="en av två händelser är bedömd",
        ),
    ],
)
def test_bedomningen_ska_vara_gjord_efter_det_som_hant(
    uppgifter: list[tuple[str, str]], *, aktuell: bool
) -> None:
    akten = registrerat(*uppgifter)
    assert haller(riskbedomningen_ar_aktuell, lage(akten)) is aktuell


def test_en_ny_handelse_flyttar_inte_fram_dagen_for_en_tidigare() -> None:
    akten = registrerat((HANDE, "2026-03-02"), (HANDE, "2026-03-09"))
    dagar = [f.dag for f in forfall(riskbedomning_efter_handelse, akten)]
    assert sorted(dagar) == [date(2026, 3, 5), date(2026, 3, 12)]


@pytest.mark.parametrize(
    ("bedomning", "racker"),
    [
        (None, False),
        ({"standardiserad": True}, True),
        ({"standardiserad": False}, False),
        ({"standardiserad": False, "skal_utan_metod": True}, True),
    ],
)
def test_metod_eller_skal(bedomning: dict[str, Any] | None, *, racker: bool) -> None:
    akten = fakta(
        "utsatt",
        "utredning",
        fakta_={} if bedomning is None else {"riskbedomning": (None, bedomning)},
    )
    assert haller(riskbedomningen_vilar_pa_metod, lage(akten)) is racker


@pytest.mark.parametrize(
    ("risk", "handelse", "racker"),
    [
        pytest.param(None, None, False, id="ingen"),
        pytest.param("2026-02-28", None, False, id="före beslutet"),
        pytest.param("2026-03-05", None, True, id="efter beslutet"),
        pytest.param("2026-03-05", "2026-03-06", False, id="något hände sedan"),
    ],
)
def test_den_slutliga_bedomningen_ar_fran_insatsens_tid(
    risk: str | None, handelse: str | None, *, racker: bool
) -> None:
    uppgifter = {"riskbedomning": risk, "obedomd_handelse:9": handelse}
    akten = med(
        "verkstallighet",
        steg={"bevilja": "2026-03-01"},
        **{k: v for k, v in uppgifter.items() if v},
    )
    assert haller(slutlig_riskbedomning_finns, lage(akten)) is racker


def test_utan_kant_beslut_racker_en_bedomning() -> None:
    akten = med("verkstallighet", riskbedomning="2026-03-05")
    assert haller(slutlig_riskbedomning_finns, lage(akten))


@pytest.mark.parametrize("niva", RISKNIVAER)
def test_nivan_ger_avstandet(niva: str) -> None:
    (ett,) = forfall(riskbedomning_pa_nytt, med(riskbedomning=("2026-03-05", {"niva": niva})))
    assert (ett.dag - date(2026, 3, 5)).days == PROFIL.riskbedomning_dagar[niva]
    assert ett.raknas_fran == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("dag", "forfaller"),
    [
        ("2026-01-31", "2026-03-02"),
        ("2024-01-30", "2024-02-29"),
        ("2023-01-30", "2023-03-01"),
    ],
)
def test_dagarna_ar_kalenderdagar(dag: str, forfaller: str) -> None:
    (ett,) = forfall(riskbedomning_pa_nytt, med(riskbedomning=(dag, {"niva": "hog"})))
    assert ett.dag == date.fromisoformat(forfaller)


def test_saknas_bedomning_raknas_det_kortaste_avstandet_fran_lagets_dag() -> None:
    (ett,) = forfall(riskbedomning_pa_nytt, med("verkstallighet"))
    assert ett.dag == date(2026, 3, 15)


def test_ar_alla_dagar_okanda_uppfinns_ingen() -> None:
    akten = fakta("utsatt", "utredning", sedan=None, inkom=None)
    assert forfall(riskbedomning_pa_nytt, akten) == []


def test_ar_bedomningens_dag_okand_raknas_fran_lagets_dag() -> None:
    (ett,) = forfall(riskbedomning_pa_nytt, med(riskbedomning=(None, {"niva": "lag"})))
    assert ett.dag == date(2026, 5, 30)


def test_en_gammal_importerad_bedomning_raknas_fran_genomgangen() -> None:
    akten = med(riskbedomning=("2022-06-01", {"niva": "hog"}), genomgang="2026-03-01")
    (ett,) = forfall(riskbedomning_pa_nytt, akten)
    assert ett.dag == date(2026, 3, 31)


@pytest.mark.parametrize(
    "tillstand", ["aktualiserad", "forhandsbedomning", "avvaktar", "avslutat", "upptackt"]
)
def test_fore_utredning_och_efter_avslut_raknas_inget_avstand(tillstand: str) -> None:
    assert forfall(riskbedomning_pa_nytt, med(tillstand, riskbedomning="2026-03-01")) == []


@pytest.mark.parametrize("tillstand", ["aktualiserad", "beslut", "avslutat"])
def test_en_handelse_foljs_av_en_bedomning_i_alla_lagen(tillstand: str) -> None:
    (ett,) = forfall(
        riskbedomning_efter_handelse,
        fakta("utsatt", tillstand, fakta_={"obedomd_handelse:7": "2026-02-26"}),
    )
    assert (ett.dag, ett.raknas_fran) == (date(2026, 3, 1), date(2026, 2, 26))


def test_bedomningen_fullgor_plikten() -> None:
    akten = registrerat((HANDE, "2026-03-02"), (BEDOMT, "2026-03-03"))
    assert forfall(riskbedomning_efter_handelse, akten) == []
    assert forfall(riskbedomning_efter_handelse, med()) == []


@pytest.mark.parametrize(
    ("beviljat", "dag"), [("2022-11-01", "2022-11-04"), ("2026-02-27", "2026-03-02")]
)
def test_akut_skydd_kommer_forst_och_riskbedomningen_sedan(beviljat: str, dag: str) -> None:
    akten = med("forhandsbedomning", steg={"bevilja_akut_skydd": beviljat})
    (vantad,) = expected((riskbedomning_efter_akut_skydd,), akten, PROFIL).values()
    assert vantad.forfall.dag == date.fromisoformat(dag)
    assert "tiden är lokal rutin" in vantad.kalla


def test_ar_risken_redan_bedomd_behovs_ingen_ny_for_skyddets_skull() -> None:
    bedomd = med("utredning", steg={"bevilja_akut_skydd": "2026-03-05"}, riskbedomning="2026-03-01")
    assert forfall(riskbedomning_efter_akut_skydd, bedomd) == []
    assert forfall(riskbedomning_efter_akut_skydd, med("utredning")) == []


def test_fore_foreskrifterna_fanns_inget_sadant_krav() -> None:
    akten = med("forhandsbedomning", steg={"bevilja_akut_skydd": "2022-10-31"})
    assert expected((riskbedomning_efter_akut_skydd,), akten, PROFIL) == {}


# --- tidigare när risken stiger -------------------------------------------------------------------

HANDELSETYPER = [kod for kod, _ in FAKTASLAG[HANDE].fields[0].choices]


def bedom(akten: Fakta, dag: str, niva: str) -> Fakta:
    """Risken bedöms en dag på en nivå."""
    nar = date.fromisoformat(dag)
    effekt = fact_effect(FAKTASLAG[BEDOMT], {"niva": niva}, akten, dag=nar)
    return apply(akten, effekt, seq=akten.seq + 1, dag=nar)


@pytest.mark.parametrize(
    ("bedomd", "lag", "medel", "hog", "mycket_hog"),
    [
        ("2026-03-05", "2026-06-03", "2026-05-04", "2026-04-04", "2026-03-19"),
        pytest.param(
            "2026-01-31", "2026-05-01", "2026-04-01", "2026-03-02", "2026-02-14", id="månadens slut"
        ),
        pytest.param(
            "2027-12-01",
            "2028-02-29",
            "2028-01-30",
            "2027-12-31",
            "2027-12-15",
            id="till skottdagen",
        ),
        pytest.param(
            "2028-02-29",
            "2028-05-29",
            "2028-04-29",
            "2028-03-30",
            "2028-03-14",
            id="från skottdagen",
        ),
        pytest.param(
            "2026-12-31", "2027-03-31", "2027-03-01", "2027-01-30", "2027-01-14", id="nyårsafton"
        ),
    ],
)
def test_dagtabellen_for_varje_niva(
    bedomd: str, lag: str, medel: str, hog: str, mycket_hog: str
) -> None:
    for niva, dag in zip(RISKNIVAER, (lag, medel, hog, mycket_hog), strict=True):
        (ett,) = forfall(riskbedomning_pa_nytt, bedom(med(), bedomd, niva))
        assert ett.dag == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("fore", "efter", "dag"),
    [
        ("lag", "medel", "2026-05-30"),
        ("lag", "hog", "2026-04-30"),
        ("lag", "mycket_hog", "2026-04-14"),
        ("medel", "hog", "2026-04-30"),
        ("hog", "mycket_hog", "2026-04-14"),
    ],
)
def test_stiger_risken_kommer_nasta_bedomning_tidigare(fore: str, efter: str, dag: str) -> None:
    """Räknat från den nya bedömningen, på den nya nivån."""
    forst = bedom(med(), "2026-03-31", fore)
    sedan = bedom(forst, "2026-03-31", efter)
    (da,) = forfall(riskbedomning_pa_nytt, forst)
    (nu,) = forfall(riskbedomning_pa_nytt, sedan)
    assert nu.dag == date.fromisoformat(dag) < da.dag


@pytest.mark.parametrize("typ", HANDELSETYPER)
@pytest.mark.parametrize(
    ("hande", "dag"),
    [
        ("2026-03-10", "2026-03-13"),
        pytest.param("2026-04-29", "2026-05-02", id="månadens slut"),
        pytest.param("2028-02-26", "2028-02-29", id="skottdagen"),
        pytest.param("2026-12-30", "2027-01-02", id="nyår"),
    ],
)
def test_varje_slags_handelse_foljs_av_en_bedomning(typ: str, hande: str, dag: str) -> None:
    """Också separation och frigivning; och dagen för den vanliga bedömningen flyttas aldrig fram."""
    fore = bedom(med(), "2026-03-01", "lag")
    nar = date.fromisoformat(hande)
    effekt = fact_effect(FAKTASLAG[HANDE], {"typ": typ}, fore, dag=nar)
    efter = apply(fore, effekt, seq=fore.seq + 1, dag=nar)
    (ett,) = forfall(riskbedomning_efter_handelse, efter)
    assert ett.dag == date.fromisoformat(dag)
    assert forfall(riskbedomning_pa_nytt, efter) == forfall(riskbedomning_pa_nytt, fore)


def test_handelserna_som_kan_hoja_risken_ar_de_bestamda() -> None:
    assert set(HANDELSETYPER) >= {"nytt_vald", "hot", "separation", "frigivning"}


# --- besked till enhetschefen ---------------------------------------------------------------------


def sedd(akten: Fakta, dag: str) -> Fakta:
    nar = date.fromisoformat(dag)
    effekt = fact_effect(FAKTASLAG["hojd_risk_sedd"], {"av": "hans"}, akten, dag=nar)
    return apply(akten, effekt, seq=akten.seq + 1, dag=nar)


def beskeden(akten: Fakta) -> list[date]:
    return sorted(f.dag for f in forfall(hojd_risk_till_enhetschef, akten))


@pytest.mark.parametrize(
    ("nivaer", "dagar"),
    [
        (["hog"], []),
        (["medel", "medel"], []),
        (["hog", "medel"], []),
        (["lag", "medel"], ["2026-03-02"]),
        (["lag", "mycket_hog", "lag"], ["2026-03-02"]),
        (["lag", "medel", "hog"], ["2026-03-02", "2026-03-03"]),
        (["hog", "lag", "medel"], ["2026-03-03"]),
    ],
)
def test_varje_hojning_sags_den_dag_den_bedoms(nivaer: list[str], dagar: list[str]) -> None:
    """Och en senare bedömning, också en lägre, tar inte bort beskedet."""
    akten = med()
    for nummer, niva in enumerate(nivaer, start=1):
        akten = bedom(akten, f"2026-03-{nummer:02}", niva)
    assert beskeden(akten) == [date.fromisoformat(d) for d in dagar]


def test_beskedet_ar_klart_nar_enhetschefen_har_tagit_del_av_det() -> None:
    akten = bedom(bedom(med(), "2026-03-01", "lag"), "2026-03-02", "hog")
    assert beskeden(sedd(akten, "2026-03-01")) == [date(2026, 3, 2)], "före höjningen"
    assert beskeden(sedd(akten, "2026-03-02")) == []
    assert beskeden(bedom(sedd(akten, "2026-03-02"), "2026-03-05", "mycket_hog")) == [
        date(2026, 3, 5)
    ]


@pytest.mark.parametrize("slag", sorted(HUVUDPROCESS))
def test_beskedet_ar_for_enhetschefen_i_varje_slag_av_akt(slag: str) -> None:
    akten = bedom(bedom(fakta(slag, "avslutad"), "2026-03-01", "lag"), "2026-03-02", "hog")
    vantade = expected(plikter_for(slag), akten, PROFIL)
    (besked,) = (v for (kod, _), v in vantade.items() if kod == hojd_risk_till_enhetschef.kod)
    assert (besked.for_roll, besked.forfall.dag) == ("enhetschef", date(2026, 3, 2))
    assert hojd_risk_till_enhetschef.utfors_av == ("hojd_risk_sedd",)


def test_beskedet_finns_kvar_nar_arendet_tas_upp_igen() -> None:
    akten = fakta("utsatt", "avslutat")
    akten = bedom(bedom(akten, "2026-03-01", "lag"), "2026-03-02", "hog")
    defs = definitioner_for("utsatt")
    steg = defs.huvud.transition("ateraktualisera")
    assert steg is not None
    nar = date(2026, 4, 1)
    effekt = step_effect(
        steg,
        defs.huvud,
        akten,
        {},
        processes=PROCESSER,
        profil=PROFIL,
        dag=nar,
        lasting=defs.varaktiga,
    )
    assert beskeden(apply(akten, effekt, seq=akten.seq + 1, dag=nar)) == [date(2026, 3, 2)]
