"""Sessions, CSRF and what every answer carries in its headers."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caseflow.actions.logga_in import forlang, token_hash
from caseflow.engine.errors import CaseflowError
from caseflow.queries.inloggad import Inloggningsvy, current
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store.session import Databas
from caseflow.web.datumtext import uppraknat
from caseflow.web.visit import Visit

API = "/api/v1"
LOGIN = "/logga-in"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PROLONG_AFTER = timedelta(minutes=5)
_STATIC = "/statiskt/"
_NAMED = 2
MOST_FIELDS = 20_000

_POLICY = (
    "default-src 'self'",
    "img-src 'self' data:",  # the icons of the design system's own style sheet
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class LoggedOut(CaseflowError):
    """Nobody is logged in, or the session is over."""

    code = "logged_out"

    def __init__(self) -> None:
        super().__init__(
            vad="Du är utloggad.",
            varfor="Inloggningen gäller en begränsad tid.",
            gor_nu="Logga in igen.",
        )


class ForgedForm(CaseflowError):
    """A form that did not come from the person's own page."""

    code = "csrf"

    def __init__(self) -> None:
        super().__init__(
            vad="Formuläret kunde inte tas emot.",
            varfor="Det hör till en annan inloggning, eller så har sidan varit öppen länge.",
            gor_nu="Ladda om sidan och försök igen. Inget har sparats.",
        )


def databas(request: Request) -> Databas:
    """The database of the application."""
    return cast("Databas", request.app.state.db)


def now_of(request: Request) -> datetime:
    """The moment of the request: the clock is read once and the answer kept."""
    if not hasattr(request.state, "now"):
        clock: Callable[[], datetime] = request.app.state.clock
        request.state.now = clock()
    return cast("datetime", request.state.now)


def cookie_name(request: Request, name: str) -> str:
    """`__Host-` binds a cookie to this host and to TLS, so it can only be used where TLS is."""
    return f"__Host-{name}" if databas(request).settings.secure_cookies else name


def session_token(request: Request) -> str:
    """The token of the session cookie, or the empty string."""
    return request.cookies.get(cookie_name(request, "caseflow_session"), "")


def _session(request: Request) -> Inloggningsvy | None:
    """The session of the cookie, looked up once per request and prolonged when it is in use."""
    if not hasattr(request.state, "session"):
        now = now_of(request)
        db, token = databas(request), session_token(request)
        found = current(db, token_hash(token), now=now, dag=svensk_dag(now)) if token else None
        whole = timedelta(minutes=db.settings.session_minutes)
        if found and found.giltig_till - now < whole - min(_PROLONG_AFTER, whole / 2):
            forlang(db, token, now=now)
        request.state.session = found
    return cast("Inloggningsvy | None", request.state.session)


def visit_of(request: Request, session: Inloggningsvy) -> Visit:
    """The visit of a valid session."""
    now = now_of(request)
    roller = list(dict.fromkeys(Roll(r).etikett for _, r in session.aktor.uppdrag))
    enheter = [namn for _, _, namn in session.enheter]
    return Visit(
        db=databas(request),
        aktor=session.aktor,
        csrf=session.csrf,
        now=now,
        dag=svensk_dag(now),
        roll_och_enhet=", ".join(
            part for part in (_some(roller).capitalize(), _some(enheter)) if part
        ),
        enheter=session.enheter,
        olasta=session.olasta,
        doda=session.doda,
    )


def _some(names: list[str]) -> str:
    """The names in a row, or the first and how many more."""
    if len(names) <= _NAMED:
        return uppraknat(names)
    return f"{names[0]} och {len(names) - 1} till"


def visit_or_none(request: Request) -> Visit | None:
    """The visit when somebody is logged in: for pages that show themselves to everybody."""
    session = _session(request)
    return visit_of(request, session) if session else None


def visit(request: Request) -> Visit:
    """The visit of this request.

    Raises:
        LoggedOut: nobody is logged in.
    """
    found = visit_or_none(request)
    if found is None:
        raise LoggedOut
    return found


LoggedIn = Annotated[Visit, Depends(visit)]


async def require_csrf(request: Request) -> None:
    """Every unsafe request of a page must carry the token of its session, in a field or a header.

    The API takes no cookies, so nothing can be forged there.

    Raises:
        LoggedOut, ForgedForm: nobody is logged in; the token is missing or another.
    """
    if request.method in SAFE or request.url.path.startswith(f"{API}/"):
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise ForgedForm
    if request.url.path == LOGIN:
        expected = request.cookies.get(cookie_name(request, "caseflow_login"), "")
    else:
        session = await run_in_threadpool(_session, request)
        if session is None:
            raise LoggedOut
        expected = session.csrf
    given = request.headers.get("x-csrf-token") or (await _posted(request)).get("csrf")
    if not (
        expected
        and isinstance(given, str)
        and hmac.compare_digest(given.encode(), expected.encode())
    ):
        raise ForgedForm


async def _posted(request: Request) -> FormData:
    """What was posted. A long handling has thousands of fields to mask; how much may come is bounded in bytes."""
    return await request.form(max_fields=MOST_FIELDS)


async def form(request: Request) -> dict[str, object]:
    """The posted fields without the CSRF token: text, or a list where a name stands several times."""
    data = await _posted(request)
    fields: dict[str, object] = {}
    for name in dict.fromkeys(data):
        if name != "csrf":
            values = [v for v in data.getlist(name) if isinstance(v, str)]
            fields[name] = values[0] if len(values) == 1 else values
    return fields


Form = Annotated[dict[str, object], Depends(form)]


def local_path(path: str) -> str:
    """Where to go after the log-in: a path of our own, else the first page."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if own and path.isprintable() and not path.startswith(LOGIN) else "/"


def login_address(request: Request) -> str:
    """The log-in page, which leads back to the page that was asked for."""
    if request.method not in SAFE or request.url.path == "/":
        return LOGIN
    return f"{LOGIN}?nasta={quote(request.url.path)}"


class Headers:
    """ASGI: the security headers on every answer; pages are never kept by browser or proxy."""

    def __init__(self, app: ASGIApp, *, tls: bool) -> None:
        self.app = app
        self.tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                set_headers(headers, scope["path"], tls=self.tls)
            await send(message)

        await self.app(scope, receive, with_headers)


def set_headers(headers: MutableHeaders, path: str, *, tls: bool) -> None:
    """Write the headers of an answer to `path`."""
    for name, value in HEADERS.items():
        headers[name] = value
    if tls:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    kept = path.startswith(_STATIC)
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-store"
