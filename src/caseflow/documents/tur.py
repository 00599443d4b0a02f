"""Turns for work that only so many may do at a time: who waits too long is told so, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import TypeVar

from caseflow.engine.errors import Busy

T = TypeVar("T")


class Ko:
    """At most `langst` wait at a time.

    Whoever waits holds a thread of the web process, so a long line would stop the pages that have no handling too.
    """

    def __init__(self, langst: int) -> None:
        self._longest = langst
        self._count = Lock()
        self.vantar = 0
        """How many wait now."""

    def vanta(self, wait: Callable[[], T]) -> T:
        """What `wait` answers, while it counts as one of those who wait.

        Raises:
            Busy: too many wait already.
        """
        with self._count:
            if self.vantar >= self._longest:
                raise upptaget()
            self.vantar += 1
        try:
            return wait()
        finally:
            with self._count:
                self.vantar -= 1


class Tur:
    """At most `platser` at a time in `with`; at most `ko` others wait, and at most `vanta` seconds."""

    def __init__(self, *, platser: int, vanta: float, ko: int) -> None:
        self.vanta = vanta
        self.ko = Ko(ko)
        self._places = BoundedSemaphore(platser)

    def __enter__(self) -> None:
        """Take a place.

        Raises:
            Busy: none was free in time, or too many wait already.
        """
        if self._places.acquire(blocking=False):
            return
        if not self.ko.vanta(lambda: self._places.acquire(timeout=self.vanta)):
            raise upptaget()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the place to the next."""
        self._places.release()


def upptaget() -> Busy:
    """That it was not its turn, and what to do now."""
    return Busy(
        vad="Handlingen kunde inte göras just nu.",
        varfor="Många andra handlingar görs samtidigt, och det blev inte dess tur i tid.",
        gor_nu="Vänta en minut och försök igen. Inget har sparats halvt.",
    )
