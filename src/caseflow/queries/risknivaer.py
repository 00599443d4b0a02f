"""The latest risk levels of many akter at once, and which way they go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseflow.rules.profil import RISKNIVAER
from caseflow.store.riskbedomning import Riskbedomning

SHOWN = 4
_BATCH = 500


def trend(nivaer: Sequence[str]) -> int:
    """1 when the latest level is higher than the one before, -1 when lower, else 0."""
    if len(nivaer) < 2:  # noqa: PLR2004 - a change needs two
        return 0
    before, now = (RISKNIVAER.index(n) for n in nivaer[-2:])
    return (now > before) - (now < before)


def latest_levels(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The latest risk levels of each akt, oldest first."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), _BATCH):
        latest = (
            select(
                Riskbedomning.akt_id,
                Riskbedomning.niva,
                func.row_number()
                .over(
                    partition_by=Riskbedomning.akt_id,
                    order_by=(
                        Riskbedomning.dag.is_(None),
                        Riskbedomning.dag.desc(),
                        Riskbedomning.seq.desc(),
                    ),
                )
                .label("plats"),
            )
            .where(
                Riskbedomning.akt_id.in_(ids[start : start + _BATCH]),
                Riskbedomning.niva.in_(RISKNIVAER),
            )
            .subquery()
        )
        rows = session.execute(
            select(latest.c.akt_id, latest.c.niva)
            .where(latest.c.plats <= SHOWN)
            .order_by(latest.c.plats.desc())
        )
        for akt_id, niva in rows:
            found.setdefault(akt_id, []).append(niva)
    return {akt_id: tuple(nivaer) for akt_id, nivaer in found.items()}
