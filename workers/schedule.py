"""The beat schedule: beat only says "look"."""

from __future__ import annotations

SCHEDULE = {
    "look-for-what-is-due": {
        "task": "workers.tasks.look",
        "schedule": 60.0,
        "options": {
            "expires": 55
        },  # a look that waited too long is worth nothing: the next one sees all
    },
}
