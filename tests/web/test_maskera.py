"""The pages of a masked copy: choose, look, store. What was written stands there until it is stored."""

import re
from html import unescape

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.documents.pdf import KORTA
from caseflow.queries.verifiera import verifiera
from tests.akter import laslogg, rader
from tests.andra_namn import som_den_sparades
from tests.web.arendebygge import Bygge
from tests.web.webbplats import Besokare, Webbplats

HEMLIGT = "Sambon Ylva ringde från 070-174 06 05."
IFYLLT = {
    "personens_syn": "Jag är inte farlig.",
    "tillsammans": "Ringer en vän.",
    "nasta": "2026-04-10",
    "nasta_vem": "Anna",
}
UTLAMNANDE = {
    "u.mottagare": "part",
    "u.vem": "Personen själv",
    "u.uppgifter": "Riskbedömningen.",
    "u.sekretess": "26_1",
    "u.bestammelse": "partsinsyn_10_3",
    "u.provning": "Uppgiften om sambon kan skada henne.",
    "u.synnerliga_skal": "Sambon kan utsättas för våld.",
    "u.andras_uppgifter": "ja",
    "u.provat_av": "Anna, socialsekreterare",
    "u.skriftligt_beslut": "ja",
}


@pytest.fixture
def adress(webbplats: Webbplats) -> str:
    """The page of the copy of a finished riskbedömning, in which somebody else is named."""
    nummer = webbplats.arende("anna")
    akt = Bygge(webbplats, nummer)
    akt.fakta(
        "anna",
        "riskbedomning",
        anledning="forsta",
        instrument="sara",
        standardiserad="ja",
        niva="hog",
        skal=HEMLIGT,
        atgarder="Nytt samtal.",
        kalla="personen",
    )
    akt.fakta("anna", "sakerhet_overvagd", overvagande="Det är övervägt.")
    v = webbplats.verksamhet
    seq = fardigstall_handling(
        v.db,
        v.aktor("anna", webbplats.idag),
        nummer,
        Begard("riskbedomning_utovare", IFYLLT),
        now=webbplats.klocka.now,
    ).seq
    return f"/arenden/{nummer}/handlingar/{seq}/maskera"


def plats(page: str, kod: str) -> str:
    """The place of a field on the page."""
    found = re.search(rf'name="p\|(\d+:{kod})"', page)
    assert found, kod
    return found.group(1)


def dolda(page: str) -> dict[str, object]:
    """What the form on the page carries along."""
    found: dict[str, object] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name == "csrf":
            continue
        earlier = found.get(name)
        both = [*(earlier if isinstance(earlier, list) else [earlier] if earlier else [])]
        found[unescape(name)] = [*both, unescape(value)] if both else unescape(value)
    return found


def granskad(anna: Besokare, adress: str) -> str:
    page = anna.get(adress, till="partsinsyn").text
    place = plats(page, "skal")
    answer = anna.post(
        adress,
        {"till": "partsinsyn", f"p|{place}": "Ylva", f"l|{place}": "26_1", "knapp": "granska"},
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def test_first_it_is_asked_whom_the_copy_is_for(webbplats: Webbplats, adress: str) -> None:
    anna = webbplats.inloggad("anna")
    page = anna.get(adress).text
    assert "Vem kopian är till" in page
    assert HEMLIGT not in page
    assert HEMLIGT in anna.get(adress, till="partsinsyn").text
    assert "Vem kopian är till: välj ett svar" in anna.post(adress, {"till": "x"}).text
    nummer = adress.split("/")[2]
    assert [r["vad"] for r in laslogg(webbplats.verksamhet.db) if r["aktnummer"] == nummer][
        -3:
    ] == [f"maskera:{adress.split('/')[4]}"] * 3


def test_suggestions_are_ticked_and_say_why(webbplats: Webbplats, adress: str) -> None:
    page = webbplats.inloggad("anna").get(adress, till="partsinsyn").text
    place = plats(page, "skal")
    box = re.search(rf'<input[^>]* value="{place}" id="m-{place}"[^>]*>', page)
    assert box
    assert " checked" in box.group()
    assert "Uppgiften kan komma från den som är utsatt eller från polisen." in page
    page = webbplats.inloggad("anna").get(adress, till="annan_enhet").text
    assert "«070-174 06 05»" in page
    assert "Det ser ut som ett telefonnummer." in page


def test_the_copy_is_looked_at_and_then_stored(webbplats: Webbplats, adress: str) -> None:
    anna = webbplats.inloggad("anna")
    page = granskad(anna, adress)
    assert 'src="data:image/png;base64,' in page
    assert "Sambon [maskerat: 26 kap. 1 § OSL] ringde" in page
    v = webbplats.verksamhet
    assert rader(v.db, "SELECT seq FROM handling WHERE kopia_av IS NOT NULL") == []
    sent = {**dolda(page), **UTLAMNANDE, "datum": webbplats.idag.isoformat(), "knapp": "spara"}
    answer = anna.post(adress, sent)
    assert answer.status_code == 303, answer.text
    (row,) = rader(v.db, "SELECT seq FROM handling WHERE kopia_av IS NOT NULL")
    assert answer.headers["location"] == f"/arenden/{adress.split('/')[2]}?klart={row['seq']}"
    assert anna.get(answer.headers["location"]).status_code == 200
    assert verifiera(v.db).fel == []


def test_faults_keep_everything_that_was_written(webbplats: Webbplats, adress: str) -> None:
    anna = webbplats.inloggad("anna")
    page = granskad(anna, adress)
    sent = {
        **dolda(page),
        **UTLAMNANDE,
        "u.provning": "",
        "u.vem": "Någon <b>annan</b>",
        "datum": "i går",
        "knapp": "spara",
    }
    answer = anna.post(adress, sent)
    assert answer.status_code == 422
    assert "Datum: skriv datumet" in answer.text
    assert "Prövningen: fyll i." in answer.text
    assert "Någon &lt;b&gt;annan&lt;/b&gt;" in answer.text
    sent["datum"] = webbplats.idag.isoformat()
    answer = anna.post(adress, sent)
    assert answer.status_code == 422
    assert "Prövningen: fyll i." in answer.text
    back = anna.post(adress, {**sent, "knapp": "andra"})
    assert back.status_code == 200
    assert dolda(back.text)["u.vem"] == "Någon <b>annan</b>"
    assert ">\nYlva</textarea>" in back.text
    sent |= {"u.provning": "Prövat.", "u.skriftligt_beslut": ""}
    answer = anna.post(adress, sent)
    assert answer.status_code == 409
    assert "skriftligt beslut" in answer.text
    assert dolda(answer.text)["till"] == "partsinsyn"
    assert rader(webbplats.verksamhet.db, "SELECT seq FROM handling WHERE kopia_av > 0") == []


def test_a_passage_that_is_not_there_is_told_beside_its_field(
    webbplats: Webbplats, adress: str
) -> None:
    anna = webbplats.inloggad("anna")
    place = plats(anna.get(adress, till="partsinsyn").text, "skal")
    answer = anna.post(
        adress, {"till": "partsinsyn", f"p|{place}": "<Ylwa>", "m": "0:aktnummer", "knapp": "x"}
    )
    assert answer.status_code == 422
    assert "«&lt;Ylwa&gt;» står inte i fältet." in answer.text
    assert f'href="#falt-{place}"' in answer.text
    assert "Välj vilket lagrum" in answer.text
    assert "&lt;Ylwa&gt;</textarea>" in answer.text


@pytest.mark.parametrize("place", ["", "x", "9999999999:skal", "1:\x00", ":", "-1:skal", "0:f:"])
def test_a_place_that_is_none_is_no_error_of_ours(
    webbplats: Webbplats, adress: str, place: str
) -> None:
    anna = webbplats.inloggad("anna")
    anna.get(adress, till="partsinsyn")
    answer = anna.post(adress, {"till": "partsinsyn", "m": place, "knapp": "granska"})
    assert answer.status_code == 422
    assert "Fältet finns inte i handlingen" in answer.text


@pytest.mark.parametrize(("vem", "status"), [("erik", 409), ("cecilia", 404), ("lo", 404)])
def test_who_may_not_is_refused_and_logged(
    webbplats: Webbplats, adress: str, vem: str, status: int
) -> None:
    visitor = webbplats.inloggad(vem)
    for answer in (visitor.get(adress, till="partsinsyn"), visitor.post(adress, {"till": "x"})):
        assert answer.status_code == status
        assert "Ylva" not in answer.text
    refused = [r for r in laslogg(webbplats.verksamhet.db) if r["utfall"] == "nekad"]
    assert [r["vad"] for r in refused] == [f"maskera:{adress.split('/')[4]}"] * 2


def test_a_form_without_the_token_is_refused(webbplats: Webbplats, adress: str) -> None:
    anna = webbplats.inloggad("anna")
    anna.csrf = "fel"
    assert anna.post(adress, {"till": "partsinsyn", "knapp": "granska"}).status_code == 403
    assert webbplats.oinloggad().get(adress).status_code in {303, 401}


def test_there_is_no_copy_of_what_is_not_there(webbplats: Webbplats, adress: str) -> None:
    anna = webbplats.inloggad("anna")
    assert anna.get(adress.replace("maskera", "x")).status_code == 404
    other = "/".join([*adress.split("/")[:4], "1", "maskera"])
    assert anna.get(other).status_code == 404


def test_a_long_handling_has_more_fields_than_a_form_usually_has(
    webbplats: Webbplats, adress: str
) -> None:
    anna = webbplats.inloggad("anna")
    anna.get(adress, till="partsinsyn")
    many = {f"l|{n}:anteckning": "" for n in range(3_000)}
    answer = anna.post(adress, {"till": "partsinsyn", **many, "knapp": "granska"})
    assert answer.status_code == 200
    assert "Inget är borttaget." in " ".join(answer.text.split())


def test_it_is_told_that_a_copy_cannot_say_what_an_older_original_said(
    webbplats: Webbplats, adress: str
) -> None:
    anna = webbplats.inloggad("anna")
    told = (
        "Originalet är gjort innan brevhuvudet sparades: det i kopian är dagens",
        "Fasta texter kan vara andra än i originalet",
    )
    page = granskad(anna, adress)
    assert [t in page for t in told] == [False, False]
    _, _, nummer, _, seq, _ = adress.split("/")
    db = webbplats.verksamhet.db
    for older, expected in (
        (som_den_sparades(db, nummer, int(seq)), [True, False]),
        (som_den_sparades(db, nummer, int(seq), mallversion="0"), [True, True]),
        (som_den_sparades(db, nummer, int(seq), text_sha256="0" * 64), [False, True]),
    ):
        page = granskad(anna, f"/arenden/{nummer}/handlingar/{older}/maskera")
        assert [t in page for t in told] == expected


def test_when_too_many_are_made_at_once_nothing_of_the_choice_is_lost(
    webbplats: Webbplats, adress: str, request: pytest.FixtureRequest
) -> None:
    anna = webbplats.inloggad("anna")
    page = granskad(anna, adress)
    sent = {**dolda(page), **UTLAMNANDE, "datum": webbplats.idag.isoformat(), "knapp": "spara"}
    KORTA.vanta, before = 0.01, KORTA.vanta
    request.addfinalizer(lambda: setattr(KORTA, "vanta", before))
    with KORTA:
        busy = anna.post(adress, sent)
    assert busy.status_code == 503
    assert "det blev inte dess tur i tid" in busy.text
    assert re.search(r">\s*Ylva</textarea>", busy.text)
    assert dolda(busy.text)["u.vem"] == "Personen själv"
    assert rader(webbplats.verksamhet.db, "SELECT seq FROM handling WHERE kopia_av > 0") == []
    assert anna.post(adress, sent).status_code == 303
