"""What nobody has been told of yet lies in the order in which it is told: the next thousand cost a thousand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_UNTOLD = sa.text("status IN ('oppen', 'kvitterad') AND notifierad IS NULL")


def upgrade() -> None:
    """The index of the untold, by due day and then by number."""
    op.drop_index("ix_bevakning_att_notifiera", "bevakning")
    op.create_index(
        "ix_bevakning_att_notifiera",
        "bevakning",
        ["dag", "akt_id", "nr"],
        sqlite_where=_UNTOLD,
        postgresql_where=_UNTOLD,
    )
