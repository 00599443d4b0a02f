"""What is said of something that has come up: the truth, also of an akt that the leaders do not open."""

from datetime import date, timedelta

from caseflow.actions.tick import tick
from caseflow.queries.forfallande import forfallande
from tests.akter import oppna, oppna_partnerkontakt
from tests.databas import Verksamhet, at

LONG_AFTER = date(2026, 2, 20)


def test_a_partnerkontakt_is_never_said_to_have_come_to_the_leaders(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    hers, other = oppna_partnerkontakt(v), oppna(v, "utovare")
    for day in (LONG_AFTER, LONG_AFTER + timedelta(days=1)):
        tick(v.db, now=at(day.isoformat()))
    told = {r.akt: r.sagt for r in forfallande(v.db, v.aktor("jon"), on=LONG_AFTER)}
    assert told == {hers: "Sagt vidare till någon annan som får öppna akten."}
    told = {r.akt: r.sagt for r in forfallande(v.db, v.aktor("anna"), on=LONG_AFTER)}
    assert told == {other: "Sagt till samordnaren och enhetschefen."}
