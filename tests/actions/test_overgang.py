"""An ärende opened before the new act and one opened after, and the same step on the same later day."""

import pytest

from caseflow.engine.errors import Refused
from caseflow.queries.prova_steg import prova_steg
from caseflow.rules.kalender import svensk_dag
from tests.akter import OVERVAGD, faktum, oppna, steg
from tests.databas import Verksamhet, at

HANDLINGEN = "2025-07-10"
ANSOKAN = {"satt": "muntlig", "avser": "Samtal.", "egna_ord": "Jag vill sluta."}
FORE, EFTER = "2025-06-20", "2025-07-02"
LAGRUM = {FORE: "11 kap. 1 § SoL (2001:453)", EFTER: "14 kap. 2 § SoL (2025:400)"}


def i_forhandsbedomning(v: Verksamhet, inkom: str) -> str:
    nummer = oppna(v, "utovare", inkom=inkom)
    steg(v, nummer, "paborja_forhandsbedomning", HANDLINGEN)
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD, HANDLINGEN)
    return nummer


@pytest.mark.parametrize("inkom", [FORE, EFTER])
def test_the_refusal_names_the_law_of_the_day_the_matter_came_in(
    verksamhet: Verksamhet, inkom: str
) -> None:
    nummer = i_forhandsbedomning(verksamhet, inkom)
    with pytest.raises(Refused) as caught:
        steg(
            verksamhet,
            nummer,
            "inled_utredning",
            HANDLINGEN,
            grund="ansokan",
            svarsdag=HANDLINGEN,
            svarssatt="muntligt",
        )
    (hinder,) = caught.value.hinder
    assert (hinder.regel, hinder.kalla) == ("ja_eller_ansokan_finns", LAGRUM[inkom])


def test_what_is_tried_before_the_fields_names_it_too(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for inkom, lagrum in LAGRUM.items():
        nummer = i_forhandsbedomning(v, inkom)
        faktum(v, nummer, "ansokan", ANSOKAN, HANDLINGEN)
        dag = svensk_dag(at(HANDLINGEN))
        tried = prova_steg(v.db, v.aktor("anna", dag), nummer, dag=dag)
        (prov,) = (p for p in tried if p.kod == "inled_inte_utredning")
        assert {h.kalla for h in prov.hinder if h.regel == "ingen_oprovad_ansokan"} == {lagrum}


@pytest.mark.parametrize("inkom", [FORE, EFTER])
def test_a_duty_of_the_act_itself_follows_the_day_of_the_act(
    liten_verksamhet: Verksamhet, inkom: str
) -> None:
    nummer = oppna(liten_verksamhet, "utovare", inkom=inkom)
    with pytest.raises(Refused) as caught:
        steg(liten_verksamhet, nummer, "erbjud_friyta", HANDLINGEN)
    assert "13 kap. 8 § SoL (2025:400)" in {h.kalla for h in caught.value.hinder}
