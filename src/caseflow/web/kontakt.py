"""Reaching the person: the safe-contact view, its confirmation, and the calls of the day."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from caseflow.actions.logga_lasning import log_list
from caseflow.engine.field import Field
from caseflow.queries.formular import faktumets_formular
from caseflow.queries.kontakt import Kontaktvy, senast_overenskommet, visa_kontakt
from caseflow.queries.ringlista import ringlista
from caseflow.rules.kalender import svenskt_klockslag
from caseflow.web.fakta import registrera_faktum
from caseflow.web.formularsida import rendera_formular, tomt
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
MENY = "/mina-arenden"
SAKER_KONTAKT = "saker_kontakt"


@router.post("/arenden/{nummer}/kontakt")
def kontakt(request: Request, visit: LoggedIn, nummer: str) -> HTMLResponse:
    """The safe-contact view: the rules, and the only place where a protected person's contact details stand."""
    with nekad_loggas(visit, nummer, "kontakt"):
        vy = visa_kontakt(visit.db, visit.aktor, nummer, now=visit.now)
    logga(visit, vy.nummer, vy.roll, "kontakt")
    return _visa(request, visit, vy)


@router.post("/arenden/{nummer}/kontakt/kodord")
def kodordet(request: Request, visit: LoggedIn, nummer: str) -> HTMLResponse:
    """The same with the code word, for whoever is about to reach the person. Each showing is logged."""
    with nekad_loggas(visit, nummer, "kodord visat"):
        vy = visa_kontakt(visit.db, visit.aktor, nummer, now=visit.now, kodord=True)
    logga(visit, vy.nummer, vy.roll, "kodord visat" if vy.kodord else "kontakt")
    return _visa(request, visit, vy)


@router.post("/arenden/{nummer}/kontakt/fara")
def fara(request: Request, visit: LoggedIn, nummer: str) -> HTMLResponse:
    """The number although it is shut, when somebody is in danger and the police ask for it."""
    with nekad_loggas(visit, nummer, "telefon visad vid fara"):
        vy = visa_kontakt(visit.db, visit.aktor, nummer, now=visit.now)
    logga(visit, vy.nummer, vy.roll, "telefon visad vid fara")
    return _visa(request, visit, vy, fara=True)


@router.get("/arenden/{nummer}/fakta/saker_kontakt/bekrafta")
def bekrafta(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """The form of what is agreed, filled in with what was agreed last: only the new last day is asked for."""
    with nekad_loggas(visit, nummer, f"formular:{SAKER_KONTAKT}"):
        formular = faktumets_formular(visit.db, visit.aktor, nummer, SAKER_KONTAKT, dag=visit.dag)
        before = senast_overenskommet(visit.db, visit.aktor, nummer)
    logga(visit, formular.nummer, formular.roll, f"formular:{SAKER_KONTAKT}")
    ifyllt = tomt(formular, visit, {})
    return rendera_formular(request, visit, formular, replace(ifyllt, varden=before))


@router.post("/arenden/{nummer}/fakta/saker_kontakt/bekrafta")
def registrera_bekraftelse(request: Request, visit: LoggedIn, nummer: str, data: Form) -> Response:
    """Register it as it is agreed now."""
    return registrera_faktum(request, visit, nummer, SAKER_KONTAKT, data)


@router.get("/ringlista")
def ringlistan(request: Request, visit: LoggedIn) -> HTMLResponse:
    """What the person owns that is done by reaching somebody, today."""
    if not works_with_akter(visit):
        return rendera(request, "webb/inga_arenden.html", visit)
    rader = ringlista(visit.db, visit.aktor, now=visit.now)
    numbers = {rad.nummer for rad in rader}
    log_list(visit.db, visit.aktor, numbers, "ringlista", "arbetslista", now=visit.now)
    return rendera(
        request,
        "webb/ringlista.html",
        visit,
        active="/bevakningar",
        rader=rader,
        klockslag=svenskt_klockslag(visit.now),
    )


def _visa(request: Request, visit: Visit, vy: Kontaktvy, *, fara: bool = False) -> HTMLResponse:
    falten: tuple[Field, ...] = vy.kontakt.fields if vy.kontakt and vy.kan_registrera else ()
    return rendera(
        request,
        "webb/kontakt.html",
        visit,
        active=MENY,
        vy=vy,
        fara=fara,
        falten=falten,
        klockslag=svenskt_klockslag(visit.now),
        oppna=tuple((k.kod, k.namn) for k in vy.gar),
    )
