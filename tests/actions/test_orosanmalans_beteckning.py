"""A nameless orosanmälan is found again by its beteckning, by those who may open its akt and by nobody else."""

import re
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.documents.maskering import Maskering
from caseflow.engine.beteckning import normal_beteckning
from caseflow.engine.errors import BadInput
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingssida import las_handlingssida
from caseflow.queries.sok_akt import sok_akt
from caseflow.queries.verifiera import verifiera
from tests.actions.test_maskera_handling import NU, event, kopia
from tests.akter import faktum, oppna, oppna_friyta, rader
from tests.akter_med_handlingar import ORO
from tests.databas import Verksamhet
from tests.documents.handlingar import text

ROBIN = {"namn": "Robin Ekhöjd", "personnummer": "19881303-1239"}
HELT: dict[str, Any] = {"synnerliga_skal": "", "skriftligt_beslut": False}
VARDNADSHAVARE = {"andamal": "vardnadshavare", "mottagare": "enskild", **HELT}


def med_oro(v: Verksamhet, nummer: str, av: str = "anna") -> str:
    oro = {"barn": "okant", "misstanke": "2026-01-12", "anmald": "2026-01-12", "orsak": "Bråk."}
    faktum(v, nummer, "orosanmalan", oro, av=av)
    return nummer


def anmal(v: Verksamhet, nummer: str, av: str = "anna", **annat: Any) -> int:
    begard = Begard("orosanmalan", {**ORO, **annat})
    return fardigstall_handling(v.db, v.aktor(av), nummer, begard, now=NU).seq


def beteckningen(v: Verksamhet, nummer: str, seq: int, av: str = "anna") -> str:
    return las_handlingssida(v.db, v.aktor(av), nummer, seq).handling.beteckning


def test_it_stands_on_the_page_in_the_event_and_in_the_name_of_the_file(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    seq = anmal(v, nummer)
    kod = beteckningen(v, nummer, seq)
    assert normal_beteckning(kod) == kod
    assert event(v, nummer, seq).varden["beteckning"] == kod
    for arkivform, tail in ((False, ""), (True, "_arkiv")):
        read = las_fardig_handling(v.db, v.aktor("anna"), nummer, seq, arkivform=arkivform)
        assert read.filnamn == f"{kod}_orosanmalan{tail}.pdf"
        page = text(read.pdf)
        assert f"Beteckning {kod}" in page
        assert not re.search("Robin|VN-|881303|händelse", page)
    assert verifiera(v.db).fel == []


def test_it_is_searched_for_by_those_who_may_open_the_akt(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    other = med_oro(v, oppna(v, **ROBIN))
    kod, another = (beteckningen(v, n, anmal(v, n)) for n in (nummer, other))
    assert kod != another
    for typed in (kod, kod.lower().replace("-", " ")):
        assert [t.nummer for t in sok_akt(v.db, v.aktor("bo"), typed)] == [nummer]
    assert sok_akt(v.db, v.aktor("cecilia"), kod) == []
    assert sok_akt(v.db, v.aktor("anna"), "OA-0000-0000") == []


def test_whoever_is_named_in_it_gives_it_no_beteckning(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    seq = anmal(v, nummer, vuxen="ja")
    assert beteckningen(v, nummer, seq) == ""
    assert "beteckning" not in {k for k, x in event(v, nummer, seq).varden.items() if x}
    assert rader(v.db, "SELECT beteckning FROM handling") == [{"beteckning": ""}]
    assert nummer in text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)


def test_a_code_of_a_friyta_stands_nowhere_in_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna_friyta(v), "erik")
    seq = anmal(v, nummer, "erik")
    page = text(las_fardig_handling(v.db, v.aktor("erik"), nummer, seq).pdf)
    assert not re.search("Blå 7|VN-", page)
    assert beteckningen(v, nummer, seq, "erik") in page


def test_made_twice_it_is_still_the_same_handling(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    anmal(v, nummer)
    with pytest.raises(BadInput, match="redan färdigställd"):
        anmal(v, nummer)


def test_a_correction_names_the_one_before_by_its_beteckning(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    first = anmal(v, nummer)
    begard = Begard(
        "orosanmalan", {**ORO, "vet": "ja"}, ersatter=first, skal="Robin har berättat det."
    )
    seq = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    page = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)
    assert f"({beteckningen(v, nummer, first)}). Skäl: [utelämnat] har berättat det." in page
    assert beteckningen(v, nummer, seq) != beteckningen(v, nummer, first)
    assert "händelse" not in page


def test_a_masked_copy_is_as_nameless_and_has_the_beteckning_of_its_original(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    seq = anmal(v, nummer)
    given = {"bestammelse": "samtycke_12_2", **VARDNADSHAVARE}
    faktum(v, nummer, "samtycke", {"andamal": "utlamnande", "satt": "muntligt"})
    copy = kopia(v, nummer, seq, **given)
    read = las_fardig_handling(v.db, v.aktor("anna"), nummer, copy)
    page = text(read.pdf)
    assert beteckningen(v, nummer, seq) in page
    assert not re.search("Robin|VN-|881303|händelse|Relationsvåld", page)
    assert read.filnamn == f"{beteckningen(v, nummer, seq)}_orosanmalan_kopia.pdf"
    assert event(v, nummer, copy).varden["ord_for_ord"] is True


def test_when_it_is_masked_that_the_adult_is_named_the_akt_is_not_named_either(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    before = anmal(v, nummer, vuxen="ja", om_barnet="Alva ska bo hos Robin.")
    told = {**ORO, "vuxen": "ja", "om_barnet": f"Alva Ekhöjd bor hos Robin Ekhöjd ({nummer})."}
    seq = ratta(v, nummer, before, told)
    given = {"bestammelse": "samtycke_12_2", **VARDNADSHAVARE, "skriftligt_beslut": True}
    faktum(v, nummer, "samtycke", {"andamal": "utlamnande", "satt": "muntligt"})
    copy = kopia(v, nummer, seq, Maskering(0, "f:vuxen", "26_1"), **given)
    page = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, copy).pdf)
    assert "Maskerad kopia för en vårdnadshavare av Orosanmälan, " in page
    assert "Alva [utelämnat] bor hos [utelämnat] [utelämnat] ([utelämnat])." in page
    assert "ersätter Orosanmälan, " in page
    assert not re.search("Robin|Ekhöjd|VN-|881303|händelse", page)


def ratta(v: Verksamhet, nummer: str, seq: int, varden: dict[str, Any]) -> int:
    begard = Begard("orosanmalan", varden, ersatter=seq, skal="Det blev fel.")
    return fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq


def test_a_correction_does_not_tie_one_that_names_to_one_that_does_not(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_oro(v, oppna(v, **ROBIN))
    named = anmal(v, nummer, vuxen="ja")
    nameless = ratta(v, nummer, named, ORO)
    again = ratta(v, nummer, nameless, {**ORO, "vuxen": "ja"})
    first, second = (
        text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)
        for seq in (nameless, again)
    )
    for page in (first, second):
        assert re.search(r"ersätter Orosanmälan, \d+ \w+ \d{4}\. Skäl", page)
    assert not re.search("händelse|VN-", first)
    assert beteckningen(v, nummer, nameless) not in second
    third = ratta(v, nummer, again, {**ORO, "vuxen": "ja", "vet": "ja"})
    page = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, third).pdf)
    assert f"(händelse {again}). Skäl" in page
