"""The web application for tests."""

import pytest
from playwright.sync_api import expect

from tests.databas import Verksamhet
from tests.web.webbplats import Webbplats

# What must come may take its time on a machine with much else to do. Only a test that fails waits so long.
expect.set_options(timeout=60_000)


@pytest.fixture
def webbplats(liten_verksamhet: Verksamhet) -> Webbplats:
    """The application on SQLite: what a page does with the database is tested with the queries."""
    return Webbplats(liten_verksamhet)
