"""The web application. The clock comes in as an argument and is read once per request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from caseflow import __version__
from caseflow.store.session import Databas
from caseflow.web import (
    ansvarig,
    api_arenden,
    api_bevakningar,
    api_handlingar,
    api_token,
    arenden,
    bevakningar,
    dagslista,
    delegationsbeslut,
    drift,
    fakta,
    flytta,
    halsa,
    handlingar,
    handlingsutkast,
    inloggning,
    kalender,
    kontakt,
    mallkatalog,
    manadsrapport,
    maskera,
    mina_arenden,
    notiser,
    ny_rakning,
    nytt_arende,
    overlamning,
    planering,
    prognos,
    regler,
    relationer,
    sok,
    steg,
    tidslinje_vy,
    utskrift,
)
from caseflow.web.body_limit import BodyLimit
from caseflow.web.fel import add_handlers, too_large
from caseflow.web.mallar import STATIC
from caseflow.web.sakerhet import Headers, require_csrf

# In this order: /arenden/ny must be tried before /arenden/{nummer}.
PAGES = (
    halsa,
    inloggning,
    mina_arenden,
    bevakningar,
    planering,
    utskrift,
    overlamning,
    notiser,
    kalender,
    dagslista,
    manadsrapport,
    drift,
    delegationsbeslut,
    sok,
    relationer,
    regler,
    mallkatalog,
    nytt_arende,
    ansvarig,
    flytta,
    handlingsutkast,
    handlingar,
    maskera,
    steg,
    ny_rakning,
    kontakt,
    fakta,
    tidslinje_vy,
    prognos,
    arenden,
)


def create_app(db: Databas, *, clock: Callable[[], datetime]) -> FastAPI:
    """The application over a database. `clock` gives the moment, aware UTC.

    `app.state.heartbeat` is for the bevakning loop that runs beside the application, if one does.
    """
    app = FastAPI(
        title="caseflow",
        version=__version__,
        docs_url=None,  # these pages fetch scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        dependencies=[Depends(require_csrf)],
    )
    app.state.db = db
    app.state.clock = clock
    app.state.heartbeat = None
    add_handlers(app)
    app.add_middleware(BodyLimit, too_large=too_large)
    app.add_middleware(Headers, tls=db.settings.secure_cookies)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    for router in (
        api_token.router,
        *api_arenden.routers,
        *api_handlingar.routers,
        api_bevakningar.router,
    ):
        app.include_router(router)
    app.mount("/statiskt", StaticFiles(directory=STATIC), name="statiskt")
    return app
