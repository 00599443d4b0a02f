"""Whatever people do in an akt, right or wrong, in any order: it is done or refused, and the history is whole."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseflow.actions.akthandling import Utfort
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.register_fact import register_fact
from caseflow.actions.take_step import take_step
from caseflow.actions.tick import tick
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import BadInput, CaseflowError, NotFound, Refused
from caseflow.engine.fakta import Fakta
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER
from caseflow.queries.prova_steg import Stegprov, prova_steg
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.akter import last, oppna, oppna_friyta, oppna_partnerkontakt, rader
from tests.databas import Verksamhet, at, sqlite_copy
from tests.faltvarden import given_to

START = date(2026, 1, 12)
PEOPLE = ["anna", "bo", "disa", "erik", "fatima", "gun", "hans", "jon", "kim"]


@pytest.fixture(scope="module")
def unit(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verksamhet]:
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("slump") / "data") as db:
        yield Verksamhet(db)


@st.composite
def steps(draw: st.DrawFn, slag: str, today: date) -> tuple[Any, ...]:
    """A step of the main process, of a delprocess that may be there, or one that opens a delprocess."""
    process = draw(st.sampled_from([HUVUDPROCESS[slag].code, *DELPROCESSER[slag]]))
    transition = draw(st.sampled_from(PROCESSER[process].transitions))
    part = None
    if process != HUVUDPROCESS[slag].code and transition.source:
        part = draw(st.integers(1, 4))
    opens = process if part is None and process != HUVUDPROCESS[slag].code else ""
    fields = draw(given_to(transition.fields, today))
    return "steg", transition.code, transition.by, fields, part, opens


@st.composite
def facts(draw: st.DrawFn, slag: str, today: date, kinds: Sequence[str] = ()) -> tuple[Any, ...]:
    """A fact that belongs in such an akt, of some kinds or of any."""
    fitting = [k for k in FAKTASLAG.values() if slag in (k.akter or (slag,))]
    kind = draw(st.sampled_from([k for k in fitting if k.code in (kinds or FAKTASLAG)]))
    part = draw(st.none() | st.integers(1, 4)) if kind.within else None
    return "fakta", kind.code, kind.by, draw(given_to(kind.fields, today)), part, ""


PREPARING = (
    "riskbedomning sakerhet_overvagd barn_efterfragade egen_syn kommunicering ansokan information"
    " skyddsbedomning sakerhetsplan maluppfoljning enkat sakerhetskontroll samtycke"
    " sakerhetsbedomning_kontakt saker_kontakt"
).split()
"""What the steps ask for."""


@st.composite
def ticks(draw: st.DrawFn) -> tuple[Any, ...]:
    kind = draw(st.sampled_from(["kvittera", "utfor", "tick"]))
    return kind, "", (), {}, draw(st.integers(1, 12)), ""


@st.composite
def lives(draw: st.DrawFn) -> tuple[str, list[tuple[Any, ...]]]:
    """A kind of akt, and what people try to do with it day by day."""
    slag = draw(st.sampled_from(["utovare", "utsatt", "friyta", "partnerkontakt"]))
    day, acts = START, []
    for _ in range(draw(st.integers(5, 25))):
        day += timedelta(days=draw(st.sampled_from([0, 0, 1, 7, 40])))
        act = draw(
            st.one_of(
                steps(slag, day), steps(slag, day), facts(slag, day), facts(slag, day), ticks()
            )
        )
        late = draw(st.sampled_from([0, 0, 0, 3, 400, -2]))
        acts.append((*act, day, day - timedelta(days=late), draw(st.sampled_from(PEOPLE))))
    return slag, acts


WHO = {
    "handlaggare": "anna",
    "beslutsfattare": "disa",
    "behandlare": "erik",
    "partnerkontakt": "jon",
    "samordnare": "gun",
    "enhetschef": "hans",
    "sakerhetssamordnare": "kim",
}


def opened(v: Verksamhet, slag: str) -> str:
    if slag == "friyta":
        return oppna_friyta(v)
    return oppna_partnerkontakt(v) if slag == "partnerkontakt" else oppna(v, slag)


def tried(v: Verksamhet, nummer: str, act: tuple[Any, ...]) -> Utfort | None:
    """Do it, by somebody with the right role as a rule; None when it is no event in this akt."""
    kind, kod, by, given, part, opens, today, dag, namn = act
    role = next((WHO[r.value] for r in by if r.value in WHO), namn)
    who = role if len(namn) != 3 else namn  # now and then by anybody
    when = at(today.isoformat())
    if kind == "tick":
        tick(v.db, now=when)
        return None
    if kind == "kvittera":
        return kvittera_bevakning(v.db, v.aktor(namn), nummer, part, now=when)
    if kind == "utfor":
        return utfor_bevakning(v.db, v.aktor(namn), nummer, part, dag=dag, now=when)
    days: dict[str, Any] = {"dag": dag, "now": when}
    actor = v.aktor(who)
    if kind == "fakta":
        return register_fact(v.db, actor, nummer, kod, given, delprocess=part, **days)
    return take_step(v.db, actor, nummer, kod, given, delprocess=part, process=opens, **days)


def attempt(
    v: Verksamhet, nummer: str, act: tuple[Any, ...]
) -> tuple[Utfort | None, CaseflowError | None]:
    try:
        return tried(v, nummer, act), None
    except CaseflowError as fault:
        return None, fault


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(lives())
def test_every_act_is_done_or_refused_and_the_history_stays_whole(
    unit: Verksamhet, life: tuple[str, list[tuple[Any, ...]]]
) -> None:
    slag, acts = life
    nummer = opened(unit, slag)
    for act in acts:
        before = last(unit.db, nummer)
        done, refused = attempt(unit, nummer, act)
        after = last(unit.db, nummer)
        if refused:
            assert refused.vad
            assert after == before
        elif done is not None:
            assert after.seq == done.seq == before.seq + 1
        assert Fakta.from_dict(after.fakta.as_dict()) == after.fakta
        assert after.fakta.avslutad or after.oppna, "an open akt is never silent"
    rows = rader(
        unit.db,
        "SELECT handelse.seq FROM handelse JOIN akt ON akt.id = akt_id WHERE nummer = :n ORDER BY 1",
        n=nummer,
    )
    assert [r["seq"] for r in rows] == list(range(1, len(rows) + 1))
    reader = {"friyta": "erik", "partnerkontakt": "jon"}.get(slag, "anna")
    assert len(tidslinje(unit.db, unit.aktor(reader), nummer)) == len(rows)
    assert verifiera(unit.db).fel == []


def possible(v: Verksamhet, nummer: str, today: date) -> list[tuple[str, Stegprov]]:
    """Every step that somebody is told that they may take, with who that is."""
    found = []
    for namn in sorted(set(WHO.values())):
        try:
            tried_ = prova_steg(v.db, v.aktor(namn), nummer, dag=today)
        except NotFound:
            continue
        found += [(namn, p) for p in tried_ if p.tillaten]
    return found


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
