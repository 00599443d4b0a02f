"""What every test stands on: where the servers are, what may be skipped, how hypothesis runs."""

import gc
import getpass
import os
import shutil
from pathlib import Path

import psycopg
import pytest
import redis
from hypothesis import settings

# The machine is shared between parallel tests, so a slow example says nothing. A failing example
# is printed as a blob that runs again anywhere (@reproduce_failure).
settings.register_profile("caseflow", deadline=None, print_blob=True)
settings.load_profile("caseflow")

pytest_plugins = ["tests.databas"]

LONGEST_FIRST = (
    "chaos/test_worker.py",
    "queries/bevis/test_beviset.py",
    "berattelser/test_tva_ar.py",
    "actions/test_vandringar.py",
    "web/test_webblasare_handlingar.py",
    "actions/test_maskera_handling.py",
    "web/test_handbokens_bilder.py",
    "documents/test_muren.py",
    "actions/test_dodad_mitt_i.py",
    "chaos/test_handlingar.py",
    "documents/test_demons_handlingar.py",
    "documents/test_fientligt.py",
    "cli/test_kontroll.py",
    "web/test_webblasare.py",
    "documents/test_samma_bytes.py",
    "store/test_verifiera.py",
    "chaos/test_redis.py",
    "web/test_faktaformular.py",
    "web/test_arende_i_webblasare.py",
    "chaos/test_database.py",
    "documents/test_render.py",
    "documents/test_arkiv.py",
    "chaos/test_beat.py",
    "web/test_listor.py",
    "documents/test_pdfua.py",
    "documents/test_bilder.py",
    "notices/test_epost_som_inte_gar.py",
    "chaos/test_shared.py",
    "chaos/test_visible.py",
    "chaos/test_mail.py",
)
"""The files that take the longest, as measured. One of them begun last would keep the other processes waiting, and
those that mostly wait (chaos, the browser) are mixed with those that compute."""
_PLACE = {name: place for place, name in enumerate(LONGEST_FIRST)}
TESTS = Path(__file__).parent

IN_CI = os.environ.get("CI") == "true"


def pytest_configure() -> None:
    """A setting of whoever runs the tests must not reach the code under test."""
    for name in list(os.environ):
        if name.startswith("CASEFLOW_") and not name.startswith("CASEFLOW_TEST_"):
            del os.environ[name]


def pytest_xdist_auto_num_workers() -> int:
    """With -n auto one process more than there are cores: one or another waits for a server or a browser."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; within a file, and among the others, the order stays random."""
    items.sort(key=lambda item: _PLACE.get(_in_tests(item.path), len(_PLACE)))


def pytest_collection_finish() -> None:
    """What has been collected lives to the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def _in_tests(path: Path) -> str:
    return path.relative_to(TESTS).as_posix() if path.is_relative_to(TESTS) else ""


def skipped(config: pytest.Config) -> int:
    """How many tests were skipped; 0 in a worker, which does not report."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", [])) if reporter else 0


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test fails the run: what was not run is not known to work."""
    if IN_CI and skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if IN_CI and (count := skipped(config)):
        terminalreporter.write_line(f"CI=true: {count} skipped, and nothing may be.", red=True)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Address of a PostgreSQL whose role may create databases."""
    default = f"postgresql+psycopg://{getpass.getuser()}@127.0.0.1:5432/postgres"
    url = os.environ.get("CASEFLOW_TEST_POSTGRES_URL", default)
    try:
        psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL does not answer (CASEFLOW_TEST_POSTGRES_URL): {error}")
    return url


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Address of a Redis database that tests may empty."""
    url = os.environ.get("CASEFLOW_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    try:
        with redis.Redis.from_url(url, socket_timeout=3) as connection:
            connection.ping()
    except redis.ConnectionError as error:
        pytest.skip(f"Redis does not answer (CASEFLOW_TEST_REDIS_URL): {error}")
    return url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The installed browser; Playwright is told to use it instead of one of its own."""
    names = (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    )
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium is installed")
