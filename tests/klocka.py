"""What the tests of the clock share: moments on a Swedish wall, and what has been told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from caseflow.actions.tick import tick
from caseflow.rules.kalender import STOCKHOLM
from tests.akter import faktum, innehall, oppna, rader, steg
from tests.databas import Verksamhet

Besked: TypeAlias = tuple[str, int, int, str, int]
"""A note: to whom, in which akt, of which bevakning, of which kind, and how many days late."""
HOUR = timedelta(hours=1)


def klockan(tid: str, *, fold: int = 0) -> datetime:
    """A moment as the clock on a Swedish wall has it; the second of two alike has `fold` 1."""
    return datetime.fromisoformat(tid).replace(tzinfo=STOCKHOLM, fold=fold)


def moments_between(fran: datetime, till: datetime, step: timedelta = HOUR) -> list[datetime]:
    """The moments between two, by the time that passes and not by the wall."""
    first, last_ = fran.astimezone(UTC), till.astimezone(UTC)
    return [first + step * n for n in range(int((last_ - first) / step) + 1)]


def remind(v: Verksamhet, nummer: str, dag: str, *, nar: str) -> int:
    """A bevakning of Anna's own, due on a day; its number."""
    done = faktum(v, nummer, "egen_bevakning", {"rubrik": "Ring", "dag": dag}, nar, av="anna")
    return next(int(str(op["nr"])) for op in done.bevakningar if op["op"] == "oppna")


def quiet(v: Verksamhet, inkom: str) -> str:
    """An akt where what was due first is done, so that what stands next lies weeks ahead."""
    nummer = oppna(v, "utovare", inkom=inkom)
    steg(v, nummer, "paborja_forhandsbedomning", inkom)
    return nummer


def besked(v: Verksamhet, slag: str = "") -> list[Besked]:
    """The notes in the order they were made."""
    rows = rader(
        v.db,
        "SELECT m.namn, n.akt_id, n.bevakning_nr, n.slag, n.sen_dagar FROM notis n"
        " JOIN medarbetare m ON m.id = n.medarbetare_id ORDER BY n.id",
    )
    found = [(r["namn"], r["akt_id"], r["bevakning_nr"], r["slag"], r["sen_dagar"]) for r in rows]
    return [note for note in found if slag in {"", note[3]}]


def first_told(v: Verksamhet, moments: Sequence[datetime]) -> dict[int, datetime]:
    """A pass at each moment: at which of them each bevakning's note to its owner was made. Never twice."""
    told: dict[int, datetime] = {}
    for moment in moments:
        before = len(besked(v, "forfaller"))
        tick(v.db, now=moment)
        for _, _, nr, _, _ in besked(v, "forfaller")[before:]:
            assert nr not in told
            told[nr] = moment
    return told


def without_heartbeat(v: Verksamhet) -> dict[str, list[str]]:
    return {table: rows for table, rows in innehall(v.db).items() if table != "hjartslag"}


# --- the days when the clock is changed -----------------------------------------------------------
