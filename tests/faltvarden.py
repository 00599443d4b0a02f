"""Values that a field takes, drawn from its own definition. Only for tests."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from caseflow.engine.field import Field, Kind

WORDS = st.sampled_from(["Det som sagts.", "Ja, i morgon. 🙂", "لا أعرف", "a\nb"])
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    ["", "\x00", "kanske", "9999-99-99", -5, [], None, True]
)


def value_of(field: Field, today: date) -> st.SearchStrategy[Any]:
    """Something that the field takes."""
    codes = [code for code, _ in field.choices]
    last = today + timedelta(days=200 if field.future else 0)
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.DATUM: st.dates(today - timedelta(days=30), last).map(date.isoformat),
        Kind.KLOCKSLAG: st.sampled_from(["00:00", "09:30", "15:00", "23:59"]),
        Kind.HELTAL: st.integers(field.low, min(field.high, field.low + 12)),
        Kind.JA_NEJ: st.booleans(),
        Kind.MASTE_JA: st.just(value=True),
        Kind.RAD: st.sampled_from(["Kort rad", "En annan rad"]),
        Kind.TEXT: WORDS,
    }
    if field.kind in by_kind:
        return by_kind[field.kind]
    one = st.sampled_from(codes)
    return one if field.kind is Kind.VAL else st.lists(one, min_size=1, max_size=3)


@st.composite
def given_to(draw: st.DrawFn, fields: tuple[Field, ...], today: date) -> dict[str, Any]:
    """What a form might send: mostly right, now and then with something missing, wrong or unknown."""
    given = {f.code: draw(value_of(f, today)) for f in fields if f.required or draw(st.booleans())}
    if given and draw(st.integers(0, 9)) == 0:
        given[draw(st.sampled_from(sorted(given)))] = draw(JUNK)
    if draw(st.integers(0, 19)) == 0:
        given["hittepa"] = "x"
    return given
