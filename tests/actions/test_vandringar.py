"""Random walks: people act, right and wrong, in five akter that belong together, and after every act all is whole."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from caseflow.actions.akthandling import Utfort
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.tick import tick
from caseflow.engine.errors import BadInput, CaseflowError, Refused
from caseflow.processes import HUVUDPROCESS, PROCESSER
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.store.append import LastAkt
from caseflow.store.profiler import find_profile
from tests.akter import innehall, last, oppna, oppna_friyta, oppna_partnerkontakt, rader
from tests.databas import PostgresTemplate, Verksamhet, at, postgres_copy, sqlite_copy
from tests.faltvarden import given_to
from tests.invarianter import broken
from tests.slump import PEOPLE, PREPARING, START, attempt, facts, possible, steps, ticks

READERS = {"friyta": "erik", "partnerkontakt": "jon"}
AKTER = ("utovare", "utsatt", "friyta", "partnerkontakt", "ensam")


class Vandring(RuleBasedStateMachine):
    """A unit with an utövare, an utsatt and a partnerkontakt tied by a sealed relation, and two more."""

    template: ClassVar[Path | PostgresTemplate]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name) / "data"
        if isinstance(self.template, Path):
            self.copy = sqlite_copy(self.template, place)
        else:
            place.mkdir()
            self.copy = postgres_copy(self.template, place)
        self.v = Verksamhet(self.copy.__enter__())
        self.today = START
        self.profil = find_profile(self.v.db.settings, "standard")
        self.akter: dict[str, str] = {}

    def teardown(self) -> None:
        self.copy.__exit__(None, None, None)
        self.folder.cleanup()

    @initialize()
    def open_them(self) -> None:
        self.akter = {
            "utovare": oppna(self.v, "utovare"),
            "utsatt": oppna(self.v, "utsatt"),
            "friyta": oppna_friyta(self.v),
            "partnerkontakt": oppna_partnerkontakt(self.v),
            "ensam": oppna(self.v, "utovare"),
        }
        kim, now = self.v.aktor("kim"), at(self.today.isoformat())
        for annat in ("utsatt", "partnerkontakt"):
            forsegla_relation(self.v.db, kim, self.akter["utovare"], self.akter[annat], now=now)

    # --- what people do ---------------------------------------------------------------------------

    @rule(dagar=st.sampled_from([1, 1, 7, 30, 100]))
    def days_pass(self, dagar: int) -> None:
        self.today += timedelta(days=dagar)

    @rule()
    def the_loop_looks(self) -> None:
        tick(self.v.db, now=at(self.today.isoformat()))
        for namn, nummer in self.akter.items():
            self.whole(namn, last(self.v.db, nummer), None)

    @rule(
        data=st.data(),
        namn=st.sampled_from(AKTER),
        sort=st.sampled_from(["steg", "fakta", "fakta", "bevakning"]),
        sen=st.sampled_from([0, 0, 0, 3, 400, -2]),
        vem=st.sampled_from(PEOPLE),
    )
    def somebody_tries_anything(
        self, data: st.DataObject, namn: str, sort: str, sen: int, vem: str
    ) -> None:
        slag = self.slag(namn)
        what = {"steg": steps, "fakta": facts}
        drawn = data.draw(what[sort](slag, self.today) if sort in what else ticks())
        self.act(namn, (*drawn, self.today, self.today - timedelta(days=sen), vem))

    @rule(data=st.data(), namn=st.sampled_from(AKTER))
    def somebody_prepares_and_takes_a_possible_step(self, data: st.DataObject, namn: str) -> None:
        slag = self.slag(namn)
        for _ in range(4):
            drawn = data.draw(facts(slag, self.today, PREPARING))
            self.act(namn, (*drawn, self.today, self.today, "anna"))
        ways = possible(self.v, self.akter[namn], self.today)
        if not ways:
            return
        vem, prov = data.draw(st.sampled_from(ways))
        opens = prov.process if prov.delprocess is None and prov.process in PROCESSER else ""
        opens = "" if opens == HUVUDPROCESS[slag].code else opens
        fields = data.draw(given_to(prov.steg.fields, self.today))
        step = ("steg", prov.kod, prov.steg.by, fields, prov.delprocess, opens)
        self.act(namn, (*step, self.today, self.today, vem))

    # --- what must hold ---------------------------------------------------------------------------

    def slag(self, namn: str) -> str:
        return "utovare" if namn == "ensam" else namn

    def act(self, namn: str, act: tuple[Any, ...]) -> None:
        nummer = self.akter[namn]
        before, everything = last(self.v.db, nummer), innehall(self.v.db)
        done, refused = attempt(self.v, nummer, act)
        after = last(self.v.db, nummer)
        if refused is not None:
            self.names_a_rule(refused)
            assert act[0] == "tick" or innehall(self.v.db) == everything, (
                "a refused act changed something"
            )
        elif isinstance(done, Utfort):
            assert after.seq == done.seq == before.seq + 1
        self.whole(namn, after, before)
        assert verifiera(self.v.db).fel == []

    def names_a_rule(self, refused: CaseflowError) -> None:
        assert refused.vad
        if isinstance(refused, Refused):
            assert refused.hinder
            assert all(h.regel and h.kalla and h.text and h.gor_nu for h in refused.hinder)
        if isinstance(refused, BadInput):
            assert refused.falt or refused.varfor or refused.gor_nu

    def whole(self, namn: str, akt: LastAkt, before: LastAkt | None) -> None:
        """The invariants of the processes, and an owner for all that is open."""
        events = rader(
            self.v.db, "SELECT seq, kod FROM handelse WHERE akt_id = :akt ORDER BY seq", akt=akt.id
        )
        assert [e["seq"] for e in events] == list(range(1, akt.seq + 1))
        assert broken(akt, before, self.profil, events) == []
        reader = self.v.aktor(READERS.get(self.slag(namn), "anna"))
        assert len(tidslinje(self.v.db, reader, akt.nummer)) == akt.seq


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_whatever_people_do_the_history_is_whole_and_the_invariants_hold(
    request: pytest.FixtureRequest, database: str
) -> None:
    class Here(Vandring):
        template = request.getfixturevalue(f"{database.replace('postgresql', 'postgres')}_template")

    examples = 12 if database == "sqlite" else 4
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
