"""The little language of a kommun's own words: paragraphs, lists, and a closed set of placeholders.

It is text and no code: there is nothing in it that could fetch, hide or show anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from caseflow.documents import skrivtext
from caseflow.documents.mallar.mall import Mall
from caseflow.documents.underlag import Underlag

LONGEST = 3_000
"""Characters: a page. What is longer is a handling of its own."""
LAG = "lag:"
PLATSHALLARE = ("enhet", "kommun", "aktnummer")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_SYNTAX = (
    (re.compile(r"</?[a-zA-Z!?]|&#?\w{1,31};"), "har HTML"),
    (re.compile(r"\{\{|\}\}|\{[%#]|[%#]\}"), "har kod för mallar (Jinja)"),
)
_SECTION = re.compile(r"[^\s{}]*\s*§+|\b\d+\s*kap\b\.?|\bkap\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Del:
    """A paragraph with its lines, or a list with its points."""

    rader: tuple[str, ...]
    lista: bool


@dataclass(frozen=True, slots=True)
class Textfel:
    """What is wrong with a text, the rule that says so and what to do now."""

    text: str
    regel: str
    gor_nu: str


def delar(text: str, underlag: Underlag) -> tuple[Del, ...]:
    """The text as it is set, with the placeholders filled in. A line that begins with «- » is a point."""
    found: list[Del] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for part in _parts(block):
            lines = tuple(_set(_filled(line, underlag)) for line in part.rader)
            found.append(Del(lines, part.lista))
    return tuple(found)


def _parts(block: str) -> Iterator[Del]:
    """Runs of points and of other lines; an indented line goes on with the point above it."""
    lines: list[str] = []
    listed = False
    for line in block.split("\n"):
        point = line.startswith("- ")
        if listed and line[:1].isspace() and not point:
            lines[-1] += f" {line.strip()}"
            continue
        if lines and point != listed:
            yield Del(tuple(lines), listed)
            lines = []
        listed = point
        lines.append(line[2:].strip() if point else line.strip())
    if lines:
        yield Del(tuple(lines), listed)


def _filled(line: str, underlag: Underlag) -> str:
    def value(place: re.Match[str]) -> str:
        name = place.group(1)
        if name.startswith(LAG):
            key = name.removeprefix(LAG)
            cited = underlag.lagrum.get(key, "")
            return skrivtext.lagrum_kort(cited) if cited else f"[lagrum saknas: {key}]"
        return {
            "enhet": skrivtext.rad(underlag.enhet),
            "kommun": skrivtext.rad(underlag.kommun),
            "aktnummer": underlag.aktnummer,
        }[name]

    return _PLACE.sub(value, line)


def _set(line: str) -> str:
    """Made harmless as all text; unlike `rad` it keeps what holds a citation together."""
    return " ".join(row for part in skrivtext.stycken(line) for row in part.rader)


def fel_i_texten(text: str, mall: Mall) -> list[Textfel]:
    """Every fault of a text for that template."""
    return [*_form(text), *_signs(text), *_places(text, mall)]


def _form(text: str) -> Iterator[Textfel]:
    if not text.strip():
        yield Textfel(
            "är tom",
            "egna ord ersätter mallens",
            "Skriv texten, eller ta bort raden så gäller mallens ord.",
        )
    if len(text) > LONGEST:
        yield Textfel(
            f"har {len(text)} tecken",
            f"högst {LONGEST} tecken",
            "Korta texten, eller lägg den i ett eget informationsblad.",
        )


def _signs(text: str) -> Iterator[Textfel]:
    hidden = sorted({c for c in text if c != "\n" and unicodedata.category(c) in _HIDDEN})
    if hidden:
        named = ", ".join(f"U+{ord(c):04X}" for c in hidden[:5])
        yield Textfel(
            f"har tecken som inte syns eller som vänder texten ({named})",
            "egna ord är text som syns",
            "Ta bort tecknen. Skriv om raden för hand om den är inklistrad.",
        )
    elif "[U+" in skrivtext.rensad(text) and "[U+" not in text:
        yield Textfel(
            "har tecken som typsnitten inte kan rita",
            "allt som skrivs ska kunna läsas",
            "Byt ut tecknen mot bokstäver.",
        )
    for pattern, what in _SYNTAX:
        if found := pattern.search(text):
            yield Textfel(
                f"{what}: «{found.group()}»",
                "egna ord är text och inte kod",
                "Skriv vanlig text. En punktlista är rader som börjar med «- ».",
            )
    if found := _SECTION.search(text):
        yield Textfel(
            f"har ett lagrum skrivet för hand: «{found.group().strip()}»",
            "lagrum läses ur den daterade tabellen",
            "Skriv {lag:nyckel} i stället, så står alltid det som gäller den dagen.",
        )


def _places(text: str, mall: Mall) -> Iterator[Textfel]:
    if _SYNTAX[1][0].search(text):
        return  # said already, and its braces would be said again
    allowed = platshallare(mall)
    for name in dict.fromkeys(_PLACE.findall(text)):
        key = name.removeprefix(LAG)
        if name.startswith(LAG) and key not in mall.lagrum:
            yield Textfel(
                f"hänvisar till «{key[:40]}», som mallen inte har",
                "bara lagrum som mallen redan bygger på",
                f"Välj bland: {', '.join(mall.lagrum)}."
                if mall.lagrum
                else "Mallen har inga lagrum.",
            )
        elif not name.startswith(LAG) and name not in allowed:
            listed = ", ".join(f"{{{n}}}" for n in allowed)
            yield Textfel(
                f"har platshållaren «{{{name[:40]}}}», som inte finns här",
                "en sluten lista av platshållare",
                f"Välj bland: {listed or 'ingen'}, {{lag:nyckel}}.",
            )
    if set("{}") & set(_PLACE.sub("", text)):
        yield Textfel(
            "har en klammer utan sin andra",
            "klamrar står bara kring platshållare",
            "Skriv {platshållare}, eller ta bort klammern.",
        )


def platshallare(mall: Mall) -> tuple[str, ...]:
    """The placeholders that the template has: nothing that its reader may not know."""
    hidden = (
        {"enhet", "aktnummer"}
        if mall.anonym
        else {"aktnummer"}
        if mall.namnlos or mall.namnval
        else set()
    )
    return tuple(name for name in PLATSHALLARE if name not in hidden)
