"""Give a bevakning to somebody; a follow-up also on a day."""

from __future__ import annotations

from datetime import date, datetime

from caseflow.actions.akthandling import Oppnad, Utfort, open_for
from caseflow.actions.bevakningshandling import open_row, write_operation
from caseflow.actions.mottagare import receiver, refuse_the_behandlare, uppfoljningen
from caseflow.actions.take_step import perform_step
from caseflow.engine.bevakning import Oppen
from caseflow.engine.errors import BadInput
from caseflow.rules.roller import AGER_I_AKT
from caseflow.rules.uppfoljning import BOKAD_DAG
from caseflow.store.atkomst import Aktor
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas


def tilldela_bevakning(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    nr: int,
    epost: str,
    *,
    now: datetime,
    bokad_dag: date | None = None,
) -> Utfort:
    """The bevakning's owner from now on, and with `bokad_dag` the day that a follow-up is booked on.

    Without an address only the day is booked. Both are done, or neither.

    Raises:
        NotFound, BadInput: no access or not open; the receiver does not work in such akter; a day for
            something that is no follow-up.
        Refused: the receiver gave the insats that is followed up; the day lies outside the window; role.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        row = open_row(opened, nr)
        if bokad_dag is None:
            return _give(opened, row, _receiver(opened, row, epost))
        to = _receiver(opened, row, epost) if epost.strip() else None
        booked = _book(opened, row, bokad_dag)
        # A new day puts a new row in the place of the old one.
        standing = next(o for o in opened.akt.oppna if (o.slag, o.nyckel) == (row.slag, row.nyckel))
        return _give(opened, standing, to) if to else booked


def _receiver(opened: Oppnad, row: Oppen, epost: str) -> Medarbetare:
    to = receiver(opened, epost, AGER_I_AKT[opened.akt.slag])
    refuse_the_behandlare(opened, row, to)
    return to


def _give(opened: Oppnad, row: Oppen, to: Medarbetare) -> Utfort:
    return write_operation(
        opened,
        "tilldela_bevakning",
        {"op": "tilldela", "nr": row.nr, "till": to.id, "av": opened.aktor.id},
        dag=opened.idag,
        varden={"till": to.namn},
    )


def _book(opened: Oppnad, row: Oppen, dag: date) -> Utfort:
    part = uppfoljningen(opened, row)
    if part is None:
        raise BadInput(
            vad="Raden kan inte bokas på en dag.",
            varfor="Bara en uppföljning bokas på en dag.",
            falt={
                "dag": "Dag: bara en uppföljning bokas på en dag. Lämna fältet tomt för andra rader."
            },
        )
    given = {BOKAD_DAG: dag.isoformat()}
    return perform_step(opened, "boka_uppfoljning", given, dag=opened.idag, delprocess=part.id)
