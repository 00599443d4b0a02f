"""Short ways to a note that waits to be told by e-mail. Only for tests."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from caseflow.notices.epost import queue_mail
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.epost import Epost
from caseflow.store.notis import Notis
from caseflow.store.session import Databas
from tests.akter import INKOM
from tests.databas import Verksamhet, at

NOW = at(INKOM)
HEMLIGT: dict[str, str] = {
    "namn": "Ronja Mattisdotter",
    "personnummer": "198013010005",
    "telefon": "070-1740605",
    "adress": "Borggränd 3",
}


def meddela(
    v: Verksamhet, nummer: str, till: str, *, now: datetime = NOW, slag: str = "forfaller"
) -> list[int]:
    """Notes to somebody on everything open in an akt, queued to be mailed; their ids."""
    person = v.aktor(till).id
    assert person is not None
    with v.db.write() as session:
        bevakningar = session.scalars(
            select(Bevakning)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(Akt.nummer == nummer, Bevakning.status.in_(OPEN))
        ).all()
        assert bevakningar
        made = [
            Notis(
                medarbetare_id=person,
                akt_id=b.akt_id,
                bevakning_nr=b.nr,
                slag=slag,
                sen_dagar=0,
                skapad=now,
            )
            for b in bevakningar
        ]
        session.add_all(made)
        session.flush()
        ids = [n.id for n in made]
        queue_mail(session, {person: ids}, now=now)
    return ids


def brev(db: Databas) -> list[dict[str, Any]]:
    """The rows of e-mail, in order."""
    with db.read() as session:
        rows = session.scalars(select(Epost).order_by(Epost.id))
        return [
            {c.name: getattr(row, c.name) for c in Epost.__table__.columns if c.name != "id"}
            for row in rows
        ]


def lage(db: Databas) -> list[tuple[str, int]]:
    """Status and number of tries of each."""
    return [(r["status"], r["forsok"]) for r in brev(db)]
