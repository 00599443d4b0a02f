"""Det som sägs vara fel antecknas vid en händelse som finns."""

from datetime import date

import pytest

from caseflow.rules.dokumentation import handelsen_finns
from tests.faktabygge import fakta, haller, lage

AKTEN = fakta("utsatt", "utredning", steg={"inled_utredning": "2026-03-01"})


@pytest.mark.parametrize(("nummer", "svar"), [(1, True), (2, False), (0, False), (None, True)])
def test_handelsen_finns(nummer: int | None, *, svar: bool) -> None:
    assert AKTEN.seq == 1
    for nar in ("2025-06-30", "2025-07-01"):
        assert haller(handelsen_finns, lage(AKTEN, nar=nar, falt={"handelse": nummer})) is svar


def test_en_uppgift_som_personen_ifragasatter_ska_antecknas() -> None:
    assert str(handelsen_finns.on(date(2025, 6, 30)).kalla) == "11 kap. 6 § SoL (2001:453)"
    assert str(handelsen_finns.on(date(2025, 7, 1)).kalla) == "14 kap. 6 § SoL (2025:400)"
