"""What could not be written in another akt waits, and comes in the order it was said."""

from datetime import date

from sqlalchemy import text, update

from caseflow.actions.systemarbete import SIGNAL
from caseflow.actions.tick import tick
from caseflow.engine.errors import CaseflowError
from caseflow.queries.verifiera import verifiera
from caseflow.store.arbetsfel import note_fault
from caseflow.store.vantande_signal import VantandeSignal, held, hold
from tests.actions.test_saker_kontakt import PERSON, REGLER, TISDAG, regler
from tests.akter import faktum, last, oppna, oppna_partnerkontakt, rader
from tests.databas import Verksamhet, at

SKADAD = "skadad"


def version_of(v: Verksamhet, nummer: str) -> str:
    (row,) = rader(v.db, "SELECT process_version FROM akt WHERE nummer = :n", n=nummer)
    return str(row["process_version"])


def put_version(v: Verksamhet, nummer: str, version: str) -> None:
    with v.db.write() as session:
        change = "UPDATE akt SET process_version = :v WHERE nummer = :n"
        session.execute(text(change), {"v": version, "n": nummer})


def waiting(v: Verksamhet) -> int:
    return int(rader(v.db, "SELECT count(*) AS n FROM vantande_signal")[0]["n"])


def test_the_latest_of_two_that_wait_is_what_holds(verksamhet: Verksamhet) -> None:
    v = verksamhet
    one, two = oppna(v, "utsatt", **PERSON), oppna(v, "utsatt", **PERSON)
    whole = version_of(v, two)
    put_version(v, two, SKADAD)
    faktum(v, one, "saker_kontakt", REGLER, TISDAG)
    stricter = REGLER | {"kanal": ["telefon"], "fran": "10:00"}
    faktum(v, one, "saker_kontakt", stricter, TISDAG)
    assert waiting(v) == 2
    put_version(v, two, whole)
    tick(v.db, now=at("2026-01-14"))
    agreed = regler(v, two)
    assert agreed is not None
    assert (agreed.text("fran"), agreed.varden["kanal"]) == ("10:00", ["telefon"])
    assert waiting(v) == 0
    assert verifiera(v.db).fel == []


def test_the_order_does_not_follow_the_clock_nor_the_tries(verksamhet: Verksamhet) -> None:
    """The first one waits longest between its tries, and the server's clock is set back an hour."""
    v = verksamhet
    one, two = oppna(v, "utsatt", **PERSON), oppna(v, "utsatt", **PERSON)
    whole = version_of(v, two)
    put_version(v, two, SKADAD)
    faktum(v, one, "saker_kontakt", REGLER, TISDAG)
    for hour in (6, 7, 8):
        try:
            tick(v.db, now=at("2026-01-14", hour))
        except CaseflowError:
            continue
    faktum(v, one, "saker_kontakt", REGLER | {"fran": "10:00"}, TISDAG, nar="2026-01-14")
    put_version(v, two, whole)
    tick(v.db, now=at("2026-01-14", 8))
    tick(v.db, now=at("2026-01-15"))
    agreed = regler(v, two)
    assert agreed is not None
    assert agreed.text("fran") == "10:00"

    put_version(v, two, SKADAD)
    faktum(v, one, "saker_kontakt", REGLER | {"fran": "07:00"}, "2026-01-16")
    put_version(v, two, whole)
    with v.db.write() as session:  # what was held was written by a clock that ran ahead
        session.execute(update(VantandeSignal).values(skapad=at("2026-03-01")))
    faktum(v, two, "saker_kontakt", REGLER | {"fran": "10:30"}, "2026-01-16")
    tick(v.db, now=at("2026-01-17"))
    agreed = regler(v, two)
    assert agreed is not None
    assert agreed.text("fran") == "10:30"


def test_a_consent_never_comes_after_its_withdrawal(verksamhet: Verksamhet) -> None:
    v = verksamhet
    hers = oppna_partnerkontakt(v)
    andamal = "lamna_sakerhetsinformation"

    def held_back(*, givet: bool) -> None:
        with v.db.write() as session:
            hold(
                session,
                v.db.ring,
                hers,
                "samtycke_speglat",
                {"andamal": andamal, "givet": givet, "av": "system"},
                dag=date(2026, 1, 13),
                now=at(TISDAG),
            )

    held_back(givet=True)
    held_back(givet=False)
    with v.db.write() as session:  # the first has failed before, and waits longer
        first = str(held(session)[0])
        for hour in (10, 11, 12, 13, 14, 15):
            note_fault(session, SIGNAL, first, None, "NotFound", now=at("2026-01-14", hour))
    tick(v.db, now=at("2026-01-14", 15))
    tick(v.db, now=at("2026-01-21"))
    mirrored = last(v.db, hers).fakta.alla("samtycke_speglat")[andamal]
    assert mirrored.varden["givet"] is False
    assert waiting(v) == 0
