"""Leave a person's name and number out of a text, however people wrote them there.

A part of the name counts as it is written in the name or in capitals. A part that cannot be taken for a Swedish word
counts in any case: who writes «karlsson» means the name, but bo is not Bo.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from caseflow.documents.passager import Reading, hidden, lasning, likt, stallen, utan_stallen

UTELAMNAT = "[utelämnat]"
_LONG = 4
_PERSONNUMMER = frozenset({10, 12})
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]+")
_BREAKS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), " ")
"""What may stand between two words that are written together; a soft hyphen stands within one."""
_MARKS = dict.fromkeys(map(ord, ',.;:/()[]"«»“”'), " ")
_WORDS = frozenset(
    """
    alla andra april axel back bagge bara barn barr beck berg bill björn blad blom blomma boll bonde borg brand
    bror bruk bäck båge dags dana dansk dina dolk duva egen eken engel falk fast fest finn fogde frisk fräs gard
    glad glans gran granat gren grip gräs guld gull gunga gård hage hala hall hammar hammare hans hare harry
    hassel heder hela helg helga hjort hjälm hjärta holm holme horn humla hård inga ingen iris jakt jasmin jord
    juli jung juni järn kalla karl kina klang klar klara klint klippa klok kock kraft krans kristall kristen
    krok kron krona kula kung kvast kvick kvist källa lada lager lagman land lans lejon lida lilja lilla lind
    linda linde linje ljung ljus lotta lova love lucia lugn lund lust lycka lycklig längd lärka lång löfte lönn
    maja majken makt marina mark mars melodi mina mira modig mord morgon munk munter målare måne mård mört nada
    natt nord norden norr nova nöjd olja palm panna park präst rapp rask regn rimlig ring rolig rosa rosor rund
    rönn saga sana sand sida silver sina skog skräddare skär sköld slott slätt smed snabb solen sommar sparv
    spets spjut spång stad stark sten stig stina stjärna stolt stor storm strand ström ståhl stål sund svala
    svan svar svart svensk svärd sågen tall tapper tara tina tindra torn torp tran trast trogen trygg tysk udde
    urban vall vara varg vass vida vide viking vilja villa ville vinge vinter viol viola vång ängel ärlig åkare
    åker åkerman öster östra
    """.split()
)
"""Common Swedish words that are names as well."""


def utelamnar(
    namn: str, personnummer: str, *, koder: Iterable[str] = (), behall: str = ""
) -> Callable[[str], str]:
    """A function that leaves out every part of the name, and the number however it is written.

    `koder` are other texts that say who it is, such as an aktnummer. A surname that `behall`, the name of a child of
    the person, has too is left where it is, but not where it follows the person's own given name.
    """
    namn = _utan_skiljetecken(namn)
    shared = _shared(namn, behall)
    named = {
        likt(part): unicodedata.normalize("NFKC", _visible(part))
        for part in _BETWEEN.split(namn)
        if len(_visible(part)) > 1
    }
    parts = {kod: part for kod, part in named.items() if kod not in shared}
    surname = {kod: part for kod, part in named.items() if kod in shared}
    digits = re.sub(r"\D", "", personnummer)
    codes = [kod for kod in koder if len(likt(kod)) > 1]
    codes += [digits] if len(digits) in _PERSONNUMMER else []
    if not parts and not codes:
        return lambda text: text

    @cache  # a text stands both as it is read and as it is kept
    def leave_out(text: str) -> str:
        names = [*_names(text, parts)]
        names += _following(text, names, _names(text, surname))
        found = [*names, *(place for kod in codes for place in stallen(text, kod))]
        return utan_stallen(text, found, UTELAMNAT)

    return leave_out


def _utan_skiljetecken(namn: str) -> str:
    """The name as people say it: «Ekhöjd, Robin (Robban)» is Robin Robban Ekhöjd."""
    last, comma, given = namn.partition(",")
    return (f"{given} {last}" if comma else namn).translate(_MARKS)


def _shared(namn: str, behall: str) -> set[str]:
    """The parts of the last word of the name that the child is called too.

    The child's name ends at the first word that no name begins as, and before a given name of the person: who writes
    «Alva Lund far Robin Ekhöjd» has not said that Alva is called Ekhöjd.
    """
    given, last = namn.split()[:-1], namn.split()[-1:]
    others = {likt(part) for word in given for part in _BETWEEN.split(word)}
    surname = {likt(part) for word in last for part in _BETWEEN.split(word)} - others
    child: set[str] = set()
    for word in _BETWEEN.split(behall.strip()) if others else ():
        read = likt(word)
        if not _visible(word)[:1].isupper() or {read, read.removesuffix("s")} & others:
            break
        child.add(read)
    return surname & child


def _following(
    text: str, names: Iterable[tuple[int, int]], surnames: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The places of a surname that stand right after one of the names, or after one that does."""
    seen = text.translate(_BREAKS)
    ends = {end for _, end in names}
    found = []
    for start, end in sorted(surnames):
        if any(at <= start and _BETWEEN.fullmatch(seen[at:start]) for at in ends):
            found.append((start, end))
            ends.add(end)
    return found


def _visible(text: str) -> str:
    return "".join(c for c in text if not hidden(c))


def _names(text: str, parts: dict[str, str]) -> Iterator[tuple[int, int]]:
    if not parts:
        return
    names = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    mark = r"[\w\u0300-\u036f]"  # the text is read decomposed: a ring is a part of its letter
    written = re.compile(rf"(?<!{mark})((?:{names})+)s?(?!{mark})")
    for seen in {text, text.translate(_BREAKS)}:
        read = lasning(seen)
        for hit in written.finditer(read.chars):
            if _is_the_name(seen, read, hit, parts):
                yield read.starts[hit.start()], read.ends[hit.end() - 1]


def _is_the_name(seen: str, read: Reading, hit: re.Match[str], parts: dict[str, str]) -> bool:
    """Whether letters that are the name's are so in their case as well, or can be nothing else."""
    name = hit[1]
    here = _visible(seen[read.starts[hit.start(1)] : read.ends[hit.end(1) - 1]])
    here = unicodedata.normalize("NFKC", here)
    if here.isupper() or here == parts.get(name):
        return True
    word = unicodedata.normalize("NFC", name)
    return len(word) >= _LONG and not {word, hit[0]} & _WORDS
