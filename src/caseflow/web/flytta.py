"""Move an akt to today's process or to another profile: what would happen first, then the act with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.flytta_akter import (
    Flyttplan,
    Flyttrapport,
    etiketten,
    flytta_akt,
    flyttrapport,
)
from caseflow.engine.errors import BadInput, CaseflowError, Conflict, ProfileInvalid, Refused
from caseflow.engine.omrakning import Andrad, Atgard
from caseflow.engine.rule import Overgang
from caseflow.processes.definitioner import definitioner_for
from caseflow.processes.flytten import FLYTTEN
from caseflow.queries.arende_vy import Arendevy
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.rules.ny_rakning import RAKNAR_OM
from caseflow.rules.profil import Profil
from caseflow.store.profiler import profiles
from caseflow.web.fel import status_of
from caseflow.web.inskickat import HOGSTA_NUMMER
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
_LAGE, _DAGAR = "lage:", "dagar:"
VAL = (
    (Overgang.RAKNA_OM, "Räkna om dagen"),
    (Overgang.BEHALL, "Behåll dagen"),
    (Overgang.FRAGA, "Låt den som äger bevakningen välja"),
)
_ORD = {
    Atgard.BEHALLS: "Dagen behålls",
    Atgard.RAKNAS_OM: "Räknas om",
    Atgard.FRAGAS: "Dagen behålls tills någon har valt",
    Atgard.TILLKOMMER: "Tillkommer",
    Atgard.UPPHOR: "Upphör",
}


@dataclass(frozen=True, slots=True)
class Versionsrad:
    """What the akt runs on, as the page of the akt shows it. `nyare` when somebody could move it on."""

    profil: Profil
    definition: str
    nyare_profil: bool
    nyare_definition: bool
    kan_flytta: bool

    @property
    def nyare(self) -> bool:
        """Whether there is a later version of either."""
        return self.nyare_profil or self.nyare_definition


@dataclass(frozen=True, slots=True)
class Dagsrad:
    """One due item that the move touches, and what may be chosen for its kind."""

    falt: str
    namn: str
    row: Andrad
    gors: str
    kalla: Kallvy
    kan_valjas: bool


def versionsrad(visit: Visit, vy: Arendevy) -> Versionsrad:
    """The line of the page."""
    newest = profiles(visit.db.settings).get(vy.profil.id)
    return Versionsrad(
        vy.profil,
        vy.definitioner.version,
        nyare_profil=newest is not None and newest.version != vy.profil.version,
        nyare_definition=definitioner_for(vy.slag).version != vy.definitioner.version,
        kan_flytta=bool({r.value for r in RAKNAR_OM[vy.slag]} & set(vy.roller)),
    )


@router.get("/arenden/{nummer}/flytta")
def show(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """What a move would do, by the choices in the address."""
    return _page(request, visit, nummer, dict(request.query_params))


@router.post("/arenden/{nummer}/flytta")
def move(request: Request, visit: LoggedIn, nummer: str, form: Form) -> Response:
    """Do it, or the page again with what stands in the way."""
    with nekad_loggas(visit, nummer, "flytt"):
        report, fault = _report(visit, nummer, form)
    if fault is not None:
        return _page(request, visit, report.nummer, form, fault=fault)
    try:
        done = flytta_akt(
            visit.db,
            visit.aktor,
            report.nummer,
            _plan(form),
            skal=str(form.get("skal", "")),
            now=visit.now,
            expected_seq=_seq(form),
        )
    except (BadInput, Conflict, Refused) as stopped:
        return _page(request, visit, report.nummer, form, fault=stopped)
    if not done.flyttad:
        return _page(request, visit, report.nummer, form)
    return RedirectResponse(f"/arenden/{done.nummer}?klart={done.seq + 1}", HTTPStatus.SEE_OTHER)


def _seq(form: Mapping[str, object]) -> int | None:
    text = str(form.get("seq", ""))
    return min(int(text), HOGSTA_NUMMER) if text.isdecimal() and text.isascii() else None


def _plan(given: Mapping[str, object]) -> Flyttplan:
    """The plan that the choices say. Whoever opens this page for a closed akt asks for that one.

    Raises:
        BadInput: a choice that does not exist.
    """
    chosen = {k: str(v) for k, v in given.items() if v}
    try:
        policy = {
            k.removeprefix(_DAGAR): Overgang(v) for k, v in chosen.items() if k.startswith(_DAGAR)
        }
    except ValueError as fault:
        raise BadInput(
            vad="Ett val i formuläret finns inte.", gor_nu="Ladda om sidan och välj igen."
        ) from fault
    return Flyttplan(
        till_profil=chosen.get("till_profil", ""),
        tillstand={k.removeprefix(_LAGE): v for k, v in chosen.items() if k.startswith(_LAGE)},
        policy=policy,
        avslutade=True,
    )


def _report(
    visit: Visit, nummer: str, given: Mapping[str, object]
) -> tuple[Flyttrapport, CaseflowError | None]:
    """The report; by no choices at all, and the fault, when they cannot be followed."""
    try:
        return flyttrapport(visit.db, visit.aktor, nummer, _plan(given), now=visit.now), None
    except (BadInput, ProfileInvalid) as fault:
        plain = Flyttplan(avslutade=True)
        return flyttrapport(visit.db, visit.aktor, nummer, plain, now=visit.now), fault


def _page(
    request: Request,
    visit: Visit,
    nummer: str,
    given: Mapping[str, object],
    *,
    fault: CaseflowError | None = None,
) -> Response:
    with nekad_loggas(visit, nummer, "flytt"):
        report, wrong = _report(visit, nummer, given)
    logga(visit, report.nummer, report.roll, "flytt")
    said = fault or wrong
    status = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(said, ProfileInvalid) else None
    return rendera(
        request,
        "webb/flytta.html",
        visit,
        status=(status or status_of(said)) if said else HTTPStatus.OK,
        active="/mina-arenden",
        rapport=report,
        rader=[_dagsrad(r) for r in report.rader],
        profiler=_choices(profiles(visit.db.settings), report),
        valda={k: str(v) for k, v in given.items() if k.startswith((_LAGE, _DAGAR, "till_profil"))},
        val=VAL,
        falt=FLYTTEN[0],
        skal=str(given.get("skal", "")),
        fel=said,
    )


def _choices(known: Mapping[str, Profil], report: Flyttrapport) -> list[tuple[str, str]]:
    own = report.fran.profil.id
    return sorted(((p.id, p.namn) for p in known.values() if p.id != own), key=lambda c: c[1])


def _dagsrad(row: Andrad) -> Dagsrad:
    stands = row.efter or row.fore
    assert stands is not None  # noqa: S101 - a row has at least one side
    return Dagsrad(
        falt=f"{_DAGAR}{row.slag}",
        namn=etiketten(row.slag),
        row=row,
        gors=_ORD[row.atgard],
        kalla=kallvy(stands.typ, stands.kalla),
        kan_valjas=row.fore is not None and row.efter is not None and row.dagen_andras,
    )
