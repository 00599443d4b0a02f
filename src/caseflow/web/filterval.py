"""The choices of a filter: what the form shows, what the address says, and the chips that take them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Val:
    """One filter: its name in the address, its label, its (code, label) choices and what is chosen."""

    namn: str
    etikett: str
    alternativ: tuple[tuple[str, str], ...]
    valt: str

    @property
    def valt_etikett(self) -> str:
        """The label of what is chosen, or the empty string."""
        return dict(self.alternativ).get(self.valt, "") if self.valt else ""


def chosen(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    """What the address says, if it is among the choices; else nothing."""
    return value if value in dict(choices) else ""


def address(path: str, values: Mapping[str, str]) -> str:
    """The path with what is chosen behind it."""
    query = urlencode({k: v for k, v in values.items() if v})
    return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Bricka:
    """A chip: what is chosen, and the address of the list without it."""

    text: str
    utan: str


def chips(path: str, filters: tuple[Val, ...], also: Mapping[str, str]) -> tuple[Bricka, ...]:
    """One chip for each filter that narrows; `also` is kept in the address."""
    active = {f.namn: f.valt for f in filters if f.valt}
    return tuple(
        Bricka(
            f"{f.etikett}: {f.valt_etikett}",
            address(path, {**also, **{k: v for k, v in active.items() if k != f.namn}}),
        )
        for f in filters
        if f.valt_etikett
    )
