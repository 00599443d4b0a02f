"""A message says what was refused, why, which rule and what to do now."""

from caseflow.engine.errors import BadInput, CaseflowError, Hinder, Refused
from caseflow.engine.trial import role_hinder
from tests.engine.provprocess import Roll


def test_a_message_has_its_parts_in_order() -> None:
    fault = CaseflowError(vad="Nej.", varfor="Därför.", regel="1 § PL", gor_nu="Gör så här.")
    assert fault.message == str(fault) == "Nej. Därför. (1 § PL) Gör så här."
    assert CaseflowError(vad="Nej.").message == "Nej."


def test_a_refusal_lists_every_hinder_and_each_way_out_once() -> None:
    hinder = [
        Hinder("a", "1 §", "Ett saknas.", "Registrera det."),
        Hinder("b", "2 §", "Två saknas.", "Registrera det."),
        Hinder("c", "3 §", "Tre saknas."),
    ]
    fault = Refused(vad="Avsluta kan inte göras.", hinder=hinder)
    assert fault.message == (
        "Avsluta kan inte göras. Ett saknas. (1 §) Två saknas. (2 §) Tre saknas. (3 §)"
        " Registrera det."
    )
    assert hinder[0].as_dict() == {
        "regel": "a",
        "kalla": "1 §",
        "text": "Ett saknas.",
        "gor_nu": "Registrera det.",
    }


def test_bad_input_says_every_fault() -> None:
    fault = BadInput(vad="Nej.", falt={"a": "A: fyll i.", "b": "B: skriv ett heltal."})
    assert fault.message == "Nej. A: fyll i. B: skriv ett heltal."


def test_a_role_that_may_not_is_told_who_may() -> None:
    assert role_hinder((Roll.CHEF, Roll.SKRIVARE), "chef") == []
    (hinder,) = role_hinder((Roll.CHEF, Roll.SKRIVARE), "annan")
    assert hinder.regel == "rollen_far_gora_det"
    assert hinder.text == "Det görs av chef eller skrivare."
    assert "chef eller skrivare" in hinder.gor_nu
