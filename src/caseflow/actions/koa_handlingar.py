"""Ask for a handling in each of many akter: queued, and finished one by one by a worker or the loop."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseflow.documents.render import mall_for
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.trial import role_hinder
from caseflow.store.akt import by_nummer
from caseflow.store.atkomst import Aktor, finns_inte, require_access
from caseflow.store.handlingsjobb import VANTAR, Handlingsjobb
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Koad:
    """The batch, and how many handlingar were added to it."""

    sats: str
    antal: int


def koa_handlingar(
    db: Databas,
    aktor: Aktor,
    mall: str,
    nummer: Sequence[str],
    *,
    now: datetime,
    sprak: str = "sv",
    sats: str = "",
) -> Koad:
    """All of them or none. With the `sats` of an earlier call no akt is queued a second time.

    What lacks something is found when its turn comes: the facts may have come by then.

    Raises:
        NotFound: an akt is missing or may not be opened, or the template is not for it.
        Refused: the person's role may not finish that template in an akt.
        BadInput: nobody in particular asks.
    """
    if aktor.id is None:
        raise BadInput(vad="En medarbetare måste stå bakom handlingarna.")
    batch = sats or secrets.token_hex(8)
    with db.write() as session:
        queued = set(
            session.scalars(select(Handlingsjobb.akt_id).where(Handlingsjobb.sats == batch))
        )
        before = len(queued)
        for one in nummer:
            normal = normal_aktnummer(one)
            akt = by_nummer(session, normal) if normal else None
            roll = require_access(aktor, akt, one)
            if akt is None:
                raise finns_inte(one)
            kind = mall_for(mall, akt.slag, sprak)
            held = aktor.roller(akt.enhet_id)
            acting = next((r.value for r in kind.av if r.value in held), roll)
            if found := role_hinder(kind.av, acting):
                raise Refused(vad=f"{kind.titel} kan inte färdigställas.", hinder=found)
            if akt.id in queued:
                continue
            queued.add(akt.id)
            session.add(
                Handlingsjobb(
                    sats=batch,
                    akt_id=akt.id,
                    mall=kind.kod,
                    sprak=sprak,
                    medarbetare_id=aktor.id,
                    status=VANTAR,
                    skapad=now,
                    fel="",
                )
            )
    return Koad(batch, len(queued) - before)
