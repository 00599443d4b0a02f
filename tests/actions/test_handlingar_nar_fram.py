"""What must hold when a handling reaches somebody, and what nobody's race or slip may get past."""

from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import BadInput, CaseflowError, Conflict, Refused
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handling import render_handling
from caseflow.queries.utskriftsko import utskriftsko
from tests.actions.test_maskera_handling import kopia
from tests.akter import (
    ANTECKNING,
    SKYDD,
    faktum,
    innehall,
    oppna,
    oppna_med_tidssteg,
    oppna_partnerkontakt,
)
from tests.akter import steg as tar
from tests.akter_med_handlingar import BESLUTAD, ORO, med_beslut, med_skyddsbedomning
from tests.databas import Verksamhet, at
from tests.documents.handlingar import text

NU = at(BESLUTAD, 15)


def fardig(v: Verksamhet, nummer: str, begard: Begard, av: str = "anna") -> int:
    return fardigstall_handling(v.db, v.aktor(av), nummer, begard, now=NU).seq


def lamna(v: Verksamhet, nummer: str, seq: int, satt: str, av: str = "anna") -> None:
    lamna_handling(v.db, v.aktor(av), nummer, seq, {"satt": satt}, dag=NU.date(), now=NU)


def shown(v: Verksamhet, nummer: str, seq: int, av: str) -> str:
    return text(las_fardig_handling(v.db, v.aktor(av), nummer, seq).pdf)


def med_bada_samtyckena(v: Verksamhet) -> tuple[str, str]:
    """An utövare who has given both consents, and the akt of his partner, tied to his."""
    his, hers = oppna_med_tidssteg(v), oppna_partnerkontakt(v)
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    tar(v, hers, "erbjud_partnerkontakt", av="jon", satt="telefon", sakert_satt=True)
    return his, hers


def test_no_paper_says_that_whoever_signs_works_with_partnerkontakt(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_partnerkontakt(v)
    oro = {"barn": "okant", "misstanke": "2026-01-12", "anmald": "2026-01-12", "orsak": "Bråk."}
    faktum(v, nummer, "orosanmalan", oro, av="jon")
    seq = fardig(v, nummer, Begard("orosanmalan", ORO), "jon")
    page = shown(v, nummer, seq, "jon")
    assert "Jon, medarbetare" in page
    assert "partnerkontakt" not in page.lower()


def test_what_rests_on_the_consents_is_not_handed_over_once_they_are_withdrawn(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    his, hers = med_bada_samtyckena(v)
    seq = fardig(v, hers, Begard("partnerkontakt_information", {"telefon": "010-1"}), "jon")
    faktum(v, his, "samtycke_atertaget", {"andamal": "roja_behandling"}, BESLUTAD, av="erik")
    (row,) = utskriftsko(v.db, v.aktor("jon"), dag=NU.date()).rader
    assert "bada_samtyckena_galler" in {h.regel for h in row.hinder}
    before = innehall(v.db)
    for satt in ("mote", "brev", "digitalt"):
        with pytest.raises(Refused, match="inte två samtycken"):
            lamna(v, hers, seq, satt, "jon")
    assert innehall(v.db) == before


def test_what_stays_in_the_akt_is_no_way_around_the_safe_contact(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", namn="Ellen Påhittad", skydd="sekretessmarkering")
    faktum(v, nummer, "skyddsbedomning", SKYDD)
    seq = fardig(v, nummer, Begard("journalutskrift"))
    for satt in ("brev", "rekommenderat_brev"):
        with pytest.raises(Refused, match="kan inte skickas med brev"):
            lamna(v, nummer, seq, satt)
    lamna(v, nummer, seq, "mote")


def test_the_wrong_letter_is_not_handed_over_when_there_is_a_right_one(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    first = fardig(v, nummer, Begard("beslut"), "disa")
    second = fardig(v, nummer, Begard("beslut", ersatter=first, skal="Fel dag."), "disa")
    with pytest.raises(BadInput, match="ersatt av en nyare"):
        lamna(v, nummer, first, "mote")
    lamna(v, nummer, second, "mote")


@pytest.mark.parametrize("skal", ["Fel \u0000 dag.", "Fel \u202e dag.", "x" * 400])
def test_the_reason_of_a_correction_is_checked_as_every_text(
    liten_verksamhet: Verksamhet, skal: str
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    first = fardig(v, nummer, Begard("beslut"), "disa")
    before = innehall(v.db)
    with pytest.raises(BadInput):
        fardig(v, nummer, Begard("beslut", ersatter=first, skal=skal), "disa")
    assert innehall(v.db) == before


def test_the_name_of_a_protected_person_is_taken_out_of_the_reason(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v, namn="Åsa Påhittad", skydd="sekretessmarkering")
    first = fardig(v, nummer, Begard("beslut"), "disa")
    again = Begard("beslut", ersatter=first, skal="Åsa Påhittad fick fel dag.")
    page = shown(v, nummer, fardig(v, nummer, again, "disa"), "anna")
    assert "fick fel dag" in page
    assert "Påhittad" not in page


def test_nobodys_later_words_are_finished_unseen(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    saved = spara_utkast(v.db, v.aktor("anna"), nummer, "beslut", {}, now=NU)
    spara_utkast(v.db, v.aktor("bo"), nummer, "beslut", {}, now=NU, utkast=saved.id, version=1)
    before = innehall(v.db)
    with pytest.raises(Conflict, match="sparats sedan"):
        fardig(v, nummer, Begard(utkast=saved.id, version=saved.version), "disa")
    assert innehall(v.db) == before


def test_a_draft_is_not_for_who_reviews_and_has_its_mark(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    assert "Utkast" in text(render_handling(v.db, v.aktor("anna"), "beslut", nummer, now=NU))
    with pytest.raises(CaseflowError):
        render_handling(v.db, v.aktor("lo"), "beslut", nummer, now=NU)


def test_a_beslut_to_an_utsatt_says_neither_unit_nor_its_address(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_skyddsbedomning(v)
    given: dict[str, Any] = {"motivering": "Skydd behövs nu.", "till_och_med": "2026-03-31"}
    tar(v, nummer, "bevilja_akut_skydd", av="disa", **given)
    page = shown(v, nummer, fardig(v, nummer, Begard("beslut"), "disa"), "anna")
    assert "Relationsvåld" not in page
    assert "Socialtjänsten" in page


def test_a_form_that_is_sent_twice_makes_one_handling(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    fardig(v, nummer, Begard("beslut"), "disa")
    before = innehall(v.db)
    with pytest.raises(BadInput, match="redan färdigställd"):
        fardig(v, nummer, Begard("beslut"), "disa")
    assert innehall(v.db) == before
    faktum(v, nummer, "journalanteckning", ANTECKNING, BESLUTAD)
    assert fardig(v, nummer, Begard("beslut"), "disa") > 1, "something has happened since"


def test_a_copy_names_no_official_that_the_original_left_out(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    skal = {"val": "utelamnas", "skal": "Hot."}
    faktum(v, nummer, "namn_i_underrattelser", skal, BESLUTAD, av="disa")
    seq = fardig(v, nummer, Begard("beslut"), "disa")
    faktum(v, nummer, "namn_i_underrattelser", {"val": "skrivs_ut"}, BESLUTAD, av="disa")
    copy = kopia(v, nummer, seq, synnerliga_skal="", skriftligt_beslut=False)
    for number in (seq, copy):
        assert "Disa" not in shown(v, nummer, number, "anna")
