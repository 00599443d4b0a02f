"""The web application for tests."""

import pytest

from tests.databas import Verksamhet
from tests.web.webbplats import Webbplats


@pytest.fixture
def webbplats(liten_verksamhet: Verksamhet) -> Webbplats:
    """The application on SQLite: what a page does with the database is tested with the queries."""
    return Webbplats(liten_verksamhet)
