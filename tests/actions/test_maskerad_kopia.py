"""What a masked copy says of itself, on its own page and on paper."""

from dataclasses import replace
from pathlib import Path

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.documents.maskering import Maskering
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingssida import las_handlingssida
from caseflow.store.session import Databas
from tests.actions.test_maskera_handling import NU, kopia, med_hemlighet
from tests.akter import faktum, oppna
from tests.akter_med_handlingar import med_skyddsbedomning
from tests.andra_namn import som_den_sparades
from tests.databas import Verksamhet
from tests.documents.handlingar import text

SAMTYCKE = {
    "mottagare": "Vårdcentralen",
    "uppgifter": "Att samtal pågår.",
    "andamal": "Att stödet ska hänga ihop.",
    "tid": "2026-06-30",
}


def test_the_page_of_a_copy_says_where_and_on_what_ground(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, seq, said = med_hemlighet(v)
    masked = Maskering(said, "beskrivning", "26_1")
    copy = kopia(v, nummer, seq, masked)
    page = las_handlingssida(v.db, v.aktor("anna"), nummer, copy)
    assert page.maskerat == (f"Händelse {said}, beskrivning: 26 kap. 1 § OSL",)
    assert las_handlingssida(v.db, v.aktor("anna"), nummer, seq).maskerat == ()


def test_a_guardian_does_not_learn_from_the_letterhead_what_the_help_is_for(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_skyddsbedomning(v)
    faktum(v, nummer, "samtycke", {"andamal": "utlamnande", "satt": "muntligt"})
    begard = Begard("samtycke_samverkan", SAMTYCKE)
    seq = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    to_her = kopia(v, nummer, seq, synnerliga_skal="", skriftligt_beslut=False)
    to_other = {"andamal": "vardnadshavare", "mottagare": "enskild", "bestammelse": "samtycke_12_2"}
    copy = kopia(v, nummer, seq, synnerliga_skal="", skriftligt_beslut=False, **to_other)
    shown = {
        s: text(las_fardig_handling(v.db, v.aktor("anna"), nummer, s).pdf) for s in (to_her, copy)
    }
    assert "Socialtjänsten" in shown[copy]
    assert "Relationsvåld" not in shown[copy]
    assert "vårdnadshavare" not in shown[to_her]


def test_a_copy_has_the_words_of_the_kommun_as_they_were(
    liten_verksamhet: Verksamhet, tmp_path: Path
) -> None:
    words = tmp_path / "mallar"
    words.mkdir()
    file = words / "standard.toml"
    file.write_text('[samtycke_samverkan]\ntas_tillbaka = "Ring oss i dag."\n', encoding="utf-8")
    known = liten_verksamhet.db.settings
    db = Databas(replace(known, mall_dirs=(*known.mall_dirs, words)))
    v = Verksamhet(db)
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "samtycke", {"andamal": "utlamnande", "satt": "muntligt"})
    begard = Begard("samtycke_samverkan", SAMTYCKE)
    seq = fardigstall_handling(db, v.aktor("anna"), nummer, begard, now=NU).seq
    file.write_text('[samtycke_samverkan]\ntas_tillbaka = "Skriv till oss."\n', encoding="utf-8")
    copy = kopia(v, nummer, seq, synnerliga_skal="", skriftligt_beslut=False)
    original, copied = (
        text(las_fardig_handling(db, v.aktor("anna"), nummer, s).pdf) for s in (seq, copy)
    )
    assert "Ring oss i dag." in original
    assert "Ring oss i dag." in copied
    assert "Skriv till oss." not in copied
    assert "Mallen har ändrats" not in copied
    db.close()


def test_a_copy_says_when_the_template_has_changed(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, made, _ = med_hemlighet(v)
    seq = som_den_sparades(v.db, nummer, made, mallversion="0")
    copy = kopia(v, nummer, seq, synnerliga_skal="", skriftligt_beslut=False)
    shown = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, copy).pdf)
    assert "Mallen har ändrats sedan handlingen gjordes" in shown
