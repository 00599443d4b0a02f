"""The Celery app. Jobs carry no data and may run twice; what is due lies in the database."""

from __future__ import annotations

import logging

from celery import Celery

from caseflow import settings
from workers.schedule import SCHEDULE

REDIS_URL = settings.load().redis_url or "redis://127.0.0.1:6379/0"
SOFT_LIMIT, HARD_LIMIT = 540, 600
"""Seconds a job may take before it is asked to stop, and before its process is killed."""
VISIBILITY = 1800
"""Seconds until Redis gives an unacknowledged job to another: longer than any job may run."""

logging.getLogger("transitions").setLevel(logging.WARNING)  # says two lines of each step taken

app = Celery("caseflow", broker=REDIS_URL, include=["workers.tasks"])
app.conf.update(
    # What is sent. Intervals are counted in UTC, which has no summer time.
    timezone="UTC",
    beat_schedule=SCHEDULE,
    beat_scheduler="workers.schedule:Metronome",  # no file to lose, no clock to be wrong
    task_serializer="json",  # a message names a job and can hold nothing that runs
    accept_content=["json"],
    # What is remembered: nothing. No result backend, since the answer is in the database and nobody waits.
    result_backend=None,
    result_expires=None,  # else beat would send a job that cleans a backend that is not there
    task_ignore_result=True,
    # A job whose worker is lost is done again, by another.
    task_acks_late=True,  # acknowledged when done, not when fetched: kill -9 loses no job
    task_retry_on_worker_lost=True,  # sent anew a little later, and only `max_retries` times ...
    task_reject_on_worker_lost=True,  # ... or put back at once when it cannot be sent
    task_acks_on_failure=True,  # what failed is not run over and over: the next look takes the same rows
    task_acks_on_timeout=True,  # as above
    # How long it may take.
    task_soft_time_limit=SOFT_LIMIT,  # raises in the job: the transaction is rolled back in good order
    task_time_limit=HARD_LIMIT,  # a job that hangs in a driver cannot hear that; its process is killed
    worker_prefetch_multiplier=1,  # a job fetched ahead waits behind a long pass where no other can take it
    # The broker may come and go.
    broker_connection_retry_on_startup=True,  # the order in which things are started does not matter
    broker_connection_max_retries=None,  # for ever: a worker that gave up would be silent
    # A pass needs the database alone. It is let finish; that its job is given out again does no harm.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_enable_remote_control=False,  # a worker obeys signals on its own machine, not whoever reaches Redis
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "socket_timeout": 30,  # a Redis that went away without a word is noticed when a job is sent ...
        "socket_connect_timeout": 10,
        "socket_keepalive": True,  # ... and by the system while nothing is sent
        "health_check_interval": 25,  # and a worker that only listens asks whether it is still there
    },
)
