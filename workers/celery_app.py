"""The Celery app. Jobs carry no data and may run twice; what is due lies in the database."""

from __future__ import annotations

from celery import Celery

from caseflow import settings
from workers.schedule import SCHEDULE

REDIS_URL = settings.load().redis_url or "redis://127.0.0.1:6379/0"

app = Celery("caseflow", broker=REDIS_URL, include=["workers.tasks"])
app.conf.update(
    beat_schedule=SCHEDULE,
    timezone="Europe/Stockholm",
    task_ignore_result=True,  # the answer is in the database
    task_acks_late=True,  # a killed worker's job is taken by another
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,  # a pass is long compared with fetching it
    task_time_limit=600,
    broker_transport_options={"visibility_timeout": 1800},  # longer than any job may run
    broker_connection_retry_on_startup=True,
)
