"""The Celery app with a broker's lease so short that a worker outlives it."""

from workers.celery_app import app

app.conf.broker_transport_options = {
    **app.conf.broker_transport_options,
    "visibility_timeout": 1,  # a job that takes longer is given to another as well
    "unacked_restore_interval": 1,  # how often a worker looks for such jobs
    "unacked_restore_throttle": 1,
}
