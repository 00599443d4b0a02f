"""Every template can be drafted and finished in some akt of the demo, in every language that it has."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseflow import settings
from caseflow.actions.demo import DEMO_PEOPLE, prepare_demo
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.initiera import migrate_database
from caseflow.documents.kopia_ur_akten import kopiegrund
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import Mall
from caseflow.engine.errors import CaseflowError
from caseflow.engine.field import Field, Kind
from caseflow.queries.handlingsutkast import nytt_utkast
from caseflow.queries.verifiera import verifiera
from caseflow.rules.gallring import FODD
from caseflow.rules.kalender import STOCKHOLM
from caseflow.store.akt import Akt, by_nummer
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import Databas
from tests.andra_namn import NYTT, byt_alla_namn

NU = datetime(2026, 11, 23, 8, tzinfo=STOCKHOLM)
MALL_OCH_SPRAK = [(m, s) for m in MALLAR.values() for s in m.sprak]


@pytest.fixture(scope="module")
def demon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databas]:
    folder: Path = tmp_path_factory.mktemp("demon")
    db = Databas(settings.load({"CASEFLOW_DATA": str(folder)}))
    migrate_database(db)
    prepare_demo(db, "standard", now=NU)
    yield db
    assert verifiera(db).fel == []
    db.close()


def people(db: Databas, mall: Mall) -> list[Aktor]:
    """Those of the demo who may finish it."""
    with db.read() as session:
        found = [by_epost(session, p.epost) for p in DEMO_PEOPLE if set(p.roller) & set(mall.av)]
        return [aktor_for(session, p, NU.date()) for p in found if p]


def akter(db: Databas, mall: Mall) -> list[str]:
    with db.read() as session:
        query = select(Akt.nummer).where(Akt.slag.in_(mall.slag)).order_by(Akt.id)
        return list(session.scalars(query))


def filled_in(field: Field) -> Any:
    """Something in every field, as a person might write it; nothing where there is nothing to choose."""
    day = NU.date() + timedelta(days=7 if field.future else 0)
    by_kind: dict[Kind, Any] = {
        Kind.VAL: next((kod for kod, _ in field.choices), None),
        Kind.FLERVAL: [kod for kod, _ in field.choices[:1]],
        Kind.DATUM: "1980-07-09" if field.code == FODD else day.isoformat(),
        Kind.KLOCKSLAG: "10:30",
        Kind.HELTAL: max(field.low, 1),
        Kind.JA_NEJ: "ja",
        Kind.MASTE_JA: "ja",
    }
    return by_kind.get(field.kind, "Det som behöver stå här.")


def says_the_same(db: Databas, aktor: Aktor, nummer: str, seq: int) -> bool | None:
    """Whether the handling, made anew from the akt, says what it said."""
    with db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        return kopiegrund(db, session, akt, aktor, "handlaggare", seq).ord_for_ord


@pytest.mark.parametrize(
    ("mall", "sprak"), MALL_OCH_SPRAK, ids=[f"{m.kod}-{s}" for m, s in MALL_OCH_SPRAK]
)
def test_it_is_drafted_and_finished_in_the_demo(demon: Databas, mall: Mall, sprak: str) -> None:
    refused = []
    for aktor in people(demon, mall):
        for nummer in akter(demon, mall):
            try:
                draft = nytt_utkast(demon, aktor, nummer, mall.kod, {}, now=NU, sprak=sprak)
                given = {f.code: filled_in(f) for f in draft.falten}
                begard = Begard(mall.kod, given, sprak)
                seq = fardigstall_handling(demon, aktor, nummer, begard, now=NU).seq
            except CaseflowError as fault:
                refused.append(f"{aktor.namn} {nummer}: {fault}")
            else:
                assert draft.handling is not None
                assert draft.handling.pdf()
                if not (mall.anonym or mall.provning):  # of those no copy is made
                    byt_alla_namn(demon, f"{NYTT}{mall.kod}{sprak}")
                    assert says_the_same(demon, aktor, nummer, seq)
                return
    pytest.fail("\n".join(refused) or "nobody in the demo may finish it")
