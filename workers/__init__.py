"""Jobs of a grown installation: Celery on Redis. The broker holds nothing that would be missed."""
