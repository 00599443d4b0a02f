"""Tasks of at most ten lines: they read the clock and call an action. No arguments: what is due is in the database."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from caseflow import settings
from caseflow.actions.fardigstall_koade import finish_installation, queue_installation
from caseflow.actions.skicka_epost import send_installation
from caseflow.actions.tick import backlog_installation, note_installation, tick_installation
from workers.celery_app import app
from workers.jobs import Job, telling_nothing
from workers.share import hand_out

# Each opens the database anew, some milliseconds once a look: no connection is shared over a fork or outlives a job.


@app.task(base=Job, name="workers.tasks.look")
def look() -> None:
    """One pass of the bevakning loop. What others can do at the same time is handed out first."""
    installed, now = settings.load(), datetime.now(UTC)
    with telling_nothing():
        due = backlog_installation(installed, now=now)
        queued = queue_installation(installed, now=now)
        hand_out(app, due, queued, mail=bool(installed.smtp_url))
        tick_installation(installed, now=now)


@app.task(base=Job, name="workers.tasks.note")
def note() -> None:
    """Only the notes: helps a look that has much to tell."""
    with telling_nothing():
        note_installation(settings.load(), now=datetime.now(UTC))


@app.task(base=Job, name="workers.tasks.mail")
def mail() -> None:
    """Send the e-mails that wait. A mail server that is slow holds up no notes."""
    with telling_nothing():
        send_installation(settings.load(), now=datetime.now(UTC))


@app.task(base=Job, name="workers.tasks.finish")
def finish() -> None:
    """Finish handlingar of the queue, some at a time; the next look hands out the rest."""
    with telling_nothing():
        finish_installation(settings.load(), partial(datetime.now, UTC))
