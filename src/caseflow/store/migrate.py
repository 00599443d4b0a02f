"""Brings a database to the newest revision: the cases, and the read log with a history of its own."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from caseflow.store.session import Databas

_HERE = Path(__file__).parent


def _config(folder: str, engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE / folder))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


def main_config(databas: Databas) -> Config:
    """Alembic's configuration for the case database."""
    return _config("migrations", databas.engine)


def upgrade(databas: Databas) -> None:
    """Idempotent: what is already done is left alone."""
    command.upgrade(main_config(databas), "head")
    command.upgrade(_config("migrations_lasning", databas.read_log_engine), "head")
