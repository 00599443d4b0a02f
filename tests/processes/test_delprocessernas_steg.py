"""Delprocesserna är de bestämda, och varje steg som inte finns i tabellen vägras."""

import pytest

from caseflow.engine.errors import Refused
from caseflow.engine.machine import machine_for
from caseflow.engine.process import Process
from caseflow.engine.trial import role_hinder
from caseflow.processes import PROCESSER
from caseflow.rules.roller import Roll
from tests.processes.specifikation import STANNAR, Steg, forbjudna, tabellen

H, D, B, P = "handlaggare", "beslutsfattare", "behandlare", "partnerkontakt"
HB, BH, DR = f"{H} {B}", f"{B} {H}", f"{D} registrator"
UTFORARE, SYSTEM = f"{B} samordnare {H}", "system"

TABELLER = {
    "friyta": {
        "paborja_friyta": Steg(("erbjuden",), "pagar", B),
        "avsluta_friyta": Steg(("erbjuden", "pagar"), "avslutad", B),
    },
    "insats": {
        "bestall_insats": Steg((), "bestalld", HB),
        "ta_emot_bestallning": Steg(("bestalld",), "vantar", B),
        "starta_insats": Steg(("vantar",), "pagar", B),
        "foresla_provning": Steg(("pagar", "pausad"), STANNAR, B),
        "pausa_insats": Steg(("pagar",), "pausad", BH),
        "ateruppta_insats": Steg(("pausad",), "pagar", B),
        "slutfor_insats": Steg(("pagar", "pausad"), "genomford", B),
        "avbryt_insats": Steg(("pagar", "pausad"), "avbruten", BH),
        "aterkalla_insats": Steg(("bestalld", "vantar"), "aterkallad", HB),
    },
    "provning": {
        "ansok": Steg((), "ansokt", H),
        "utred_ansokan": Steg(("ansokt",), "utreds", H),
        "lamna_till_beslut": Steg(("utreds",), "beslut", H),
        "bifall_ansokan": Steg(("beslut",), "bifall", D),
        "bifall_delvis": Steg(("beslut",), "delvis", D),
        "avsla_ansokan": Steg(("beslut",), "avslag", D),
        "aterkalla_ansokan": Steg(("ansokt", "utreds", "beslut"), "aterkallad", H),
    },
    "overklagande": {
        "ta_emot_overklagande": Steg((), "inkommet", DR),
        "prova_rattid": Steg(("inkommet", "rattidsprovat"), "rattidsprovat", DR),
        "avvisa_overklagande": Steg(("rattidsprovat",), "avvisat", D),
        "omprova_beslut": Steg(("rattidsprovat",), "omprovat", D),
        "overlamna_till_domstol": Steg(("omprovat",), "overlamnat", DR),
        "registrera_avgorande": Steg(("overlamnat",), "avgjort", DR),
    },
    "partnerkontakt": {
        "prova_partnerkontakt": Steg((), "provas", BH),
        "inhamta_samtycke": Steg(("provas",), "samtycke_inhamtat", B),
        "begar_partnerkontakt": Steg(("samtycke_inhamtat",), "begard", B),
        "registrera_avbojd": Steg(("provas", "samtycke_inhamtat"), "avbojd_av_utovaren", BH),
        "oppna_partnerkontakt": Steg(("begard",), "oppen", SYSTEM),
        "avsluta_partnerkontakt": Steg(
            ("provas", "samtycke_inhamtat", "begard", "oppen"), "avslutad", SYSTEM
        ),
    },
    "partnerkontakt_akt": {
        "erbjud_partnerkontakt": Steg(("sakerhet_bedomd",), "erbjuden", P),
        "tacka_ja_partnerkontakt": Steg(("erbjuden",), "pagar", P),
        "tacka_nej_partnerkontakt": Steg(("erbjuden",), "avbojd", P),
        "markera_partner_ej_nadd": Steg(("erbjuden",), "ej_nadd", P),
        "bedom_olamplig_partnerkontakt": Steg(("sakerhet_bedomd", "erbjuden"), "olamplig", P),
        "avsluta_partnerkontaktakt": Steg(("pagar",), "avslutad", P),
    },
    "uppfoljning": {
        "planera_uppfoljning": Steg((), "planerad", "samordnare"),
        "medge_undantag": Steg(("planerad", "kontaktforsok"), STANNAR, "samordnare enhetschef"),
        "boka_uppfoljning": Steg(
            ("planerad", "kontaktforsok"), STANNAR, f"samordnare enhetschef {BH}"
        ),
        "forsok_kontakt": Steg(("planerad", "kontaktforsok"), "kontaktforsok", UTFORARE),
        "genomfor_uppfoljning": Steg(("kontaktforsok",), "genomford", UTFORARE),
        "avboj_uppfoljning": Steg(("planerad", "kontaktforsok"), "avbojd", UTFORARE),
        "markera_ej_nadd": Steg(("kontaktforsok",), "ej_nadd", f"{UTFORARE} {SYSTEM}"),
        "bedom_olamplig_uppfoljning": Steg(("planerad", "kontaktforsok"), "olamplig", UTFORARE),
    },
}
FORBJUDNA = [
    (process, kod, fran)
    for process, tabell in TABELLER.items()
    for kod, fran in forbjudna(PROCESSER[process], tabell)
]
STEGEN = [(PROCESSER[p], kod) for p, tabell in TABELLER.items() for kod in tabell]


@pytest.mark.parametrize(("process", "tabell"), TABELLER.items(), ids=TABELLER)
def test_stegen_ar_de_bestamda(process: str, tabell: dict[str, Steg]) -> None:
    assert tabellen(PROCESSER[process]) == tabell


@pytest.mark.parametrize(("process", "kod", "fran"), FORBJUDNA)
def test_ett_steg_fran_fel_lage_vagras(process: str, kod: str, fran: str) -> None:
    with pytest.raises(Refused) as vagrat:
        machine_for(PROCESSER[process]).fire(kod, fran)
    (hinder,) = vagrat.value.hinder
    assert hinder.regel == "steget_utgar_fran_tillstandet"


@pytest.mark.parametrize(("process", "kod"), STEGEN, ids=[f"{p.code}.{k}" for p, k in STEGEN])
def test_ingen_annan_roll_tar_steget(process: Process, kod: str) -> None:
    steg = process.transition(kod)
    assert steg is not None
    for roll in Roll:
        assert bool(role_hinder(steg.by, roll.value)) is (roll not in steg.by)


@pytest.mark.parametrize("kod", ["slutfor_insats", "avbryt_insats", "aterkalla_insats"])
def test_nar_behandlingen_slutar_slutar_utovarens_halva_av_partnerkontakten(kod: str) -> None:
    steg = PROCESSER["insats"].transition(kod)
    assert steg is not None
    (kaskad,) = steg.cascades
    oppna = {s.code for s in PROCESSER["partnerkontakt"].states if not s.final}
    assert (kaskad.process, set(kaskad.source), kaskad.target) == (
        "partnerkontakt",
        oppna,
        "avslutad",
    )


def test_friytans_steg_har_inga_texter_som_kan_bara_en_identitet() -> None:
    for steg in PROCESSER["friyta"].transitions:
        assert {f.kind.value for f in steg.fields} <= {"val", "maste_ja"}


@pytest.mark.parametrize(
    "kod",
    ["bestall_insats", "starta_insats", "ateruppta_insats", "slutfor_insats", "avbryt_insats"],
)
def test_ingen_insats_oppnas_eller_slutar_innan_sakerheten_ar_overvagd(kod: str) -> None:
    steg = PROCESSER["insats"].transition(kod)
    assert steg is not None
    assert "sakerheten_ar_overvagd" in {r.kod for r in steg.requires}


def test_inget_i_utovarens_halva_namner_svar_eller_utfall() -> None:
    """Varken fält, lägen eller steg kan bära vad som hände på den andra sidan."""
    process = PROCESSER["partnerkontakt"]
    assert {f.code for t in process.transitions for f in t.fields} == {"inget_besked"}
    regler = {r.kod for t in process.transitions for r in t.requires}
    assert not {r for r in regler if "speglat" in r or "galler" in r}
    av_systemet = {t.code: t.requires for t in process.transitions if Roll.SYSTEM in t.by}
    assert av_systemet == {"oppna_partnerkontakt": (), "avsluta_partnerkontakt": ()}
