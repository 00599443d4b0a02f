"""Who is given a follow-up that an act plans: somebody else than whoever gave the insats.

Not a use case of its own: every act in an akt is built on it, and an act that plans nothing pays nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from caseflow.engine.effect import Effekt, apply
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.fordelning import (
    Kandidat,
    roller_som_foljer_upp,
    undantagna,
    vald_uppfoljare,
)
from caseflow.rules.uppfoljning import fonster
from caseflow.store.append import LastAkt
from caseflow.store.uppfoljningslast import FOLLOW_UP, candidates, given_before

WEEK = timedelta(days=7)
"""The load is asked for a week more on each side: it is weighed by calendar week."""


def with_assigned(
    session: Session, akt: LastAkt, effekt: Effekt, *, dag: date | None, idag: date
) -> Effekt:
    """The effect with each follow-up that it opens given to somebody by the system.

    What only gets another day stays with whom it was given, and what comes back when an insats is resumed
    goes back to her. Where nobody fits it is left to the samordnare.
    """
    ops: list[dict[str, Any]] = [dict(op) for op in effekt.get("bevakningar", ())]
    planned = [op for op in ops if _is_new(op)]
    if not planned:
        return effekt
    after = apply(akt.fakta, effekt, seq=akt.seq + 1, dag=dag)
    spans = {
        op["nr"]: window_of(
            after, after.delprocess(op["delprocess"]), date.fromisoformat(op["dag"])
        )
        for op in planned
    }
    known = candidates(
        session,
        akt.enhet_id,
        roller_som_foljer_upp(akt.slag),
        idag=idag,
        fran=min(fran for fran, _ in spans.values()) - WEEK,
        till=max(till for _, till in spans.values()) + WEEK,
    )
    before = given_before(session, akt.id, [op["nyckel"] for op in planned])
    for op in planned:
        to, by = before.get(op["nyckel"], (None, None))
        chosen = next((k for k in known if k.medarbetare == to and _may(after, op, to)), None)
        if chosen is None:
            chosen, by = _chosen(known, after, op, spans[op["nr"]], turn=akt.id), None
        if chosen is not None:
            op |= {"tilldelad": chosen.medarbetare, "tilldelad_av": by}
            one_more = chosen.med_en_till(date.fromisoformat(op["dag"]))
            known = [one_more if k is chosen else k for k in known]
    return {**effekt, "bevakningar": ops}


def _is_new(op: dict[str, Any]) -> bool:
    return (
        op["op"] == "oppna"
        and op["slag"] == FOLLOW_UP
        and op["ersatter"] is None
        and op.get("tilldelad") is None
    )


def window_of(fakta: Fakta, part: Delprocess | None, due: date) -> tuple[date, date]:
    """The window of a follow-up due on a day, with that day in it; the day itself where it has none."""
    fran, till = fonster(fakta, part) if part else (None, None)
    return min(fran or due, due), max(till or due, due)


def _may(after: Fakta, op: dict[str, Any], who: int) -> bool:
    """Whether whoever had it may still do it: she has not given the insats since, or may all the same."""
    part = after.delprocess(op["delprocess"])
    excepted = part is not None and "medge_undantag" in part.steg
    return excepted or who not in undantagna(after, part)


def _chosen(
    known: list[Kandidat],
    after: Fakta,
    op: dict[str, Any],
    span: tuple[date, date],
    *,
    turn: int,
) -> Kandidat | None:
    part = after.delprocess(op["delprocess"])
    return vald_uppfoljare(
        known, date.fromisoformat(op["dag"]), span, undantagna(after, part), borja=turn
    )
