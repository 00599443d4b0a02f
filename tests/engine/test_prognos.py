"""If nobody does anything: the days are walked in order, the system's steps are taken, and it ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine import prognos
from caseflow.engine.bevakning import Forfall, expected
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.foljder import Bevakande
from caseflow.engine.process import Process, State, Transition
from caseflow.engine.prognos import Bevakad, Prognos, Prognosslag, Spelregler, forecast
from caseflow.engine.rule import Lag, Rule, hinder, plikt, rutin

LAG = Lag("provlagen", "2001:1", "PL")
SINCE, DAY = date(2020, 1, 1), date(2026, 3, 10)


class Roll(StrEnum):
    """Time is the only one who acts here."""

    SYSTEM = "system"
    CHEF = "chef"

    @property
    def etikett(self) -> str:
        """As it is shown."""
        return self.value


VANTAR, OPPEN, SLUT = (
    State("vantar", "Väntar"),
    State("oppen", "Öppen"),
    State("slut", "Slut", final=True),
)


@hinder(rutin("prov"), since=SINCE)
def det_ar_tillatet(lage: Any) -> bool:
    """Steget är tillåtet.

    Brister: Det är inte tillåtet.
    Gör nu: Vänta.
    """
    return "nekat" not in lage.fakta.antal


DEL = Process(
    code="del",
    label="Del",
    since=SINCE,
    start=VANTAR,
    states=(VANTAR, OPPEN, SLUT),
    transitions=(
        Transition(
            code="oppna",
            label="Öppna",
            source=(VANTAR,),
            target=OPPEN,
            by=(Roll.SYSTEM,),
            requires=(det_ar_tillatet,),
        ),
        Transition(code="stang", label="Stäng", source=(OPPEN,), target=SLUT, by=(Roll.SYSTEM,)),
        Transition(code="snurra", label="Snurra", source=(OPPEN,), by=(Roll.SYSTEM,)),
    ),
)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def parts(known: Fakta, state: str) -> Iterator[tuple[Delprocess, date]]:
    for part in known.delprocesser:
        if part.tillstand == state and part.sedan:
            yield part, part.sedan


@plikt(rutin("öppning"), since=SINCE, etikett="Öppnas", utfors_av=("oppna",), utloser="oppna")
def oppnas(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Delen öppnas efter fem dagar."""
    for part, fran in parts(known, "vantar"):
        yield Forfall(fran + days(5), raknas_fran=fran, nyckel=str(part.id), delprocess=part.id)


@plikt(rutin("stängning"), since=SINCE, etikett="Stängs", utfors_av=("stang",), utloser="stang")
def stangs(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Delen stängs efter tio dagar, om den är öppen."""
    for part, fran in parts(known, "oppen"):
        yield Forfall(fran + days(10), raknas_fran=fran, nyckel=str(part.id), delprocess=part.id)


@plikt(LAG("1 §"), since=SINCE, etikett="Svara")
def svar_lamnas(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Svar lämnas inom sju dagar, i ett fönster."""
    if known.inkom:
        yield Forfall(
            known.inkom + days(7),
            raknas_fran=known.inkom,
            fonster_fran=known.inkom + days(4),
            yttersta_dag=known.inkom + days(9),
        )


@plikt(rutin("uppföljning"), since=SINCE, etikett="Följ upp")
def foljs(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """En öppen del följs upp efter tre dagar."""
    for part, fran in parts(known, "oppen"):
        yield Forfall(fran + days(3), raknas_fran=fran, nyckel=str(part.id), delprocess=part.id)


@plikt(rutin("snurra"), since=SINCE, etikett="Snurrar", utloser="snurra")
def snurrar(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Ett steg som lämnar sin egen bevakning kvar samma dag."""
    for part, fran in parts(known, "oppen"):
        yield Forfall(fran, raknas_fran=fran, nyckel=str(part.id), delprocess=part.id)


@plikt(rutin("evigt"), since=SINCE, etikett="Evigt", utloser="snurra")
def evigt(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Ett steg som skjuter upp sig självt en dag i taget, utan slut."""
    for part, fran in parts(known, "oppen"):
        taken = part.steg.get("snurra")
        dag = (taken.dag if taken and taken.dag else fran) + days(1)
        yield Forfall(dag, raknas_fran=fran, nyckel=str(part.id), delprocess=part.id)


PLIKTER: tuple[Rule[Any], ...] = (oppnas, stangs, svar_lamnas, foljs)


def known(*states: str, since: date = DAY, inkom: date | None = None, nekat: bool = False) -> Fakta:
    made = tuple(
        Delprocess(nr, "del", state, since, since, nr) for nr, state in enumerate(states, start=1)
    )
    antal = {"nekat": 1} if nekat else {}
    return Fakta("prov", "prov", "a", inkom=inkom, delprocesser=made, antal=antal)


def walked(fakta: Fakta, dag: date = DAY, plikter: tuple[Rule[Any], ...] = PLIKTER) -> Prognos:
    rows = [Bevakad(nr, v) for nr, v in enumerate(expected(plikter, fakta, None).values(), start=1)]
    regler = Spelregler(
        Bevakande(plikter, {r.kod: r.utfors_av for r in plikter}, None),
        DEL,
        {"del": DEL},
        {r.kod: r.utloser for r in plikter if r.utloser},
    )
    return forecast(fakta, rows, last_nr=len(rows), dag=dag, regler=regler)


def told(made: Prognos) -> list[tuple[int, str, str]]:
    """Days after DAY, what, and which."""
    return [
        ((v.dag - DAY).days, v.slag.value, v.steg or v.bevakad.vantad.slag) for v in made.vantas
    ]


def test_window_day_and_hard_limit_come_in_turn_and_it_stays_until_somebody_does_it() -> None:
    made = walked(known(inkom=DAY))
    assert told(made) == [
        (4, "fonster_oppnas", "svar_lamnas"),
        (7, "forfaller", "svar_lamnas"),
        (9, "yttersta_dag", "svar_lamnas"),
    ]
    assert [b.vantad.slag for b in made.kvar] == ["svar_lamnas"]
    assert made.till == DAY + days(9)


def test_what_has_passed_is_said_first_and_an_open_window_is_no_news() -> None:
    made = walked(known(inkom=DAY - days(10)))
    assert told(made) == [
        (0, "forfallen", "svar_lamnas"),
        (0, "yttersta_dag_passerad", "svar_lamnas"),
    ]


def test_the_system_takes_its_steps_and_what_they_lead_to_is_walked_too() -> None:
    made = walked(known("vantar"))
    assert told(made) == [
        (5, "forfaller", "oppnas"),
        (5, "systemet_gor", "oppna"),
        (5, "upphor", "oppnas"),
        (5, "tillkommer", "foljs"),
        (5, "tillkommer", "stangs"),
        (8, "forfaller", "foljs"),
        (15, "forfaller", "stangs"),
        (15, "systemet_gor", "stang"),
        (15, "upphor", "foljs"),
        (15, "upphor", "stangs"),
    ]
    assert made.kvar == ()
    part = made.fakta.delprocess(1)
    assert part is not None
    assert (part.tillstand, part.sedan) == ("slut", DAY + days(15))
    assert not made.avbruten


def test_a_missed_day_is_caught_up_on_the_first() -> None:
    made = walked(known("vantar", since=DAY - days(30)))
    assert told(made)[:2] == [(0, "forfallen", "oppnas"), (0, "systemet_gor", "oppna")]


def test_a_step_that_its_rules_hold_back_needs_a_person() -> None:
    made = walked(known("vantar", nekat=True))
    assert told(made) == [(5, "forfaller", "oppnas"), (5, "systemet_kan_inte", "oppna")]
    assert made.vantas[-1].varfor == "Det är inte tillåtet."
    assert [b.vantad.slag for b in made.kvar] == ["oppnas"]


def test_a_step_that_the_definitions_do_not_have_needs_a_person() -> None:
    fakta = known("vantar")
    made = walked(replace(fakta, delprocesser=(replace(fakta.delprocesser[0], process="borta"),)))
    assert told(made)[-1] == (5, "systemet_kan_inte", "oppna")


def test_a_step_that_leaves_its_own_bevakning_due_is_taken_once() -> None:
    made = walked(known("oppen"), plikter=(snurrar,))
    assert told(made) == [(0, "forfaller", "snurrar"), (0, "systemet_gor", "snurra")]
    assert not made.avbruten


def test_what_puts_itself_off_for_ever_stops_at_the_bound_and_says_so() -> None:
    made = walked(known("oppen"), plikter=(evigt,))
    assert made.avbruten
    steps = [v for v in made.vantas if v.slag is Prognosslag.SYSTEMET]
    assert len(steps) == prognos.MAX_STEPS
    assert made.till == DAY + days(prognos.MAX_STEPS + 1)


def test_nothing_open_means_that_nothing_happens() -> None:
    made = walked(known())
    assert (made.vantas, made.kvar, made.till) == ((), (), DAY)


@given(
    states=st.lists(st.sampled_from(["vantar", "oppen", "slut"]), max_size=4),
    since=st.integers(-40, 0),
    inkom=st.integers(-40, 10),
)
def test_it_is_the_same_every_time_goes_forward_and_ends(
    states: list[str], since: int, inkom: int
) -> None:
    fakta = known(*states, since=DAY + days(since), inkom=DAY + days(inkom))
    made = walked(fakta)
    assert made == walked(fakta)
    days_told = [v.dag for v in made.vantas]
    assert days_told == sorted(days_told)
    assert not made.avbruten
    assert all(d.tillstand == "slut" for d in made.fakta.delprocesser)


@given(first=st.integers(0, 20))
def test_begun_later_it_comes_to_the_same_end(first: int) -> None:
    """What is said of a day does not depend on which day it was asked."""
    fakta = known("vantar", "oppen", inkom=DAY)
    early = walked(fakta)
    steps = [(v.dag, v.steg) for v in early.vantas if v.slag is Prognosslag.SYSTEMET]
    if first < min((d - DAY).days for d, _ in steps):
        late = walked(fakta, DAY + days(first))
        assert [(v.dag, v.steg) for v in late.vantas if v.slag is Prognosslag.SYSTEMET] == steps
        assert late.kvar == early.kvar


def test_what_follows_from_a_late_step_counts_from_the_day_it_fell_due() -> None:
    """The loop dates such a step on its own day; a forecast from any later day comes to the same end."""
    in_time = walked(known("vantar", since=DAY - days(30)), DAY - days(30))
    late = walked(known("vantar", since=DAY - days(30)))
    assert {b.vantad.forfall.dag for b in late.kvar} == {b.vantad.forfall.dag for b in in_time.kvar}
    assert [d.sedan for d in late.fakta.delprocesser] == [
        d.sedan for d in in_time.fakta.delprocesser
    ]
