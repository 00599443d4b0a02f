"""Alembic's entry point for the read log."""

from __future__ import annotations

from alembic import context

from caseflow.store.tabeller import READ_LOG


def _ours(obj: object, name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:  # noqa: FBT001 - Alembic calls it so
    """The cases may share the database; their tables have a history of their own."""
    del obj, reflected, compare_to
    return type_ != "table" or name in READ_LOG.tables


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=READ_LOG,
        include_object=_ours,
        version_table="alembic_version_lasning",
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
