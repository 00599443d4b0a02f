"""An akt that runs on earlier definitions: what goes out to the person is tried there as everywhere."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.engine.errors import BadInput, Refused
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.utgaende import UTGAENDE, brevet_gar_fram_sakert, saker_kontakt_galler
from tests.actions.test_saker_kontakt import (
    PERSON,
    REGLER,
    RING,
    TISDAG,
    hindren,
    kodordet,
    regler,
)
from tests.akter import faktum, last, oppna, rader, steg
from tests.aldre_definition import keep_as_released
from tests.databas import Verksamhet

NYA = {"dagar", "fran", "till", "osaker_adress", "kodord_ord"}
GRINDEN = {r.kod for r in (*UTGAENDE, brevet_gar_fram_sakert)} - {saker_kontakt_galler.kod}


def fore_grinden(slag: str) -> Definitioner:
    """As today's, before hours, code word and channel were asked for and anything that goes out was tried."""
    today = definitioner_for(slag)
    kinds = {
        kod: replace(
            kind,
            fields=tuple(f for f in kind.fields if kod != "saker_kontakt" or f.code not in NYA),
            requires=(fritexten_avslojar_ingen,)
            if kod == "saker_kontakt"
            else tuple(r for r in kind.requires if r.kod not in GRINDEN),
        )
        for kod, kind in today.faktaslag.items()
        if kod != "utgaende_kontakt"
    }
    uppfoljning = today.delprocesser["uppfoljning"]
    steps = tuple(
        replace(
            t,
            fields=tuple(f for f in t.fields if f.code in {"saker_kontakt", "utfall", "ny_dag"}),
            requires=tuple(r for r in t.requires if r.kod not in GRINDEN),
        )
        if t.code == "forsok_kontakt"
        else t
        for t in uppfoljning.transitions
    )
    parts = {**today.delprocesser, "uppfoljning": replace(uppfoljning, transitions=steps)}
    return replace(today, delprocesser=parts, faktaslag=kinds)


def aldre(v: Verksamhet, slag: str, **person: Any) -> str:
    """An ärende of an earlier release."""
    definitioner = fore_grinden(slag)
    keep_as_released(v.db, definitioner)
    nummer = oppna(v, slag, **person)
    with v.db.write() as session:
        change = "UPDATE akt SET process_version = :v WHERE nummer = :n"
        session.execute(text(change), {"v": definitioner.version, "n": nummer})
    return nummer


def test_a_letter_or_a_call_is_tried_as_today(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = aldre(v, "utsatt", **PERSON, skydd="sekretessmarkering")
    with pytest.raises(Refused) as refused:
        faktum(v, nummer, "kommunicering", {"satt": "brev"}, TISDAG)
    assert [h.regel for h in refused.value.hinder] == ["brevet_gar_fram_sakert"]
    faktum(v, nummer, "saker_kontakt", REGLER, TISDAG)
    assert hindren(v, nummer, klockslag="11:00") == {"klockslaget_ar_sakert"}
    assert hindren(v, nummer, kanal="sms") == {"skyddad_person_nas_for_hand"}
    faktum(v, nummer, "utgaende_kontakt", RING, TISDAG)


def test_a_contact_attempt_is_tried_as_today(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = aldre(v, "utovare")
    steg(v, nummer, "planera_uppfoljning", process="uppfoljning", av="gun", planerad=TISDAG)
    (part,) = last(v.db, nummer).fakta.av_slag("uppfoljning")
    faktum(v, nummer, "saker_kontakt", REGLER, TISDAG)
    as_before: dict[str, Any] = {"saker_kontakt": True, "utfall": "ej_svar"}
    with pytest.raises(BadInput) as faulty:
        steg(v, nummer, "forsok_kontakt", TISDAG, delprocess=part.id, **as_before)
    assert set(faulty.value.falt) == {"kanal", "klockslag"}
    given = as_before | {"kanal": "samtal"}
    with pytest.raises(Refused) as refused:
        steg(v, nummer, "forsok_kontakt", TISDAG, delprocess=part.id, **given, klockslag="13:00")
    assert [h.regel for h in refused.value.hinder] == ["klockslaget_ar_sakert"]
    steg(v, nummer, "forsok_kontakt", TISDAG, delprocess=part.id, **given, klockslag="09:30")


def test_the_code_word_and_the_unsafe_address_are_kept_there_and_nowhere_in_the_clear(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    new, old = oppna(v, "utsatt", **PERSON), aldre(v, "utsatt", **PERSON)
    faktum(v, new, "saker_kontakt", REGLER, TISDAG)
    assert kodordet(v, old) == "blåbär"
    faktum(v, old, "saker_kontakt", REGLER | {"kodord_ord": "", "fran": "10:00"}, TISDAG)
    assert kodordet(v, old) == kodordet(v, new) == "blåbär"
    for nummer in (new, old):
        held = regler(v, nummer)
        assert held is not None
        assert held.varden["kodord_ord"] is True
        assert held.ja("osaker_adress")
        assert held.text("fran") == "10:00"
    assert "blåbär" not in str(rader(v.db, "SELECT fakta FROM akt"))
    assert "bl\\u00e5b\\u00e4r" not in str(rader(v.db, "SELECT fakta FROM akt"))


def test_everything_else_is_as_the_akt_began(liten_verksamhet: Verksamhet) -> None:
    nummer = aldre(liten_verksamhet, "utsatt")
    version = last(liten_verksamhet.db, nummer).process_version
    assert version == fore_grinden("utsatt").version != definitioner_for("utsatt").version
