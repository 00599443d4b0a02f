"""A raised risk is told to the enhetschef, or whoever leads instead, until it has been seen."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.actions.tick import tick
from caseflow.engine.errors import CaseflowError, Refused
from caseflow.queries.arende_vy import las_arende
from caseflow.queries.formular import faktumets_formular
from caseflow.queries.verifiera import verifiera
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.bevakning import Bevakning
from caseflow.store.medarbetare import Medarbetare
from tests.akter import (
    INKOM,
    RISK,
    close,
    faktum,
    oppna,
    oppna_friyta,
    oppna_partnerkontakt,
    rader,
)
from tests.databas import Verksamhet, at

RAISED = {"utsatt": ("anna", "Hans"), "friyta": ("erik", "Hans"), "partnerkontakt": ("jon", "Kim")}


def owners(v: Verksamhet, dag: str) -> list[str]:
    """Who owns the notice of the raised risk."""
    day = date.fromisoformat(dag)
    with v.db.read() as session:
        ids = session.scalars(
            select(owner_column(day))
            .select_from(Bevakning)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(
                Bevakning.slag == "hojd_risk_till_enhetschef",
                Bevakning.status.in_(("oppen", "kvitterad")),
            )
        ).all()
        return [session.get_one(Medarbetare, i).namn for i in ids if i]


@pytest.mark.parametrize("slag", RAISED)
def test_a_raised_risk_is_told_to_the_leader_until_it_is_seen(
    verksamhet: Verksamhet, slag: str
) -> None:
    v = verksamhet
    by, leader = RAISED[slag]
    opened = {
        "utsatt": oppna,
        "friyta": oppna_friyta,
        "partnerkontakt": oppna_partnerkontakt,
    }[slag]
    nummer = opened(v)
    faktum(v, nummer, "riskbedomning", {**RISK, "niva": "lag"}, av=by)
    assert owners(v, INKOM) == []
    faktum(v, nummer, "riskbedomning", {**RISK, "niva": "hog"}, "2026-01-13", av=by)
    faktum(v, nummer, "riskbedomning", {**RISK, "niva": "lag"}, "2026-01-14", av=by)
    assert owners(v, "2026-01-14") == [leader]
    tick(v.db, now=at("2026-01-14"))
    told = rader(
        v.db,
        "SELECT m.namn FROM notis n JOIN medarbetare m ON m.id = n.medarbetare_id"
        " JOIN bevakning b ON b.akt_id = n.akt_id AND b.nr = n.bevakning_nr"
        " WHERE b.slag = 'hojd_risk_till_enhetschef'",
    )
    assert told == [{"namn": leader}]
    with pytest.raises(CaseflowError):
        faktum(v, nummer, "hojd_risk_sedd", {}, "2026-01-14", av=by)
    faktum(v, nummer, "hojd_risk_sedd", {}, "2026-01-14", av=leader.lower())
    assert owners(v, "2026-01-14") == []


def test_without_an_enhetschef_the_raised_risk_is_somebody_elses(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    for niva, dag in (("lag", INKOM), ("hog", "2026-01-13")):
        faktum(v, nummer, "riskbedomning", {**RISK, "niva": niva}, dag)
    close(v, "hans")
    assert owners(v, "2026-01-14") == ["Anna"]


RAISED_WITHOUT = {
    "utsatt": ("anna", "bo", "hans"),
    "friyta": ("erik", "fatima", "hans"),
    "partnerkontakt": ("jon", "gun", "kim"),
}
"""Who assessed the risk and owns the notice when the leader is gone, who works beside, and the leader."""


@pytest.mark.parametrize("slag", RAISED_WITHOUT)
def test_whoever_owns_the_notice_can_see_it_where_nobody_leads(
    verksamhet: Verksamhet, slag: str
) -> None:
    v = verksamhet
    owner, beside, leader = RAISED_WITHOUT[slag]
    opened = {
        "utsatt": oppna,
        "friyta": oppna_friyta,
        "partnerkontakt": oppna_partnerkontakt,
    }[slag]
    nummer = opened(v)
    for niva, dag in (("lag", INKOM), ("hog", "2026-01-13")):
        faktum(v, nummer, "riskbedomning", {**RISK, "niva": niva}, dag, av=owner)
    with pytest.raises(Refused):
        faktum(v, nummer, "hojd_risk_sedd", {}, "2026-01-14", av=owner)
    assert not _offers(v, nummer, owner)
    close(v, leader)
    assert owners(v, "2026-01-14") == [owner.capitalize()]
    with pytest.raises(CaseflowError):
        faktum(v, nummer, "hojd_risk_sedd", {}, "2026-01-14", av=beside)
    assert _offers(v, nummer, owner)
    faktum(v, nummer, "hojd_risk_sedd", {}, "2026-01-14", av=owner)
    assert owners(v, "2026-01-14") == []
    assert verifiera(v.db).fel == []


def _offers(v: Verksamhet, nummer: str, namn: str) -> bool:
    """Whether both the list of what can be registered and the form let the person see the raised risk."""
    dag = date(2026, 1, 14)
    vy = las_arende(v.db, v.aktor(namn), nummer, dag=dag)
    (prov,) = (p for p in vy.faktaprov if p.kod == "hojd_risk_sedd")
    form = faktumets_formular(v.db, v.aktor(namn), nummer, "hojd_risk_sedd", dag=dag)
    assert prov.tillaten == (not any(k.brist for k in form.kontroller))
    return prov.tillaten
