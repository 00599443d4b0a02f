"""Mina ärenden: the work list, what is due first standing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.logga_lasning import log_reading
from caseflow.queries.listning import LEADERS
from caseflow.queries.mina_arenden import (
    Arendelista,
    Filter,
    Grupp,
    mina_arenden,
    week_end,
)
from caseflow.queries.notiser import notiser
from caseflow.queries.risknivaer import trend
from caseflow.web.datumtext import antal_dagar, kort_dag, veckodag
from caseflow.web.filterval import Val, address, chips, chosen
from caseflow.web.heltal import SIFFROR_I_SIDA, heltal
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.nytt_arende import registration_address
from caseflow.web.sakerhet import LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/mina-arenden"
PER_GROUP = 15
PER_PAGE = 50
NEWS = 5

SPAR = (
    ("utsatt", "Våldsutsatt"),
    ("utovare", "Våldsutövare"),
    ("friyta", "Friyta"),
    ("partnerkontakt", "Partnerkontakt"),
)
KALLA = (("lag", "Bara lag och föreskrift"), ("rutin", "Bara lokal rutin"))
RISK = (("okar", "Ökar"), ("hog", "Hög eller mycket hög"))
_LEVEL_Y = {"lag": 18, "medel": 13, "hog": 8, "mycket_hog": 3}
LEVEL_LABEL = {"lag": "Låg", "medel": "Medel", "hog": "Hög", "mycket_hog": "Mycket hög"}
TREND = {1: "ökar", 0: "oförändrad", -1: "minskar"}


@dataclass(frozen=True, slots=True)
class Gnista:
    """A small risk curve: the path and the points of a drawing 68 wide and 22 high."""

    linje: str
    punkter: tuple[tuple[float, int], ...]
    hog: bool
    text: str
    trend: str


def gnista(nivaer: tuple[str, ...]) -> Gnista | None:
    """The curve of the latest levels, None when there are none."""
    if not nivaer:
        return None
    step = 58 / max(len(nivaer) - 1, 1)
    first = 61.0 if len(nivaer) == 1 else 3.0
    points = tuple((round(first + i * step, 1), _LEVEL_Y[n]) for i, n in enumerate(nivaer))
    line = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points)
    return Gnista(
        linje=line,
        punkter=points,
        hog=nivaer[-1] in {"hog", "mycket_hog"},
        text=LEVEL_LABEL[nivaer[-1]],
        trend=TREND[trend(nivaer)] if len(nivaer) > 1 else "första",
    )


def _counts(lista: Arendelista, idag: date) -> list[dict[str, object]]:
    """The counters, which are also the way to their group."""
    late, today, week, later, none = (lista.grupp(g) for g in Grupp)
    oldest = (idag - late.forsta_dag).days if late.forsta_dag else 0
    law = today.lagkrav
    return [
        {
            "grupp": late,
            "namn": "Försenade",
            "ton": "danger" if late.antal else "",
            "hint": f"äldst {antal_dagar(oldest)}" if oldest else "inget är sent",
        },
        {
            "grupp": today,
            "namn": "I dag",
            "ton": "warning" if today.antal else "",
            "hint": f"{law} är lagkrav" if law else "inga lagkrav",
        },
        {
            "grupp": week,
            "namn": "Den här veckan",
            "ton": "",
            "hint": f"till söndag {kort_dag(week_end(idag), idag)}",
        },
        {
            "grupp": later,
            "namn": "Senare",
            "ton": "",
            "hint": f"nästa: {_day(later.forsta_dag, idag)}" if later.forsta_dag else "inget än",
        },
        {
            "grupp": none,
            "namn": "Utan nästa datum",
            "ton": "danger" if none.antal else "",
            "hint": "ska alltid vara noll",
        },
    ]


def _day(dag: date | None, idag: date) -> str:
    return f"{veckodag(dag)} {kort_dag(dag, idag)}" if dag else ""


def _group_texts(idag: date) -> dict[Grupp, tuple[str, str, str]]:
    """Name, hint and what stands there when a group is empty."""
    sunday = _day(week_end(idag), idag)
    return {
        Grupp.SEN: ("Försenade", "Börja här", "Inget är försenat."),
        Grupp.IDAG: ("I dag", _day(idag, idag), "Inget förfaller i dag."),
        Grupp.VECKA: ("Den här veckan", f"till {sunday}", "Inget mer förfaller den här veckan."),
        Grupp.SENARE: (
            "Senare",
            f"från {_day(week_end(idag) + timedelta(days=1), idag)}",
            "Inget senare.",
        ),
        Grupp.UTAN: ("Utan nästa datum", "", "Alla ärenden har ett nästa datum."),
    }


@router.get("/")
def home() -> Response:
    """The first page is the work list."""
    return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for."""

    filter: Filter
    grupp: Grupp | None
    sida: int


def _asked(request: Request, visit: Visit) -> _Asked:
    query = request.query_params
    leads = bool(visit.aktor.enheter(*LEADERS))
    group = query.get("grupp", "")
    return _Asked(
        Filter(
            spar=chosen(query.get("spar", ""), SPAR),
            lage=query.get("lage", "")[:40],
            kalla=chosen(query.get("kalla", ""), KALLA),
            risk=chosen(query.get("risk", ""), RISK),
            bara_mina=not leads or query.get("vems") == "mina",
        ),
        Grupp(group) if group in {g.value for g in Grupp} else None,
        heltal(query.get("sida", ""), SIFFROR_I_SIDA) or 1,
    )


@router.get(ADDRESS)
def show_list(request: Request, visit: LoggedIn) -> Response:
    """The whole page; with htmx only the list is taken from it."""
    if not works_with_akter(visit):
        return rendera(request, "webb/inga_arenden.html", visit)
    asked = _asked(request, visit)
    per_group = PER_PAGE if asked.grupp else PER_GROUP
    lista = mina_arenden(
        visit.db,
        visit.aktor,
        dag=visit.dag,
        filter_=asked.filter,
        per_grupp=per_group,
        bara=asked.grupp,
        hoppa=(asked.sida - 1) * per_group if asked.grupp else 0,
    )
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "mina_arenden", "arbetslista", now=visit.now)
    filters = _filters(asked.filter, lista)
    kept = {f.namn: f.valt for f in filters}
    leads = bool(visit.aktor.enheter(*LEADERS))
    vems = {"vems": "mina"} if leads and asked.filter.bara_mina else {}
    return rendera(
        request,
        "webb/mina_arenden.html",
        visit,
        active=ADDRESS,
        lista=lista,
        raknare=_counts(lista, visit.dag),
        grupptexter=_group_texts(visit.dag),
        filter=filters,
        filtrerad=bool(asked.filter),
        brickor=chips(ADDRESS, filters, vems),
        leder=leads,
        bara_mina=bool(vems),
        bara=asked.grupp,
        sida=asked.sida,
        sista_sida=_last_page(lista, asked.grupp),
        adress=lambda **more: address(ADDRESS, {**kept, **vems, **more}),
        gnista=gnista,
        nytt=notiser(visit.db, visit.aktor, antal=NEWS),
        registrera=registration_address(visit),
    )


def _last_page(lista: Arendelista, grupp: Grupp | None) -> int:
    return max(1, -(-lista.grupp(grupp).passar // PER_PAGE)) if grupp else 1


def _filters(filter_: Filter, lista: Arendelista) -> tuple[Val, ...]:
    """The filters with the choices that mean something in this list."""
    return (
        Val("spar", "Spår", SPAR, filter_.spar),
        Val("lage", "Steg", lista.lagen, chosen(filter_.lage, lista.lagen)),
        Val("kalla", "Fristens grund", KALLA, filter_.kalla),
        Val("risk", "Risk", RISK, filter_.risk),
    )
