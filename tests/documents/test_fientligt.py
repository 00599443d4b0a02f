"""Whatever is written in any field of any template is text and nothing else.

Every template is tried, with every text field of every event it reads, every field of its own form, every part that a
kommun may word itself and everything in the letterhead. A new template is tried without a line here.
"""

import re
import socket
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from time import process_time

import pytest

from caseflow.documents.mallar import MALLAR, falten
from caseflow.documents.mallar.mall import Mall
from caseflow.documents.render import framstall
from caseflow.documents.underlag import Falt, Underlag
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.engine.field import LONG_TEXT, Field, Kind
from tests.documents.handlingar import oppnad, text
from tests.documents.underlagsbygge import Rad, definition, underlag

ANNA = "Anna Lindö, handlaggare"
ORDINARY = "Ett vanligt svar."
MEGABYTE = "ord " * 250_000
ENDLESS = "W" * (LONG_TEXT - 1)
UNSEEN = "a\x00b\u202ec\u2066d\u2069e\ud800f\udfffg\x1bh\u200ei"
SECONDS = 10
"""Of processor time, for a page that takes a fraction of one."""
Skriver = Callable[[str, Field], str]
"""What is written in a field, by the event (or «» for the form) and the field."""

FORSTA = [(mall, mall.slag[0]) for mall in MALLAR.values()]
FALL = [(mall, slag) for mall in MALLAR.values() for slag in mall.slag]
NAMN = [f"{mall.kod}-{slag}" for mall, slag in FALL]
varje_mall = pytest.mark.parametrize(("mall", "slag"), FORSTA, ids=MALLAR)
alla_mallar = pytest.mark.parametrize(("mall", "slag"), FALL, ids=NAMN)


def value(field: Field, written: str) -> Varde:
    """Something that the field takes; a text field takes what is written."""
    first = field.choices[0][0] if field.choices else None
    other: dict[Kind, Varde] = {
        Kind.TEXT: written,
        Kind.RAD: written,
        Kind.VAL: first,
        Kind.FLERVAL: [first] if first else [],
        Kind.DATUM: "2026-10-05",
        Kind.KLOCKSLAG: "09:30",
        Kind.HELTAL: max(field.low, 2),
    }
    return other.get(field.kind, True)


def fullt(mall: Mall, slag: str, skriver: Skriver, kring: str = "") -> Underlag:
    """An akt with one event of each kind that the template reads, every field filled in."""
    rader: list[Rad] = []
    for kod in mall.laser:
        _, fields = definition(slag, kod)
        rader.append(("2026-10-05", kod, ANNA, {f.code: value(f, skriver(kod, f)) for f in fields}))
    grund = underlag(slag, tuple(rader))
    if kring:
        grund = replace(
            grund,
            person_namn=kring,
            kommun=kring,
            enhet=kring,
            avsandare=(kring,),
            avsandare_diskret=(kring,),
            skapad_av=kring,
            rubrik=kring,
            ersatter=kring,
            skal=kring,
            kopia=kring,
            # what a kommun words is checked when it is taken in: braces name what may stand in it
            egna=dict.fromkeys(mall.block, re.sub("[{}]", "", kring)),
            uppgifter=tuple(replace(u, av=kring) for u in grund.uppgifter),
        )
    fields = falten(mall, grund)
    given = {f.code: value(f, skriver("", f)) for f in fields}
    read: tuple[Falt, ...] = tuple((f.code, f.label, f.label_of(given[f.code])) for f in fields)
    return replace(grund, ifyllt=given, ifyllda=read)


def textfalt(mall: Mall, slag: str) -> list[tuple[str, str]]:
    """Every text field that the template may read: the event and the field."""
    found = [
        (kod, f.code)
        for kod, urval in mall.laser.items()
        for f in definition(slag, kod)[1]
        if f.kind in {Kind.TEXT, Kind.RAD} and urval.passes(f.code)
    ]
    return found + [("", f.code) for f in mall.falt if f.kind in {Kind.TEXT, Kind.RAD}]


class Sidan(HTMLParser):
    """The tags of a page with the names of their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", decl))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@dataclass(frozen=True)
class Lyssnare:
    """Somebody who waits for a call that must never come."""

    listener: socket.socket

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    @property
    def fientligt(self) -> str:
        """Everything that a text could try, in a line of its own kind."""
        there = f"http://127.0.0.1:{self.port}/"
        return (
            "{{ 7*7 }} {% import os %} {{ underlag.__class__.__mro__ }} {# x #} "
            f'"\'><script>alert(1)</script><img src="file:///etc/passwd"><img src={there}a.png>'
            f'<link rel=attachment href="file:///etc/passwd"><link rel=stylesheet href={there}b.css>'
            f"<style>@import url({there}c.css); * {{ display: none }}</style>"
            f'<p style="background: url({there}d.png)">&lt;b&gt;<!-- --> url({there}e) </div></body>'
        )

    @property
    def lockande(self) -> str:
        """What would be fetched if it were markup, and no more: a whole akt of it is set."""
        there = f"http://127.0.0.1:{self.port}/"
        return (
            f'"><img src={there}><link rel=attachment href="file:///etc/passwd">'
            f"<b style='background:url({there})'>"
        )

    def called(self) -> bool:
        """Whether anybody has."""
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture(scope="module")
def lyssnare() -> Iterator[Lyssnare]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0)
        yield Lyssnare(listener)


def test_the_listener_would_have_heard(lyssnare: Lyssnare) -> None:
    with socket.create_connection(("127.0.0.1", lyssnare.port)):
        assert lyssnare.called()
    assert not lyssnare.called()


@alla_mallar
def test_no_text_becomes_markup_or_a_template(mall: Mall, slag: str, lyssnare: Lyssnare) -> None:
    """The page has the same tags and attributes whether the texts are hostile or as long and harmless."""
    ont = lyssnare.fientligt
    gott = "o" * len(ont)
    hostile = Sidan(framstall(mall.kod, fullt(mall, slag, lambda _, __: ont, ont)).html)
    harmless = Sidan(framstall(mall.kod, fullt(mall, slag, lambda _, __: gott, gott)).html)
    assert hostile.tags == harmless.tags
    assert "49" not in "".join(hostile.texts).replace(str(lyssnare.port), "")


@varje_mall
def test_rendering_calls_nobody_and_attaches_nothing(
    mall: Mall, slag: str, lyssnare: Lyssnare
) -> None:
    ont = lyssnare.lockande
    pdf = framstall(mall.kod, fullt(mall, slag, lambda _, __: ont, ont)).pdf()
    assert not lyssnare.called()
    assert "root:" not in text(pdf)
    with oppnad(pdf) as opened:
        assert not opened.attachments
        assert "/OpenAction" not in opened.Root
        assert not [page for page in opened.pages if "/Annots" in page]


@alla_mallar
def test_what_cannot_be_seen_never_reaches_the_page(mall: Mall, slag: str) -> None:
    made = framstall(mall.kod, fullt(mall, slag, lambda _, __: UNSEEN, UNSEEN))
    left = {
        c
        for c in made.html
        if unicodedata.category(c) in {"Cc", "Cs", "Cf"} and c not in "\n\u200b\u200c\u200d"
    }
    assert left == set()
    assert made.html.encode()


@varje_mall
def test_an_endless_word_has_places_to_break(mall: Mall, slag: str) -> None:
    wanted = set(textfalt(mall, slag))

    def skriver(kod: str, field: Field) -> str:
        return ENDLESS if (kod, field.code) in wanted else ORDINARY

    grund = fullt(mall, slag, skriver)
    began = process_time()
    try:
        html = framstall(mall.kod, grund).html
    except BadInput:  # so many fields that it would be a book
        html = ""
    assert process_time() - began < SECONDS
    assert not [t for t in Sidan(html).texts if re.search(r"[^\s\u200b]{61,}", t)]


@varje_mall
def test_a_megabyte_in_any_field_is_cut_in_a_draft_and_refused_in_a_final(
    mall: Mall, slag: str
) -> None:
    """A field that the akt holds but this template may not read stands in nobody's way."""
    for where in textfalt(mall, slag):

        def skriver(kod: str, field: Field, where: tuple[str, str] = where) -> str:
            return MEGABYTE if (kod, field.code) == where else ORDINARY

        grund = fullt(mall, slag, skriver)
        began = process_time()
        draft = framstall(mall.kod, grund)
        assert len(draft.html) < LONG_TEXT * 10 + 100_000
        if any(len(t) > LONG_TEXT for u in draft.lasbart.uppgifter for _, _, t in u.falt) or any(
            len(t) > LONG_TEXT for _, _, t in draft.lasbart.ifyllda
        ):
            with pytest.raises(BadInput, match="1000000 tecken"):
                framstall(mall.kod, grund, slutlig=True)
        assert process_time() - began < SECONDS
