"""An akt runs on the definitions and the profile that it began with, until it is moved by an event."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.actions.flytta_akter import (
    Flyttplan,
    Flyttrapport,
    Urval,
    flytta_akt,
    flyttrapport,
    valj_akter,
)
from caseflow.actions.initiera import pin_definitions
from caseflow.engine.errors import BadInput, Conflict, NotFound, ProfileInvalid, Refused
from caseflow.engine.omrakning import Atgard
from caseflow.engine.rule import Overgang
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.arende_lage import arende_lage
from caseflow.queries.arende_vy import las_arende
from caseflow.queries.formular import stegets_formular
from caseflow.queries.hela_tidslinjen import hela_tidslinjen
from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.store.definition import Definition
from tests.akter import (
    INKOM,
    OVERVAGD,
    faktum,
    innehall,
    last,
    oppna,
    oppna_bevakningar,
    oppna_partnerkontakt,
    rader,
    steg,
)
from tests.aldre_definition import (
    EGEN,
    den_forra,
    in_samtalsfas,
    keep_as_released,
    oppna_under,
)
from tests.databas import Verksamhet, at

IDAG = "2026-02-02"
NOW = at(IDAG)
SKAL = "Ny version av processen."
BORJAN: dict[str, Any] = {"dokumentation": "full", "villkor": True, "informerad_11_6": True}
LAGEN = {"samtalsfas": "forhandsbedomning", "friyta:foreslagen": "erbjuden"}


def rapport(v: Verksamhet, nummer: str, av: str = "hans", **plan: Any) -> Flyttrapport:
    return flyttrapport(v.db, v.aktor(av), nummer, Flyttplan(**plan), now=NOW)


def flytta(v: Verksamhet, nummer: str, av: str = "hans", **plan: Any) -> Flyttrapport:
    return flytta_akt(v.db, v.aktor(av), nummer, Flyttplan(**plan), skal=SKAL, now=NOW)


def stegen(v: Verksamhet, nummer: str) -> set[str]:
    day = NOW.date()
    return {p.kod for p in prova_steg(v.db, v.aktor("anna"), nummer, dag=day)}


def version(v: Verksamhet, nummer: str) -> str:
    return last(v.db, nummer).process_version


def test_an_arende_is_moved_with_dry_run_report_and_event_and_another_stays(
    verksamhet: Verksamhet,
) -> None:
    v, forra, nu = verksamhet, den_forra(), definitioner_for("utovare")
    flyttas, stannar = oppna_under(v, forra), oppna_under(v, forra)
    assert "ring_upp" in stegen(v, flyttas)
    assert "erbjud_friyta" not in stegen(v, flyttas)
    before = innehall(v.db)

    dry = rapport(v, flyttas)
    assert dry.kan_flyttas
    assert (dry.fran.definitioner.version, dry.till.definitioner.version) == (
        forra.version,
        nu.version,
    )
    assert [s.kod for s in dry.flytt.nya_steg] == ["erbjud_friyta"]
    assert [s.kod for s in dry.flytt.borttagna_steg] == ["ring_upp"]
    assert innehall(v.db) == before

    done = flytta(v, flyttas)
    assert done.flyttad
    assert done.as_dict() == {**dry.as_dict(), "flyttad": True}
    assert version(v, flyttas) == nu.version
    assert "erbjud_friyta" in stegen(v, flyttas)
    row = tidslinje(v.db, v.aktor("anna"), flyttas)[-1]
    assert (row.slag, row.kod, row.av, row.roll) == (
        "flytt",
        "byt_definition",
        "Hans",
        "enhetschef",
    )
    assert row.etikett == "Ärendet flyttades till en ny version av processen"
    assert SKAL in row.text
    assert f"{forra.version} → {nu.version}" in row.text

    assert version(v, stannar) == forra.version
    assert "erbjud_friyta" not in stegen(v, stannar)
    with pytest.raises(Refused) as refused:
        steg(v, stannar, "erbjud_friyta", IDAG)
    assert refused.value.hinder[0].regel == "steget_utgar_fran_tillstandet"
    assert steg(v, stannar, "ring_upp", IDAG, besked="ja").kod == "ring_upp"
    with pytest.raises(NotFound):
        steg(v, flyttas, "ring_upp", IDAG, besked="ja")
    assert verifiera(v.db).fel == []


def test_a_second_move_does_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna_under(v, den_forra())
    assert flytta(v, nummer).flyttad
    before = innehall(v.db)
    again = flytta(v, nummer)
    assert (again.redan, again.flyttad) == (True, False)
    assert innehall(v.db) == before


def test_what_happened_keeps_the_name_it_had(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    steg(v, nummer, "ring_upp", besked="nej")
    flytta(v, nummer)
    row = next(r for r in tidslinje(v.db, v.aktor("anna"), nummer) if r.kod == "ring_upp")
    assert (row.etikett, row.text) == ("Ring upp", "Besked: Nej tack")
    shown = hela_tidslinjen(v.db, v.aktor("anna"), nummer).handelser
    assert "Ring upp" in {h.etikett for h in shown}


def test_a_state_that_is_gone_is_pointed_out_or_the_akt_stays(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = in_samtalsfas(v)
    for given in ({}, {"samtalsfas": "forhandsbedomning"}, {**LAGEN, "samtalsfas": "finns_inte"}):
        before = innehall(v.db)
        stopped = flytta(v, nummer, tillstand=given)
        assert not stopped.kan_flyttas
        assert not stopped.flyttad
        assert innehall(v.db) == before
    both = rapport(v, nummer).flytt.hinder
    assert ["samtalsfas" in both[0], "foreslagen" in both[1]] == [True, True]
    done = flytta(v, nummer, tillstand=LAGEN)
    assert done.flyttad
    akt = last(v.db, nummer)
    assert akt.fakta.tillstand == "forhandsbedomning"
    assert akt.fakta.sedan is not None
    assert akt.fakta.sedan.isoformat() == "2026-01-13"  # it has been there all along
    (friyta,) = akt.fakta.delprocesser
    assert (friyta.tillstand, str(friyta.sedan)) == ("erbjuden", "2026-01-14")
    begun = steg(v, nummer, "paborja_friyta", IDAG, av="erik", delprocess=1, **BORJAN)
    assert begun.kod == "paborja_friyta"
    assert verifiera(v.db).fel == []


@pytest.mark.parametrize("given", [{"samtalsfas": "avslutat", "friyta:foreslagen": "erbjuden"}])
def test_a_move_ends_nothing(liten_verksamhet: Verksamhet, given: dict[str, str]) -> None:
    (why,) = rapport(
        liten_verksamhet, in_samtalsfas(liten_verksamhet), tillstand=given
    ).flytt.hinder
    assert "avslutar inget" in why


def test_a_delprocess_that_is_gone_and_still_open_stops_the_move(
    liten_verksamhet: Verksamhet,
) -> None:
    v, nu = liten_verksamhet, definitioner_for("utovare")
    egen = replace(nu.delprocesser["friyta"], code="kurs", label="Kurs")
    huvud = replace(
        nu.huvud,
        transitions=tuple(
            replace(t, opens=tuple(replace(o, process="kurs") for o in t.opens))
            if t.code == "erbjud_friyta"
            else t
            for t in nu.huvud.transitions
        ),
    )
    nummer = oppna_under(
        v, replace(nu, huvud=huvud, delprocesser={**nu.delprocesser, "kurs": egen})
    )
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "erbjud_friyta")
    (why,) = flytta(v, nummer).flytt.hinder
    assert "Delprocess 1 (kurs)" in why
    steg(v, nummer, "avsluta_friyta", IDAG, av="erik", delprocess=1, slut="annat")
    assert flytta(v, nummer).flyttad
    vy = las_arende(v.db, v.aktor("anna"), nummer, dag=NOW.date())
    assert [s.namn for s in vy.spar if s.delprocess == 1] == ["Kurs"]
    lage = arende_lage(v.db, v.aktor("anna"), nummer, dag=NOW.date())
    assert lage.innehall["delprocesser"][0]["etikett"] == "Avslutad"  # type: ignore[index] # a list


def test_the_forms_and_the_page_are_those_of_the_akts_own_definition(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = in_samtalsfas(v)
    anna, day = v.aktor("anna"), NOW.date()
    form = stegets_formular(v.db, anna, nummer, "tacka_nej", dag=day)
    assert form.lage == "Samtalsfas"
    vy = las_arende(v.db, anna, nummer, dag=day)
    assert "Samtalsfas" in [s.etikett for s in vy.lage.stegen]
    assert [s.tillstand for s in vy.spar if s.delprocess == 1] == ["Föreslagen"]
    assert arende_lage(v.db, anna, nummer, dag=day).innehall["etikett"] == "Samtalsfas"


@pytest.mark.parametrize(
    ("namn", "error"),
    [("anna", Refused), ("erik", Refused), ("cecilia", NotFound), ("lo", NotFound)],
)
def test_only_who_leads_the_unit_moves_its_akter(
    liten_verksamhet: Verksamhet, namn: str, error: type[Exception]
) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    before = innehall(v.db)
    for act in (rapport, flytta):
        with pytest.raises(error):
            act(v, nummer, namn)
    assert innehall(v.db) == before
    assert flytta(v, nummer, "gun").flyttad


def test_a_partnerkontakt_akt_is_moved_by_those_who_may_open_it(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_partnerkontakt(v)
    with pytest.raises(NotFound):
        rapport(v, nummer, "hans")
    assert rapport(v, nummer, "kim").redan


def test_a_reason_is_required(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    with pytest.raises(BadInput) as faulty:
        flytta_akt(v.db, v.aktor("hans"), nummer, Flyttplan(), skal=" ", now=NOW)
    assert "Varför" in faulty.value.falt["skal"]


def test_what_has_changed_since_the_report_is_not_moved_unseen(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    seen = rapport(v, nummer).seq
    steg(v, nummer, "ring_upp", besked="ja")
    with pytest.raises(Conflict):
        flytta_akt(
            v.db, v.aktor("hans"), nummer, Flyttplan(), skal=SKAL, now=NOW, expected_seq=seen
        )


def test_a_closed_akt_is_left_alone_unless_asked(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "hanvisa", IDAG, utforare="Manscentrum")
    assert valj_akter(v.db, v.aktor("hans"), Urval()) == []
    assert "avslutad" in flytta(v, nummer).flytt.hinder[0]
    assert valj_akter(v.db, v.aktor("hans"), Urval(avslutade=True)) == [nummer]
    assert flytta(v, nummer, avslutade=True).flyttad
    assert last(v.db, nummer).fakta.avslutad


def test_akter_are_chosen_by_kind_unit_and_profile(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    utovare, utsatt = oppna(v, "utovare"), oppna(v, "utsatt")
    akt = last(v.db, utovare)
    hans = v.aktor("hans")
    assert valj_akter(v.db, hans, Urval()) == sorted([utovare, utsatt])
    assert valj_akter(v.db, hans, Urval(slag="utsatt", enhet="vast")) == [utsatt]
    assert valj_akter(v.db, hans, Urval(enhet="ost")) == []
    fits = Urval(profil=akt.profil, profil_version=akt.profil_version)
    assert len(valj_akter(v.db, hans, fits)) == 2
    assert valj_akter(v.db, hans, Urval(profil_version="aldrig")) == []
    assert valj_akter(v.db, v.aktor("anna"), Urval()) == []
    assert valj_akter(v.db, v.aktor("cecilia"), Urval()) == []


def annan_profil(v: Verksamhet, folder: Path) -> str:
    """A profile of the deployment's own, in which the first contact is taken within seven days."""
    own = folder / "profiler"
    own.mkdir()
    content = 'namn = "Provkommun"\nforsta_kontakt_dagar = 7\n'
    (own / "provkommun.toml").write_text(content, encoding="utf-8")
    settings = v.db.settings
    v.db.settings = replace(settings, profile_dirs=(*settings.profile_dirs, own))
    return "provkommun"


POLICIES = [
    (Overgang.RAKNA_OM, Atgard.RAKNAS_OM, "2026-01-19"),
    (Overgang.BEHALL, Atgard.BEHALLS, "2026-01-15"),
    (Overgang.FRAGA, Atgard.FRAGAS, "2026-01-15"),
]


@pytest.mark.parametrize(("policy", "atgard", "dag"), POLICIES, ids=str)
def test_another_profile_moves_the_days_by_the_policy_of_each_kind(
    verksamhet: Verksamhet,
    policy: Overgang,
    atgard: Atgard,
    dag: str,
    tmp_path: Path,
) -> None:
    v = verksamhet
    annan = annan_profil(v, tmp_path)
    nummer = oppna(v, "utovare")
    assert oppna_bevakningar(v.db, nummer)["forsta_kontakt"] == "2026-01-15"
    plan: dict[str, Any] = {"till_profil": annan, "policy": {"forsta_kontakt": policy}}
    (row,) = (r for r in rapport(v, nummer, **plan).rader if r.slag == "forsta_kontakt")
    assert row.fore is not None
    assert row.efter is not None
    days = (str(row.fore.forfall.dag), str(row.efter.forfall.dag), row.atgard)
    assert days == ("2026-01-15", "2026-01-19", atgard)
    assert flytta(v, nummer, **plan).flyttad
    open_ = oppna_bevakningar(v.db, nummer)
    assert open_["forsta_kontakt"] == dag
    assert ("ta_stallning_till_ny_rakning" in open_) is (policy is Overgang.FRAGA)
    event = tidslinje(v.db, v.aktor("anna"), nummer)[-1]
    assert event.kod == "byt_profil"
    assert "2026-01-15 → 2026-01-19" in event.text
    akt = last(v.db, nummer)
    assert (akt.profil, akt.fakta.seq) == (annan, 2)
    # What was chosen stands after the next act too.
    faktum(v, nummer, "egen_bevakning", EGEN)
    assert oppna_bevakningar(v.db, nummer)["forsta_kontakt"] == dag
    assert verifiera(v.db).fel == []


def test_only_the_profile_or_only_the_definition_can_be_moved(
    liten_verksamhet: Verksamhet, tmp_path: Path
) -> None:
    v, forra = liten_verksamhet, den_forra()
    annan = annan_profil(v, tmp_path)
    nummer = oppna_under(v, forra)
    assert flytta(v, nummer, definition=False, till_profil=annan).flyttad
    assert (version(v, nummer), last(v.db, nummer).profil) == (forra.version, annan)
    assert flytta(v, nummer, profil=False).flyttad
    akt = last(v.db, nummer)
    assert (akt.process_version, akt.profil) == (definitioner_for("utovare").version, annan)


def test_a_plan_names_what_exists(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_under(v, den_forra())
    with pytest.raises(ProfileInvalid):
        rapport(v, nummer, till_profil="atlantis")
    with pytest.raises(BadInput):
        flytta(v, nummer, policy={"finns_inte": Overgang.BEHALL})


def test_akter_from_before_definitions_were_kept_run_on_todays_from_the_upgrade(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    with v.db.write() as session:
        session.execute(text("DELETE FROM definition"))
        session.execute(text("UPDATE akt SET process_version = '0123456789ab'"))
    pin_definitions(v.db, now=NOW)
    assert steg(v, nummer, "paborja_forhandsbedomning").kod == "paborja_forhandsbedomning"
    assert rapport(v, nummer).redan
    kept = rader(v.db, "SELECT version FROM definition ORDER BY version")
    pin_definitions(v.db, now=NOW)
    assert rader(v.db, "SELECT version FROM definition ORDER BY version") == kept


def test_a_new_installation_has_nothing_to_pin(liten_verksamhet: Verksamhet) -> None:
    pin_definitions(liten_verksamhet.db, now=NOW)
    assert rader(liten_verksamhet.db, "SELECT * FROM definition") == []


def test_a_definition_is_kept_once(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    oppna(v, "utovare")
    keep_as_released(v.db, definitioner_for("utovare"))
    with v.db.read() as session:
        (kept,) = session.query(Definition).all()
    assert (kept.version, kept.slag) == (definitioner_for("utovare").version, "utovare")
    assert kept.sparad == at(INKOM)
