"""Det som skrivs in i efterhand räknas från sin egen dag: samma bevakningar, vare sig det skrevs då eller senare."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.akter import rader
from tests.berattare import Berattelse, berattelse
from tests.berattelser.test_utovare import upptackt_och_friyta, utredning_och_beslut
from tests.berattelser.test_utsatt import (
    akut_skydd,
    avslut_och_uppfoljning,
    beslut_och_insats,
    utredning,
)
from tests.databas import Verksamhet, sqlite_copy

SENT = timedelta(days=12)


class SenBerattelse(Berattelse):
    """Samma händelser på samma dagar, men var och en skrivs in tolv dagar senare."""

    @property
    def now(self) -> datetime:
        return super().now + SENT

    @property
    def idag(self) -> date:
        return super().now.date()


@pytest.fixture
def tva_verksamheter(
    sqlite_template: Path, tmp_path: Path
) -> Iterator[tuple[Verksamhet, Verksamhet]]:
    """Två lika enheter, var och en med sin egen databas."""
    with (
        sqlite_copy(sqlite_template, tmp_path / "i_tid") as i_tid,
        sqlite_copy(sqlite_template, tmp_path / "sent") as sent,
    ):
        yield Verksamhet(i_tid), Verksamhet(sent)


def den_utsattas(b: Berattelse) -> None:
    nummer = akut_skydd(b)
    for del_ in (utredning, beslut_och_insats, avslut_och_uppfoljning):
        del_(b, nummer)


def utovarens(b: Berattelse) -> None:
    utredning_och_beslut(b, upptackt_och_friyta(b))


def bevakningarna(v: Verksamhet) -> list[dict[str, Any]]:
    """Allt som har bevakats, med hur varje dag räknades."""
    return rader(
        v.db,
        "SELECT slag, nyckel, dag, fonster_fran, yttersta_dag, raknas_fran, rakning, status, kalla"
        " FROM bevakning ORDER BY akt_id, nr",
    )


@pytest.mark.parametrize(
    ("historien", "start"), [(den_utsattas, "2026-08-31"), (utovarens, "2026-01-12")]
)
def test_sen_registrering_flyttar_ingen_dag(
    tva_verksamheter: tuple[Verksamhet, Verksamhet],
    historien: Callable[[Berattelse], None],
    start: str,
) -> None:
    i_tid, sent = tva_verksamheter
    with berattelse(i_tid, start) as b:
        historien(b)
    with berattelse(sent, start) as b:
        historien(SenBerattelse(b.verksamhet, b.clock))
    assert bevakningarna(sent) == bevakningarna(i_tid)
    slag = {r["slag"] for r in bevakningarna(i_tid)}
    assert len(slag) > 12, "the story wakes many kinds"
    registrerat = rader(sent.db, "SELECT handelsedatum, registrerad FROM handelse")
    sena = [r for r in registrerat if str(r["registrerad"])[:10] > str(r["handelsedatum"])]
    assert len(sena) == len(registrerat)
