"""The definitions an akt began with are kept by their content hash, and checked when they are read."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.engine.errors import IntegrityFault
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.queries.verifiera import verifiera
from caseflow.store.definition import Tidigare, definitioner_of
from tests.akter import rader
from tests.aldre_definition import den_forra, keep_as_released, oppna_under
from tests.databas import Verksamhet
from tests.store.test_kostnad import counted


def egen(nr: int) -> Definitioner:
    """A definition that no other test has kept: what has been read once stays read in the process."""
    nu = definitioner_for("utovare")
    field = nu.huvud.transitions[0].fields
    first = replace(nu.huvud.transitions[0], carries=(f"prov_{nr}",), fields=field)
    return replace(nu, huvud=replace(nu.huvud, transitions=(first, *nu.huvud.transitions[1:])))


def read(v: Verksamhet, definitioner: Definitioner, slag: str = "utovare") -> Definitioner:
    with v.db.read() as session:
        return definitioner_of(session, slag, definitioner.version)


def innehall(v: Verksamhet, definitioner: Definitioner) -> Any:
    (row,) = rader(
        v.db, "SELECT innehall FROM definition WHERE version = :v", v=definitioner.version
    )
    raw = row["innehall"]
    return json.loads(raw) if isinstance(raw, str) else raw


def overwrite(v: Verksamhet, definitioner: Definitioner, content: object) -> None:
    with v.db.write() as session:
        session.execute(
            text("UPDATE definition SET innehall = :i WHERE version = :v"),
            {"i": json.dumps(content), "v": definitioner.version},
        )


def test_what_is_kept_is_rebuilt_equal(verksamhet: Verksamhet) -> None:
    keep_as_released(verksamhet.db, den_forra())
    assert read(verksamhet, den_forra()) == den_forra()


def test_todays_is_never_asked_for_and_an_older_one_once(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    keep_as_released(v.db, egen(1))
    with counted(v.db) as statements:
        read(v, definitioner_for("utovare"))
        assert statements == []
        read(v, egen(1))
        read(v, egen(1))
        assert len(statements) == 1


def test_a_version_that_is_missing_is_an_integrity_fault(liten_verksamhet: Verksamhet) -> None:
    with pytest.raises(IntegrityFault) as fault:
        read(liten_verksamhet, egen(2))
    assert egen(2).version in fault.value.vad


def test_a_version_of_another_kind_of_akt_is_no_help(liten_verksamhet: Verksamhet) -> None:
    keep_as_released(liten_verksamhet.db, egen(3))
    with pytest.raises(IntegrityFault):
        read(liten_verksamhet, egen(3), slag="utsatt")


def without_a_guard(content: Any) -> None:
    content["huvud"]["transitions"][0].pop("requires", None)
    content["huvud"]["transitions"][0]["renews"] = True


def with_another_label(content: Any) -> None:
    content["huvud"]["states"][0]["label"] = "Ändrat"


def with_an_unknown_rule(content: Any) -> None:
    content["huvud"]["transitions"][0]["requires"] = ["finns_inte"]


def emptied(content: Any) -> None:
    content.clear()


@pytest.mark.parametrize(
    ("nr", "change"),
    [(10, without_a_guard), (11, with_another_label), (12, with_an_unknown_rule), (13, emptied)],
)
def test_changed_content_is_refused_and_found_by_verify(
    verksamhet: Verksamhet, nr: int, change: Any
) -> None:
    v, forra = verksamhet, egen(nr)
    keep_as_released(v.db, forra)
    assert verifiera(v.db).fel == []
    content = innehall(v, forra)
    change(content)
    overwrite(v, forra, content)
    with pytest.raises(IntegrityFault):
        read(v, forra)
    (found,) = verifiera(v.db).fel
    assert (found.akt, found.orsak) == (f"definition {forra.version}", "innehållet har ändrats")


def test_verify_finds_an_akt_whose_definition_is_gone(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna_under(v, den_forra())
    assert verifiera(v.db).fel == []
    with v.db.write() as session:
        session.execute(text("DELETE FROM definition"))
    (found,) = verifiera(v.db).fel
    assert found.akt == nummer
    assert den_forra().version in found.orsak


def test_earlier_ones_are_given_the_latest_first_and_what_is_broken_is_left_out(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    for nr in (20, 21):
        keep_as_released(v.db, egen(nr))
    with v.db.write() as session:
        session.execute(
            text("UPDATE definition SET sparad = '2026-02-01T00:00:00.000000Z' WHERE version = :v"),
            {"v": egen(20).version},
        )
    overwrite(v, egen(21), {})
    with v.db.read() as session:
        assert list(Tidigare(session, "utovare")) == [egen(20)]
        assert list(Tidigare(session, "friyta")) == []
