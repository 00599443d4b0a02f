"""Uppföljningen som är gjord: hörde ni av er var det på ett säkert sätt; hörde personen av sig prövas inget."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Delprocess
from caseflow.engine.trial import Lage, failing
from caseflow.rules.profil import Profil
from caseflow.rules.utgaende import SAMTALETS
from tests.faktabygge import PROFIL, delprocess, fakta, faktum

TISDAG, ONSDAG, LORDAG = date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 14)
REGLER: dict[str, Any] = {
    "kanal": ["telefon"],
    "dagar": ["man", "tis", "ons", "tor", "fre"],
    "fran": "09:00",
    "till": "15:00",
    "lamna_meddelande": False,
    "osaker_adress": False,
    "galler_till": "2026-03-31",
}
PA_NYTT: dict[str, Any] = {"kanal": "samtal", "klockslag": "10:00", "saker_kontakt": True}
PERSONEN: dict[str, Any] = {"initiativ": "personen"}


def forsokt(utfall: str = "natt", dag: str = "2026-03-10", **falt: Any) -> Delprocess:
    """En uppföljning med ett kontaktförsök; utan sätt och klockslag där det gjordes innan de frågades efter."""
    forsok = faktum(dag, utfall=utfall, **({"kanal": "samtal", "klockslag": "10:00"} | falt))
    return delprocess("uppfoljning", "kontaktforsok", steg={"forsok_kontakt": forsok})


def hindren(
    delen: Delprocess,
    falt: dict[str, Any] | None = None,
    *,
    slag: str = "utsatt",
    dag: date = TISDAG,
    skydd: str = "",
    regler: dict[str, Any] | None = None,
) -> set[str]:
    galler = REGLER if regler is None else regler
    givna = {"saker_kontakt": faktum("2026-03-01", **galler)} if galler else {}
    provas: Lage[Profil] = Lage(
        fakta(slag, "utredning", fakta_=givna, delprocesser=(delen,)),
        PROFIL,
        dag,
        falt or {},
        delprocess=delen,
        utanfor={"skydd": skydd},
    )
    return {h.regel for h in failing(SAMTALETS, provas)}


def test_forsoket_samma_dag_racker() -> None:
    assert hindren(forsokt()) == set()
    assert hindren(forsokt(), {"initiativ": "vi"}) == set()


def test_det_som_bestams_i_samtalet_galler_fran_nasta_kontakt() -> None:
    """Försöket prövades av det som gällde då; samtalet kan ha ändrat det samma dag."""
    inga_samtal = REGLER | {"kanal": ["brev"]}
    assert hindren(forsokt(), regler=inga_samtal) == set()
    assert hindren(forsokt(), regler=inga_samtal, dag=ONSDAG) == {"kanalen_ar_overenskommen"}


@pytest.mark.parametrize("utfall", ["ej_svar", "ej_sakert", "ombokat"])
def test_ett_forsok_dar_ni_inte_talades_vid_sager_inget_om_samtalet(utfall: str) -> None:
    assert hindren(forsokt(utfall)) == {"kontakten_ar_redovisad"}
    assert hindren(forsokt(utfall), PA_NYTT) == set()
    assert hindren(forsokt(utfall), PERSONEN) == set()


def test_ett_aldre_forsok_utan_satt_och_klockslag_racker_inte() -> None:
    assert hindren(forsokt(kanal=None, klockslag=None)) == {"kontakten_ar_redovisad"}


@pytest.mark.parametrize(
    ("dag", "klockslag", "brister"),
    [
        pytest.param(ONSDAG, "10:00", set(), id="säkert också den dagen"),
        pytest.param(LORDAG, "10:00", {"dagen_ar_saker"}, id="inte en säker dag"),
        pytest.param(ONSDAG, "16:00", {"klockslaget_ar_sakert"}, id="inte ett säkert klockslag"),
        pytest.param(date(2026, 3, 31), "10:00", set(), id="sista dagen"),
        pytest.param(date(2026, 4, 1), "10:00", {"kontakten_vilar_pa_ett_besked"}, id="gått ut"),
    ],
)
def test_en_senare_dag_provas_forsokets_satt_och_klockslag_igen(
    dag: date, klockslag: str, brister: set[str]
) -> None:
    assert hindren(forsokt(klockslag=klockslag), dag=dag) == brister


@pytest.mark.parametrize("saknas", list(PA_NYTT))
def test_en_egen_kontakt_ar_hel(saknas: str) -> None:
    falt = {k: v for k, v in PA_NYTT.items() if k != saknas}
    assert "kontakten_ar_redovisad" in hindren(forsokt("ej_svar"), falt)


@pytest.mark.parametrize(
    ("falt", "brister"),
    [
        ({"kanal": "sms"}, {"kanalen_ar_overenskommen"}),
        ({"klockslag": "15:00"}, {"klockslaget_ar_sakert"}),
        ({"kanal": "hembesok"}, {"kanalen_ar_overenskommen"}),
    ],
)
def test_en_egen_kontakt_gar_genom_samma_port(falt: dict[str, Any], brister: set[str]) -> None:
    assert hindren(forsokt(), PA_NYTT | falt) == brister
    assert hindren(forsokt(), PA_NYTT | falt | PERSONEN) == set()


def test_utan_besked_hors_ni_inte_av_till_den_som_ar_utsatt() -> None:
    assert hindren(forsokt("ej_svar"), PA_NYTT, regler={}) == {"kontakten_vilar_pa_ett_besked"}
    assert hindren(forsokt("ej_svar"), PA_NYTT, regler={}, slag="utovare") == set()
    assert hindren(forsokt("ej_svar"), PERSONEN, regler={}) == set()


def test_den_skyddade_hor_ni_inte_av_er_till_automatiskt() -> None:
    sms = PA_NYTT | {"kanal": "sms"}
    regler = REGLER | {"kanal": ["telefon", "sms"]}
    assert hindren(forsokt(), sms, regler=regler) == set()
    assert hindren(forsokt(), sms, regler=regler, skydd="sekretessmarkering") == {
        "skyddad_person_nas_for_hand"
    }
