"""Every kind of field, what it takes and what it refuses; every fault of a form is said at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.engine.field import LONG_TEXT, SHORT_TEXT, Field, Kind, check, json_schema, short

TODAY = date(2026, 3, 10)
CHOICES = (("ja", "Ja då"), ("nej", "Nej tack"), ("vet_inte", "Vet inte"))

TEXT = Field("text", "Text", Kind.TEXT)
RAD = Field("rad", "Rad", Kind.RAD)
VAL = Field("val", "Val", Kind.VAL, choices=CHOICES)
FLERVAL = Field("flerval", "Flerval", Kind.FLERVAL, choices=CHOICES)
DATUM = Field("datum", "Datum", Kind.DATUM)
FRAMTID = Field("framtid", "Framtid", Kind.DATUM, future=True)
NYLIGEN = Field("nyligen", "Nyligen", Kind.DATUM, past_years=3)
HELTAL = Field("heltal", "Heltal", Kind.HELTAL, low=0, high=10)
JA_NEJ = Field("ja_nej", "Ja eller nej", Kind.JA_NEJ)
MASTE_JA = Field("maste_ja", "Gjort", Kind.MASTE_JA)
ALL = (TEXT, RAD, VAL, FLERVAL, DATUM, FRAMTID, HELTAL, JA_NEJ, MASTE_JA)


def fault_of(field: Field, raw: object) -> str:
    """What is said about a value; empty when it is taken."""
    try:
        check([field], {field.code: raw}, today=TODAY)
    except BadInput as fault:
        return fault.falt[field.code]
    return ""


@pytest.mark.parametrize(
    ("field", "raw", "stored"),
    [
        (TEXT, "  Rad ett\r\nrad två\t! ", "Rad ett\nrad två\t!"),
        (TEXT, "gammal\rmac", "gammal\nmac"),
        (TEXT, "a\u030a", "å"),
        (TEXT, "👩‍👧‍👦 och 🏳️‍🌈", "👩‍👧‍👦 och 🏳️‍🌈"),
        (TEXT, "أنا بخير، شكراً", "أنا بخير، شكراً"),
        (TEXT, "我很好。 Ҳа, ман хубам. ትግርኛ", "我很好。 Ҳа, ман хубам. ትግርኛ"),
        (TEXT, "'; DROP TABLE akt; -- <script>", "'; DROP TABLE akt; -- <script>"),
        (TEXT, 198001011234, "198001011234"),
        (RAD, " En rad ", "En rad"),
        (VAL, "nej", "nej"),
        (FLERVAL, ["vet_inte", "ja", "ja"], ["ja", "vet_inte"]),
        (FLERVAL, "nej", ["nej"]),
        (DATUM, "2026-03-10", "2026-03-10"),
        (DATUM, TODAY, "2026-03-10"),
        (FRAMTID, "2027-01-01", "2027-01-01"),
        (HELTAL, "10", 10),
        (HELTAL, 0, 0),
        (HELTAL, " 7 ", 7),
        (JA_NEJ, "ja", True),
        (JA_NEJ, True, True),
        (JA_NEJ, False, False),
        (JA_NEJ, "OFF", False),
        (MASTE_JA, "on", True),
    ],
)
def test_what_a_field_takes(field: Field, raw: object, stored: Varde) -> None:
    assert check([field], {field.code: raw}, today=TODAY) == {field.code: stored}


@pytest.mark.parametrize(
    ("field", "raw", "says"),
    [
        (TEXT, None, "Text: fyll i."),
        (TEXT, " \t\n ", "Text: fyll i."),
        (TEXT, "före\x00efter", "osynliga styrtecken"),
        (TEXT, "klocka\x07", "osynliga styrtecken"),
        (TEXT, "\x1b[31mrött", "osynliga styrtecken"),
        (TEXT, "halvt tecken \ud83d", "osynliga styrtecken"),
        (TEXT, "fil\u202efdp.exe", "osynliga styrtecken"),
        (TEXT, "a\u2066b", "osynliga styrtecken"),
        (TEXT, "a" * (LONG_TEXT + 1), f"{LONG_TEXT + 1} tecken, högst {LONG_TEXT}"),
        (TEXT, {"a": 1}, "Text: skriv en text."),
        (TEXT, ["a"], "Text: skriv en text."),
        (TEXT, True, "Text: skriv en text."),
        (RAD, "två\nrader", "Rad: Skriv på en rad."),
        (RAD, "två\rrader", "Rad: Skriv på en rad."),
        (RAD, "två\u2028rader", "Rad: Skriv på en rad."),
        (RAD, "a" * (SHORT_TEXT + 1), "högst 200"),
        (VAL, "kanske", "«kanske» finns inte att välja. Välj bland: Ja då, Nej tack, Vet inte."),
        (VAL, "Ja då", "finns inte att välja"),
        (VAL, ["ja"], "finns inte att välja"),
        (FLERVAL, ["ja", "kanske"], "«kanske» finns inte att välja"),
        (FLERVAL, [], "Flerval: välj ett svar."),
        (VAL, "", "Val: välj ett svar."),
        (JA_NEJ, None, "välj ett svar."),
        (DATUM, "10/3 2026", "skriv datumet som ÅÅÅÅ-MM-DD"),
        (DATUM, "2026-02-30", "skriv datumet som ÅÅÅÅ-MM-DD"),
        (DATUM, "0026-03-10", "ange ett år mellan 1900 och 2199"),
        (FRAMTID, "9999-12-31", "ange ett år mellan 1900 och 2199"),
        (FRAMTID, "2062-01-01", "ligger långt fram. Stämmer årtalet?"),
        (NYLIGEN, "2022-12-31", "ligger långt tillbaka. Stämmer årtalet?"),
        (DATUM, "2026-03-11", "2026-03-11 har inte varit än"),
        (FRAMTID, "i morgon", "skriv datumet som ÅÅÅÅ-MM-DD"),
        (HELTAL, "sju", "skriv ett heltal"),
        (HELTAL, "7,5", "skriv ett heltal"),
        (HELTAL, True, "skriv ett heltal"),
        (HELTAL, "٣", "skriv ett heltal"),
        (HELTAL, "9" * 400, "skriv ett heltal"),
        (HELTAL, 11, "mellan 0 och 10"),
        (HELTAL, "-1", "mellan 0 och 10"),
        (JA_NEJ, "kanske", "svara ja eller nej"),
        (MASTE_JA, "nej", "behöver vara gjort innan du går vidare"),
        (MASTE_JA, False, "behöver vara gjort innan du går vidare"),
    ],
)
def test_what_a_field_refuses_and_what_it_says(field: Field, raw: object, says: str) -> None:
    assert says in fault_of(field, raw)


def test_ten_megabytes_are_refused_without_being_repeated() -> None:
    fault = fault_of(TEXT, "å" * 10_000_000)
    assert "10000000 tecken, högst 20000" in fault
    assert "Korta den" in fault
    assert len(fault) < 200


@pytest.mark.parametrize("field", ALL, ids=lambda f: f.kind.value)
def test_a_long_faulty_value_is_never_repeated_whole(field: Field) -> None:
    assert len(fault_of(field, "x" * 1_000_000)) < 250


def test_every_fault_is_reported_at_once() -> None:
    given_ = {
        "text": "a\x00",
        "rad": "a\nb",
        "val": "kanske",
        "datum": "2027-01-01",
        "heltal": 99,
        "maste_ja": "nej",
        "hittepa": "1",
    }
    with pytest.raises(BadInput) as caught:
        check(ALL, given_, today=TODAY)
    # flerval, framtid and ja_nej are missing
    assert set(caught.value.falt) == {*given_, "flerval", "framtid", "ja_nej"}
    assert all(text in caught.value.message for text in caught.value.falt.values())


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(BadInput) as caught:
        check([], {"x" * 5000: "1"}, today=TODAY)
    (fault,) = caught.value.falt.values()
    assert fault.startswith("Fältet «xxxx")
    assert "finns inte här" in fault
    assert len(fault) < 100


def test_an_empty_optional_field_is_left_out() -> None:
    optional = Field("rad", "Rad", Kind.RAD, required=False)
    for raw in ("", "  ", None):
        assert check([optional], {"rad": raw}, today=TODAY) == {}
    assert check([optional], {}, today=TODAY) == {}


INVISIBLE = "\u200b\u2060\ufeff\u00ad\u200d\u034f\ufe0f\u3164\u115f\u1160\uffa0\u2800\u00a0\u2028\u2029\u0301"


@pytest.mark.parametrize(
    "raw", [*INVISIBLE, INVISIBLE, " \u200b\n\u00ad\t"], ids=lambda raw: ascii(raw)[:12]
)
def test_what_cannot_be_seen_fills_no_field(raw: str) -> None:
    for field in (TEXT, RAD):
        assert fault_of(field, raw) == f"{field.label}: fyll i."
    optional = Field("rad", "Rad", Kind.RAD, required=False)
    assert check([optional], {"rad": raw}, today=TODAY) == {}


@pytest.mark.parametrize("raw", ["\u200bja\u200b", "👍\ufe0f", "-", "e\u0301", "👩\u200d👧"])
def test_what_can_be_seen_fills_a_field_whatever_else_stands_there(raw: str) -> None:
    assert not fault_of(TEXT, raw)


def test_the_short_form_holds_no_text() -> None:
    values: dict[str, Varde] = {"text": "hemligt", "rad": "namn", "val": "ja", "heltal": 3}
    assert short(ALL, values) == {"text": True, "rad": True, "val": "ja", "heltal": 3}


@given(st.text(max_size=300))
def test_a_text_that_is_taken_is_taken_again_unchanged(raw: str) -> None:
    """What has been stored can be edited and saved again."""
    try:
        stored = check([TEXT], {"text": raw}, today=TODAY)
    except BadInput:
        return
    assert check([TEXT], stored, today=TODAY) == stored


def test_values_are_shown_by_their_labels() -> None:
    assert VAL.label_of("nej") == "Nej tack"
    assert VAL.label_of("borttagen_kod") == "borttagen_kod"
    assert FLERVAL.label_of(["ja", "nej"]) == "Ja då, Nej tack"
    assert JA_NEJ.label_of(value=True) == "Ja"
    assert TEXT.label_of(None) == ""


def test_the_schema_of_the_api_says_the_same_as_the_form() -> None:
    schema = json_schema(ALL)
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert schema["required"] == [f.code for f in ALL]
    assert schema["additionalProperties"] is False
    assert properties["val"]["enum"] == ["ja", "nej", "vet_inte"]
    assert properties["heltal"] == {
        "title": "Heltal",
        "type": "integer",
        "minimum": 0,
        "maximum": 10,
    }
    assert properties["text"]["maxLength"] == LONG_TEXT
    assert properties["rad"]["maxLength"] == SHORT_TEXT
    assert properties["datum"]["format"] == "date"
    assert properties["maste_ja"]["const"] is True
