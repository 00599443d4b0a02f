"""What a step leads to is told before it is taken, and is what then comes."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.engine.process import Process, Transition
from caseflow.processes import HUVUDPROCESS, REGLER
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.prova_steg import Stegprov, prova_steg
from caseflow.queries.vad_hander_sedan import (
    Sedan,
    Vagen,
    foljder,
    forfaller_nu,
    vad_hander_sedan,
)
from tests.akter import INKOM, oppna, oppna_bevakningar, steg
from tests.databas import Verksamhet
from tests.faktabygge import DAG, PROFIL, delprocess, fakta

STEPS = [
    (slag, process, state.code, step)
    for slag in HUVUDPROCESS
    for process in definitioner_for(slag).processer.values()
    for state in process.states
    for step in process.leaving(state.code)
]


def after(slag: str, process: Process, state: str, step: Transition) -> tuple[Sedan, ...]:
    """What is told about a step in an akt (or a delprocess of one) that stands in a state."""
    known = definitioner_for(slag)
    main = process.code == known.huvud.code
    part = None if main else delprocess(process.code, state)
    akt: Fakta = fakta(
        slag,
        state if main else known.huvud.start.code,
        steg={"tacka_nej": "2026-03-01", "bevilja": "2026-03-02"},
        delprocesser=(part,) if part else (),
    )
    vagen = Vagen(known, step, process, part, "7", DAG)
    return vad_hander_sedan(vagen, akt, PROFIL, forfaller_nu(akt, PROFIL))


@pytest.mark.parametrize(
    ("slag", "process", "state", "step"),
    STEPS,
    ids=[f"{slag}-{process.code}-{state}-{step.code}" for slag, process, state, step in STEPS],
)
def test_every_step_from_every_state_can_say_what_follows(
    slag: str, process: Process, state: str, step: Transition
) -> None:
    told = after(slag, process, state, step)
    assert len({s.regel for s in told}) == len(told)
    for s in told:
        assert s.regel in REGLER
        assert s.etikett
        assert s.kalla.text
        assert s.mening.startswith(s.etikett)
    days = [s.dag or date.max for s in told]
    assert days == sorted(days)


def step_of(v: Verksamhet, nummer: str, kod: str) -> Stegprov:
    day = date.fromisoformat(INKOM)
    found = {p.kod: p for p in prova_steg(v.db, v.aktor("anna"), nummer, dag=day)}
    return found[kod]


@pytest.mark.parametrize(
    ("slag", "kod", "given"),
    [("utovare", "paborja_forhandsbedomning", {})],
)
def test_what_was_told_is_what_then_stands_open(
    liten_verksamhet: Verksamhet, slag: str, kod: str, given: dict[str, Any]
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, slag)
    before = oppna_bevakningar(v.db, nummer)
    tried = step_of(v, nummer, kod)
    steg(v, nummer, kod, **given)
    new = {k: d for k, d in oppna_bevakningar(v.db, nummer).items() if before.get(k) != d}
    assert new
    assert {s.regel: s.dag.isoformat() for s in tried.sedan if s.dag} == new


def test_a_day_that_the_answers_decide_is_not_guessed(liten_verksamhet: Verksamhet) -> None:
    process = HUVUDPROCESS["utovare"]
    step = process.transition("tacka_nej")
    assert step is not None
    told = {s.regel: s for s in after("utovare", process, "forhandsbedomning", step)}
    assert told["ny_kontakt"].dag is None
    assert told["ny_kontakt"].mening.endswith("dagen följer av det du fyller i.")


def test_what_is_due_already_is_not_told_again() -> None:
    process = HUVUDPROCESS["utovare"]
    known = definitioner_for("utovare")
    step = process.transition("paborja_forhandsbedomning")
    assert step is not None
    akt = fakta("utovare", "upptackt")
    vagen = Vagen(known, step, process, None, "7", DAG)
    told = vad_hander_sedan(vagen, akt, PROFIL, forfaller_nu(akt, PROFIL))
    every = frozenset((s.regel, "") for s in told)
    assert told
    assert vad_hander_sedan(vagen, akt, PROFIL, forfaller_nu(akt, PROFIL) | every) == ()


def test_where_it_leads_is_said_in_words() -> None:
    known = definitioner_for("utovare")
    step = known.huvud.transition("bevilja")
    assert step is not None
    assert foljder(step, known) == ("Läget blir «Verkställighet».", "Insats öppnas.")
    assert foljder(known.faktaslag["samtycke"], known) == ()
