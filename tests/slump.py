"""What people may try to do in an akt, right or wrong, drawn from the definitions. Only for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from caseflow.actions.akthandling import Utfort
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.register_fact import register_fact
from caseflow.actions.take_step import take_step
from caseflow.actions.tick import tick
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import CaseflowError, NotFound
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER
from caseflow.queries.prova_steg import Stegprov, prova_steg
from tests.akter import oppna, oppna_friyta, oppna_partnerkontakt
from tests.databas import Verksamhet, at
from tests.faltvarden import given_to

START = date(2026, 1, 12)
PEOPLE = ["anna", "bo", "disa", "erik", "fatima", "gun", "hans", "jon", "kim"]


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
