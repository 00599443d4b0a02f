"""A registrator works with nothing in an akt but what a registrator finishes: there she is like everybody else."""

from datetime import date
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.kasta_utkast import kasta_utkast
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import Refused
from caseflow.queries.handling import render_handling
from caseflow.queries.handlingarna import las_handlingarna
from caseflow.queries.handlingsutkast import las_utkast, nytt_utkast
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from tests.akter import rader
from tests.databas import PASSWORD, Verksamhet, at
from tests.queries.test_gallring import stangd

SENARE = "2031-02-03"
GALLRING: dict[str, Any] = {
    "fodd": "1980-07-09",
    "andra_uppgifter": "nej",
    "skal": "Tiden har gått ut.",
}
HENNES = {"gallringsbeslut", "journalutskrift", "utlamnande", "beslut_utlamnande"}


def med_registrator(v: Verksamhet) -> str:
    """Rut keeps the archive of «vast», and nothing else. A closed akt."""
    rut = NyMedarbetare("rut@exempel.se", "Rut", "vast", (Roll.REGISTRATOR,), PASSWORD)
    lagg_till(v.db, rut, fran=date(2020, 1, 1))
    return stangd(v)


def test_she_drafts_finishes_and_hands_over_the_beslut_to_dispose(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = med_registrator(v)
    rut, now = v.aktor("rut"), at(SENARE)
    saved = spara_utkast(v.db, rut, nummer, "gallringsbeslut", GALLRING, now=now)
    assert las_utkast(v.db, rut, nummer, saved.id, now=now).brister == ()
    begard = Begard(utkast=saved.id, version=saved.version)
    seq = fardigstall_handling(v.db, rut, nummer, begard, now=now).seq
    (row,) = rader(v.db, "SELECT roll FROM handelse WHERE kod = 'fardigstall_handling'")
    assert row["roll"] == "registrator"
    lamna_handling(v.db, rut, nummer, seq, {"satt": "internt"}, dag=now.date(), now=now)
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []
    assert verifiera(v.db).fel == []


def test_she_sees_her_own_templates_and_drafts_and_no_others(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_registrator(v)
    rut, now = v.aktor("rut"), at(SENARE)
    spara_utkast(v.db, v.aktor("anna"), nummer, "inbjudan", {"plats": "Torget"}, now=now)
    hers = spara_utkast(v.db, rut, nummer, "gallringsbeslut", {}, now=now)
    seen = las_handlingarna(v.db, rut, nummer, now=now)
    assert not seen.arbetar
    assert {r.mall.kod for r in seen.mallar} == HENNES
    assert all(r.rollen_racker for r in seen.mallar)
    assert [u.id for u in seen.utkast] == [hers.id]
    assert len(las_handlingarna(v.db, v.aktor("anna"), nummer, now=now).utkast) == 2


def test_what_she_does_not_finish_is_out_of_her_reach(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_registrator(v)
    rut, now = v.aktor("rut"), at(SENARE)
    others = spara_utkast(v.db, v.aktor("anna"), nummer, "inbjudan", {"plats": "Torget"}, now=now)
    before = rader(v.db, "SELECT * FROM handlingsutkast")
    for attempt in (
        lambda: las_utkast(v.db, rut, nummer, others.id, now=now),
        lambda: nytt_utkast(v.db, rut, nummer, "inbjudan", {}, now=now),
        lambda: render_handling(v.db, rut, "inbjudan", nummer, now=now),
        lambda: spara_utkast(v.db, rut, nummer, "inbjudan", {}, now=now, utkast=others.id),
        lambda: fardigstall_handling(v.db, rut, nummer, Begard(utkast=others.id), now=now),
        lambda: kasta_utkast(v.db, rut, nummer, others.id),
    ):
        with pytest.raises(Refused, match="bara för dem som arbetar i ärendet"):
            attempt()
    assert rader(v.db, "SELECT * FROM handlingsutkast") == before
