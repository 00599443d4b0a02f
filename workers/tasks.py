"""Tasks of at most ten lines: they read the clock and call an action."""

from __future__ import annotations

from datetime import UTC, datetime

from caseflow import settings
from caseflow.actions.tick import tick_installation
from workers.celery_app import app


@app.task(name="workers.tasks.look")
def look() -> None:
    """One pass of the bevakning loop."""
    tick_installation(settings.load(), now=datetime.now(UTC))
