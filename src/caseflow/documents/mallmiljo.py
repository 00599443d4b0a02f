"""The environment that templates run in: sandboxed, escaping, and with a handful of filters.

A template sees what it is given and the macros; it can call nothing of ours that writes or fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from caseflow.documents import egen_text, skrivtext, teman
from caseflow.documents.tillgangar import MALLMAPP
from caseflow.documents.underlag import Falt

SHORT_FIELD = 90


@cache
def miljon() -> ImmutableSandboxedEnvironment:
    """The one environment of the process."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(MALLMAPP),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        dag_kort=skrivtext.dag_kort,
        dag_lang=skrivtext.dag_lang,
        uppraknat=skrivtext.uppraknat,
        stycken=skrivtext.stycken,
        lagrum_kort=skrivtext.lagrum_kort,
        rad=skrivtext.rad,
        liten=_small_first,
        stor=_capital_first,
        korta=_short_fields,
        langa=_long_fields,
        utom=_without,
        bara=_only,
        varde=_value,
        personnummer=_personnummer,
        w3c=_w3c,
        period=_period,
        hela=_kept_together,
        egen=egen_text.delar,
    )
    return environment


def _short_fields(falt: Iterable[Falt]) -> list[Falt]:
    return [f for f in falt if f[2] and not _is_long(f)]


def _long_fields(falt: Iterable[Falt]) -> list[Falt]:
    return [f for f in falt if f[2] and _is_long(f)]


def _is_long(falt: Falt) -> bool:
    kod, _, text = falt
    return kod in teman.EGNA_ORD | teman.BEDOMNING or len(text) > SHORT_FIELD or "\n" in text


def _without(falt: Iterable[Falt], koder: Iterable[str]) -> list[Falt]:
    left_out = set(koder)
    return [f for f in falt if f[0] not in left_out]


def _only(falt: Iterable[Falt], koder: Iterable[str]) -> list[Falt]:
    kept = set(koder)
    return [f for f in falt if f[0] in kept]


def _value(text: str) -> str:
    """A field's value on one line; a day as it is read."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return skrivtext.dag_lang(date.fromisoformat(text))
    return skrivtext.rad(text)


def _small_first(text: str) -> str:
    """In the middle of a sentence; an abbreviation such as FREDA keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _capital_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _personnummer(number: str) -> str:
    """«19901305-2392»; what has another form is shown as it is."""
    return f"{number[:8]}-{number[8:]}" if re.fullmatch(r"\d{12}", number) else number


def _w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _period(period: tuple[date | None, date | None]) -> str:
    first, last = period
    if first and last:
        return f"{skrivtext.dag_lang(first)} till {skrivtext.dag_lang(last)}"
    if first:
        return f"Från {skrivtext.dag_lang(first)}"
    return f"Till och med {skrivtext.dag_lang(last)}" if last else "Hela akten"


def _kept_together(text: str) -> Markup:
    """A citation or a date does not break between number and word."""
    return Markup("{}").format(text.replace(" ", "\u00a0"))
