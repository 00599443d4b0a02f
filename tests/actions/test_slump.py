"""An akt may be led anywhere that its rules allow, and what is shown as possible is possible."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseflow.engine.errors import BadInput, Refused
from caseflow.processes import HUVUDPROCESS, PROCESSER
from caseflow.queries.verifiera import verifiera
from tests.akter import last
from tests.databas import Verksamhet, sqlite_copy
from tests.faltvarden import given_to
from tests.slump import PREPARING, START, attempt, facts, opened, possible


@pytest.fixture(scope="module")
def unit(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verksamhet]:
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("slump") / "data") as db:
        yield Verksamhet(db)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["utovare", "utsatt", "friyta", "partnerkontakt"]))
def test_an_akt_may_be_led_anywhere_that_its_rules_allow(
    unit: Verksamhet, data: st.DataObject, slag: str
) -> None:
    """Only what is shown as possible is tried, with facts between; so the akt comes far."""
    nummer, today = opened(unit, slag), START
    for _ in range(20):
        today += timedelta(days=data.draw(st.sampled_from([0, 1, 10, 60])))
        for kinds in (PREPARING, PREPARING, PREPARING, PREPARING, []):
            act = data.draw(facts(slag, today, kinds))
            attempt(unit, nummer, (*act, today, today, "anna"))
        ways = possible(unit, nummer, today)
        if not ways:
            break
        moving = [(n, p) for n, p in ways if p.process == slag and p.kod != "hanvisa"]
        namn, prov = data.draw(st.sampled_from(ways + 3 * moving))
        opens = prov.process if prov.delprocess is None and prov.process in PROCESSER else ""
        opens = "" if opens == HUVUDPROCESS[slag].code else opens
        fields = data.draw(given_to(prov.steg.fields, today))
        act = ("steg", prov.kod, prov.steg.by, fields, prov.delprocess, opens, today, today, namn)
        _, refused = attempt(unit, nummer, act)
        if refused is not None and not isinstance(refused, BadInput):
            assert isinstance(refused, Refused)
            shown = {r.kod for r in prov.steg.requires if not r.om_falt}
            assert not shown & {h.regel for h in refused.hinder}, (
                "what is shown as possible is possible"
            )
        after = last(unit.db, nummer)
        assert after.fakta.avslutad or after.oppna
    assert verifiera(unit.db).fel == []
