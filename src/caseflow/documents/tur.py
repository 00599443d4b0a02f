"""Turns for work that only so many may do at a time: who waits too long is told so, and nobody waits for ever."""

from __future__ import annotations

from threading import BoundedSemaphore
from types import TracebackType

from caseflow.engine.errors import Busy


class Tur:
    """At most `platser` at a time in `with`; the others wait at most `vanta` seconds."""

    def __init__(self, *, platser: int, vanta: float) -> None:
        self.vanta = vanta
        self._places = BoundedSemaphore(platser)

    def __enter__(self) -> None:
        """Take a place.

        Raises:
            Busy: none was free in time.
        """
        if not self._places.acquire(timeout=self.vanta):
            raise Busy(
                vad="Handlingen kunde inte göras just nu.",
                varfor="Många andra handlingar görs samtidigt, och det blev inte dess tur i tid.",
                gor_nu="Vänta en minut och försök igen. Inget har sparats halvt.",
            )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the place to the next."""
        self._places.release()
