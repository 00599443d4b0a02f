"""The list of decisions by delegation: the leader's own units, the period, and no names."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import NotFound
from caseflow.queries.delegationsbeslut import SLAG, delegationsbeslut
from tests.akter import INKOM, SKYDD, faktum, oppna, steg
from tests.databas import Verksamhet

AKUT: dict[str, Any] = {"motivering": "Fara i kväll.", "till_och_med": "2026-02-12"}


def lista(v: Verksamhet, vem: str, fran: str, till: str) -> list[tuple[str, str, str]]:
    rows = delegationsbeslut(
        v.db, v.aktor(vem), fran=date.fromisoformat(fran), till=date.fromisoformat(till)
    )
    return [(r.nummer, r.beslut, r.av) for r in rows]


def test_the_leader_sees_the_decisions_of_the_period(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    faktum(v, nummer, "skyddsbedomning", SKYDD)
    steg(v, nummer, "bevilja_akut_skydd", av="disa", **AKUT)
    assert lista(v, "hans", INKOM, INKOM) == [(nummer, "Bevilja akut skydd", "Disa")]
    assert lista(v, "hans", "2026-01-13", "2026-02-01") == []
    assert lista(v, "hans", "2025-12-01", "2026-01-11") == []


def test_what_the_board_itself_decided_is_not_reported_to_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet

    def beslutat(instans: str) -> str:
        nummer = oppna(v)
        fact = {"galler": "bevilja_akut_skydd", "instans": instans, "paragraf": "§ 7"}
        faktum(v, nummer, "namndens_beslut", fact, av="disa")
        steg(v, nummer, "bevilja_akut_skydd", av="disa", **AKUT)
        return nummer

    beslutat("namnd")
    utskottets = beslutat("utskott")
    assert lista(v, "hans", INKOM, INKOM) == [
        (utskottets, "Bevilja akut skydd", "Nämndens utskott")
    ]


@pytest.mark.parametrize("vem", ["anna", "disa", "erik", "cecilia", "kim", "lo"])
def test_nobody_else_has_the_list(liten_verksamhet: Verksamhet, vem: str) -> None:
    with pytest.raises(NotFound):
        lista(liten_verksamhet, vem, INKOM, INKOM)


def test_partnerkontakt_is_never_listed() -> None:
    assert set(SLAG) == {"utovare", "utsatt"}
