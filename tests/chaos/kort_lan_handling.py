"""The Celery app with a lease on a handling so short that a lost worker's is soon over."""

from datetime import timedelta

from caseflow.store import handlingsjobb
from workers.celery_app import app

__all__ = ["app"]

handlingsjobb.LEASE = timedelta(seconds=2)
