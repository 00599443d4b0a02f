"""Akter that a behandlare works in without being the akt's ansvarig: open insatser and friytor of her own."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta
from caseflow.queries.listning import openable
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.handelse import Handelse

_BEHANDLING = ("insats", "friyta")


def held_akter(session: Session, aktor: Aktor) -> tuple[int, ...]:
    """Open akter where she has written as behandlare in a friyta or insats that is still open.

    Two questions: her own events, then the facts of the akter they stand in.
    """
    if aktor.id is None or not aktor.har(Roll.BEHANDLARE):
        return ()
    acted = session.execute(
        select(Akt.id, Akt.slag, Handelse.seq, Handelse.delprocess)
        .join(Handelse, Handelse.akt_id == Akt.id)
        .where(
            Handelse.av == aktor.id,
            Handelse.roll == Roll.BEHANDLARE.value,
            Akt.avslutad.is_(False),
            openable(aktor),
        )
    ).all()
    found = {r.id for r in acted if r.slag == "friyta"}
    seqs: dict[int, set[int]] = {}
    parts: dict[int, set[int | None]] = {}
    for r in acted:
        if r.id not in found:
            seqs.setdefault(r.id, set()).add(r.seq)
            parts.setdefault(r.id, set()).add(r.delprocess)
    for akt in session.execute(select(Akt.id, Akt.fakta).where(Akt.id.in_(seqs))):
        if _treats(Fakta.from_dict(akt.fakta), seqs[akt.id], parts[akt.id]):
            found.add(akt.id)
    return tuple(sorted(found))


def _treats(fakta: Fakta, seqs: Collection[int], parts: Collection[int | None]) -> bool:
    """Whether one of the open treatments was opened or carried on by these events."""
    return any(
        d.process in _BEHANDLING and not d.avslutad and (d.id in parts or d.seq in seqs)
        for d in fakta.delprocesser
    )
