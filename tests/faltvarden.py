"""Values that a field takes, drawn from its own definition. Only for tests."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from caseflow.engine.field import Field, Kind

WORDS = st.sampled_from(["Det som sagts.", "Ja, i morgon. 🙂", "لا أعرف", "a\nb"])
JUNK = st.sampled_from(["", "\x00", "kanske", "9999-99-99", -5, [], None, True])


def value_of(field: Field, today: date) -> st.SearchStrategy[Any]:
    """Something that the field takes."""
    codes = [code for code, _ in field.choices]
    match field.kind:
        case Kind.VAL:
            return st.sampled_from(codes)
        case Kind.FLERVAL:
            return st.lists(st.sampled_from(codes), min_size=1, max_size=3)
        case Kind.DATUM:
            last = today + timedelta(days=200 if field.future else 0)
            return st.dates(today - timedelta(days=30), last).map(date.isoformat)
        case Kind.HELTAL:
            return st.integers(field.low, min(field.high, field.low + 12))
        case Kind.JA_NEJ:
            return st.booleans()
        case Kind.MASTE_JA:
            return st.just(value=True)
        case Kind.RAD:
            return st.sampled_from(["Kort rad", "En annan rad"])
        case Kind.TEXT:
            return WORDS


@st.composite
def given_to(draw: st.DrawFn, fields: tuple[Field, ...], today: date) -> dict[str, Any]:
    """What a form might send: mostly right, now and then with something missing, wrong or unknown."""
    given = {f.code: draw(value_of(f, today)) for f in fields if f.required or draw(st.booleans())}
    if given and draw(st.integers(0, 9)) == 0:
        given[draw(st.sampled_from(sorted(given)))] = draw(JUNK)
    if draw(st.integers(0, 19)) == 0:
        given["hittepa"] = "x"
    return given
