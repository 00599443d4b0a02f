"""The bevakning loop inside `caseflow serve`: one pass at the start, then one every few seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from caseflow.actions.tick import tick
from caseflow.engine.errors import CaseflowError
from caseflow.store.session import Databas

log = logging.getLogger("caseflow.loop")


def run_loop(db: Databas, stop: threading.Event, clock: Callable[[], datetime]) -> None:
    """Run until `stop`. A failed pass is logged, without case data, and tried again at the next turn."""
    while True:
        try:
            made = tick(db, now=clock())
            if made.notiser or made.steg:
                log.info("pass: %d notes, %d steps", made.notiser, made.steg)
        except (CaseflowError, SQLAlchemyError) as fault:
            log.error("pass failed: %s", type(fault).__name__)  # noqa: TRY400 - the text may hold case data
        if stop.wait(db.settings.loop_seconds):
            return
