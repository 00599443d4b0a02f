"""De 29 variablerna stämmer med källans kodlista, tecken för tecken."""

import csv
import tomllib

from caseflow.processes.variabler import (
    BRUKARFRAGOR,
    NYCKEL,
    PER_KOD,
    REGISTERKOLUMNER,
    RISKFASER,
    RISKKOLUMNER,
    RISKNIVAER,
    RISKVARIABEL,
    SKILJETECKEN,
    VARIABLER,
    Variabel,
)
from tests.registerfil import DATA

KALLA = tomllib.loads((DATA / "su_kvinnofrid_variabler.toml").read_text("utf-8"))


def som_i_kallan(variabel: Variabel) -> dict[str, object]:
    """Variabeln skriven som i filen, utan fritextens anmärkning och filens egna tillägg."""
    rad: dict[str, object] = {
        "kod": variabel.kod,
        "suv_nummer": variabel.suv_nummer,
        "etikett": variabel.etikett,
        "fas": variabel.fas,
        "typ": variabel.typ,
        "kommentar": variabel.kommentar,
        "asterisk": variabel.asterisk,
        "upprepas": variabel.upprepas,
    }
    if variabel.kommentar_kod is not None:
        rad["kommentar_kod"] = variabel.kommentar_kod
    if variabel.svarsalternativ:
        rad["svarsalternativ"] = [
            {"kod": kod, "etikett": etikett}
            | ({"asterisk": True} if kod in variabel.asterisk_koder else {})
            for kod, etikett in variabel.svarsalternativ.items()
        ]
    return rad


def test_alla_29_variabler_ar_som_i_kallan() -> None:
    utelamnat = {"anmarkning", "fil", "faser", "tillagg"}
    kallans = [
        {nyckel: varde for nyckel, varde in rad.items() if nyckel not in utelamnat}
        for rad in KALLA["variabel"]
    ]
    assert [som_i_kallan(variabel) for variabel in VARIABLER] == kallans
    assert len(VARIABLER) == len(PER_KOD) == 29


def test_tillagda_koder_ar_datamangdens() -> None:
    tillagda = {
        rad["kod"]: {t["kod"] for t in rad["tillagg"]}
        for rad in KALLA["variabel"]
        if "tillagg" in rad
    }
    assert {v.kod: set(v.tillagg) for v in VARIABLER if v.tillagg} == tillagda
    assert list(PER_KOD["samverkan"].alla_koder) == list(range(10))


def test_registrets_form_ar_datamangdens() -> None:
    register = KALLA["register"]
    assert register["skiljetecken"] == SKILJETECKEN
    assert register["nyckel"] == NYCKEL
    assert tuple(register["riskkolumner"]) == RISKKOLUMNER
    assert register["riskfaser"] == list(RISKFASER)
    assert list(RISKNIVAER) == [1, 2, 3]
    with (DATA / "register_utsatta.csv").open(encoding="utf-8", newline="") as fil:
        assert tuple(next(csv.reader(fil, delimiter=";"))) == REGISTERKOLUMNER


def test_en_kommentar_ar_aldrig_ett_svar() -> None:
    assert not [v.kod for v in VARIABLER if v.kommentar_kod in v.alla_koder]


def test_de_fem_brukarfragorna() -> None:
    assert len(BRUKARFRAGOR) == 5
    assert RISKVARIABEL.upprepas
    assert RISKVARIABEL.kod not in REGISTERKOLUMNER
