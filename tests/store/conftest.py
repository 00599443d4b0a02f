"""A rich history to attack, on each database; every attack is undone, so that one copy serves a whole file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.importera_register import importera_register
from caseflow.store.session import Databas
from tests.akter import ANTECKNING, OVERVAGD, RISK, SKYDD, faktum, oppna, steg
from tests.databas import Verksamhet, at, postgres_copy, sqlite_copy
from tests.registerfil import register_med


@dataclass(frozen=True)
class Rik:
    """A database with an akt that has a row in every projection, another akt, and an imported one."""

    db: Databas
    verksamhet: Verksamhet
    nummer: str
    annat: str
    importerad: str


def build(db: Databas, folder: Path) -> Rik:
    """Tell the story of the rich akt."""
    v = Verksamhet(db)
    nummer = oppna(v, "utsatt", namn="Ellen Påhittad", uppgift="Hot i hemmet.")
    faktum(v, nummer, "skyddsbedomning", SKYDD)
    faktum(v, nummer, "barn_efterfragade", {"svar": "finns_inte"})
    steg(v, nummer, "gor_skyddsbedomning")
    faktum(v, nummer, "riskbedomning", RISK)
    faktum(v, nummer, "journalanteckning", ANTECKNING)
    faktum(v, nummer, "samtycke", {"andamal": "samverkan", "satt": "muntligt"})
    steg(
        v,
        nummer,
        "bevilja_akut_skydd",
        av="disa",
        motivering="Skydd behövs nu.",
        till_och_med="2026-03-31",
    )
    steg(v, nummer, "ta_emot_bestallning", av="erik", delprocess=1)
    talk = {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}
    faktum(v, nummer, "samtal", talk, av="erik", delprocess=1)
    fardigstall_handling(db, v.aktor("disa"), nummer, Begard("beslut"), now=at("2026-01-12"))
    annat = oppna(v, "utovare", namn="Nils Påhittad")
    for _ in range(14):
        faktum(v, annat, "sakerhet_overvagd", OVERVAGD)
    register = register_med(folder / "register.csv", datum_avslut="")
    importera_register(db, v.aktor("gun"), register, None, enhet="vast", now=at("2026-02-01"))
    with db.read() as session:
        query = "SELECT nummer FROM akt WHERE import_id IS NOT NULL"
        importerad = session.connection().exec_driver_sql(query).scalar_one()
    return Rik(db, v, nummer, annat, importerad)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def rik(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rik]:
    """The rich history, on each database in turn."""
    folder = tmp_path_factory.mktemp("rik")
    if request.param == "sqlite":
        copy = sqlite_copy(request.getfixturevalue("sqlite_template"), folder / "data")
    else:
        copy = postgres_copy(request.getfixturevalue("postgres_template"), folder)
    with copy as db:
        yield build(db, folder)
