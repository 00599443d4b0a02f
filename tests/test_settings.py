"""Settings: from the environment, over a file, over what is embedded; and none of it read twice."""

from pathlib import Path

import pytest

from caseflow import settings


def test_an_empty_environment_is_the_embedded_installation() -> None:
    found = settings.load({})
    var = Path("var").absolute()
    assert found.embedded
    assert found.data == var
    assert found.database_url == f"sqlite:///{var}/caseflow.sqlite"
    assert found.read_log_url == f"sqlite:///{var}/lasning.sqlite"
    assert found.keys == var / "nycklar.json"
    assert (found.redis_url, found.secure_cookies) == ("", False)
    assert (found.profile_dirs[0] / "standard.toml").is_file()


def test_a_grown_installation_keeps_the_read_log_beside_the_akter() -> None:
    found = settings.load({"CASEFLOW_DATABASE_URL": "postgresql+psycopg://server/caseflow"})
    assert not found.embedded
    assert found.read_log_url == found.database_url


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "prod.toml"
    file.write_text(
        'data = "/srv/caseflow"\nsecure_cookies = "ja"\nsession_minutes = 20\nprofiles = "/srv/profiler"\n'
    )
    found = settings.load({"CASEFLOW_CONFIG": str(file), "CASEFLOW_SESSION_MINUTES": "5"})
    assert found.data == Path("/srv/caseflow")
    assert (found.secure_cookies, found.session_minutes) == (True, 5)
    assert found.profile_dirs[-1] == Path("/srv/profiler")


@pytest.mark.parametrize("name", ["dev.toml", "prod.example.toml"])
def test_the_files_that_come_along_can_be_read(name: str) -> None:
    config = Path(__file__).parents[1] / "config" / name
    assert settings.load({"CASEFLOW_CONFIG": str(config)}).loop_seconds > 0
