"""What a handling said that the events of its akt do not hold: kept in its own event, for a copy to say the same.

Units are renamed, letterheads changed, people take other names. A copy of a handling has those of its original.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.documents.render import Framstalld
from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Varde

TEXTER = (
    "enhet",
    "kommun",
    "person_namn",
    "personnummer",
    "pseudonym",
    "skapad_av",
    "skapad_av_roll",
)
RADER = ("avsandare", "avsandare_diskret")
DAGAR = ("oppnat", "planerad")
AV, SAMMA = "av", "text_sha256"
"""Who wrote each event that was read, in the order of the events; and the checksum of the text of the page."""
_TAG = re.compile(r"<[^>]*>")


def ur_originalet(handling: Framstalld, underlag: Underlag) -> dict[str, Varde]:
    """What to keep of a handling as it is finished; nothing of one that no copy is made of.

    The name of a protected person is kept though the page does not have it: her texts are cleaned of it.
    """
    if handling.mall.anonym or handling.mall.provning:
        return {}
    return {
        **{kod: getattr(underlag, kod) for kod in TEXTER},
        **{kod: list(getattr(underlag, kod)) for kod in RADER},
        **{kod: d.isoformat() if (d := getattr(underlag, kod)) else None for kod in DAGAR},
        AV: [u.av for u in handling.lasbart.uppgifter],
        SAMMA: textens_summa(handling.html),
    }


def som_originalet(underlag: Underlag, sparat: Mapping[str, Varde], lasta: list[str]) -> Underlag:
    """The underlag with what the original had; what was not kept of it stays as it is.

    `lasta` are the numbers of the events that the original was written from.
    """
    known: dict[str, Any] = {kod: str(sparat[kod]) for kod in TEXTER if kod in sparat}
    for kod in RADER:
        if isinstance(lines := sparat.get(kod), list):
            known[kod] = tuple(lines)
    for kod in DAGAR:
        if kod in sparat:
            known[kod] = date.fromisoformat(str(sparat[kod])) if sparat[kod] else None
    by = sparat.get(AV)
    names = dict(zip(lasta, by, strict=True)) if isinstance(by, list) else {}
    return replace(
        underlag,
        uppgifter=tuple(replace(u, av=names.get(str(u.seq), u.av)) for u in underlag.uppgifter),
        **known,
    )


def textens_summa(page: str) -> str:
    """The SHA-256 of what a page says: of its words and nothing of its form."""
    return hashlib.sha256(" ".join(sidans_text(page).split()).encode()).hexdigest()


def sidans_text(page: str) -> str:
    """What is between the tags of a page."""
    return html.unescape(_TAG.sub(" ", page))
