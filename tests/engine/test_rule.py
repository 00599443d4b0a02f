"""A rule is a statement with a source, in wordings that each have their time."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Kalltyp, Lag, Rule, frist, hinder, plan, plikt, rutin
from caseflow.engine.trial import Lage, failing

LAG = Lag("provlagen", "2001:1", "PL")
NYA_LAGEN = Lag("nya provlagen", "2025:2", "NPL")
FIRST, SECOND, THIRD = date(2010, 1, 1), date(2015, 7, 1), date(2025, 7, 1)
DAY = timedelta(days=1)


@frist(LAG("3 §"), since=FIRST)
def frist_for_svar(fran: date) -> date:
    """Svar ges inom tio dagar."""
    return fran + 10 * DAY


@frist_for_svar.amended(LAG("3 § i lydelse 2015:9"), since=SECOND)
def svar_inom_en_vecka(fran: date) -> date:
    """Svar ges inom en vecka."""
    return fran + 7 * DAY


frist_for_svar.restated(NYA_LAGEN("4 kap. 1 §"), since=THIRD)


@pytest.mark.parametrize(
    ("dag", "kalla", "dagar", "meaning"),
    [
        (FIRST, "3 § PL (2001:1)", 10, "Svar ges inom tio dagar."),
        (SECOND - DAY, "3 § PL (2001:1)", 10, "Svar ges inom tio dagar."),
        (SECOND, "3 § i lydelse 2015:9 PL (2001:1)", 7, "Svar ges inom en vecka."),
        (THIRD - DAY, "3 § i lydelse 2015:9 PL (2001:1)", 7, "Svar ges inom en vecka."),
        (THIRD, "4 kap. 1 § NPL (2025:2)", 7, "Svar ges inom en vecka."),
        (date(2099, 1, 1), "4 kap. 1 § NPL (2025:2)", 7, "Svar ges inom en vecka."),
    ],
)
def test_the_day_decides_the_wording(dag: date, kalla: str, dagar: int, meaning: str) -> None:
    wording = frist_for_svar.on(dag)
    assert str(wording.kalla) == kalla
    assert wording.function(dag) == dag + dagar * DAY
    assert wording.meaning == meaning


def test_a_restated_rule_keeps_its_function_and_an_amended_one_does_not() -> None:
    first, second, third = (w.function for w in frist_for_svar.wordings)
    assert first is not second
    assert second is third is svar_inom_en_vecka


def test_before_its_first_wording_a_rule_is_not_in_force() -> None:
    with pytest.raises(RuleNotInForce) as caught:
        frist_for_svar.on(FIRST - DAY)
    assert "frist_for_svar gällde inte 2009-12-31" in caught.value.message
    assert "gäller från 2010-01-01" in caught.value.message
    assert caught.value.gor_nu


@pytest.mark.parametrize("since", [THIRD, THIRD - DAY, FIRST])
def test_wordings_are_added_in_date_order(since: date) -> None:
    with pytest.raises(ValueError, match="out of order"):
        frist_for_svar.restated(LAG("9 §"), since=since)
    assert len(frist_for_svar.wordings) == 3


def test_a_routine_is_never_taken_for_law() -> None:
    kalla = rutin("första kontakt", "forsta_kontakt_dagar")
    assert kalla.typ is Kalltyp.RUTIN
    assert str(kalla) == "Lokal rutin: första kontakt"
    assert kalla.profilvarde == "forsta_kontakt_dagar"
    assert LAG("1 §").typ is Kalltyp.LAG


@hinder(LAG("5 §"), since=FIRST)
def namnden_ar_beslutsfor(_lage: Lage[None]) -> bool:
    """Nämnden är beslutsför.

    Brister: Färre än hälften av ledamöterna
    är närvarande.
    Gör nu: Kalla ersättare.

    Det som står sedan hör till ingen av rubrikerna.
    """
    return False


@hinder(rutin("jäv"), since=FIRST)
def ingen_ar_javig(_lage: Lage[None]) -> bool:
    """Ingen är jävig.

    Brister: Någon är jävig.
    Gör nu: Byt ut den som är jävig.
    """
    return False


@hinder(NYA_LAGEN("6 §"), since=THIRD)
def protokollet_ar_digitalt(_lage: Lage[None]) -> bool:
    """Protokollet är digitalt.

    Brister: Protokollet är på papper.
    Gör nu: Skanna det.
    """
    return False


def situation(dag: date) -> Lage[None]:
    return Lage(Fakta("prov", "prov", "a"), None, dag)


def test_a_docstring_gives_meaning_reason_and_way_out() -> None:
    wording = namnden_ar_beslutsfor.on(FIRST)
    assert wording.meaning == "Nämnden är beslutsför."
    assert wording.brister == "Färre än hälften av ledamöterna är närvarande."
    assert wording.gor_nu == "Kalla ersättare."


def test_a_refusal_carries_every_failing_rule_in_order() -> None:
    rules: tuple[Rule[Any], ...] = (
        namnden_ar_beslutsfor,
        ingen_ar_javig,
        protokollet_ar_digitalt,
    )
    found = failing(rules, situation(THIRD))
    assert [h.regel for h in found] == [r.kod for r in rules]
    assert found[0].kalla == "5 § PL (2001:1)"
    assert found[0].text == "Färre än hälften av ledamöterna är närvarande."
    assert found[1].gor_nu == "Byt ut den som är jävig."


def test_a_rule_without_wording_that_day_does_not_apply() -> None:
    rules = (ingen_ar_javig, protokollet_ar_digitalt)
    assert [h.regel for h in failing(rules, situation(THIRD - DAY))] == ["ingen_ar_javig"]


def test_a_plikt_says_what_it_is_called_and_what_fulfils_it() -> None:
    @plikt(LAG("7 §"), since=FIRST, etikett="Svara", utfors_av=("svar",), bockas_av=True)
    def svar_lamnas(_fakta: Fakta, _profil: object) -> tuple[()]:
        """Svar lämnas."""
        return ()

    assert (svar_lamnas.kod, svar_lamnas.etikett) == ("svar_lamnas", "Svara")
    assert svar_lamnas.utfors_av == ("svar",)
    assert svar_lamnas.bockas_av
    assert not svar_lamnas.ensam


def test_a_plan_is_a_rule_of_its_own_kind() -> None:
    @plan(LAG("8 §"), since=FIRST)
    def tva_moten(_fakta: Fakta, _profil: object, _dag: date) -> list[dict[str, str]]:
        """Två möten hålls."""
        return [{"mote": "ett"}, {"mote": "två"}]

    assert tva_moten.slag.value == "plan"
    assert len(tva_moten.on(FIRST).function(situation(FIRST).fakta, None, FIRST)) == 2
