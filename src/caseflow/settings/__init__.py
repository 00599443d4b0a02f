"""Settings: one frozen object from the environment and an optional TOML file. Read once, at the edge."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are. Empty strings mean the embedded default.

    `mall_dirs` hold a kommun's own words in the templates of handlingar, as `profile_dirs` its profile.
    `smtp_url` is `smtp://` (STARTTLS where the server has it) or `smtps://`, empty for no e-mail; `epost_fran`
    who it is from, and `adress` the address of the web, for links in e-mail and calendar.
    """

    data: Path
    database_url: str
    read_log_url: str
    redis_url: str
    keys: Path
    profile_dirs: tuple[Path, ...]
    mall_dirs: tuple[Path, ...]
    secure_cookies: bool
    session_minutes: int
    loop_seconds: int
    smtp_url: str
    epost_fran: str
    adress: str

    @property
    def embedded(self) -> bool:
        """Whether the cases lie in SQLite and the bevakning loop runs inside `caseflow serve`."""
        return self.database_url.startswith("sqlite")


def _packaged(name: str) -> Path:
    """Profiles or own words: package data in an installed wheel, `config/<name>` in a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "config" / name


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `CASEFLOW_*` variables, over the TOML file named by `CASEFLOW_CONFIG`."""
    env = os.environ if environ is None else environ
    config_file = env.get("CASEFLOW_CONFIG", "")
    config: dict[str, object] = {}
    if config_file:
        config = tomllib.loads(Path(config_file).read_text(encoding="utf-8"))

    def value(name: str, default: str) -> str:
        return env.get(f"CASEFLOW_{name.upper()}") or str(config.get(name, default))

    data = Path(value("data", "./var")).absolute()
    database_url = value("database_url", f"sqlite:///{data}/caseflow.sqlite")
    read_log = f"sqlite:///{data}/lasning.sqlite"
    if not database_url.startswith("sqlite"):
        read_log = database_url
    own, words = value("profiles", ""), value("mallar", "")
    return Settings(
        data=data,
        database_url=database_url,
        read_log_url=value("read_log_url", read_log),
        redis_url=value("redis_url", ""),
        keys=Path(value("keys", f"{data}/nycklar.json")),
        profile_dirs=(_packaged("kommuner"), *((Path(own),) if own else ())),
        mall_dirs=(_packaged("mallar"), *((Path(words),) if words else ())),
        secure_cookies=value("secure_cookies", "nej") == "ja",
        session_minutes=int(value("session_minutes", "60")),
        loop_seconds=int(value("loop_seconds", "30")),
        smtp_url=value("smtp_url", ""),
        epost_fran=value("epost_fran", "caseflow@localhost"),
        adress=value("adress", "http://127.0.0.1:8000").rstrip("/"),
    )
