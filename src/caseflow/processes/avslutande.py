"""Det som alla steg till avslutat delar: skälet att inte följa upp, och uppföljningarna som planeras."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Opening
from caseflow.rules.avslut import (
    ingen_insats_ar_oppen,
    ingen_provning_ar_oppen,
    uppfoljning_planeras_eller_har_skal,
)
from caseflow.rules.uppfoljning import uppfoljningar_vid_avslut

AVSLUTSORSAK = Field(
    "avslutsorsak",
    "Avslutsorsak",
    Kind.VAL,
    choices=(
        ("malet_natt", "Målet med stödet eller insatsen har uppnåtts"),
        ("utredning_utan_insats", "Utredning avslutad utan insats"),
        ("tackat_nej", "Personen har tackat nej till vidare stöd eller insats"),
        ("inte_aterkommit", "Personen har inte återkommit"),
        ("flyttat", "Personen har flyttat"),
        ("avlidit", "Personen har avlidit"),
        ("andra_orsaker", "Andra orsaker"),
        ("resursskal", "Ni kan inte ge stödet längre"),
        ("fel_spar", "Ärendet hör till det andra spåret och fortsätter i ett nytt ärende"),
    ),
)
KOMMENTAR = Field("kommentar", "Kommentar", Kind.TEXT, required=False)
UPPFOLJNING_SKAL = Field(
    "uppfoljning_skal",
    "Skäl att inte följa upp",
    Kind.TEXT,
    required=False,
    help="Lämna tomt så planeras de uppföljningar som er enhet har. Fyll bara i om en insats har "
    "funnits och ingen uppföljning ska göras.",
)

INGET_LAMNAS_OPPET = (
    ingen_insats_ar_oppen,
    ingen_provning_ar_oppen,
    uppfoljning_planeras_eller_har_skal,
)
UPPFOLJNINGAR = Opening("uppfoljning", each=uppfoljningar_vid_avslut, unless="uppfoljning_skal")
