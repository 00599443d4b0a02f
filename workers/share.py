"""Hand out to other workers what they can do at the same time as a look."""

from __future__ import annotations

import logging

from celery import Celery
from kombu.exceptions import OperationalError

from workers.schedule import EXPIRES

BATCH = 1000
"""So many notes are worth a worker more."""
PAGES = 50
"""So many handlingar of the queue are worth a worker."""
HELPERS = 4
"""At most so many more for one look: each goes on until nothing is left."""

log = logging.getLogger("caseflow.loop")


def hand_out(app: Celery, waiting: int, queued: int, *, mail: bool) -> None:
    """Send the jobs, after everything they will read has been committed: they carry nothing.

    A broker that is away is no fault: the look does the notes alone, and the next one hands out the e-mail.
    """
    jobs = ["workers.tasks.note"] * min(waiting // BATCH, HELPERS)
    jobs += ["workers.tasks.finish"] * min(-(-queued // PAGES), HELPERS)
    try:
        for name in [*jobs, *(["workers.tasks.mail"] if mail else [])]:
            app.send_task(name, expires=EXPIRES)
    except OperationalError:
        log.warning("the broker does not answer: nothing was handed out")
