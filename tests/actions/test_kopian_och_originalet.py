"""A copy says what its original said, whatever its unit, its person and those who work there are called by now."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.hela_tidslinjen import hela_tidslinjen
from caseflow.queries.maskering import las_maskerbar
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import by_nummer
from caseflow.store.handelselasning import originalet
from tests.actions.test_maskera_handling import NU, event, kopia
from tests.akter import faktum, rader
from tests.akter_med_handlingar import UTREDD, med_beslut
from tests.andra_namn import NYTT, byt_alla_namn, som_den_sparades
from tests.databas import Verksamhet
from tests.documents.handlingar import text

PERSONEN = {"namn": "Robin Ekhöjd", "personnummer": "19880313-1239"}
SAMTYCKE = {
    "mottagare": "Vårdcentralen",
    "uppgifter": "Att samtal pågår.",
    "andamal": "Att stödet ska hänga ihop.",
    "tid": "2026-06-30",
}
RISK = {
    "personens_syn": "Jag är inte farlig.",
    "tillsammans": "Ringer en vän.",
    "nasta": "2026-04-10",
    "nasta_vem": "Anna",
}
MALLAR: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "beslut": ("disa", {}),
    "beslut_inleda": ("anna", {}),
    "utredning_utovare": ("anna", {}),
    "riskbedomning_utovare": ("anna", RISK),
    "samtycke_samverkan": ("anna", SAMTYCKE),
}
HELT: Mapping[str, Any] = {"synnerliga_skal": "", "skriftligt_beslut": False}
_KOPIANS = re.compile(r" \(maskerad kopia\)|Maskerad kopia för .*?Kopian är gjord [^.]*\.")


def fardig(v: Verksamhet, nummer: str, mall: str) -> int:
    av, given = MALLAR[mall]
    begard = Begard(mall, given)
    return fardigstall_handling(v.db, v.aktor(av), nummer, begard, now=NU).seq


def sagt(v: Verksamhet, nummer: str, seq: int) -> str:
    return text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)


@pytest.mark.parametrize("mall", MALLAR)
def test_a_copy_with_nothing_masked_has_the_text_of_the_original(
    liten_verksamhet: Verksamhet, mall: str
) -> None:
    v = liten_verksamhet
    satt_brevhuvud(v.db, "vast", ["Storgatan 1", "0370-33 10 00"])
    nummer = med_beslut(v, **PERSONEN)
    seq = fardig(v, nummer, mall)
    byt_alla_namn(v.db)
    copy = kopia(v, nummer, seq, **HELT)
    original, copied = (sagt(v, nummer, s) for s in (seq, copy))
    assert "Storgatan 1" in original
    assert "Robin Ekhöjd" in original
    assert NYTT not in copied
    words = [Counter(_KOPIANS.sub("", t).split()) for t in (original, copied)]
    assert _KOPIANS.search(copied)
    assert words[0] == words[1]
    assert event(v, nummer, copy).varden["ord_for_ord"] is True
    assert verifiera(v.db).fel == []


def test_a_copy_of_an_older_handling_has_the_names_of_today(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v, **PERSONEN)
    seq = som_den_sparades(v.db, nummer, fardig(v, nummer, "beslut"))
    byt_alla_namn(v.db)
    grund = las_maskerbar(v.db, v.aktor("anna"), nummer, seq, "", dag=NU.date()).grund
    assert (grund.ord_for_ord, grund.andrad) == (None, False)
    copy = kopia(v, nummer, seq, **HELT)
    copied = sagt(v, nummer, copy)
    assert f"{NYTT}gatan" in copied
    assert "Robin" not in copied
    assert event(v, nummer, copy).varden["ord_for_ord"] is None
    assert verifiera(v.db).fel == []


def test_that_the_text_is_no_longer_the_originals_is_told_and_noted(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v, **PERSONEN)
    seq = som_den_sparades(v.db, nummer, fardig(v, nummer, "beslut"), text_sha256="0" * 64)
    copy = kopia(v, nummer, seq, **HELT)
    assert "Mallen har ändrats sedan handlingen gjordes" in sagt(v, nummer, copy)
    assert event(v, nummer, copy).varden["ord_for_ord"] is False
    told = tidslinje(v.db, v.aktor("anna"), nummer)
    assert "Originalet gick att göra om ord för ord" in repr(told)


@pytest.mark.parametrize("nu", ["sekretessmarkering", ""], ids=["skyddad nu", "skyddad då"])
def test_who_was_or_is_protected_is_called_nothing(liten_verksamhet: Verksamhet, nu: str) -> None:
    """Neither what she was called nor what she is called now, in the fields or in what people wrote."""
    v = liten_verksamhet
    then = "" if nu else "sekretessmarkering"
    nummer = med_beslut(v, **PERSONEN, skydd=then)
    said = f"Robin Ekhöjd heter numera {NYTT}, 198803131239."
    faktum(v, nummer, "egen_syn", {"egna_ord": said}, UTREDD)
    seq = fardig(v, nummer, "utredning_utovare")
    assert ("Ekhöjd" in sagt(v, nummer, seq)) is (not then)
    byt_alla_namn(v.db, skydd=nu)
    grund = las_maskerbar(v.db, v.aktor("anna"), nummer, seq, "", dag=NU.date()).grund
    assert grund.ord_for_ord
    copied = sagt(v, nummer, kopia(v, nummer, seq, **HELT))
    assert "heter numera" in copied
    for name in ("Robin", "Ekhöjd", "Zxqv", "1239"):
        assert name not in copied


def test_what_is_kept_of_the_original_is_read_for_a_copy_and_for_nothing_else(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v, **PERSONEN)
    seq = fardig(v, nummer, "beslut")
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        kept = originalet(session, v.db.ring, akt, seq)
    assert (kept["person_namn"], kept["skapad_av"]) == ("Robin Ekhöjd", "Disa")
    aktor = v.aktor("anna")
    for shown in (
        event(v, nummer, seq),
        hela_tidslinjen(v.db, aktor, nummer).handelser,
        tidslinje(v.db, aktor, nummer),
        rader(v.db, "SELECT * FROM handling"),
        rader(v.db, "SELECT * FROM akt"),
        rader(v.db, "SELECT * FROM handelse"),
    ):
        assert "Ekhöjd" not in repr(shown)
        assert str(kept["text_sha256"]) not in repr(shown)


def test_nothing_is_kept_of_a_sheet_that_is_the_same_for_everyone(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v, **PERSONEN)
    begard = Begard("brukarenkat", {"tillfalle": "vid_avslut"})
    seq = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        assert originalet(session, v.db.ring, akt, seq) == {}
