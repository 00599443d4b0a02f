"""The bevakning loop inside `caseflow serve`: one pass at the start, then one every few seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from caseflow.actions.sakerhetssignal import FAULTS
from caseflow.actions.tick import tick
from caseflow.engine.errors import CaseflowError
from caseflow.store.session import Databas

log = logging.getLogger("caseflow.loop")


def run_loop(
    db: Databas,
    stop: threading.Event,
    clock: Callable[[], datetime],
    beat: Callable[[datetime], None],
) -> None:
    """Run until `stop`, and tell `beat` of each pass that went through.

    A failed pass is logged, without case data, and tried again at the next turn. That something is due
    which nobody owns is said in the log, but the loop is well: only real faults stop the heartbeat.
    """
    beat(clock())
    while True:
        now = clock()
        try:
            made = tick(db, now=now)
            beat(now)
            if made.notiser or made.steg:
                log.info("pass: %d notes, %d steps", made.notiser, made.steg)
        except CaseflowError as fault:
            beat(now)
            log.error("pass: %s %s", fault.code, fault.vad)  # noqa: TRY400 - `vad` holds no case data
        except FAULTS as fault:
            log.error("pass failed: %s", type(fault).__name__)  # noqa: TRY400 - the text may hold case data
        if stop.wait(db.settings.loop_seconds):
            return
