"""The Celery app with a lease on an e-mail so short that the sending outlives it."""

from datetime import timedelta
from functools import partial

from caseflow.actions import skicka_epost
from caseflow.notices.smtp import deliver
from workers.celery_app import app

__all__ = ["app"]

skicka_epost.LEASE = timedelta(0)
# The test decides when the mail server answers, however slow the machine is.
setattr(skicka_epost, "deliver", partial(deliver, seconds=300))  # noqa: B010 - a name that is imported there
