"""A process that cannot be left, or cannot be entered, is found before anybody stands in it."""

from dataclasses import replace
from datetime import date

from caseflow.engine.diagram import as_mermaid, as_text
from caseflow.engine.process import State
from caseflow.engine.soundness import soundness
from tests.engine.provprocess import DEL, KLAR, NY, PAGAR, PROV, VILAR

ENSAM = State("ensam", "Ensam")


def test_a_sound_process_has_no_fault() -> None:
    assert soundness(PROV).fel == ()
    assert soundness(DEL).fel == ()
    assert (soundness(PROV).tillstand, soundness(PROV).steg) == (4, 7)


def test_a_state_that_nothing_leads_to_is_found() -> None:
    faults = soundness(replace(PROV, states=(*PROV.states, ENSAM))).fel
    assert faults == (
        "Prov: läget ensam går inte att nå",
        "Prov: från läget ensam finns ingen väg till ett slut",
    )


def test_a_state_that_cannot_be_left_is_found() -> None:
    kept = tuple(t for t in PROV.transitions if t.code != "avsluta")
    faults = soundness(replace(PROV, transitions=kept)).fel
    assert "Prov: läget klar går inte att nå" in faults
    assert {
        f"Prov: från läget {s.code} finns ingen väg till ett slut" for s in (NY, PAGAR, VILAR)
    } < set(faults)


def test_a_step_without_role_without_target_or_with_a_taken_name_is_found() -> None:
    first, *rest = PROV.transitions
    faults = soundness(
        replace(
            PROV,
            transitions=(
                replace(first, by=()),
                first,
                *rest,
                replace(first, code="ut", target=ENSAM),
            ),
        )
    ).fel
    assert "Prov: steget inled tas av ingen roll" in faults
    assert "Prov: två steg heter inled" in faults
    assert "Prov: steget ut leder till ett läge som inte finns" in faults


def test_the_answer_is_given_with_stable_keys() -> None:
    assert set(soundness(PROV).as_dict()) == {"process", "tillstand", "steg", "fel"}


def test_a_process_is_shown_as_text_that_can_be_approved() -> None:
    text = as_text(PROV, date(2026, 1, 1))
    assert text.startswith("Prov\n====\n")
    assert "Öppnas genom:\n  • Öppna" in text
    assert "Ny  [ny]\n  • Inled → Pågår. Görs av skrivare.  [inled]" in text
    assert "• Anteckna (läget är kvar)" in text
    assert "Klar (slut)  [klar]" in text


def test_a_process_is_shown_as_a_diagram() -> None:
    drawn = as_mermaid(PROV).splitlines()
    assert drawn[0] == "stateDiagram-v2"
    assert "    [*] --> ny" in drawn
    assert "    ny --> pagar: Inled" in drawn
    assert "    vilar --> vilar: Anteckna" in drawn
    assert f"    {KLAR.code} --> [*]" in drawn
