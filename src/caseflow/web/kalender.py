"""The calendar feed, and the page where a person chooses how to be told. No log-in opens the feed, only its secret."""

from __future__ import annotations

import re
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.kalenderadress import (
    aterkalla_kalenderadress,
    kalendern_hamtad,
    ny_kalenderadress,
    stall_in_epost,
)
from caseflow.actions.logga_in import token_hash
from caseflow.notices.kalender import calendar
from caseflow.queries.kalenderinnehall import kalender, kanaler
from caseflow.rules.kalender import svensk_dag
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn, databas, now_of
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/notiser-och-kalender"
_SECRET = re.compile(r"[A-Za-z0-9_-]{22,86}")


@router.api_route("/kalender/{hemlighet}.ics", methods=["GET", "HEAD"])
def feed(request: Request, hemlighet: str) -> Response:
    """The calendar of a secret address. Wrong, revoked and disabled get one and the same answer."""
    db, now = databas(request), now_of(request)
    found = (
        kalender(db, token_hash(hemlighet), dag=svensk_dag(now))
        if _SECRET.fullmatch(hemlighet)
        else None
    )
    if found is None:
        return Response("Kalendern finns inte.", HTTPStatus.NOT_FOUND, media_type="text/plain")
    kalendern_hamtad(db, found.adress_id, now=now)
    tag = f'"{found.marke}"'
    headers = {"ETag": tag, "X-Robots-Tag": "noindex"}
    known = [
        t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="caseflow.ics"'
    return Response(
        calendar(found.rader, now=now), media_type="text/calendar; charset=utf-8", headers=headers
    )


@router.get(ADDRESS)
def show_channels(request: Request, visit: LoggedIn, klart: str = "") -> Response:
    """E-mail on or off, and the calendar's address."""
    return _page(request, visit, klart=klart)


@router.post(f"{ADDRESS}/epost")
def choose_mail(visit: LoggedIn, form: Form) -> Response:
    """Turn e-mail on or off."""
    stall_in_epost(visit.db, visit.aktor, pa=form.get("epostnotiser") == "ja")
    return RedirectResponse(f"{ADDRESS}?klart=epost", HTTPStatus.SEE_OTHER)


@router.post(f"{ADDRESS}/ny-adress")
def new_address(request: Request, visit: LoggedIn) -> Response:
    """A new address, shown in this answer and never again."""
    secret = ny_kalenderadress(visit.db, visit.aktor, now=visit.now)
    return _page(request, visit, adress=f"{visit.db.settings.adress}/kalender/{secret}.ics")


@router.post(f"{ADDRESS}/aterkalla")
def revoke(visit: LoggedIn) -> Response:
    """The address opens nothing any more."""
    aterkalla_kalenderadress(visit.db, visit.aktor, now=visit.now)
    return RedirectResponse(f"{ADDRESS}?klart=aterkallad", HTTPStatus.SEE_OTHER)


def _page(request: Request, visit: Visit, *, adress: str = "", klart: str = "") -> Response:
    return rendera(
        request,
        "webb/notiser_och_kalender.html",
        visit,
        active=ADDRESS,
        kanaler=kanaler(visit.db, visit.aktor),
        skickas=bool(visit.db.settings.smtp_url),
        ny_adress=adress,
        klart=klart,
    )
