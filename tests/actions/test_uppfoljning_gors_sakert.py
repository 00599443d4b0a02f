"""A follow-up that is made: tried by the gate of what goes out, unless the person called herself; older akter too."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.engine.errors import Refused
from caseflow.engine.field import json_schema
from caseflow.processes import PROCESSER
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.queries.verifiera import verifiera
from caseflow.rules.uppfoljning import uppfoljningen_gors_av_annan
from tests.actions.test_saker_kontakt import REGLER
from tests.actions.test_uppfoljare import attempt, began
from tests.akter import faktum, last, steg
from tests.aldre_definition import keep_as_released
from tests.databas import Verksamhet

SVAREN: dict[str, Any] = {
    "satt": "telefon",
    "vald_sedan_dess": "nej",
    "egna_ord": "Det är lugnare.",
    "vill_ha_kontakt": False,
}
TORSDAG, LORDAG = "2026-04-09", "2026-04-11"
NYA = {"initiativ", "kanal", "klockslag", "saker_kontakt"}


def sokt(v: Verksamhet, utfall: str = "natt") -> str:
    """Somebody whose safe hours end at three, and an attempt at half past twelve on a Thursday in the window."""
    nummer = began(v)
    faktum(v, nummer, "saker_kontakt", REGLER | {"till": "15:00"}, "2026-01-15")
    attempt(v, nummer, TORSDAG, utfall)
    return nummer


def gor(v: Verksamhet, nummer: str, dag: str, **falt: Any) -> None:
    steg(v, nummer, "genomfor_uppfoljning", dag, av="fatima", delprocess=2, **SVAREN, **falt)


def hindren(v: Verksamhet, nummer: str, dag: str, **falt: Any) -> set[str]:
    before = last(v.db, nummer).seq
    with pytest.raises(Refused) as refused:
        gor(v, nummer, dag, **falt)
    assert last(v.db, nummer).seq == before, "nothing was written"
    assert all(h.text and h.gor_nu and h.kalla for h in refused.value.hinder)
    return {h.regel for h in refused.value.hinder}


def made(v: Verksamhet, nummer: str) -> bool:
    part = last(v.db, nummer).fakta.delprocess(2)
    return part is not None and part.tillstand == "genomford"


def test_it_rests_on_the_attempt_of_the_day_or_on_a_contact_of_its_own(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = sokt(v)
    own: dict[str, Any] = {"kanal": "samtal", "saker_kontakt": True}
    assert hindren(v, nummer, LORDAG) == {"dagen_ar_saker"}
    assert hindren(v, nummer, "2026-04-10", **own, klockslag="19:00") == {"klockslaget_ar_sakert"}
    assert hindren(v, nummer, "2026-04-10", **own) == {
        "kontakten_ar_redovisad",
        "klockslaget_ar_sakert",
    }
    gor(v, nummer, "2026-04-10", **own, klockslag="10:00")
    assert made(v, nummer)
    assert verifiera(v.db).fel == []


def test_who_was_not_reached_may_call_herself_at_any_time(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = sokt(v, "ej_svar")
    assert hindren(v, nummer, LORDAG) == {"kontakten_ar_redovisad"}
    gor(v, nummer, LORDAG, initiativ="personen")
    assert made(v, nummer)


def test_an_attempt_on_the_same_day_is_enough(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = sokt(v)
    gor(v, nummer, TORSDAG)
    assert made(v, nummer)


def fore_grinden() -> Definitioner:
    """As today's, before a follow-up that was made was tried at all."""
    today = definitioner_for("utovare")
    uppfoljning = today.delprocesser["uppfoljning"]
    steps = tuple(
        replace(
            t,
            fields=tuple(f for f in t.fields if f.code not in NYA),
            requires=(uppfoljningen_gors_av_annan,),
        )
        if t.code == "genomfor_uppfoljning"
        else t
        for t in uppfoljning.transitions
    )
    parts = {**today.delprocesser, "uppfoljning": replace(uppfoljning, transitions=steps)}
    return replace(today, delprocesser=parts)


def test_an_akt_of_an_earlier_release_is_tried_as_today(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = sokt(v)
    older = fore_grinden()
    keep_as_released(v.db, older)
    with v.db.write() as session:
        change = "UPDATE akt SET process_version = :v WHERE nummer = :n"
        session.execute(text(change), {"v": older.version, "n": nummer})
    assert hindren(v, nummer, LORDAG) == {"dagen_ar_saker"}
    gor(v, nummer, LORDAG, initiativ="personen")
    assert made(v, nummer)
    assert last(v.db, nummer).process_version == older.version


def test_the_api_says_who_called_and_asks_for_nothing_more() -> None:
    step = PROCESSER["uppfoljning"].transition("genomfor_uppfoljning")
    assert step is not None
    schema: dict[str, Any] = json_schema(step.fields)
    assert schema["properties"]["initiativ"]["enum"] == ["vi", "personen"]
    assert not NYA & set(schema["required"])
