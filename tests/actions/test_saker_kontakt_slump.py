"""Whatever people try, nothing that was accepted broke what was agreed when it went out."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from caseflow.engine.errors import CaseflowError
from caseflow.processes import FAKTASLAG
from caseflow.rules.utgaende import AUTOMATISKA, DAGAR, KANALER, OVERENSKOMMEN
from caseflow.store.akt import Akt
from caseflow.store.handelselasning import las_handelser
from tests.akter import faktum, oppna, oppna_partnerkontakt
from tests.databas import Verksamhet

START = date(2026, 3, 23)
"""The week in which the clocks are put forward begins on this Monday."""
KLOCKSLAG = ("00:00", "08:59", "09:00", "10:30", "11:00", "23:59")
SKYDDAD = "sekretessmarkering"
ETT_NUMMER = "197001012391"

regler = st.fixed_dictionaries(
    {
        "kanal": st.lists(
            st.sampled_from([*OVERENSKOMMEN.values(), "hor_av_sig_sjalv"]), min_size=1, unique=True
        ),
        "tider": st.just("Som vi sagt"),
        "lamna_meddelande": st.booleans(),
        "kodord": st.booleans(),
        "galler_till": st.integers(-1, 20),
    },
    optional={
        "dagar": st.lists(st.sampled_from(DAGAR), min_size=1, unique=True),
        "fran": st.sampled_from(KLOCKSLAG),
        "till": st.sampled_from(KLOCKSLAG),
        "osaker_adress": st.booleans(),
    },
)
kontakter = st.fixed_dictionaries(
    {
        "kanal": st.sampled_from([kod for kod, _ in KANALER]),
        "klockslag": st.sampled_from(KLOCKSLAG),
        "lamnas_meddelande": st.booleans(),
        "saker_kontakt": st.just(value=True),
        "syfte": st.just("tid"),
    }
)
handlingar = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 4),
        st.integers(0, 2),
        st.booleans(),
        st.one_of(regler.map(lambda r: ("saker_kontakt", r)), kontakter.map(lambda k: ("ut", k))),
    ),
    min_size=3,
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(handlingar=handlingar, skyddad=st.booleans())
def test_no_accepted_contact_breaks_what_is_agreed(
    liten_verksamhet: Verksamhet, handlingar: list[Any], *, skyddad: bool
) -> None:
    v = liten_verksamhet
    person = {"personnummer": ETT_NUMMER, "namn": "Test Testsson"}
    first = START.isoformat()
    akter = [
        oppna(v, "utsatt", inkom=first, **(person | ({"skydd": SKYDDAD} if skyddad else {}))),
        oppna(v, "utovare", inkom=first),
        oppna_partnerkontakt(v, inkom=first),
    ]
    today = START
    for forward, back, which, late, (slag, falt) in handlingar:
        today += timedelta(days=forward)
        dag = max(START, today - timedelta(days=back))
        given_ = dict(falt)
        if slag == "saker_kontakt":
            given_["galler_till"] = (dag + timedelta(days=falt["galler_till"])).isoformat()
        kod = "saker_kontakt" if slag == "saker_kontakt" else "utgaende_kontakt"
        av = "jon" if akter[which] == akter[2] else "anna"
        nar = today + timedelta(days=1) if late else today
        try:
            faktum(v, akter[which], kod, given_, dag.isoformat(), av=av, nar=nar.isoformat())
        except CaseflowError:
            continue
    for nummer in akter:
        prove(v, nummer, skyddad=skyddad and nummer == akter[0])


def prove(v: Verksamhet, nummer: str, *, skyddad: bool) -> None:
    """Read the history again and compare, with code that shares nothing with the rules."""
    with v.db.read() as session:
        akt = session.scalars(select(Akt).where(Akt.nummer == nummer)).one()
        slag, events = akt.slag, las_handelser(session, v.db.ring, akt)
    for event in (e for e in events if e.kod == "utgaende_kontakt"):
        assert event.dag is not None
        in_force = [
            e
            for e in events
            if e.kod == "saker_kontakt" and e.seq < event.seq and e.dag and e.dag <= event.dag
        ]
        agreed = max(in_force, key=lambda e: (e.dag, e.seq), default=None)
        rules = dict(agreed.varden) if agreed else None
        check_one(dict(event.varden), event.dag, rules, slag, skyddad=skyddad)


def check_one(
    kontakt: dict[str, Any], dag: date, agreed: dict[str, Any] | None, slag: str, *, skyddad: bool
) -> None:
    kanal = kontakt["kanal"]
    assert not (skyddad and kanal in AUTOMATISKA)
    if agreed is None:
        assert slag == "utovare"
        assert kanal in {"samtal", "digitalt_mote", "besok"}
        assert not kontakt["lamnas_meddelande"]
        return
    assert dag.isoformat() <= agreed["galler_till"]
    assert OVERENSKOMMEN[kanal] in agreed["kanal"]
    assert agreed["lamna_meddelande"] or not kontakt["lamnas_meddelande"]
    assert not (agreed.get("osaker_adress") and kanal in {"brev", "hembesok"})
    if kanal not in {"brev", "via_annan"}:
        assert DAGAR[dag.weekday()] in agreed.get("dagar", DAGAR)
        assert agreed.get("fran", "00:00") <= kontakt["klockslag"]
        assert kontakt["klockslag"] < agreed.get("till", "24:00")


def test_every_way_to_reach_somebody_has_an_agreement_that_allows_it() -> None:
    agreed = next(f for f in FAKTASLAG["saker_kontakt"].fields if f.code == "kanal")
    assert set(OVERENSKOMMEN) == {kod for kod, _ in KANALER}
    assert set(OVERENSKOMMEN.values()) == {kod for kod, _ in agreed.choices} - {"hor_av_sig_sjalv"}
