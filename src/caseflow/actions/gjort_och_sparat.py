"""Make pages before anything is locked, and store them only if the akt is as it was when they were made.

Not a use case of its own: finishing a handling and making a copy of one are built on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from caseflow.engine.errors import Conflict

T = TypeVar("T")
S = TypeVar("S")
TRIES = 3


class DraftChanged(Conflict):
    """What was to be finished is no longer what it was: to try again would finish somebody else's words."""


def made_and_stored(make: Callable[[], T], store: Callable[[T], S]) -> S:
    """What comes of storing what was made; made anew when the akt has changed meanwhile.

    Raises:
        DraftChanged: at once.
        Conflict: the akt changed time after time; or what `make` refuses, which is not tried again.
    """
    for attempt in range(1, TRIES + 1):
        made = make()
        try:
            return store(made)
        except DraftChanged:
            raise
        except Conflict:
            if attempt == TRIES:
                raise
    raise AssertionError  # the last try returned or raised
