"""The web application over a test database, with a clock that tests move and visitors who log in."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from fastapi import FastAPI

from caseflow.actions.registrera_arende import registrera_arende
from caseflow.rules.kalender import svensk_dag
from caseflow.web.app import create_app
from tests.databas import PASSWORD, Verksamhet

START = datetime(2026, 3, 10, 9, tzinfo=UTC)
"""A Tuesday."""

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Klocka:
    """Stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def fram(self, **tid: float) -> None:
        self.now += timedelta(**tid)


class Klient:
    """A browser without a page: keeps cookies, follows no redirects, talks to the application in memory."""

    def __init__(self, app: FastAPI, base: str, *, raise_faults: bool = True) -> None:
        self.app = app
        self.base = base
        self.raise_faults = raise_faults
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=self.raise_faults)
            async with httpx.AsyncClient(
                transport=transport, base_url=self.base, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **options)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)


@dataclass
class Besokare:
    """Somebody at a browser. Every post carries the CSRF token of the latest page, as a form does."""

    client: Klient
    csrf: str = ""

    def get(self, path: str, **params: str) -> httpx.Response:
        answer = self.client.get(path, params=params or None)
        self._remember(answer)
        return answer

    def post(self, path: str, data: Mapping[str, object] | None = None) -> httpx.Response:
        answer = self.client.post(path, data={"csrf": self.csrf, **(data or {})})
        self._remember(answer)
        return answer

    def _remember(self, answer: httpx.Response) -> None:
        found = _CSRF.search(answer.text)
        if found:
            self.csrf = found.group(1)


@dataclass
class Webbplats:
    """The application and its clock."""

    verksamhet: Verksamhet
    klocka: Klocka = field(default_factory=Klocka)
    base: str = "http://testserver"

    def __post_init__(self) -> None:
        self.app: FastAPI = create_app(self.verksamhet.db, clock=self.klocka)

    @property
    def idag(self) -> date:
        return svensk_dag(self.klocka.now)

    def oinloggad(self) -> Besokare:
        """A fresh browser."""
        return Besokare(Klient(self.app, self.base))

    def inloggad(self, namn: str) -> Besokare:
        """One of the cast, logged in, with the work list before them."""
        visitor = self.oinloggad()
        visitor.get("/logga-in")
        answer = visitor.post(
            "/logga-in", {"epost": f"{namn}@exempel.se", "losenord": PASSWORD, "nasta": "/"}
        )
        assert answer.status_code == 303, answer.text
        visitor.get("/mina-arenden")
        return visitor

    def arende(self, av: str = "anna", **given: object) -> str:
        """A new ärende; the one who registers holds it if a handläggare."""
        return registrera_arende(
            self.verksamhet.db,
            self.verksamhet.aktor(av, self.idag),
            {"slag": "utovare", "enhet": "vast", "kalla": "polis", "inkom": self.idag, **given},
            now=self.klocka.now,
        )
