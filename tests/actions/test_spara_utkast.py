"""A draft is weighed before anything is locked: only the row is written while others wait."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import BadInput, Conflict, NotFound
from tests.akter import rader
from tests.akter_med_handlingar import BESLUTAD, med_beslut
from tests.databas import Verksamhet, at

NU = at(BESLUTAD, 15)


def test_a_faulty_draft_is_answered_though_somebody_else_is_writing(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer, anna = med_beslut(v), v.aktor("anna")

    def save(given: dict[str, object]) -> int:
        return spara_utkast(v.db, anna, nummer, "inbjudan", given, now=NU).version

    with ThreadPoolExecutor(1) as pool:
        with v.db.write():
            answer = pool.submit(save, {"finns_inte": "Text."})
            with pytest.raises(BadInput):
                answer.result(timeout=20)
        assert pool.submit(save, {}).result(timeout=20) == 1


def test_what_is_refused_when_the_row_is_written_leaves_nothing_behind(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer, anna = med_beslut(v), v.aktor("anna")
    saved = spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU)
    before = rader(v.db, "SELECT id, version, innehall FROM handlingsutkast")
    with pytest.raises(Conflict):
        spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU, utkast=saved.id, version=0)
    with pytest.raises(NotFound):
        spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU, utkast=saved.id + 1)
    with pytest.raises(NotFound):  # of another template, which her role was not weighed for
        spara_utkast(v.db, anna, nummer, "inbjudan", {}, now=NU, utkast=saved.id)
    assert rader(v.db, "SELECT id, version, innehall FROM handlingsutkast") == before
