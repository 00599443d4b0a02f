"""What is due, as the loop reads it: claimed for a note, looked over when it is late, or only counted.

Fixed statements with the words of the partial indexes written out, so that what is not due costs nothing
on either database. Who owns each row is a matter for `Bemanning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from caseflow.store.append import run
from caseflow.store.bemanning import Bemanning
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.notis import Notis

Rad: TypeAlias = tuple[int, int]
"""The akt's id and the number of the bevakning in it."""
BATCH = 1000
_FROM = (
    " FROM bevakning b JOIN akt a ON a.id = b.akt_id"
    " WHERE b.status IN ('oppen', 'kvitterad') AND b.dag <= :idag AND a.synlig = :ja"
)
_OWNER = "b.akt_id, b.nr, b.dag, b.tilldelad_id, b.for_roll, a.enhet_id, a.slag, a.avslutad, a.ansvarig_id"
_ORDER = " ORDER BY b.dag, b.akt_id, b.nr"
_UNTOLD = (
    f"SELECT {_OWNER}{_FROM} AND b.notifierad IS NULL AND (b.dag, b.akt_id, b.nr) > (:dag, :akt_id, :nr)"
    f"{_ORDER} LIMIT :antal"
)
_DUE = (
    f"SELECT {_OWNER}, a.nummer, a.profil, a.profil_version, b.yttersta_dag, b.eskalering,"
    f" b.notifierad, b.notifierad_for{_FROM}{_ORDER}"
)
_SAID_FURTHER = (
    "SELECT n.akt_id, n.bevakning_nr, n.medarbetare_id FROM bevakning b JOIN notis n"
    " ON n.akt_id = b.akt_id AND n.bevakning_nr = b.nr AND n.slag = 'eskalerad'"
    " WHERE b.status IN ('oppen', 'kvitterad') AND b.dag <= :idag AND b.eskalering > 0"
)
_OF_KINDS = f"SELECT b.akt_id, a.nummer, b.nr, b.slag, b.delprocess, b.dag{_FROM}"
_COUNT = f"SELECT count(*){_FROM} AND b.notifierad IS NULL"


class Plats(NamedTuple):
    """The place of a row in the order of due day: the next question goes on after it."""

    dag: date = date.min
    akt_id: int = 0
    nr: int = 0


class Forfallen(NamedTuple):  # made by the thousand, which a frozen dataclass is slow at
    """A due row, with what its owner follows from."""

    akt_id: int
    nr: int
    dag: date
    tilldelad: int | None
    for_roll: str | None
    enhet_id: int
    slag: str
    avslutad: bool
    ansvarig: int | None

    @property
    def plats(self) -> Plats:
        """Where it stands in the order."""
        return Plats(self.dag, self.akt_id, self.nr)

    def agare(self, bemanning: Bemanning) -> int | None:
        """Who owns it among those who are there."""
        return bemanning.agare(
            self.enhet_id,
            self.slag,
            avslutad=self.avslutad,
            tilldelad=self.tilldelad,
            ansvarig=self.ansvarig,
            for_roll=self.for_roll,
        )


class Utestaende(NamedTuple):
    """A due row as it is looked over: whom it has been told to, and how far it has escalated."""

    rad: Forfallen
    nummer: str
    profil: str
    profil_version: str
    yttersta_dag: date | None
    eskalering: int
    notifierad: bool
    notifierad_for: int | None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]


class Stegdags(NamedTuple):
    """A due row of a kind for which the system takes a step."""

    akt_id: int
    nummer: str
    nr: int
    slag: str
    delprocess: int | None
    dag: date


def _forfallen(row: Sequence[Any]) -> Forfallen:
    """From the first columns, as `_OWNER` names them."""
    akt_id, nr, dag, tilldelad, for_roll, enhet_id, slag, avslutad, ansvarig = row[:9]
    due: date = _day(dag)  # type: ignore[assignment] # never null
    return Forfallen(akt_id, nr, due, tilldelad, for_roll, enhet_id, slag, bool(avslutad), ansvarig)


def _on(idag: date) -> dict[str, object]:
    return {"idag": idag.isoformat(), "ja": True}


def claim_untold(
    session: Session, idag: date, after: Plats, *, antal: int = BATCH
) -> list[Forfallen]:
    """The next that nobody has been told of, oldest first, held until the transaction ends.

    On PostgreSQL rows that somebody else holds are passed over; SQLite has one writer at a time.
    """
    lock = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE OF b SKIP LOCKED"
    place = {"dag": after.dag.isoformat(), "akt_id": after.akt_id, "nr": after.nr}
    found = run(session, _UNTOLD + lock, {**_on(idag), **place, "antal": antal})
    return [_forfallen(row) for row in found]


def due_rows(session: Session, idag: date) -> Iterator[Utestaende]:
    """Everything that is due and open, oldest first, streamed."""
    for row in run(session, _DUE, _on(idag), stream=True):
        rest: Sequence[Any] = row[9:]
        nummer, profil, version, yttersta_dag, eskalering, notifierad, notifierad_for = rest
        yield Utestaende(
            _forfallen(row),
            nummer,
            profil,
            version,
            _day(yttersta_dag),
            eskalering,
            notifierad is not None,
            notifierad_for,
        )


def due_of_kinds(session: Session, idag: date, kinds: Iterable[str]) -> list[Stegdags]:
    """What is due of some kinds (codes of rules), oldest first."""
    codes = ", ".join(f"'{kind}'" for kind in kinds)
    found = run(session, f"{_OF_KINDS} AND b.slag IN ({codes}){_ORDER}", _on(idag))
    return [
        Stegdags(r.akt_id, r.nummer, r.nr, r.slag, r.delprocess, _day(r.dag))  # type: ignore[arg-type] # never null
        for r in found
    ]


def count_untold(session: Session, idag: date) -> int:
    """How many are due that nobody has been told of, also those that nobody owns."""
    return int(run(session, _COUNT, _on(idag)).scalar_one())


def hold_open(session: Session, rows: Sequence[Forfallen]) -> list[Forfallen]:
    """Those of the rows that are still open and that nobody else holds, held until the transaction ends."""
    keys = [(row.akt_id, row.nr) for row in rows]
    found = session.execute(
        select(Bevakning.akt_id, Bevakning.nr)
        .where(tuple_(Bevakning.akt_id, Bevakning.nr).in_(keys), Bevakning.status.in_(OPEN))
        .with_for_update(skip_locked=True)
    )
    held = {(akt_id, nr) for akt_id, nr in found}
    return [row for row in rows if (row.akt_id, row.nr) in held]


def escalated_to(session: Session, idag: date) -> set[tuple[int, int, int]]:
    """Who has been told of each late row that is due and open: akt's id, number, medarbetare's id."""
    found = run(session, _SAID_FURTHER, {"idag": idag.isoformat()})
    return {(r.akt_id, r.bevakning_nr, r.medarbetare_id) for r in found}


def escalated_notes(session: Session, akt_ids: Sequence[int]) -> set[tuple[int, int, int]]:
    """The same for every row there has been in some akter."""
    return {
        (akt_id, nr, who)
        for akt_id, nr, who in session.execute(
            select(Notis.akt_id, Notis.bevakning_nr, Notis.medarbetare_id).where(
                Notis.akt_id.in_(akt_ids), Notis.slag == "eskalerad"
            )
        )
    }


def rows_and_what_they_replaced(
    session: Session, akt_ids: Sequence[int]
) -> dict[Rad, tuple[date, int | None]]:
    """Every row there has been in some akter: its day, and the number of the one that it replaced."""
    return {
        (akt_id, nr): (dag, ersatter)
        for akt_id, nr, dag, ersatter in session.execute(
            select(Bevakning.akt_id, Bevakning.nr, Bevakning.dag, Bevakning.ersatter).where(
                Bevakning.akt_id.in_(akt_ids)
            )
        )
    }
