"""From underlag to PDF: one locked, offline, repeatable rendering.

The same underlag gives the same bytes: there is no clock, no random number and no font of the machine's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from caseflow.documents import etiketter, mallar, skrivtext, teman
from caseflow.documents.enkattexter import enkattexter, fragorna
from caseflow.documents.journalen import manader
from caseflow.documents.mallar import MALLAR, beslut, uppfoljning
from caseflow.documents.mallar.mall import HOGER_TILL_VANSTER, Brist, Mall
from caseflow.documents.mallmiljo import miljon
from caseflow.documents.pdf import ar_lang, pdf_ua
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import BadInput, Hinder, NotFound, Refused
from caseflow.engine.field import LONG_TEXT

CHARACTERS_ON_A_LINE = 80
CHARACTERS_ON_A_PAGE = 3_000
LETTERS_ON_A_FULL_PAGE = 3_700
SPACE_OF_A_BLOCK = 0.024
"""The part of a page that a paragraph, heading or row takes beside its letters."""
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"<(?:p|h[1-6]|li|tr|br)\b")
ROOM_OF_AN_EVENT = 3 * CHARACTERS_ON_A_LINE
"""A heading, a source and the space between."""


@dataclass(frozen=True, slots=True)
class Framstalld:
    """A handling as a page, before it is a file. `lasbart` is what the template could read."""

    mall: Mall
    lasbart: Underlag
    brister: tuple[Brist, ...]
    html: str
    slutlig: bool

    @property
    def lang(self) -> bool:
        """Whether its file takes seconds to make: it is then made when somebody asks for it, not before."""
        return ar_lang(self.html)

    @property
    def omkring_sidor(self) -> int:
        """About how many pages, before it is made: measured to be right within twenty in a hundred."""
        text = len(_TAG.sub("", self.html)) / LETTERS_ON_A_FULL_PAGE
        return max(1, round(text + len(_BLOCK.findall(self.html)) * SPACE_OF_A_BLOCK))

    def pdf(self) -> bytes:
        """The file to read: PDF/UA-1, with a watermark on a draft."""
        return pdf_ua(self.html, slutlig=self.slutlig)


def framstall(mall_kod: str, underlag: Underlag, *, slutlig: bool = False) -> Framstalld:
    """The page of a handling; a draft has marked gaps.

    Raises:
        NotFound: there is no such template for this kind of akt, or not in this language.
        Refused: it should be final but has gaps; every gap is named.
        BadInput: there is more text than a handling can hold.
    """
    mall = mall_for(mall_kod, underlag.slag, underlag.sprak)
    brister = mallar.saknas(mall, underlag)
    lasbart = mallar.lasbart_for(mall, underlag)
    if not slutlig:
        lasbart = replace(lasbart, beteckning="")  # the akt may grow before it is finished
    _refuse_length(mall, lasbart, slutlig=slutlig)
    if slutlig and brister:
        raise Refused(
            vad=f"{mall.titel} kan inte färdigställas än.",
            hinder=[
                Hinder(b.kod, b.kalla or "Mallens krav", b.saknas, b.gor_nu, b.falt)
                for b in brister
            ],
        )
    html = _html(mall, lasbart, brister, slutlig=slutlig)
    return Framstalld(mall, lasbart, tuple(brister), html, slutlig)


def framstall_kopia(mall: Mall, lasbart: Underlag) -> Framstalld:
    """The page of a copy: of what the template could read when the original was made, with less in it.

    What is gone from it is no gap.
    """
    return Framstalld(mall, lasbart, (), _html(mall, lasbart, [], slutlig=True), slutlig=True)


def render(mall_kod: str, underlag: Underlag, *, slutlig: bool = False) -> bytes:
    """The handling as a PDF/UA-1 file. Raises what `framstall` raises."""
    return framstall(mall_kod, underlag, slutlig=slutlig).pdf()


def render_lista(mall: str, /, **lasbart: object) -> bytes:
    """A list over many akter as a PDF/UA-1 file: the template sees `lasbart` and nothing else."""
    html = miljon().get_template(f"{mall}.html").render(hoger=False, **lasbart)
    return pdf_ua(html, slutlig=True)


def mall_for(kod: str, slag: str, sprak: str = "sv") -> Mall:
    """The template of that code, for a kind of akt and in a language.

    Raises:
        NotFound: there is none; the answer names those that there are.
    """
    mall = MALLAR.get(kod)
    if mall is None or slag not in mall.slag:
        fitting = ", ".join(sorted(m.kod for m in MALLAR.values() if slag in m.slag))
        raise NotFound(
            vad=f"Mallen «{kod[:40]}» finns inte för den här akten.",
            gor_nu=f"Välj en av: {fitting or 'ingen mall finns för det här slaget av akt'}.",
        )
    if sprak not in mall.sprak:
        raise NotFound(
            vad=f"{mall.titel} finns inte på det språket.",
            gor_nu=f"Välj ett av: {', '.join(mall.sprak)}.",
        )
    return mall


def _refuse_length(mall: Mall, underlag: Underlag, *, slutlig: bool) -> None:
    """A final never cuts a text; a draft cuts each, but not without end."""
    texts = [(text, u.seq) for u in underlag.uppgifter for _, _, text in u.falt]
    texts += [(text, 0) for _, _, text in underlag.ifyllda]
    too_long = next(((len(t), seq) for t, seq in texts if len(t) > LONG_TEXT), None)
    if slutlig and too_long:
        raise BadInput(
            vad="Handlingen kan inte färdigställas.",
            varfor=f"{f'Händelse {too_long[1]}' if too_long[1] else 'Ett fält'} har en text på"
            f" {too_long[0]} tecken. Högst {LONG_TEXT} får plats.",
            gor_nu="Lägg texten som en egen handling och hänvisa till den.",
        )
    room = sum(_room(text[:LONG_TEXT]) for text, _ in texts)
    pages = (room + ROOM_OF_AN_EVENT * len(underlag.uppgifter)) // CHARACTERS_ON_A_PAGE
    if pages > mall.mest_sidor:
        raise BadInput(
            vad="Handlingen kan inte göras.",
            varfor=f"Underlaget skulle fylla omkring {pages} sidor. Högst {mall.mest_sidor} får plats.",
            gor_nu="Välj en kortare period, och gör en handling för varje."
            if mall.period
            else "Lägg de längsta texterna som egna handlingar och hänvisa till dem.",
        )


def _room(text: str) -> int:
    """How many characters' room a text takes; a short line takes as much as a full one."""
    return len(text) + CHARACTERS_ON_A_LINE * text.count("\n")


def _html(mall: Mall, lasbart: Underlag, brister: list[Brist], *, slutlig: bool) -> str:
    template = miljon().get_template(f"{mall.kod}.html")
    return template.render(
        mall=mall,
        titel=skrivtext.rad(lasbart.rubrik or mall.titel),
        underlag=lasbart,
        brister=brister,
        slutlig=slutlig,
        hoger=lasbart.sprak in HOGER_TILL_VANSTER,
        BIFALL=beslut.BIFALL,
        DELVIS=beslut.DELVIS,
        AVSLAG=beslut.AVSLAG,
        AKUT=beslut.AKUT,
        BESLUT=beslut.BESLUT,
        BESLUTSRUBRIK=beslut.BESLUTSRUBRIK,
        UTAN_INSATS=beslut.UTAN_INSATS,
        UNDERRATTAS_OM=beslut.UNDERRATTAS_OM,
        ny_provning=beslut.ny_provning,
        FORDA_UPPFOLJNINGAR=uppfoljning.FORDA_UPPFOLJNINGAR,
        OM_UPPFOLJNINGEN=uppfoljning.OM_UPPFOLJNINGEN,
        avslutet_fore=uppfoljning.avslutet_fore,
        tillfallet=uppfoljning.tillfallet,
        EGNA_ORD=teman.EGNA_ORD,
        ALLA_GANGER=teman.ALLA_GANGER,
        BEDOMNING=teman.BEDOMNING,
        kallan=etiketter.kalla,
        manader=manader,
        enkattexter=enkattexter(lasbart.sprak),
        fragorna=fragorna(lasbart.slag) if mall.anonym else (),
        namnda_lagar=mallar.namnda_lagar,
        samla=teman.samla,
        utan_uppgifter=teman.utan_uppgifter,
        ovrigt=teman.ovrigt,
    )
