"""The catalogue of rules: nothing is left out, the days are right, and what will change is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseflow.engine.rule import Kalltyp, Overgang, Regelslag, Rule, Sakerhet
from caseflow.processes import FAKTASLAG, PROCESSER, REGLER
from caseflow.processes.amnen import AMNEN, OVRIGT, amne
from caseflow.queries.regelanvandning import anvandning
from caseflow.queries.regelkatalog import (
    GRANSKAS_INOM_MANADER,
    RUTINORD,
    SAKERHETSORD,
    SLAG,
    Regelblad,
    andras_inom,
    att_granska,
    regelblad,
    regelkatalog,
    regelsida,
)
from caseflow.rules.gallring import GALLRINGSHINDER
from caseflow.rules.kallor import LAST, NYA_SOL, SOL, SOL_2001
from caseflow.rules.profil import Profil

PROFIL = Profil("prov", "Prov", forhandsbedomning_dagar=9)
KATALOG = regelkatalog(PROFIL)
BORJAN, SLUT = date(2026, 1, 1), date(2027, 3, 1)
DAY = timedelta(days=1)


def found(kod: str) -> Regelblad:
    blad = regelblad(kod, PROFIL)
    assert blad is not None
    return blad


def test_every_rule_is_there_once_under_a_subject() -> None:
    assert sorted(b.kod for b in KATALOG) == sorted(REGLER)
    assert [kod for kod, rule in REGLER.items() if amne(rule) == OVRIGT] == []
    assert set(AMNEN.values()) == {b.amne for b in KATALOG}


def test_the_rules_of_a_subject_stand_together() -> None:
    subjects = [b.amne for b in KATALOG]
    assert len(set(subjects)) == sum(
        a != b for a, b in zip(["", *subjects], subjects, strict=False)
    )


@pytest.mark.parametrize("blad", KATALOG, ids=[b.kod for b in KATALOG])
def test_every_rule_says_what_it_means_and_what_to_do(blad: Regelblad) -> None:
    assert blad.slagord
    assert SLAG[blad.slag][1].endswith(".")
    for w in blad.lydelser:
        assert w.betyder.endswith((".", "?"))
        assert w.kalla.text
        assert not w.kalla.text.startswith("Lokal rutin")
        assert w.sakerhetsord
        if blad.slag is Regelslag.HINDER:
            assert w.brister
            assert w.gor_nu
        if not w.ar_rutin:
            assert w.granskad is not None


@pytest.mark.parametrize("blad", KATALOG, ids=[b.kod for b in KATALOG])
def test_one_wording_follows_the_other_without_a_gap(blad: Regelblad) -> None:
    for one, other in zip(blad.lydelser, blad.lydelser[1:], strict=False):
        assert one.till is not None
        assert other.fran == one.till + DAY
        assert blad.on(one.till) is one
        assert blad.on(one.till + DAY) is other
    assert blad.lydelser[-1].till is None
    first = blad.lydelser[0].fran
    if first is not None:
        assert blad.on(first - DAY) is None
        assert blad.visad(first - DAY) is blad.lydelser[0]


@pytest.mark.parametrize("blad", KATALOG, ids=[b.kod for b in KATALOG])
def test_every_rule_is_used_somewhere(blad: Regelblad) -> None:
    used = blad.anvandning
    tells = blad.slag in {Regelslag.UPPLYSNING, Regelslag.FRIST}
    assert used.steg or used.fakta or used.bevakning or used.raknar or used.annars or tells


def test_a_guard_names_its_steps_and_its_facts() -> None:
    used = anvandning(REGLER["ja_eller_ansokan_finns"])
    assert {(p.process, p.kod) for p in used.steg} == {
        ("utovare", "inled_utredning"),
        ("utsatt", "inled_utredning"),
    }
    assert used.steg[0].etikett == PROCESSER["utovare"].transition("inled_utredning").label  # type: ignore[union-attr]
    assert {p.kod for p in anvandning(REGLER["ansokan_registreras_i_ratt_lage"]).fakta} == {
        "ansokan"
    }


def test_a_warning_names_the_steps_and_facts_where_it_is_said() -> None:
    for blad in KATALOG:
        if blad.slag is Regelslag.VARNING:
            used = blad.anvandning
            assert used.steg or used.fakta or "varje steg" in used.annars


def test_what_hinders_gallring_says_so() -> None:
    for rule in GALLRINGSHINDER:
        assert "gallras" in anvandning(rule).annars
    assert not anvandning(REGLER["ja_eller_ansokan_finns"]).annars


def test_a_duty_names_its_bevakning_and_what_fulfils_it() -> None:
    used = anvandning(REGLER["friyta_paborjas"])
    assert used.bevakning == "Börja samtalen på friyta"
    assert {p.kod for p in used.fullgors_av} == {"paborja_friyta", "avsluta_friyta"}
    assert all(p.etikett for p in used.fullgors_av)


def test_a_time_limit_names_the_duties_that_count_with_it() -> None:
    assert (
        "ratt_att_begara_avgorande" in anvandning(REGLER["frist_for_begaran_om_avgorande"]).raknar
    )


def test_the_value_of_a_routine_is_that_of_the_profile() -> None:
    shown = {
        w.varde.text
        for b in KATALOG
        for w in b.lydelser
        if w.varde and w.varde.nyckel == "forhandsbedomning_dagar"
    }
    assert shown == {"9 dagar"}


def test_a_routine_never_says_that_it_is_law() -> None:
    for blad in KATALOG:
        for w in blad.lydelser:
            assert w.ar_rutin == (w.kalla.typ == Kalltyp.RUTIN)
            assert (w.sakerhetsord == RUTINORD) == w.ar_rutin


def made(*wordings: tuple[date, str]) -> Regelblad:
    """The sheet of a rule with wordings from those days."""
    rule: Rule[object] = Rule("prov", Regelslag.HINDER)  # type: ignore[type-var]
    for since, text in wordings:

        def function() -> bool:
            return True

        function.__doc__ = text
        rule.add(SOL("1 kap. 1 §"), since, function, Overgang.RAKNA_OM)
    blank = found("ja_eller_ansokan_finns")
    katalog = [replace(blank, kod=rule.kod)]
    lydelser = tuple(
        replace(
            blank.lydelser[0],
            fran=w.since,
            till=rule.wordings[i + 1].since - DAY if i + 1 < len(rule.wordings) else None,
            betyder=w.meaning,
        )
        for i, w in enumerate(rule.wordings)
    )
    return replace(katalog[0], lydelser=lydelser)


def test_what_changes_in_the_coming_twelve_months_is_told_by_day() -> None:
    changes = andras_inom(KATALOG, NYA_SOL - DAY)
    assert changes
    assert [c.dag for c in changes] == sorted(c.dag for c in changes)
    first = next(c for c in changes if c.regel.kod == "ja_eller_ansokan_finns")
    assert first.dag == NYA_SOL
    assert first.fore is not None
    assert first.efter is not None
    assert str(SOL_2001("11 kap. 1 §")) == first.fore.kalla.text
    assert str(SOL("14 kap. 2 §")) == first.efter.kalla.text
    assert first.vad == "får ny grund"
    assert "ja_eller_ansokan_finns" not in {c.regel.kod for c in andras_inom(KATALOG, NYA_SOL)}


def test_the_twelve_months_are_counted_to_the_day() -> None:
    blad = made((date(2020, 1, 1), "Förr."), (BORJAN, "Nu."), (SLUT, "Sedan."))
    assert [c.dag for c in andras_inom([blad], date(2026, 2, 28))] == []
    assert [c.dag for c in andras_inom([blad], SLUT.replace(year=2026))] == [SLUT]
    assert [c.dag for c in andras_inom([blad], BORJAN - DAY)] == [BORJAN]
    assert [(c.dag, c.vad) for c in andras_inom([blad], BORJAN - DAY, 24)] == [
        (BORJAN, "ändras"),
        (SLUT, "ändras"),
    ]


def test_what_begins_and_what_ends_is_told() -> None:
    begins = made((BORJAN, "Ny."))
    assert [c.vad for c in andras_inom([begins], BORJAN - DAY)] == ["börjar gälla"]
    last = replace(begins.lydelser[0], till=SLUT - DAY)
    ends = replace(begins, lydelser=(last,))
    assert [(c.dag, c.vad) for c in andras_inom([ends], BORJAN, 24)] == [(SLUT, "slutar gälla")]


def test_sources_that_nobody_has_read_for_long_are_listed_to_be_read_again() -> None:
    assert att_granska(KATALOG, LAST) == ()
    late = att_granska(KATALOG, LAST + timedelta(days=31 * GRANSKAS_INOM_MANADER + 1))
    assert late
    assert all(not (w := b.visad(LAST)).ar_rutin and w.granskad for b in late)
    never = replace(made((BORJAN, "Ny.")))
    never = replace(never, lydelser=(replace(never.lydelser[0], granskad=None),))
    assert att_granska([never], BORJAN) == (never,)


def test_every_rule_has_a_page_and_what_is_no_rule_has_none() -> None:
    assert regelsida("ja_eller_ansokan_finns") == "/regler/ja_eller_ansokan_finns"
    assert regelsida("rollen_far_gora_det") == ""
    assert regelblad("finns_inte", PROFIL) is None
    assert {b.lank for b in KATALOG} == {regelsida(kod) for kod in REGLER}


def test_certainty_has_words_of_its_own() -> None:
    assert len({*SAKERHETSORD.values(), RUTINORD}) == len(Sakerhet) + 1


def test_no_step_and_no_fact_is_without_help() -> None:
    steps = [(p.code, t.code) for p in PROCESSER.values() for t in p.transitions if not t.help]
    assert steps == []
    assert [k.code for k in FAKTASLAG.values() if not k.help] == []


def test_every_duty_of_law_says_what_follows_if_nobody_acts() -> None:
    silent = [
        b.kod
        for b in KATALOG
        if b.slag is Regelslag.PLIKT
        and not b.lydelser[-1].ar_rutin
        and b.lydelser[-1].sakerhet is not Sakerhet.OSAKER
        and not b.lydelser[-1].om_inget_gors
    ]
    assert silent == []
