"""The beat schedule: beat only says "look"."""

from __future__ import annotations

from celery.beat import Scheduler

from caseflow import settings

LOOK_SECONDS = settings.load().loop_seconds
EXPIRES = 7200
"""Seconds a job is worth something. It bounds how many can wait for a worker that is away, and is longer than
two servers' clocks may differ (an hour, when one was set back): else a worker would throw them all away."""

SCHEDULE = {
    "look-for-what-is-due": {
        "task": "workers.tasks.look",
        "schedule": float(LOOK_SECONDS),
        "options": {"expires": EXPIRES},
    },
}


class Metronome(Scheduler):
    """Says everything in the schedule at its start and then once every LOOK_SECONDS.

    Celery's own counts by the wall clock: one set back an hour would keep it silent for that hour. This one
    reads no clock and keeps nothing, so a second beat, or a new one after a crash, is only a look too many.
    """

    def tick(self) -> float:
        """Send, and give the seconds to sleep. A broker that is away is tried again at the next turn."""
        for entry in self.schedule.values():
            self.apply_entry(entry, producer=self.producer)
        return float(LOOK_SECONDS)
