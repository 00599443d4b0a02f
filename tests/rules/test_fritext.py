import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.fakta import Fakta, Varde
from caseflow.rules.fritext import fritexten_avslojar_ingen, identitetsspar
from tests.faktabygge import delprocess, fakta, haller, lage


@pytest.mark.parametrize(
    ("text", "spar"),
    [
        ("Personnummer 851332-1234.", ["851332-1234"]),
        ("198513321234", ["198513321234"]),
        ("19851332-1234", ["19851332-1234"]),
        ("851332 1234", ["851332 1234"]),
        ("851332–1234 med tankstreck", ["851332–1234"]),
        ("över hundra år: 851332+1234", ["851332+1234"]),
        ("samordningsnummer 851392-1234", ["851392-1234"]),
        ("tillfälligt nummer 851332-TF12", ["851332-TF12"]),
        ("Personen är född 3 maj 1985.", ["född 3 maj 1985"]),
        ("Född 1985-03-12.", ["Född 1985-03-12"]),
        ("född den 3/5 1985", ["född den 3/5 1985"]),
    ],
)
def test_nummer_och_fodelsedagar_hittas(text: str, spar: list[str]) -> None:
    assert identitetsspar(text) == spar


@pytest.mark.parametrize(
    ("text", "spar"),
    [
        ("Tel. 070-123 45 67", ["070-123 45 67"]),
        ("Ring mig på 0701234567 efter fem.", ["0701234567"]),
        ("Numret är +46 70 123 45 67.", ["+46 70 123 45 67"]),
        ("+46701234567", ["+46701234567"]),
        ("0046 70 123 45 67", ["0046 70 123 45 67"]),
        ("08-123 456 78", ["08-123 456 78"]),
        ("hemma 0451/123 45", ["0451/123 45"]),
        ("73 123 45 67", ["73 123 45 67"]),
        ("Mejla nagon.annan@exempel.se", ["nagon.annan@exempel.se"]),
        ("nagon (at) exempel.se", ["nagon (at) exempel.se"]),
        ("finns som @nagon_85 på Instagram", ["@nagon_85"]),
    ],
)
def test_kontaktuppgifter_hittas(text: str, spar: list[str]) -> None:
    assert identitetsspar(text) == spar


@pytest.mark.parametrize(
    ("text", "spar"),
    [
        ("Han bor på Storgatan 12.", ["Storgatan 12"]),
        ("hon bor på storgatan 12b", ["storgatan 12b"]),
        ("Flyttat till Södra vägen 3", ["Södra vägen 3"]),
        ("lgh 1203", ["lgh 1203"]),
        ("Box 123", ["Box 123"]),
        ("post till 123 45 Orten", ["123 45 Orten"]),
        ("Han jobbar i Göteborg.", ["Göteborg"]),
    ],
)
def test_adresser_hittas(text: str, spar: list[str]) -> None:
    assert identitetsspar(text) == spar


@pytest.mark.parametrize(
    ("text", "spar"),
    [
        pytest.param("Anna ringde i dag.", ["Anna"], id="förnamn först i meningen"),
        pytest.param("Annas bror hjälper till.", ["Annas"], id="genitiv"),
        pytest.param("Partnern, Fatima, är rädd.", ["Fatima"], id="inne i meningen"),
        pytest.param("Hans bror Kalle hjälper till.", ["Kalle"], id="okänt namn inne i meningen"),
        pytest.param("Gustavsson kom.", ["Gustavsson"], id="efternamn först i meningen"),
        pytest.param("t.ex. Lundqvist", ["Lundqvist"], id="förkortning är inget meningsslut"),
        pytest.param("hon pratade med erik igår", ["erik"], id="utan stor bokstav"),
        pytest.param("han heter bosse", ["bosse"], id="efter heter"),
        pytest.param("ERIK SVENSSON", ["ERIK", "SVENSSON"], id="versaler"),
        pytest.param("Ann-Marie kom", ["Ann-Marie"], id="dubbelnamn"),
        pytest.param("kollegan Mohammed Ali", ["Mohammed", "Ali"], id="förnamn och efternamn"),
        pytest.param("Anna kom. Anna gick.", ["Anna"], id="samma namn en gång"),
    ],
)
def test_namn_hittas(text: str, spar: list[str]) -> None:
    assert identitetsspar(text) == spar


def test_sparen_kommer_i_den_ordning_de_star() -> None:
    text = "Kalle bor på Storgatan 12, tel 070-123 45 67, med sambon Fatima."
    assert identitetsspar(f"Partnern {text}") == [
        "Kalle",
        "Storgatan 12",
        "070-123 45 67",
        "Fatima",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Personen kom i tid och ville prata om våldet.",
        "Hon säger att hon är rädd. Hans agerande skrämmer henne.",
        "Per telefon i dag. Inga barn i hemmet.",
        "Bo kvar eller flytta? Stig inte in. Min sambo slog mig. Max tre samtal.",
        "Kontakt med Polisen, Socialtjänsten och Försäkringskassan.",
        "Vi ses på Torsdag 2026-03-12 kl. 09.00-10.30.",
        "Tid: 2026-03-12 08.15, varje dag 08-16.",
        "Ringt Kvinnofridslinjen 020-50 50 50 och Välj att sluta 020-555 666. Annars 112.",
        "SARA är gjord, och FREDA. SAM också. IES-R ger 33, AUDIT 14 p.",
        "Andra samtalet av fem. Skattar 7 av 10 på ilska.",
        "Kostnaden är 12 500 kr per månad, totalt 150 000 kr.",
        "Han dricker ca. 6–8 öl och väger 85 kg.",
        "Personen heter det inte längre.",
        "Går på BUP och hos Socialtjänsten i kommunen.",
        "Mötet var den 3 maj 2025. Han är född 1985.",
        "- Säkerhet\n- Barnen\n1. Våld\n2. Oro",
        "«Jag orkar inte mer», sa hon. Hon sa: Jag vill inte.",
        "Enligt 14 kap. 5 § SoL (2025:400).",
        "Kommit till Sverige från ett annat land. Talar Arabiska.",
        "Personen ska klara sig och linda in det. En karl på jobbet. En björn.",
        "Handlingsplan 12 gås igenom. Säkerhetsplan 2 är klar.",
        "På vägen 2 gånger stannade han.",
        "Det började 2023-2024 och var lugnt 2019–2021.",
        "Efter Julen blev det värre. I Mars separerade de. Under Ramadan var det lugnare.",
        "Mamma och Pappa bråkade. Hennes Mamma är sjuk.",
        "Steg 1: Stoppa våldet. Steg 2: Förstå våldet.",
        "Umgänge varannan helg, fre 17–sön 17. LVU ej aktuellt.",
        "Faktablad delades ut. Styvdotter bor hos pappan.",
        "Ärendet VN-7K3F-Q2MX-5 är ett annat.",
        "Känns bättre nu 🙂",
    ],
)
def test_vanlig_svenska_gar_igenom(text: str) -> None:
    assert identitetsspar(text) == []


def test_en_lang_journaltext_gar_igenom() -> None:
    text = """
    Samtal 3 av 5. Personen kom i tid. Började med incheckning: skattar ilska 4, stress 7. Det har
    varit två bråk. Ett av dem slutade med att personen gick ut i stället för att höja rösten. Pratade om
    våldscirkeln och vad som händer i kroppen. Hemuppgift: Skriv ner tre situationer. Nästa tid är bokad
    till onsdag kl. 13.00. Personen vill inte att vi ringer hem. Barnen (två, skolålder) bor växelvis.
    Orosanmälan gjord av skolan 2025-11-03. Riskbedömning enligt SARA:SV. Medel. Inga vapen i hemmet.
    Information om 11 kap. 6 § SoL och om Mansmottagningen. Ringde tre gånger mellan 08.30 och 16.15.
    """
    assert identitetsspar(text) == []


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "anna " * 4_000, "1" * 20_000, "0 " * 10_000, "@" * 20_000, "a@" * 10_000],
)
def test_ingen_text_tar_lang_tid(text: str) -> None:
    """Granskningen hänger sig inte; en text som gör det skulle stoppa en skrivning."""
    identitetsspar(text)


@given(st.text(max_size=300))
def test_varje_spar_star_i_texten(text: str) -> None:
    assert all(sparet and sparet in text for sparet in identitetsspar(text))


@given(st.from_regex(r"(19|20)?[0-9]{6}[-+ ]?[0-9]{4}", fullmatch=True))
def test_inget_som_liknar_ett_personnummer_slipper_igenom(nummer: str) -> None:
    assert identitetsspar(f"Personen har nummer {nummer}.")


ANONYM_AKT = fakta(
    "friyta", "pagar", steg={"registrera_akt": ("2026-01-01", {"dokumentation": "anonym_14_5"})}
)
ANONYM_DEL = delprocess("friyta", "pagar", varden={"dokumentation": "anonym_14_5"})
OPPEN_DEL = delprocess("friyta", "pagar", varden={"dokumentation": "full"})


@pytest.mark.parametrize(
    ("akten", "inom", "text", "gar"),
    [
        (ANONYM_AKT, None, "Personen var lugn.", True),
        (ANONYM_AKT, None, "Kalle var lugn, sa Kalle.", False),
        (ANONYM_AKT, None, True, True),
        (fakta("utovare", "utredning", delprocesser=(ANONYM_DEL,)), 1, "sa Kalle.", False),
        (fakta("utovare", "utredning", delprocesser=(OPPEN_DEL,)), 1, "sa Kalle.", True),
        (fakta("utovare", "utredning"), None, "sa Kalle.", True),
    ],
)
def test_bara_anonyma_samtal_granskas(
    akten: Fakta, inom: int | None, text: Varde, *, gar: bool
) -> None:
    delen = akten.delprocess(inom) if inom else None
    provas = lage(akten, falt={"anteckning": text}, inom=delen)
    assert haller(fritexten_avslojar_ingen, provas) is gar
