"""Varje regel, dagen före och dagen efter varje lydelse; varje frist, i månadsslut och på sin sista dag."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.rule import Kalltyp, Regelslag, Rule, Wording
from caseflow.processes import REGLER
from caseflow.rules.rakning import Rakning
from tests.faktabygge import PROFIL

EN_DAG = timedelta(days=1)
LYDELSER = [(regel, nr) for regel in REGLER.values() for nr in range(len(regel.wordings))]
NAMN = [f"{regel.kod}-{nr + 1}" for regel, nr in LYDELSER]

FRISTER: dict[str, str] = {
    "frist_for_overklagande": "3 veckor",
    "frist_for_overklagande_av_utlamnande": "3 veckor",
    "frist_for_svar_pa_begaran": "4 veckor",
    "frist_for_begaran_om_avgorande": "6 månader",
    "frist_for_verkstallighet": "3 månader",
    "frist_for_understallning": "1 veckor",
    "frist_for_ansokan_om_barnets_insats": "6 veckor",
    "frist_for_att_borja_barnets_insats": "4 veckor",
    "frist_for_overvagande": "6 månader",
    "frist_for_overvagande_av_barnets_skydd": "6 månader",
    "frist_for_svar_om_overflyttning": "1 månader",
    "frist_for_ivos_beslut": "3 månader",
    "frist_for_gallring": "60 månader",
    "frist_for_gallring_nar_inget_inleddes": "60 månader",
    "frist_for_gallring_av_barnutredning": "360 månader",
    "gallringen_ska_vara_klar": "nästa årsskifte",
    "myndighetsalder": "216 månader",
    "barnenhetens_skyddsbedomning": "0 dagar",
    "barnenhetens_forhandsbedomning": "14 dagar",
    "barnenhetens_utredning": "4 månader",
    "barnenhetens_besked": "1 veckor",
    "sen_bevakning_sags_till_samordnaren": "3 dagar",
    "sen_bevakning_sags_till_enhetschefen": "7 dagar",
    "passerad_tid_sags_till_enhetschefen": "1 dagar",
}
"""Lagens tider, skrivna en gång till ur lagen och inte ur reglerna."""

STARTER = (
    date(2026, 1, 31),
    date(2026, 2, 28),
    date(2028, 2, 29),
    date(2027, 8, 31),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2026, 5, 29),
)
"""Månadsslut, skottdag och årsskifte."""


def lydelse(regel: Rule[Any], dag: date) -> Wording[Any] | None:
    try:
        return regel.on(dag)
    except RuleNotInForce:
        return None


@pytest.mark.parametrize(("regel", "nr"), LYDELSER, ids=NAMN)
def test_lydelsen_galler_fran_sin_forsta_dag_till_dagen_fore_nasta(
    regel: Rule[Any], nr: int
) -> None:
    denna = regel.wordings[nr]
    tidigare = regel.wordings[nr - 1] if nr else None
    if denna.since != date.min:
        assert lydelse(regel, denna.since - EN_DAG) is tidigare
    assert lydelse(regel, denna.since) is denna
    assert lydelse(regel, denna.since + EN_DAG) is denna
    if nr + 1 < len(regel.wordings):
        nasta = regel.wordings[nr + 1]
        assert lydelse(regel, nasta.since - EN_DAG) is denna
        assert lydelse(regel, nasta.since) is nasta
    else:
        assert lydelse(regel, date(2099, 12, 31)) is denna


@pytest.mark.parametrize(("regel", "nr"), LYDELSER, ids=NAMN)
def test_lydelsen_har_en_kalla_som_gallde_da(regel: Rule[Any], nr: int) -> None:
    denna = regel.wordings[nr]
    assert denna.kalla.text
    assert denna.meaning
    if denna.kalla.typ is not Kalltyp.RUTIN:
        assert denna.kalla.granskad is not None
        # den gamla lagen upphörde när den nya började gälla, och kan inte åberopas efter det
        assert "2001:453" not in denna.kalla.text or denna.since < date(2025, 7, 1)
        assert "2025:400" not in denna.kalla.text or denna.since >= date(2025, 7, 1)


@pytest.mark.parametrize("regel", REGLER.values(), ids=REGLER.keys())
def test_den_gamla_lagen_ar_aldrig_den_sista_kallan(regel: Rule[Any]) -> None:
    nu = regel.wordings[-1].kalla.text
    assert "2001:453" not in nu, "socialtjänstlagen från 2001 är upphävd sedan den 1 juli 2025"


def sista_dag(start: date, tid: str) -> date:
    """Den sista dagen, räknad för sig (1 § lagen 1930:173)."""
    if tid == "nästa årsskifte":
        return date(start.year + 1, 12, 31)
    antal, enhet = tid.split()
    if enhet == "dagar":
        return start + timedelta(days=int(antal))
    if enhet == "veckor":
        return start + timedelta(days=7 * int(antal))
    manad = start.month - 1 + int(antal)
    ar, manad = start.year + manad // 12, manad % 12 + 1
    return date(ar, manad, min(start.day, monthrange(ar, manad)[1]))


def test_alla_frister_ar_kontrollraknade() -> None:
    assert {r.kod for r in REGLER.values() if r.slag is Regelslag.FRIST} == set(FRISTER)


@pytest.mark.parametrize("start", STARTER, ids=str)
@pytest.mark.parametrize("kod", FRISTER)
def test_fristens_sista_dag_raknas_fran_handelsen(kod: str, start: date) -> None:
    raknad = Rakning.fran(start, "Händelsen").enligt(REGLER[kod], PROFIL)
    assert raknad.dag == sista_dag(start, FRISTER[kod])
    assert raknad.start == start
    assert all(led.kalla for led in raknad.termer if led.antal is not None), (
        "varje tal har en källa"
    )


@pytest.mark.parametrize("kod", FRISTER)
def test_fristen_flyttas_en_dag_i_taget(kod: str) -> None:
    """En dag senare händelse ger aldrig en tidigare sista dag, hur månaderna än slutar."""
    start = date(2027, 12, 1)
    dagar = [
        Rakning.fran(start + timedelta(days=n), "Händelsen").enligt(REGLER[kod], PROFIL).dag
        for n in range(500)
    ]
    assert dagar == sorted(dagar)
