"""Everything a medarbetare has goes to others, akt by akt; then she has no access, and the history says by whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.lamna_over import lamna_over, overlamningsplan, plan_as_dict
from caseflow.actions.logga_in import logga_in
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.actions.overlamningsplan import Begaran
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.queries.forfallande import forfallande
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import open_akt
from caseflow.store.handelselasning import las_handelser
from caseflow.store.kalenderadress import Kalenderadress
from tests.akter import (
    innehall,
    last,
    oppna,
    rader,
)
from tests.databas import PASSWORD, Verksamhet, at
from tests.web.arendebygge import i_verkstallighet
from tests.web.webbplats import Webbplats

NOW = at("2026-01-20")
FRAN = date(2026, 2, 2)
EFTER = date(2026, 2, 2)


def begaran(namn: str = "anna", satt: Satt = Satt.SPRID, **given: Any) -> Begaran:
    fields: dict[str, Any] = {
        "fran_dag": FRAN,
        "orsak": "ledighet",
        "skal": "Ledig till hösten.",
        **given,
    }
    if fields.get("till"):
        fields["till"] = f"{fields['till']}@exempel.se"
    return Begaran(epost=f"{namn}@exempel.se", satt=satt, **fields)


def over(v: Verksamhet, av: str = "gun", **given: Any) -> Any:
    return lamna_over(v.db, v.aktor(av), begaran(**given), now=NOW)


def hennes(v: Verksamhet, namn: str) -> tuple[int, int]:
    """How many open akter and open bevakningar stand on her."""
    id_ = v.aktor(namn).id
    akter = rader(v.db, "SELECT nummer FROM akt WHERE ansvarig_id = :i AND NOT avslutad", i=id_)
    rows = rader(
        v.db,
        "SELECT nr FROM bevakning WHERE tilldelad_id = :i AND status IN ('oppen', 'kvitterad')",
        i=id_,
    )
    return len(akter), len(rows)


def ansvarig(v: Verksamhet, nummer: str) -> str:
    rows = rader(
        v.db,
        "SELECT m.epost FROM akt a LEFT JOIN medarbetare m ON m.id = a.ansvarig_id"
        " WHERE a.nummer = :n",
        n=nummer,
    )
    return (rows[0]["epost"] or "").partition("@")[0]


def handelser(v: Verksamhet, nummer: str, *koder: str) -> list[Any]:
    with v.db.read() as session:
        akt = session.scalar(select(Akt).where(Akt.nummer == nummer))
        assert akt is not None
        return list(las_handelser(session, v.db.ring, akt, koder=koder))


def test_nothing_of_hers_is_left_and_she_has_no_access(verksamhet: Verksamhet) -> None:
    v = verksamhet
    own = [oppna(v, "utovare"), oppna(v, "utsatt"), oppna(v, "utovare")]
    other = oppna(v, av="gun")
    tilldela_bevakning(v.db, v.aktor("gun"), other, 1, "anna@exempel.se", now=at("2026-01-12"))
    logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    done = over(v, satt=Satt.TILL, till="bo")
    assert sorted(done.klara) == sorted([*own, other])
    assert done.nekade == ()
    assert done.till_och_med == date(2026, 2, 1)
    assert hennes(v, "anna") == (0, 0)
    assert {ansvarig(v, n) for n in own} == {"bo"}
    # The last day is kept; from the next one the answer is that of something that is missing.
    assert v.aktor("anna", date(2026, 2, 1)).uppdrag
    after = v.aktor("anna", EFTER)
    with v.db.read() as session:
        open_akt(session, v.aktor("anna", date(2026, 2, 1)), own[0])
        with pytest.raises(NotFound) as refused:
            open_akt(session, after, own[0])
        with pytest.raises(NotFound) as missing:
            open_akt(session, after, "VN-7K3F-Q2MX-5")
    assert refused.value.vad.replace(own[0], "") == missing.value.vad.replace("VN-7K3F-Q2MX-5", "")
    assert verifiera(v.db).fel == []


def test_the_history_says_by_whom_to_whom_and_why(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "anna@exempel.se", now=at("2026-01-12"))
    over(v, satt=Satt.TILL, till="bo")
    (akt,) = handelser(v, nummer, "byt_ansvarig")
    row = handelser(v, nummer, "tilldela_bevakning")[-1]
    for written in (akt, row):
        assert written.av == v.aktor("gun").id
        assert written.roll == "samordnare"
        assert written.varden == {
            "till": "Bo",
            "orsak": "ledighet",
            "skal": "Ledig till hösten.",
        }
    assert row.effekt["bevakningar"] == [
        {"op": "tilldela", "nr": 1, "till": v.aktor("bo").id, "av": v.aktor("gun").id}
    ]
    (stored,) = rader(v.db, "SELECT tilldelad_av_id AS av FROM bevakning WHERE nr = 1")
    assert stored["av"] == v.aktor("gun").id


def test_the_plan_writes_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    before = innehall(v.db)
    plan = overlamningsplan(v.db, v.aktor("gun"), begaran(), now=NOW)
    assert innehall(v.db) == before
    assert [a.nummer for a in plan.akter] == [nummer]
    assert plan.roller == ("handlaggare",)
    assert plan_as_dict(plan)["mottagare"] == [
        {"till": "Bo", "akter": 1, "bevakningar": 0, "insatser": 0}
    ]


def test_spread_by_load(verksamhet: Verksamhet) -> None:
    v = verksamhet
    lagg_till(
        v.db,
        NyMedarbetare("ida@exempel.se", "Ida", "vast", (Roll.HANDLAGGARE,)),
        fran=date(2020, 1, 1),
    )
    for _ in range(2):
        oppna(v, av="bo")  # Bo has two already
    own = [oppna(v) for _ in range(6)]
    over(v)
    held = [ansvarig(v, n) for n in own]
    assert (held.count("ida"), held.count("bo")) == (4, 2)


def test_back_to_the_samordnare(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    over(v, satt=Satt.TILLBAKA)
    assert ansvarig(v, nummer) == ""
    rows = forfallande(v.db, v.aktor("gun"), on=date(2030, 1, 1), today=EFTER)
    assert {r.agare for r in rows} == {"Gun"}


def test_what_the_colleague_may_not_have_goes_back_with_the_reason(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    done = over(v, satt=Satt.TILL, till="erik")
    assert ansvarig(v, nummer) == ""
    assert done.plan.tillbaka == (
        (nummer, "Ansvaret för ärendet", "Erik är inte handläggare i enheten."),
    )


def test_a_follow_up_never_goes_to_the_one_who_gave_the_insats(verksamhet: Verksamhet) -> None:
    v = verksamhet
    site = Webbplats(v)
    b = i_verkstallighet(site)  # Erik holds the insats
    row = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    tilldela_bevakning(
        v.db, v.aktor("gun"), b.nummer, row.nr, "fatima@exempel.se", now=site.klocka.now
    )
    asked = begaran("fatima", Satt.TILL, till="erik", fran_dag=site.idag + timedelta(days=7))
    done = lamna_over(v.db, v.aktor("gun"), asked, now=site.klocka.now)
    assert (b.nummer, "Följ upp", "Erik gav insatsen och följer inte själv upp den.") in (
        done.plan.tillbaka
    )
    assert hennes(v, "fatima") == (0, 0)
    standing = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    assert standing.tilldelad is None


def test_spread_passes_by_the_one_who_gave_the_insats(verksamhet: Verksamhet) -> None:
    v = verksamhet
    site = Webbplats(v)
    b = i_verkstallighet(site)
    lagg_till(
        v.db,
        NyMedarbetare("ida@exempel.se", "Ida", "vast", (Roll.BEHANDLARE,)),
        fran=date(2020, 1, 1),
    )
    row = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    tilldela_bevakning(
        v.db, v.aktor("gun"), b.nummer, row.nr, "fatima@exempel.se", now=site.klocka.now
    )
    asked = begaran("fatima", fran_dag=site.idag + timedelta(days=7))
    lamna_over(v.db, v.aktor("gun"), asked, now=site.klocka.now)
    standing = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    assert standing.tilldelad == v.aktor("ida").id


def test_a_new_ansvarig_who_gave_the_insats_does_not_inherit_the_follow_up(
    liten_verksamhet: Verksamhet,
) -> None:
    """In an open akt what is given to nobody follows the ansvarig; a follow-up then goes to the samordnare."""
    v = liten_verksamhet
    site = Webbplats(v)
    b = i_verkstallighet(site)
    lagg_till(
        v.db,
        NyMedarbetare("erik@exempel.se", "Erik", "vast", (Roll.HANDLAGGARE,)),
        fran=date(2020, 1, 1),
    )
    row = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    tilldela_bevakning(
        v.db, v.aktor("gun"), b.nummer, row.nr, "anna@exempel.se", now=site.klocka.now
    )
    asked = begaran("anna", Satt.TILL, till="erik", fran_dag=site.idag + timedelta(days=7))
    done = lamna_over(v.db, v.aktor("gun"), asked, now=site.klocka.now)
    assert ansvarig(v, b.nummer) == "erik"
    standing = next(o for o in last(v.db, b.nummer).oppna if o.slag == "uppfoljning_ska_goras")
    assert standing.tilldelad == v.aktor("gun").id
    assert done.nekade == ()


class _Crash(Exception):
    pass


def test_interrupted_half_way_it_continues_where_it_stopped(verksamhet: Verksamhet) -> None:
    v = verksamhet
    own = sorted(oppna(v) for _ in range(5))
    written: list[int] = []

    def crash(*given: Any) -> None:
        if str(given[2]).startswith("INSERT INTO handelse"):
            written.append(1)
            if len(written) == 3:
                raise _Crash

    event.listen(v.db.engine, "before_cursor_execute", crash)
    try:
        with pytest.raises(_Crash):
            over(v, satt=Satt.TILL, till="bo")
    finally:
        event.remove(v.db.engine, "before_cursor_execute", crash)
    assert [ansvarig(v, n) for n in own] == ["bo", "bo", "anna", "anna", "anna"]
    assert v.aktor("anna", EFTER).uppdrag, "she keeps her uppdrag until all is handed over"
    done = over(v, satt=Satt.TILL, till="bo")
    assert list(done.klara) == own[2:]
    assert all(len(handelser(v, n, "byt_ansvarig")) == 1 for n in own), "none is handed over twice"
    assert v.aktor("anna", EFTER).uppdrag == ()
    again = over(v, satt=Satt.TILL, till="bo")
    assert (again.klara, again.nekade) == ((), ())
    assert verifiera(v.db).fel == []


def test_sessions_and_calendar_end_with_the_uppdrag(verksamhet: Verksamhet) -> None:
    v = verksamhet
    anna = v.aktor("anna").id
    logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    with v.db.write() as session:
        session.add(Kalenderadress(medarbetare_id=anna, hemlighet_hash=b"h" * 32, skapad=NOW))
    over(v, fran_dag=date(2026, 1, 20), orsak="slutar")
    assert rader(v.db, "SELECT * FROM inloggning WHERE medarbetare_id = :i", i=anna) == []
    (address,) = rader(v.db, "SELECT aterkallad FROM kalenderadress")
    assert address["aterkallad"] is not None
    assert v.aktor("anna", date(2026, 1, 19)).uppdrag
    assert v.aktor("anna", date(2026, 1, 20)).uppdrag == ()


def test_an_uppdrag_in_another_unit_stays(verksamhet: Verksamhet) -> None:
    v = verksamhet
    lagg_till(
        v.db,
        NyMedarbetare("anna@exempel.se", "Anna", "ost", (Roll.HANDLAGGARE,)),
        fran=date(2020, 1, 1),
    )
    elsewhere = oppna(v, enhet="ost")
    own = oppna(v)
    over(v)
    assert (ansvarig(v, own), ansvarig(v, elsewhere)) == ("bo", "anna")
    assert [roll for _, roll in v.aktor("anna", EFTER).uppdrag] == ["handlaggare"]


def test_what_she_comes_back_to_is_kept_at_a_leave_and_only_then(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    ny = NyMedarbetare("bo@exempel.se", "Bo", "vast", (Roll.BEHANDLARE,))
    lagg_till(v.db, ny, fran=date(2026, 8, 17))
    over(v, namn="bo")
    assert v.aktor("bo", date(2026, 8, 16)).uppdrag == ()
    assert [r for _, r in v.aktor("bo", date(2026, 8, 17)).uppdrag] == ["behandlare"]
    over(v, namn="bo", orsak="slutar")
    assert v.aktor("bo", date(2026, 8, 17)).uppdrag == ()


# What is refused: nothing is written.


@pytest.mark.parametrize("av", ["anna", "bo", "cecilia", "erik", "jon", "lo"])
def test_only_those_who_lead_the_unit(liten_verksamhet: Verksamhet, av: str) -> None:
    v = liten_verksamhet
    oppna(v)
    before = innehall(v.db)
    with pytest.raises(BadInput) as found:
        over(v, av=av)
    with pytest.raises(BadInput) as missing:
        over(v, av=av, namn="ingen")
    assert found.value.message == missing.value.message
    assert innehall(v.db) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fran_dag": date(2026, 1, 19)}, "i dag eller en senare dag"),
        ({"satt": Satt.TILL, "till": "cecilia"}, "välj en kollega som arbetar i enheten"),
        ({"satt": Satt.TILL, "till": "anna"}, "välj en kollega som arbetar i enheten"),
        ({"satt": Satt.TILL, "till": "\x00"}, "välj en kollega som arbetar i enheten"),
        ({"skal": "  "}, "Skäl"),
        ({"orsak": ""}, "Orsak"),
        ({"orsak": "semester"}, "Orsak"),
        ({"enhet": "ost"}, "välj någon som har"),
    ],
)
def test_bad_input_writes_nothing(
    liten_verksamhet: Verksamhet, given: dict[str, Any], said: str
) -> None:
    v = liten_verksamhet
    oppna(v)
    before = innehall(v.db)
    with pytest.raises(BadInput) as caught:
        over(v, **given)
    assert said in caught.value.varfor
    assert innehall(v.db) == before


def test_the_unit_is_not_left_without_anybody_who_owns_what_is_left(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    stang_av(v.db, "hans@exempel.se", dag=date(2026, 1, 1))
    before = innehall(v.db)
    with pytest.raises(Refused, match="Ingen annan i enheten är samordnare eller enhetschef"):
        over(v, namn="gun", satt=Satt.TILLBAKA)
    assert innehall(v.db) == before


def test_a_samordnare_does_not_end_the_uppdrag_of_the_enhetschef(
    liten_verksamhet: Verksamhet,
) -> None:
    with pytest.raises(Refused, match="Enhetschefens uppdrag avslutas av en enhetschef"):
        over(liten_verksamhet, namn="hans", satt=Satt.TILLBAKA)


def test_the_samordnare_hands_over_her_own(verksamhet: Verksamhet) -> None:
    v = verksamhet
    other = oppna(v, av="anna")
    tilldela_bevakning(v.db, v.aktor("anna"), other, 1, "gun@exempel.se", now=at("2026-01-12"))
    over(v, namn="gun", satt=Satt.TILL, till="hans")
    assert hennes(v, "gun") == (0, 0)
    rows = forfallande(v.db, v.aktor("hans"), on=date(2030, 1, 1), today=EFTER)
    assert "Hans" in {r.agare for r in rows}


def test_what_has_changed_since_the_plan_is_left_alone(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    own = oppna(v)
    byt_ansvarig(v.db, v.aktor("gun"), own, "bo@exempel.se", now=NOW)
    assert over(v, satt=Satt.TILL, till="bo").klara == ()
    assert len(handelser(v, own, "byt_ansvarig")) == 1
