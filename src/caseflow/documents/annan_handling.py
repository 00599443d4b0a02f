"""How one handling names another, that it replaces or is a copy of."""

from __future__ import annotations

from caseflow.documents.skrivtext import dag_lang
from caseflow.store.handling import Handling


def beskriven(handling: Handling | None, *, namnlos: bool) -> str:
    """The other handling, as it is named: «Beslut, 12 november 2026 (händelse 14)».

    In one that is `namnlos` the beteckning of the other stands for the event. Only the day is given where just one of
    them has a beteckning: together they would say in which akt the nameless one is.
    """
    if handling is None:
        return ""
    if namnlos != bool(handling.beteckning):
        return vid_dagen(handling)
    return f"{vid_dagen(handling)} ({handling.beteckning or f'händelse {handling.seq}'})"


def vid_dagen(handling: Handling) -> str:
    """The other handling by its day alone, which says nothing of the akt."""
    return f"{handling.titel}, {dag_lang(handling.dag)}"
