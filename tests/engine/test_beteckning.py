"""The beteckning of a nameless handling: the same for the same hash, and forgiving of how it is typed."""

import hashlib

import pytest

from caseflow.engine.aktnummer import new_aktnummer, normal_aktnummer
from caseflow.engine.beteckning import normal_beteckning, ny_beteckning


def test_it_follows_from_the_first_forty_bits() -> None:
    assert ny_beteckning(bytes(32)) == "OA-0000-0000"
    assert ny_beteckning(b"\xff" * 32) == "OA-ZZZZ-ZZZZ"
    assert ny_beteckning(bytes([0, 0, 0, 0, 33])) == "OA-0000-0011"


def test_what_is_made_is_in_its_own_form_and_is_no_aktnummer() -> None:
    made = {ny_beteckning(hashlib.sha256(bytes([n])).digest()) for n in range(200)}
    assert len(made) == 200
    assert {normal_beteckning(one) for one in made} == made
    assert {normal_aktnummer(one) for one in made} == {None}
    assert normal_beteckning(new_aktnummer()) is None


@pytest.mark.parametrize(
    "typed", ["OA-7K3F-Q0M1", " oa 7k3f q0m1 ", "oa7k3fqoml", "0A-7K3F-QOMI", "OA-7K3FQ0M1"]
)
def test_it_is_found_however_it_is_typed(typed: str) -> None:
    assert normal_beteckning(typed) == "OA-7K3F-Q0M1"


@pytest.mark.parametrize(
    "typed", ["", "OA", "7K3F-Q2MX", "OA-7K3F-Q2M", "OA-7K3F-Q2MU", "Ola Berg"]
)
def test_something_else_is_none(typed: str) -> None:
    assert normal_beteckning(typed) is None
