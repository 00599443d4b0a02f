"""Log in and log out."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.logga_in import logga_in, logga_ut
from caseflow.engine.errors import LoginFailed
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import (
    LOGIN,
    Form,
    cookie_name,
    databas,
    local_path,
    now_of,
    session_token,
    visit_or_none,
)

router = APIRouter()


@router.get(LOGIN)
def show_login(request: Request, nasta: Annotated[str, Query(max_length=200)] = "/") -> Response:
    """The log-in page; who is logged in goes on."""
    if visit_or_none(request):
        return RedirectResponse(local_path(nasta), HTTPStatus.SEE_OTHER)
    return _page(request, local_path(nasta))


@router.post(LOGIN)
def log_in(request: Request, form: Form) -> Response:
    """A new session, or the same page again."""
    epost, losenord = str(form.get("epost", "")), str(form.get("losenord", ""))
    nasta = local_path(str(form.get("nasta", "/")))
    try:
        inloggad = logga_in(databas(request), epost, losenord, now=now_of(request))
    except LoginFailed as fault:
        return _page(request, nasta, epost=epost, fault=fault)
    answer = RedirectResponse(nasta, HTTPStatus.SEE_OTHER)
    _set_cookie(request, answer, "caseflow_session", inloggad.token)
    _forget_cookie(request, answer, "caseflow_login")
    return answer


@router.post("/logga-ut")
def log_out(request: Request) -> Response:
    """The session ends on the server, and the browser forgets what it has kept."""
    logga_ut(databas(request), session_token(request))
    answer = RedirectResponse(LOGIN, HTTPStatus.SEE_OTHER)
    _forget_cookie(request, answer, "caseflow_session")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _page(
    request: Request, nasta: str, *, epost: str = "", fault: LoginFailed | None = None
) -> Response:
    """The form carries the same secret as a cookie, so that nobody can be logged in by another site."""
    csrf = request.cookies.get(cookie_name(request, "caseflow_login")) or secrets.token_urlsafe(32)
    answer = rendera(
        request,
        "webb/logga_in.html",
        None,
        status=HTTPStatus.UNAUTHORIZED if fault else HTTPStatus.OK,
        hemlighet=csrf,
        nasta=nasta,
        epost=epost,
        fel=fault,
    )
    _set_cookie(request, answer, "caseflow_login", csrf)
    return answer


def _forget_cookie(request: Request, answer: Response, name: str) -> None:
    """A cookie is only forgotten with the same attributes as it was set with."""
    answer.delete_cookie(
        cookie_name(request, name),
        path="/",
        samesite="strict",
        secure=databas(request).settings.secure_cookies,
        httponly=True,
    )


def _set_cookie(request: Request, answer: Response, name: str, value: str) -> None:
    """A cookie that ends with the browser; the session's own end is kept on the server."""
    answer.set_cookie(
        cookie_name(request, name),
        value,
        path="/",
        samesite="strict",
        secure=databas(request).settings.secure_cookies,
        httponly=True,
    )
