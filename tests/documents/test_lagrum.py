from datetime import date, timedelta

import pytest

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import Mall
from caseflow.rules.kallor import NYA_SOL

DAGEN_FORE = NYA_SOL - timedelta(days=1)


@pytest.mark.parametrize(
    ("nyckel", "fore", "efter"),
    [
        (
            "bistand",
            "4 kap. 1 § socialtjänstlagen (2001:453)",
            "11 kap. 1 § socialtjänstlagen (2025:400)",
        ),
        (
            "inleda_utredning",
            "11 kap. 1 § socialtjänstlagen (2001:453)",
            "14 kap. 2 § socialtjänstlagen (2025:400)",
        ),
        (
            "vald_utsatt",
            "5 kap. 11 § socialtjänstlagen (2001:453)",
            "13 kap. 1 § socialtjänstlagen (2025:400)",
        ),
        (
            "vald_utovare",
            "5 kap. 11 a § socialtjänstlagen (2001:453)",
            "13 kap. 8 § socialtjänstlagen (2025:400)",
        ),
        (
            "overklagande",
            "16 kap. 3 § socialtjänstlagen (2001:453)",
            "35 kap. 1 § socialtjänstlagen (2025:400)",
        ),
        ("motivering", "32 § förvaltningslagen (2017:900)", "32 § förvaltningslagen (2017:900)"),
    ],
)
def test_the_act_of_the_day_is_cited(nyckel: str, fore: str, efter: str) -> None:
    assert lagrum_for(DAGEN_FORE)[nyckel] == fore
    assert lagrum_for(NYA_SOL)[nyckel] == efter


def test_what_has_no_wording_on_the_day_is_left_out() -> None:
    assert "galler_omedelbart" not in lagrum_for(DAGEN_FORE)
    assert "galler_omedelbart" in lagrum_for(NYA_SOL)
    assert "vald_utovare" not in lagrum_for(date(2021, 7, 31))
    assert "utelamna_tjansteman" not in lagrum_for(date(2025, 7, 1))
    assert "utelamna_tjansteman" in lagrum_for(date(2025, 7, 2))


@pytest.mark.parametrize("mall", MALLAR.values(), ids=MALLAR)
def test_every_template_has_its_law_before_and_after_the_new_act(mall: Mall) -> None:
    for dag in (date(2024, 1, 1), NYA_SOL, date(2026, 11, 22)):
        assert set(mall.lagrum) <= lagrum_for(dag).keys()
