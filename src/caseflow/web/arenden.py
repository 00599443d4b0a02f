"""The page of an akt, and the part of it that is opened by an act of its own: the identity."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from caseflow.actions.byt_ansvarig import BY as LAMNAR_OVER
from caseflow.queries.arende_vy import Arendevy, las_arende
from caseflow.queries.bra_att_veta import barnens_tider, bra_att_veta
from caseflow.queries.handlingarna import handlingar_i_korthet
from caseflow.queries.identitet import visa_identitet
from caseflow.queries.vem_har_last import vem_har_last
from caseflow.rules.roller import Roll
from caseflow.web import arendesida
from caseflow.web.diagram import riskdiagram, spardiagram
from caseflow.web.flytta import versionsrad
from caseflow.web.inskickat import Nummer
from caseflow.web.lasvakt import ANSVARIG, logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.nasta_steg import nasta_steg
from caseflow.web.registreringsgrupper import i_grupper
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
MENY = "/mina-arenden"
_HOGST_LASARE = 6
_HOGST_HANDLINGAR = 3


@router.get("/arenden/{nummer}")
def arende(
    request: Request, visit: LoggedIn, nummer: str, klart: Nummer | None = None
) -> HTMLResponse:
    """The page. `klart` is the number of the event just written, which is then confirmed."""
    with nekad_loggas(visit, nummer, "arende"):
        vy = las_arende(visit.db, visit.aktor, nummer, dag=visit.dag, kvitto=klart)
    grund = logga(visit, vy.nummer, vy.roll, "arende", ansvarig=vy.ar_ansvarig)
    nasta = nasta_steg(vy, visit.dag)
    frister, bevakningar = arendesida.frister(vy, nasta)
    registrerbara = {p.kod for p in vy.faktaprov if p.tillaten}
    return rendera(
        request,
        "webb/arende.html",
        visit,
        active=MENY,
        vy=vy,
        kvitto=vy.kvitto,
        skydd=arendesida.SKYDD.get(vy.person.skydd, "Skyddade uppgifter"),
        stegen=arendesida.lagen(vy, visit.dag),
        diagram=spardiagram(vy.spar, visit.dag),
        spartext=arendesida.spartext,
        nasta=nasta,
        registrera=i_grupper(nasta.registrera),
        frister=frister,
        bevakningar=bevakningar,
        dokument=arendesida.dokument(vy, visit.dag),
        handlingar=handlingar_i_korthet(visit.db, visit.aktor, vy.nummer, hogst=_HOGST_HANDLINGAR),
        lasare=vem_har_last(visit.db, vy.nummer, utom=visit.aktor.id, hogst=_HOGST_LASARE),
        grund=_grund(vy, grund),
        version=versionsrad(visit, vy),
        kurva=riskdiagram(vy.risk, vy.riskhandelser, visit.dag),
        upplysningar=bra_att_veta(vy.fakta, vy.profil, visit.dag),
        barnens_tider=barnens_tider(vy.fakta, vy.profil),
        riskmening=arendesida.riskmening(vy.risk, visit.dag),
        nivanamn=arendesida.NIVANAMN,
        instrumentnamn=arendesida.INSTRUMENTNAMN,
        kan_lamna_over=bool({r.value for r in LAMNAR_OVER} & set(vy.roller)),
        kan_bevaka="egen_bevakning" in registrerbara,
        kan_kontakt="saker_kontakt" in registrerbara,
        kan_bedoma="riskbedomning" in registrerbara,
        kan_skriva="journalanteckning" in registrerbara,
    )


def _grund(vy: Arendevy, grund: str) -> str:
    """Why access was given, in words."""
    if grund == ANSVARIG:
        return "ansvarig för ärendet"
    return f"{Roll(vy.roll).etikett} i enheten"


@router.post("/arenden/{nummer}/identitet")
def identitet(request: Request, visit: LoggedIn, nummer: str) -> HTMLResponse:
    """Name and personnummer, by an act of its own; a POST, so that no link and no prefetch opens it."""
    with nekad_loggas(visit, nummer, "identitet"):
        vy = visa_identitet(visit.db, visit.aktor, nummer)
    logga(visit, vy.nummer, vy.roll, "identitet")
    return rendera(request, "webb/identitet.html", visit, active=MENY, vy=vy)
