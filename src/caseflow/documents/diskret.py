"""The letterhead of a letter that somebody else may see: it must not tell what the matter is about."""

from __future__ import annotations

from caseflow.documents.passager import likt

AVSANDAREN = "Socialtjänsten"
"""Who writes, where the name of the unit would say too much."""
AVSLOJANDE = (
    # what has happened; «valds» is «vålds» in an address of e-mail, and Valdemarsgatan is none
    "våld",
    "valds",
    "övergrepp",
    "overgrepp",
    "brottsoffer",
    "misshandel",
    # whom it is about
    "utövare",
    "utovare",
    "utsatt",
    "partner",
    "relation",
    # units and houses that do nothing else; a bare «jour» or «frid» is in Socialjouren and Fridhemsgatan too
    "kvinnofrid",
    "familjefrid",
    "fridscent",
    "kvinnojour",
    "mansjour",
    "mansmottag",
    "manscent",
    "mansenhet",
    "kvinnomottag",
    "kvinnocent",
    "kriscent",
    "krismottag",
    "skydd",
    "barnahus",
)
"""Parts of words that tell the matter. They catch what is common, and no list catches a street."""


def avslojar(rad: str, enhet: str) -> str:
    """The word in a line that would tell what the letter is about, or the unit's name; empty when there is none."""
    read = likt(rad)
    if (name := likt(enhet)) and name in read:
        return enhet
    return next((ord_ for ord_ in AVSLOJANDE if likt(ord_) in read), "")
