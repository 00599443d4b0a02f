"""What is ticked and written on the page of a masked copy, and how it is carried from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from caseflow.documents.maskering import Maskering
from caseflow.processes.handlingar import ANDAMAL
from caseflow.queries.maskering import Maskerbar
from caseflow.web.heltal import heltal

HELT, DELAR, GRUND, OVERALLT = "m", "p", "l", "o"
"""The names in the form: a field whole, passages of it, its ground, and the same text everywhere."""
UTLAMNANDE = "u."
"""Before the code of each field of the disclosure, which has names of its own."""


@dataclass(frozen=True, slots=True)
class Val:
    """The form as it stands: by place («12:anteckning») what is ticked, written and chosen."""

    andamal: str = ""
    helt: frozenset[str] = frozenset()
    delar: Mapping[str, str] = field(default_factory=dict)
    grund: Mapping[str, str] = field(default_factory=dict)
    overallt: frozenset[str] = frozenset()
    utlamnande: Mapping[str, object] = field(default_factory=dict)
    datum: str = ""
    knapp: str = ""
    granskad: str = ""

    @property
    def maskeringar(self) -> tuple[Maskering, ...]:
        """What is asked for; a field that is ticked whole needs no passages."""
        return tuple(self._each())

    def _each(self) -> Iterator[Maskering]:
        for plats in sorted({*self.helt, *self.delar}, key=_order):
            seq, kod = _place(plats)
            grund, overallt = self.grund.get(plats, ""), plats in self.overallt
            if plats in self.helt:
                yield Maskering(seq, kod, grund, "", overallt)
                continue
            for line in self.delar[plats].splitlines():
                if line.strip():
                    yield Maskering(seq, kod, grund, line.strip(), overallt)

    @property
    def dolda(self) -> list[tuple[str, str]]:
        """The choices as fields that are carried along unseen."""
        return [
            ("till", self.andamal),
            *((HELT, plats) for plats in sorted(self.helt)),
            *((f"{DELAR}|{plats}", text) for plats, text in self.delar.items() if text.strip()),
            *((f"{GRUND}|{plats}", kod) for plats, kod in self.grund.items() if kod),
            *((OVERALLT, plats) for plats in sorted(self.overallt)),
        ]

    @property
    def skrivet(self) -> list[tuple[str, str]]:
        """The disclosure as far as it is filled in, carried along while the maskings are changed."""
        found = [("datum", self.datum)] if self.datum else []
        for kod, value in self.utlamnande.items():
            values = value if isinstance(value, list) else [value]
            found += [(f"{UTLAMNANDE}{kod}", str(v)) for v in values]
        return found


def _order(plats: str) -> tuple[int, str]:
    seq, kod = _place(plats)
    return seq, kod


def _place(plats: str) -> tuple[int, str]:
    """The number and the field; what is no place is no field of any handling."""
    number, _, kod = plats.partition(":")
    seq = heltal(number)
    return (-1, plats) if seq is None else (seq, kod)


def forvalt(akt: Maskerbar, andamal: str) -> Val:
    """The form at first: what is suggested is ticked or written, each with its ground."""
    whole: set[str] = set()
    parts: dict[str, list[str]] = {}
    grounds: dict[str, str] = {}
    for f in akt.forslag:
        if f.passage:
            parts.setdefault(f.plats, []).append(f.passage)
        else:
            whole.add(f.plats)
        grounds.setdefault(f.plats, f.lagrum)
    return Val(
        andamal,
        frozenset(whole),
        {plats: "\n".join(found) for plats, found in parts.items()},
        grounds,
    )


def ur_formularet(data: Mapping[str, object]) -> Val:
    """The form as it was sent."""
    till = str(data.get("till", ""))
    return Val(
        till if till in dict(ANDAMAL.choices) else "",
        frozenset(_listed(data, HELT)),
        dict(_named(data, DELAR)),
        dict(_named(data, GRUND)),
        frozenset(_listed(data, OVERALLT)),
        {
            name.removeprefix(UTLAMNANDE): value
            for name, value in data.items()
            if name.startswith(UTLAMNANDE)
        },
        str(data.get("datum", "")).strip(),
        str(data.get("knapp", "")),
        str(data.get("granskad", "")),
    )


def _listed(data: Mapping[str, object], name: str) -> list[str]:
    value = data.get(name, [])
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _named(data: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if name.startswith(f"{prefix}|"):
            text = value[-1] if isinstance(value, list) else value
            yield name.partition("|")[2], str(text)
