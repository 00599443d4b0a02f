"""Disclosure: a request opens a bevakning, the answer closes just that one, and what is chosen must hold."""

from typing import Any

import pytest

from caseflow.engine.errors import Refused
from tests.akter import faktum, last, oppna
from tests.databas import Verksamhet

BEGARAN: dict[str, Any] = {"mottagare": "polisen", "uppgifter": "Telefonnummer."}
SVAR: dict[str, Any] = {
    "mottagare": "polisen",
    "vem": "Polisregion Stockholm",
    "uppgifter": "Telefonnummer.",
    "utfall": "lamnat_ut",
    "sekretess": "26_1",
    "bestammelse": "uppgiftsskyldighet_10_28",
    "skyldighet": "kontaktuppgifter_4",
    "provning": "Begärt med stöd av lagen. Inget talar emot.",
    "kanal": "mote",
    "andras_uppgifter": True,
    "provat_av": "Anna, socialsekreterare",
}
NEJ: dict[str, Any] = {
    **{k: v for k, v in SVAR.items() if k not in {"bestammelse", "skyldighet", "kanal"}},
    "mottagare": "enskild",
    "utfall": "nekat",
    "skriftligt_beslut": True,
    "delfaende": "2026-01-14",
}


def waiting(v: Verksamhet, nummer: str) -> list[tuple[str, str]]:
    return sorted((o.slag, o.nyckel) for o in last(v.db, nummer).oppna if "begaran" in o.slag)


def test_each_request_is_answered_for_itself(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    first = faktum(v, nummer, "begaran_om_utlamnande", BEGARAN).seq
    second = faktum(v, nummer, "begaran_om_utlamnande", BEGARAN).seq
    slag = "begaran_om_uppgifter_besvaras"
    assert waiting(v, nummer) == [(slag, str(first)), (slag, str(second))]
    faktum(v, nummer, "utlamnande", {**SVAR, "begaran": first})
    assert waiting(v, nummer) == [(slag, str(second))]
    faktum(v, nummer, "utlamnande", SVAR)
    assert waiting(v, nummer) == [(slag, str(second))]


def test_a_refusal_starts_three_weeks(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    faktum(v, nummer, "utlamnande", NEJ, "2026-01-15")
    due = {o.slag: o.dag.isoformat() for o in last(v.db, nummer).oppna}
    assert due["tiden_att_overklaga_utlamnandet"] == "2026-02-04"


def test_protected_data_never_go_by_mail_and_nothing_is_written(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    skyddad = oppna(v, namn="Petra Påhittad", skydd="sekretessmarkering")
    seq = last(v.db, skyddad).seq
    with pytest.raises(Refused) as caught:
        faktum(v, skyddad, "utlamnande", {**SVAR, "kanal": "e_post"})
    assert [h.regel for h in caught.value.hinder] == [
        "skyddade_uppgifter_lamnas_aldrig_automatiskt"
    ]
    assert last(v.db, skyddad).seq == seq
    faktum(v, skyddad, "utlamnande", SVAR)
    oskyddad = oppna(v)
    faktum(v, oskyddad, "utlamnande", {**SVAR, "kanal": "e_post"})


def test_a_refused_disclosure_names_the_section(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    with pytest.raises(Refused) as caught:
        faktum(v, nummer, "utlamnande", {**SVAR, "bestammelse": "generalklausulen_10_27"})
    (hinder,) = caught.value.hinder
    assert hinder.kalla == "10 kap. 27 § OSL (2009:400)"
