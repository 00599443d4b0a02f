"""The owner as a pure function is the owner that the database's expression gives, for any staff and any row."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.bemanning import bemanning_on
from caseflow.store.bevakning import Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from tests.akter import oppna, oppna_friyta, oppna_partnerkontakt
from tests.databas import Verksamhet

DAG = date(2026, 1, 20)


def shuffle(v: Verksamhet, chance: random.Random) -> None:
    """Anybody may have any role in any unit, from and to any day; any row may be given to or for anybody."""
    with v.db.write() as session:
        people = list(session.scalars(select(Medarbetare)))
        ids = [p.id for p in people]
        session.execute(text("DELETE FROM uppdrag"))
        for person in people:
            person.aktiv = chance.random() < 0.8
            for roll in chance.sample(list(Roll), k=chance.randint(0, 3)):
                fran = DAG + timedelta(days=chance.randint(-5, 2))
                till = chance.choice([None, fran + timedelta(days=chance.randint(0, 6))])
                session.add(
                    Uppdrag(
                        medarbetare_id=person.id,
                        enhet_id=chance.choice([1, 2]),
                        roll=roll,
                        fran=fran,
                        till=till,
                    )
                )
        for akt in session.scalars(select(Akt)):
            akt.slag = chance.choice(list(OPPNAR_AKT))
            akt.avslutad = chance.random() < 0.4
            akt.enhet_id = chance.choice([1, 2])
            akt.ansvarig_id = chance.choice([None, *ids])
        for row in session.scalars(select(Bevakning)):
            row.tilldelad_id = chance.choice([None, *ids])
            row.for_roll = chance.choice([None, None, *(r.value for r in Roll)])


@pytest.mark.parametrize("seed", range(4))
def test_the_owner_is_the_same_in_the_database_and_out_of_it(
    verksamhet: Verksamhet, seed: int
) -> None:
    v, chance = verksamhet, random.Random(seed)
    for _ in range(3):
        oppna(v, "utovare")
        oppna(v, "utsatt")
        oppna_friyta(v)
        oppna_partnerkontakt(v)
    owned = 0
    for _ in range(25):
        shuffle(v, chance)
        with v.db.read() as session:
            staff = bemanning_on(session, DAG)
            rows = session.execute(
                select(Bevakning, Akt, owner_column(DAG)).join(Akt, Akt.id == Bevakning.akt_id)
            ).all()
            for row, akt, owner in rows:
                mine = staff.agare(
                    akt.enhet_id,
                    akt.slag,
                    avslutad=akt.avslutad,
                    tilldelad=row.tilldelad_id,
                    ansvarig=akt.ansvarig_id,
                    for_roll=row.for_roll,
                )
                assert mine == owner, (akt.slag, akt.avslutad, row.for_roll)
                owned += owner is not None
    assert owned > 100, "the cases are worth something only where somebody owns something"
