"""The templates of handlingar as a page. No case data, so nothing is logged."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.documents.mallar.mall import BREVHUVUD, SPRAK, TILL
from caseflow.queries.mallkatalog import Mallblad, mallkatalog
from caseflow.queries.statistik.skydd import GRANS, for_liten
from caseflow.web.mallar import rendera
from caseflow.web.mallord import vem_fardigstaller
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/mallar"
_AKTER = {
    "utovare": "Våldsutövare",
    "utsatt": "Våldsutsatt",
    "friyta": "Friyta",
    "partnerkontakt": "Partnerkontakt",
}


@router.get(ADDRESS)
def show_templates(request: Request, visit: LoggedIn) -> Response:
    """Every template, by whom it is for."""
    blad = mallkatalog(visit.db, visit.aktor, dag=visit.dag)
    grupper = [
        (f"Till {namn[:1].lower()}{namn[1:]}", [b for b in blad if b.mall.till is till])
        for till, namn in TILL.items()
        if any(b.mall.till is till for b in blad)
    ]
    return rendera(
        request,
        "webb/mallar.html",
        visit,
        active=ADDRESS,
        grupper=grupper,
        antal=len(blad),
        anvands=_anvands,
        akter=lambda b: [_AKTER.get(slag, slag).lower() for slag in b.mall.slag],
        brevhuvudet=lambda b: BREVHUVUD[b.mall.brevhuvud],
        spraken=lambda b: [SPRAK.get(kod, kod) for kod in b.mall.sprak],
        roller=lambda b: vem_fardigstaller(b.mall, b.mall.slag),
    )


def _anvands(blad: Mallblad) -> str:
    """In how many finished handlingar; a small number would point at few persons."""
    if not blad.antal:
        return "Inte använd än i ärenden som du kan öppna."
    if for_liten(blad.antal):
        return f"Används i färre än {GRANS} färdiga handlingar i ärenden som du kan öppna."
    return f"Används i {blad.antal} färdiga handlingar i ärenden som du kan öppna."
