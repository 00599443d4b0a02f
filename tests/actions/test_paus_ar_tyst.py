"""What is planned during an insats rests while it is paused: told to nobody, and back with whom it was given to."""

from datetime import date

from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.queries.uppfoljningstackning import Tackning
from caseflow.queries.verifiera import verifiera
from tests.actions.test_tick import run
from tests.actions.test_uppfoljare import began, follow_ups, new_behandlare
from tests.akter import ANTECKNING, OVERVAGD, faktum, last, rader, steg
from tests.databas import Verksamhet, at
from tests.queries.test_uppfoljningstackning import stands

UPPFOLJNING = "uppfoljning_ska_goras"


def told(v: Verksamhet, slag: str) -> list[str]:
    """Who has been told of bevakningar of a kind, whatever the note is."""
    return [
        row["namn"]
        for row in rader(
            v.db,
            "SELECT m.namn FROM notis n JOIN medarbetare m ON m.id = n.medarbetare_id JOIN bevakning b"
            " ON b.akt_id = n.akt_id AND b.nr = n.bevakning_nr WHERE b.slag = :s ORDER BY n.id",
            s=slag,
        )
    ]


def test_nobody_is_told_during_the_pause_and_it_comes_back_moved_by_it(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    new_behandlare(v, "ida")
    nummer = began(v)
    (row,) = follow_ups(v)
    due = date.fromisoformat(str(row["dag"]))
    tilldela_bevakning(
        v.db, v.aktor("gun"), nummer, row["nr"], "ida@exempel.se", now=at("2026-01-12")
    )
    steg(v, nummer, "pausa_insats", "2026-04-01", av="erik", delprocess=1, orsak="sjukdom")
    assert follow_ups(v) == []
    assert stands(v, "2026-06-01").alla == Tackning(kommer=1), "it is not late, it rests"
    for dag in ("2026-04-12", "2026-04-20", "2026-05-01", "2026-05-31"):
        run(v, dag)
    assert told(v, UPPFOLJNING) == []
    watch = told(v, "insats_pausad")
    assert {"Gun", "Hans"} <= set(watch), "the pause itself is told of, and said further"
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD, "2026-05-31")
    steg(v, nummer, "ateruppta_insats", "2026-05-31", av="erik", delprocess=1)
    (back,) = follow_ups(v)
    assert (back["namn"], back["av"]) == ("Ida", v.aktor("gun").id)
    moved = date.fromisoformat(str(back["dag"]))
    assert (moved - due).days == 60
    run(v, moved.replace(day=moved.day - 1).isoformat())
    assert told(v, UPPFOLJNING) == []
    run(v, moved.isoformat())
    assert told(v, UPPFOLJNING) == ["Ida"]
    assert verifiera(v.db).fel == []


def test_whoever_has_left_meanwhile_does_not_get_it_back(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = began(v)
    (row,) = follow_ups(v)
    assert row["namn"] == "Fatima"
    steg(v, nummer, "pausa_insats", "2026-04-01", av="erik", delprocess=1, orsak="sjukdom")
    with v.db.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE uppdrag SET till = '2026-04-30' WHERE medarbetare_id ="
            " (SELECT id FROM medarbetare WHERE epost = 'fatima@exempel.se')"
        )
    steg(v, nummer, "ateruppta_insats", "2026-05-31", av="erik", delprocess=1)
    (back,) = follow_ups(v)
    assert back["namn"] not in {None, "Fatima", "Erik"}, "Erik gives the insats"


def test_an_open_akt_with_a_pause_is_never_silent(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    steg(v, nummer, "pausa_insats", "2026-04-01", av="erik", delprocess=1, orsak="sjukdom")
    for dag in ("2026-05-10", "2026-09-10"):
        faktum(v, nummer, "journalanteckning", ANTECKNING, dag)
        assert "insats_pausad" in {o.slag for o in last(v.db, nummer).oppna}
