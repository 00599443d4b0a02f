"""Ett snitt ger bara ut det som det håller kvar, och säger till när en regel behöver mer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseflow.engine.fakta import Fakta, Faktum
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.bevis.canonical import Canon
from caseflow.queries.bevis.explore import Exploration, Watch
from caseflow.queries.bevis.guarded import OutsideSlice, ReadProfile, SeenFakta
from caseflow.queries.bevis.invariant import Memo, Safety
from caseflow.queries.bevis.slices import ALL, Part, Slice
from caseflow.queries.bevis.system import todays_system
from tests.faktabygge import delprocess, fakta
from tests.queries.bevis.planterat import DAG, PROFIL

UTOVARE = definitioner_for("utovare")


def _sedd(akten: Fakta, cut: Slice) -> SeenFakta:
    return SeenFakta(akten, cut, UTOVARE)


def _snitt(**delar: object) -> Slice:
    return Slice(name="prov", slag="utovare", **delar)  # type: ignore[arg-type] # named by the test


def test_det_som_inte_halls_kvar_gar_inte_att_lasa() -> None:
    akten = fakta("utovare", "utredning", fakta_={"riskbedomning": ("2026-03-01", {"niva": "hog"})})
    sedd = _sedd(akten, _snitt(facts={"riskbedomning": ()}))
    risk = sedd.senaste("riskbedomning")
    assert risk is not None
    for las in (
        lambda: risk.text("niva"),
        lambda: sedd.senaste("egen_syn"),
        lambda: sedd.alla("ansokan"),
        lambda: sedd.steg.get("inled_utredning"),
        lambda: "bevilja" in sedd.steg,
        lambda: sedd.antal.get("samtal"),
        lambda: sedd.av_slag("insats"),
        lambda: sedd.omgang,
        lambda: sedd.seq,
    ):
        with pytest.raises(OutsideSlice):
            las()


def test_det_som_aldrig_kan_finnas_i_akten_finns_inte() -> None:
    sedd = _sedd(fakta("utovare", "utredning"), _snitt())
    assert sedd.senaste("skyddsbedomning") is None
    assert sedd.av_slag("hittepa") == ()


def test_en_delprocess_som_inte_halls_kvar_gar_att_ga_forbi_men_inte_att_se_pa() -> None:
    akten = fakta("utovare", "verkstallighet", delprocesser=(delprocess("friyta", "pagar"),))
    sedd = _sedd(akten, _snitt(parts={"friyta": Part(ended=ALL)}))
    assert [d for d in sedd.delprocesser if d.process == "friyta" and not d.avslutad]
    with pytest.raises(OutsideSlice):
        [d for d in sedd.delprocesser if d.process == "insats" and d.seq > 0]


def test_ordningen_mellan_tva_handelser_gar_bara_att_lasa_nar_den_halls_kvar() -> None:
    tva = {"sakerhet_overvagd": Faktum(5000, DAG), "sakerhetskontroll": Faktum(5000, DAG)}
    akten = Fakta(slag="utovare", process="utovare", tillstand="utredning", fakta=tva)
    facts: dict[str, tuple[str, ...] | None] = dict.fromkeys(tva, ())
    sedd = _sedd(akten, _snitt(facts=facts))
    overvagd, kontroll = sedd.senaste("sakerhet_overvagd"), sedd.senaste("sakerhetskontroll")
    assert overvagd is not None
    with pytest.raises(OutsideSlice):
        overvagd.not_before(kontroll)


def test_profilen_minns_vad_som_last_och_ger_bara_ut_det_som_far_lasas() -> None:
    profil = ReadProfile(PROFIL)
    profil.only(frozenset({"friyta_max", "uppfoljningar"}))
    assert profil.friyta_max == PROFIL.friyta_max
    assert profil.punkter("avslut") == PROFIL.punkter("avslut")
    assert set(profil.read) == {"friyta_max", "punkter avslut"}
    assert profil.agrees(
        {"friyta_max": PROFIL.friyta_max, "punkter insats_start": PROFIL.punkter("insats_start")}
    )
    assert not profil.agrees({"punkter avslut": ()})
    with pytest.raises(OutsideSlice):
        _ = profil.fyra_ogon


def test_en_regel_som_snittet_bygger_pa_men_inte_kan_prova_stoppar_beviset() -> None:
    cut = _snitt(relied_on=frozenset({"sakerheten_ar_overvagd"}))
    with pytest.raises(AssertionError, match="bygger på sakerheten_ar_overvagd"):
        Exploration(UTOVARE, cut, ReadProfile(PROFIL), DAG, Watch()).run()


def test_en_regel_som_snittet_bygger_pa_men_som_aldrig_provas_stoppar_beviset() -> None:
    stilla = _snitt(relied_on=frozenset({"samtycke_finns_att_aterta"}))
    invariant = Safety(0, "prov", lambda _d, _p: (stilla,), lambda _s, _c: Watch())
    with pytest.raises(AssertionError, match="prövas aldrig samtycke_finns_att_aterta"):
        invariant.prove(todays_system().only("utovare"), ReadProfile(PROFIL), DAG, Memo())


def test_tva_akter_som_snittet_inte_kan_skilja_at_far_samma_form() -> None:
    canon = Canon(_snitt(facts={"sakerhet_overvagd": ()}, parts={"insats": Part(most=2)}), DAG)

    def akten(*insatser: str, seq: int) -> Fakta:
        delar = tuple(delprocess("insats", t, id_=i) for i, t in enumerate(insatser, start=1))
        uppgift = {
            "sakerhet_overvagd": Faktum(seq, date(2026, 3, seq)),
            "egen_syn": Faktum(seq, DAG),
        }
        return fakta("utovare", "verkstallighet", fakta_=uppgift, delprocesser=delar)

    assert canon.key(akten("pagar", "vantar", seq=4)) == canon.key(akten("vantar", "pagar", seq=9))
    assert canon.key(akten("pagar", "vantar", seq=4)) != canon.key(akten("pagar", "pagar", seq=4))
    assert canon.key(akten("pagar", seq=4)) == canon.key(akten("pagar", "genomford", seq=4))


def test_av_en_dag_halls_bara_kvar_om_den_har_passerat() -> None:
    cut = _snitt(
        parts={"insats": Part(values=("till_och_med",))}, dates=frozenset({"till_och_med"})
    )
    canon = Canon(cut, DAG)

    def slutar(dag: date) -> Fakta:
        varden = {"till_och_med": dag.isoformat()}
        return fakta(
            "utovare",
            "verkstallighet",
            delprocesser=(delprocess("insats", "pagar", varden=varden),),
        )

    i_dag, sedan, langt = (canon.key(slutar(DAG + timedelta(days=d))) for d in (0, 1, 300))
    assert i_dag == sedan == langt
    assert canon.key(slutar(DAG - timedelta(days=1))) != i_dag


def test_formen_gar_att_gora_en_akt_av_igen() -> None:
    cut = _snitt(
        facts={"sakerhet_overvagd": ()},
        parts={"insats": Part(values=("grund", "till_och_med"))},
        dates=frozenset({"till_och_med"}),
    )
    canon = Canon(cut, DAG)
    varden = {"grund": "beslut", "till_och_med": "2027-05-01"}
    akten = fakta(
        "utovare",
        "verkstallighet",
        fakta_={"sakerhet_overvagd": "2026-03-01"},
        delprocesser=(delprocess("insats", "pagar", varden=varden),),
    )
    key = canon.key(akten)
    assert canon.key(canon.fakta(key, akten)) == key
