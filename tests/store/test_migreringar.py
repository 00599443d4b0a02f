"""The migrations give exactly the tables that the models say, on both databases, however often they are run."""

import pytest
from alembic import command
from sqlalchemy import inspect, text

from caseflow import settings
from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.engine.errors import CaseflowError
from caseflow.queries.verifiera import verifiera
from caseflow.store.migrate import main_config, upgrade
from caseflow.store.session import Databas
from caseflow.store.tabeller import AKTERNAS, READ_LOG
from tests.akter import innehall, oppna, rader
from tests.akter_med_handlingar import BESLUTAD, med_beslut
from tests.databas import Verksamhet, at


def test_the_models_and_the_migrated_schema_are_the_same(verksamhet: Verksamhet) -> None:
    command.check(main_config(verksamhet.db))
    own = {"alembic_version", "alembic_version_lasning"}
    made = {
        name
        for engine in (verksamhet.db.engine, verksamhet.db.read_log_engine)
        for name in inspect(engine).get_table_names()
    }
    assert made - own == set(AKTERNAS.tables) | set(READ_LOG.tables)


def test_the_partial_indexes_are_partial(verksamhet: Verksamhet) -> None:
    """They make ten million waiting rows free; Alembic does not compare their conditions."""
    catalogue = (
        "SELECT sql AS sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'bevakning'"
        if verksamhet.db.sqlite
        else "SELECT indexdef AS sql FROM pg_indexes WHERE tablename = 'bevakning'"
    )
    with verksamhet.db.read() as session:
        partial = [s for s in session.scalars(text(catalogue)) if s and "WHERE" in s]
    assert len(partial) == 2
    assert all("oppen" in s and "kvitterad" in s for s in partial)


def test_upgrading_twice_changes_nothing(verksamhet: Verksamhet) -> None:
    oppna(verksamhet)
    before = innehall(verksamhet.db)
    upgrade(verksamhet.db)
    assert innehall(verksamhet.db) == before


def test_a_database_that_is_not_made_says_so(tmp_path: object) -> None:
    db = Databas(settings.load({"CASEFLOW_DATA": f"{tmp_path}/ny"}))
    with pytest.raises(CaseflowError, match="Databasen är inte skapad än"):
        db.check_ready()
    upgrade(db)
    db.check_ready()
    db.close()


def test_what_is_from_before_the_discreet_letterhead_and_the_beteckning_has_neither(
    verksamhet: Verksamhet,
) -> None:
    v, known = verksamhet, "SELECT beteckning FROM handling"
    satt_brevhuvud(v.db, "vast", ["Torget 1"])
    nummer = med_beslut(v)
    fardigstall_handling(v.db, v.aktor("disa"), nummer, Begard("beslut"), now=at(BESLUTAD, 15))
    assert rader(v.db, known) == [{"beteckning": ""}]
    with v.db.engine.begin() as before:
        before.execute(text("ALTER TABLE enhet DROP COLUMN brevhuvud_diskret"))
        before.execute(text("DROP INDEX ix_handling_beteckning"))
        before.execute(text("ALTER TABLE handling DROP COLUMN beteckning"))
        before.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    upgrade(v.db)
    assert rader(v.db, known) == [{"beteckning": ""}]
    assert verifiera(v.db).fel == []
    asked = "SELECT brevhuvud, brevhuvud_diskret FROM enhet ORDER BY kod DESC"
    assert [tuple(row.values()) for row in rader(v.db, asked)] == [("Torget 1", ""), ("", "")]
    satt_brevhuvud(v.db, "vast", diskret=["Box 1"])
    assert tuple(rader(v.db, asked)[0].values()) == ("Torget 1", "Box 1")
