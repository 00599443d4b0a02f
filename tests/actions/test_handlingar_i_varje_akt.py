"""Handlingar in akter that did not begin here, that have ended, that run on what was, or that have changed hands."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.flytta_akter import Flyttplan, flytta_akt
from caseflow.actions.importera_register import importera_register
from caseflow.actions.lamna_over import lamna_over
from caseflow.actions.maskera_handling import BegardKopia, maskera_handling
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.documents.mallar import MALLAR
from caseflow.engine.errors import NotFound
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingsutkast import las_utkast, nytt_utkast
from caseflow.queries.verifiera import verifiera
from caseflow.store.session import Databas
from tests.actions.test_lamna_over import begaran
from tests.actions.test_maskera_handling import UTLAMNANDE
from tests.akter import ANTECKNING, OVERVAGD, faktum, last, oppna, rader, steg
from tests.akter_med_handlingar import BESLUTAD, med_beslut
from tests.aldre_definition import in_samtalsfas
from tests.databas import Verksamhet, at
from tests.documents.handlingar import text
from tests.queries.test_utskriftsko import INBJUDAN
from tests.registerfil import register_med

INLAST = "2026-01-12"
GALLRAS: dict[str, Any] = {
    "fodd": "1980-07-09",
    "andra_uppgifter": "nej",
    "skal": "Tiden har gått ut.",
}


def fardig(v: Verksamhet, nummer: str, mall: str, nar: str, av: str = "anna", **falt: Any) -> int:
    begard = Begard(mall, falt)
    return fardigstall_handling(v.db, v.aktor(av), nummer, begard, now=at(nar)).seq


def kopia(v: Verksamhet, nummer: str, seq: int, nar: str) -> int:
    """A copy with nothing masked, for the person."""
    given = {**UTLAMNANDE, "synnerliga_skal": "", "skriftligt_beslut": False}
    begard = BegardKopia(seq, "partsinsyn", (), given, date.fromisoformat(nar))
    return maskera_handling(v.db, v.aktor("anna"), nummer, begard, now=at(nar)).seq


def sidan(v: Verksamhet, nummer: str, seq: int, av: str = "anna") -> str:
    return text(las_fardig_handling(v.db, v.aktor(av), nummer, seq).pdf)


def every_draft(v: Verksamhet, nummer: str, slag: str, nar: str) -> None:
    """Every template shows its pages with marked gaps."""
    for mall in (m for m in MALLAR.values() if slag in m.slag):
        for sprak in mall.sprak:
            vy = nytt_utkast(v.db, v.aktor("anna"), nummer, mall.kod, {}, now=at(nar), sprak=sprak)
            assert vy.handling is not None, mall.kod


# --- akter that came with a register -----------------------------------------------------------------


def importerad(v: Verksamhet, folder: Path, **celler: str) -> str:
    """The only akt of a register of one row, read in on 12 January 2026."""
    file = register_med(folder / "register.csv", **celler)
    svar = importera_register(v.db, v.aktor("gun"), file, None, enhet="vast", now=at(INLAST))
    assert svar.importerat
    (row,) = rader(v.db, "SELECT nummer FROM akt")
    return str(row["nummer"])


@pytest.mark.parametrize("celler", [{}, {"datum_avslut": ""}, {"datum_aktualisering": ""}])
def test_every_template_is_drafted_in_an_imported_akt(
    liten_verksamhet: Verksamhet, tmp_path: Path, celler: dict[str, str]
) -> None:
    every_draft(
        liten_verksamhet, importerad(liten_verksamhet, tmp_path, **celler), "utsatt", INLAST
    )


def test_an_imported_akt_is_read_disclosed_and_disposed_of(
    verksamhet: Verksamhet, tmp_path: Path
) -> None:
    v = verksamhet
    nummer = importerad(v, tmp_path)
    faktum(v, nummer, "journalanteckning", ANTECKNING, INLAST)
    journal = fardig(v, nummer, "journalutskrift", INLAST)
    said = sidan(v, nummer, journal)
    assert ANTECKNING["anteckning"] in said
    assert "P-100001" not in said, "the pseudonym in the register is no name"
    copy = kopia(v, nummer, journal, "2026-01-14")
    assert ANTECKNING["anteckning"] in sidan(v, nummer, copy)
    prov = fardig(v, nummer, "utlamnande", "2026-01-14")
    assert UTLAMNANDE["provning"] in sidan(v, nummer, prov)
    gone = fardig(v, nummer, "gallringsbeslut", "2031-01-15", av="hans", **GALLRAS)
    assert "Sista anteckningen: 14 januari 2026" in sidan(v, nummer, gone)
    assert verifiera(v.db).fel == []


def test_an_imported_akt_that_nobody_has_written_in_is_kept_from_its_end(
    liten_verksamhet: Verksamhet, tmp_path: Path
) -> None:
    v = liten_verksamhet
    nummer = importerad(v, tmp_path)
    seq = fardig(v, nummer, "gallringsbeslut", "2027-06-02", av="hans", **GALLRAS)
    assert "Sista anteckningen: 1 juni 2022" in sidan(v, nummer, seq)


# --- akter that are closed ---------------------------------------------------------------------------


def stang(v: Verksamhet, nummer: str) -> None:
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    given: dict[str, Any] = {"utforare": "Mansjouren", "uppfoljning_skal": "Hänvisad."}
    steg(v, nummer, "hanvisa", "2026-01-13", **given)


def test_what_is_asked_for_is_disclosed_after_the_end(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    before = fardig(v, nummer, "inbjudan", INLAST, **INBJUDAN)
    draft = spara_utkast(v.db, v.aktor("anna"), nummer, "journalutskrift", {}, now=at(INLAST))
    stang(v, nummer)
    assert last(v.db, nummer).fakta.avslutad
    every_draft(v, nummer, "utovare", "2026-02-02")
    copy = kopia(v, nummer, before, "2026-02-02")
    assert INBJUDAN["plats"] in sidan(v, nummer, copy)
    fardig(v, nummer, "utlamnande", "2026-02-02")
    begun = Begard(utkast=draft.id, version=draft.version)
    fardigstall_handling(v.db, v.aktor("bo"), nummer, begun, now=at("2026-02-02"))
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []
    assert last(v.db, nummer).fakta.avslutad, "nothing of it opens the akt again"
    assert verifiera(v.db).fel == []


def test_the_follow_up_months_after_the_end_becomes_a_handling(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    stang(v, nummer)
    nar = "2026-07-13"
    steg(
        v,
        nummer,
        "planera_uppfoljning",
        "2026-01-13",
        av="gun",
        process="uppfoljning",
        planerad=nar,
    )
    kontakt: dict[str, Any] = {
        "kanal": ["telefon"],
        "tider": "Vardagar",
        "lamna_meddelande": "nej",
        "kodord": "nej",
        "galler_till": "2026-12-31",
    }
    faktum(v, nummer, "saker_kontakt", kontakt, nar, av="gun")
    asked: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": "ja",
        "utfall": "natt",
    }
    steg(v, nummer, "forsok_kontakt", nar, av="fatima", delprocess=1, **asked)
    given: dict[str, Any] = {
        "satt": "telefon",
        "vald_sedan_dess": "nej",
        "egna_ord": "Det är lugnare hemma.",
        "vill_ha_kontakt": "nej",
    }
    steg(v, nummer, "genomfor_uppfoljning", nar, av="fatima", delprocess=1, **given)
    seq = fardig(v, nummer, "uppfoljning", nar, av="fatima")
    assert "Det är lugnare hemma." in sidan(v, nummer, seq)
    assert last(v.db, nummer).fakta.avslutad
    assert verifiera(v.db).fel == []


# --- akter on definitions and profiles of before -----------------------------------------------------


def test_a_draft_of_before_the_move_is_finished_after_it(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = in_samtalsfas(v)
    every_draft(v, nummer, "utovare", "2026-01-15")
    first = fardig(v, nummer, "inbjudan", "2026-01-15", **INBJUDAN)
    bytes_before = las_fardig_handling(v.db, v.aktor("anna"), nummer, first).pdf
    draft = spara_utkast(v.db, v.aktor("anna"), nummer, "inbjudan", INBJUDAN, now=at("2026-01-15"))
    plan = Flyttplan(tillstand={"samtalsfas": "forhandsbedomning", "friyta:foreslagen": "erbjuden"})
    moved = flytta_akt(v.db, v.aktor("gun"), nummer, plan, skal="Ny version.", now=at("2026-01-16"))
    assert moved.flyttad
    every_draft(v, nummer, "utovare", "2026-01-19")
    begun = Begard(utkast=draft.id, version=draft.version)
    fardigstall_handling(v.db, v.aktor("anna"), nummer, begun, now=at("2026-01-19"))
    assert las_fardig_handling(v.db, v.aktor("anna"), nummer, first).pdf == bytes_before
    assert INBJUDAN["plats"] in sidan(v, nummer, kopia(v, nummer, first, "2026-01-19"))
    assert verifiera(v.db).fel == []


@contextmanager
def under_another_profile(v: Verksamhet, folder: Path) -> Iterator[Verksamhet]:
    """The same installation while its profile had another name and another number of talks."""
    folder.mkdir()
    packaged = v.db.settings.profile_dirs[0] / "standard.toml"
    changed = packaged.read_text("utf-8").replace('namn = "Standard"', 'namn = "Forna kommun"')
    (folder / "standard.toml").write_text(changed, "utf-8")
    dirs = (*v.db.settings.profile_dirs, folder)
    then = Databas(replace(v.db.settings, profile_dirs=dirs))
    try:
        yield Verksamhet(then)
    finally:
        then.close()


def test_an_akt_on_an_older_profile_version_goes_on_as_it_was(
    verksamhet: Verksamhet, tmp_path: Path
) -> None:
    v = verksamhet
    with under_another_profile(v, tmp_path / "profiler") as then:
        nummer = oppna(then, "utsatt")
        draft = spara_utkast(v.db, v.aktor("anna"), nummer, "inbjudan", INBJUDAN, now=at(INLAST))
        first = fardig(then, nummer, "journalutskrift", INLAST)
        assert "Forna kommun" in sidan(then, nummer, first)
    every_draft(v, nummer, "utsatt", INLAST)
    begun = Begard(utkast=draft.id, version=draft.version)
    fardigstall_handling(v.db, v.aktor("anna"), nummer, begun, now=at(INLAST))
    second = fardig(v, nummer, "journalutskrift", INLAST)
    assert "Forna kommun" in sidan(v, nummer, second), "the profile that the akt began with"
    assert "Forna kommun" in sidan(v, nummer, kopia(v, nummer, first, INLAST))
    plan = Flyttplan(definition=False)
    assert flytta_akt(v.db, v.aktor("gun"), nummer, plan, skal="Ny profil.", now=at(INLAST)).flyttad
    third = fardig(v, nummer, "journalutskrift", "2026-01-13")
    assert "Forna kommun" not in sidan(v, nummer, third)
    assert verifiera(v.db).fel == []


# --- akter that have changed hands -------------------------------------------------------------------


def test_whoever_takes_over_finishes_the_formers_draft(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = med_beslut(v)
    given = {**INBJUDAN, "datum": "2026-02-20"}
    draft = spara_utkast(v.db, v.aktor("anna"), nummer, "inbjudan", given, now=at(BESLUTAD))
    asked = begaran(satt=Satt.TILL, till="bo", fran_dag=date(2026, 2, 9))
    done = lamna_over(v.db, v.aktor("gun"), asked, now=at(BESLUTAD))
    assert done.nekade == ()
    former = v.aktor("anna", date(2026, 2, 9))
    act: Callable[[], object]
    for act in (
        lambda: las_utkast(v.db, former, nummer, draft.id, now=at("2026-02-09")),
        lambda: fardigstall_handling(
            v.db, former, nummer, Begard(utkast=draft.id), now=at("2026-02-09")
        ),
    ):
        with pytest.raises(NotFound):
            act()
    bo = v.aktor("bo")
    opened = las_utkast(v.db, bo, nummer, draft.id, now=at("2026-02-09"))
    assert opened.varden["plats"] == INBJUDAN["plats"]
    begun = Begard(utkast=draft.id, version=opened.version)
    seq = fardigstall_handling(v.db, bo, nummer, begun, now=at("2026-02-09")).seq
    said = sidan(v, nummer, seq, av="bo")
    assert INBJUDAN["plats"] in said
    assert re.search(r"\bBo\b", said), said
    assert not re.search(r"\bAnna\b", said), "whoever finishes it signs it"
    assert verifiera(v.db).fel == []
