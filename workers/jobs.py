"""What every job has in common: which faults it is tried again after, and what of them may stand in a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery import Task
from sqlalchemy.exc import InterfaceError, OperationalError

from caseflow.actions.loggord import log_words
from caseflow.actions.sakerhetssignal import FAULTS

log = logging.getLogger("caseflow.loop")


class DatabaseGone(Exception):
    """The database did not answer, hung up, or let another go first."""


class JobFailed(Exception):
    """Something else went wrong. Names the kind of the fault, and nothing that the fault said."""


class Job(Task):
    """A job that may run twice and be lost. Tried again for half a minute; then the next look takes over."""

    autoretry_for = (DatabaseGone,)
    retry_backoff = (
        1  # 1, 2, 4 ... seconds: in the broker for seconds, never for the days of a bevakning
    )
    retry_backoff_max = 60
    retry_jitter = True  # many workers do not come back all at once
    max_retries = 5
    default_retry_delay = (
        5  # seconds after a lost worker; what kills its worker each time comes to an end
    )


@contextmanager
def telling_nothing() -> Iterator[None]:
    """Let through no text but our own: what Celery logs of a failed job is its exception.

    What the loop says aloud (nobody owns it, an akt is damaged) is logged, and the job is done: it is in
    the database as well, and is found again by the next look.

    Raises:
        DatabaseGone: the connection failed; the job is tried again.
        JobFailed: an unforeseen fault, with the place in the code.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as fault:
        raise DatabaseGone(log_words(fault)) from None
    except FAULTS as fault:
        log.error("pass: %s", log_words(fault))  # noqa: TRY400 - the traceback ends with the fault's text
    except Exception as fault:  # noqa: BLE001 - whatever it is, its text must not reach the log
        raise JobFailed(log_words(fault)).with_traceback(fault.__traceback__) from None
