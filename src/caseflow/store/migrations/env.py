"""Alembic's entry point for the case database."""

from __future__ import annotations

from alembic import context

from caseflow.store.tabeller import AKTERNAS, READ_LOG


def _ours(obj: object, name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:  # noqa: FBT001 - Alembic calls it so
    """The read log may share the database; its tables have a history of their own."""
    del obj, reflected, compare_to
    return not (type_ == "table" and (name in READ_LOG.tables or name == "alembic_version_lasning"))


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=AKTERNAS,
        include_object=_ours,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
