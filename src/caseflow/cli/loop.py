"""The bevakning loop inside `caseflow serve`: one pass at the start, then one every few seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from caseflow.actions.fardigstall_koade import BATCH, finish_waiting
from caseflow.actions.sakerhetssignal import FAULTS
from caseflow.actions.skicka_epost import send_waiting
from caseflow.actions.systemarbete import given_up
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
    _say_what_is_given_up(db)
    while True:
        now = clock()
        try:
            _one_pass(db, now)
            beat(now)
        except CaseflowError as fault:
            beat(now)
            log.error("pass: %s %s", fault.code, fault.vad)  # noqa: TRY400 - `vad` holds no case data
        except FAULTS as fault:
            log.error("pass failed: %s", type(fault).__name__)  # noqa: TRY400 - the text may hold case data
        _send(db, now)
        more = _finish(db, clock)
        if stop.wait(0 if more else db.settings.loop_seconds):
            return


def _one_pass(db: Databas, now: datetime) -> None:
    made = tick(db, now=now)
    if made.notiser or made.steg or made.eskalerade:
        told = (made.notiser, made.steg, made.eskalerade)
        log.info("pass: %d notes, %d steps, %d said further", *told)


def _send(db: Databas, now: datetime) -> None:
    """The e-mails that wait; a mail server that does not answer never stops the loop."""
    try:
        sent = send_waiting(db, now=now)
    except FAULTS as fault:
        log.error("e-mail failed: %s", type(fault).__name__)  # noqa: TRY400 - as above
        return
    if sent:
        log.info("e-mail: %d sent", sent)


def _finish(db: Databas, clock: Callable[[], datetime]) -> bool:
    """Some handlingar of the queue; whether there may be more. The bevakningar get their turn between."""
    try:
        tried = finish_waiting(db, clock)
    except FAULTS as fault:
        log.error("handlingar failed: %s", type(fault).__name__)  # noqa: TRY400 - as above
        return False
    if tried:
        log.info("handlingar: %d tried", tried)
    return tried == BATCH


def _say_what_is_given_up(db: Databas) -> None:
    """What nobody has asked for since is said again at each start."""
    try:
        antal = given_up(db)
    except FAULTS as fault:
        log.error("pass failed: %s", type(fault).__name__)  # noqa: TRY400 - as above
        return
    if antal:
        log.error("given up: %d pieces of work wait for somebody to try them again", antal)
