"""From underlag to PDF: one locked, offline, repeatable rendering.

The same underlag gives the same bytes: there is no clock, no random number and no font of the machine's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from caseflow.documents import etiketter, mallar, skrivtext, teman
from caseflow.documents.mallar import MALLAR, Brist, Mall
from caseflow.documents.pdf import pdf_ua
from caseflow.documents.tillgangar import MALLMAPP
from caseflow.documents.underlag import Falt, Underlag
from caseflow.engine.errors import BadInput, Hinder, NotFound, Refused
from caseflow.engine.field import LONG_TEXT

CHARACTERS_ON_A_LINE = 80
CHARACTERS_ON_A_PAGE = 3_000
MOST_PAGES = 150
"""Beyond that nobody can read it, and one handling would take a processor for itself."""
SHORT_FIELD = 90


def render(mall_kod: str, underlag: Underlag, *, slutlig: bool = False) -> bytes:
    """The handling as a PDF/UA-1 file; a draft has a watermark and marked gaps.

    Raises:
        NotFound: there is no such template for this kind of akt.
        Refused: it should be final but has gaps; every gap is named.
        BadInput: there is more text than a handling can hold.
    """
    mall = _mall(mall_kod, underlag)
    brister = mallar.saknas(mall, underlag)
    _refuse_length(underlag, slutlig=slutlig)
    if slutlig and brister:
        raise Refused(
            vad=f"{mall.titel} kan inte färdigställas än.",
            hinder=[
                Hinder(
                    b.kod, b.kalla or "Mallens krav", f"Uppgift saknas: {b.text}.", b.gor_nu, b.falt
                )
                for b in brister
            ],
        )
    html = _html(mall, mallar.lasbart_for(mall, underlag), brister, slutlig=slutlig)
    return pdf_ua(html, slutlig=slutlig)


def render_lista(mall: str, /, **lasbart: object) -> bytes:
    """A list over many akter as a PDF/UA-1 file: the template sees `lasbart` and nothing else."""
    return pdf_ua(_environment().get_template(f"{mall}.html").render(**lasbart), slutlig=True)


def _mall(kod: str, underlag: Underlag) -> Mall:
    mall = MALLAR.get(kod)
    if mall is None or underlag.slag not in mall.slag:
        fitting = ", ".join(sorted(m.kod for m in MALLAR.values() if underlag.slag in m.slag))
        raise NotFound(
            vad=f"Mallen «{kod[:40]}» finns inte för den här akten.",
            gor_nu=f"Välj en av: {fitting or 'ingen mall finns för det här slaget av akt'}.",
        )
    return mall


def _refuse_length(underlag: Underlag, *, slutlig: bool) -> None:
    """A final never cuts a text; a draft cuts each, but not without end."""
    texts = [(text, u.seq) for u in underlag.uppgifter for _, _, text in u.falt]
    too_long = next(((len(t), seq) for t, seq in texts if len(t) > LONG_TEXT), None)
    if slutlig and too_long:
        raise BadInput(
            vad="Handlingen kan inte färdigställas.",
            varfor=f"Händelse {too_long[1]} har en text på {too_long[0]} tecken. Högst {LONG_TEXT} får plats.",
            gor_nu="Lägg texten som en egen handling och hänvisa till den.",
        )
    pages = sum(_room(text[:LONG_TEXT]) for text, _ in texts) // CHARACTERS_ON_A_PAGE
    if pages > MOST_PAGES:
        raise BadInput(
            vad="Handlingen kan inte göras.",
            varfor=f"Underlaget skulle fylla omkring {pages} sidor. Högst {MOST_PAGES} får plats.",
            gor_nu="Lägg de längsta texterna som egna handlingar och hänvisa till dem.",
        )


def _room(text: str) -> int:
    """How many characters' room a text takes; a short line takes as much as a full one."""
    return len(text) + CHARACTERS_ON_A_LINE * text.count("\n")


def _html(mall: Mall, lasbart: Underlag, brister: list[Brist], *, slutlig: bool) -> str:
    template = _environment().get_template(f"{mall.kod}.html")
    return template.render(
        mall=mall,
        titel=skrivtext.rad(lasbart.rubrik or mall.titel),
        underlag=lasbart,
        brister=brister,
        slutlig=slutlig,
        BIFALL=mallar.BIFALL,
        DELVIS=mallar.DELVIS,
        AVSLAG=mallar.AVSLAG,
        AKUT=mallar.AKUT,
        BESLUT=mallar.BESLUT,
        BESLUTSRUBRIK=mallar.BESLUTSRUBRIK,
        FORDA_UPPFOLJNINGAR=mallar.FORDA_UPPFOLJNINGAR,
        OM_UPPFOLJNINGEN=mallar.OM_UPPFOLJNINGEN,
        EGNA_ORD=teman.EGNA_ORD,
        ALLA_GANGER=teman.ALLA_GANGER,
        BEDOMNING=teman.BEDOMNING,
        kallan=etiketter.kalla,
        namnda_lagar=mallar.namnda_lagar,
        samla=teman.samla,
        utan_uppgifter=teman.utan_uppgifter,
        ovrigt=teman.ovrigt,
    )


@cache
def _environment() -> ImmutableSandboxedEnvironment:
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
        hela=_kept_together,
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


def _kept_together(text: str) -> Markup:
    """A citation or a date does not break between number and word."""
    return Markup("{}").format(text.replace(" ", "\u00a0"))
