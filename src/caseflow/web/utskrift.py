"""Utskrift: the letters that wait to be printed and sent, and which of them are safe to send today."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.actions.lamna_handling import BREV, lamna_handling
from caseflow.actions.logga_lasning import log_reading
from caseflow.documents.mallar.mall import SPRAK
from caseflow.engine.errors import BadInput, CaseflowError, NotFound, Refused
from caseflow.processes.handlingar import SATT
from caseflow.queries.utskriftsko import MOST_ROWS, Brevrad, Utskriftsko, utskriftsko
from caseflow.web.fel import status_of
from caseflow.web.heltal import heltal
from caseflow.web.lasvakt import nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/utskrift"
GONE = "Brevet väntar inte här längre. Det kan vara skickat, rättat eller lämnat på ett annat sätt."
MARKED_NOTHING = BadInput(
    vad="Inget brev är markerat.",
    varfor="Markera de brev som det gäller.",
    gor_nu="Inget har ändrats.",
)
SATTEN = tuple((kod, text) for kod, text in SATT.choices if kod in BREV)


@dataclass(frozen=True, slots=True)
class Svar:
    """What came of the marked rows: opened or sent, and why each of the others was not."""

    oppnade: tuple[Brevrad, ...] = ()
    skickade: int = 0
    nekade: tuple[tuple[str, str], ...] = ()


@router.get(ADDRESS)
def show_queue(request: Request, visit: LoggedIn) -> Response:
    """What waits."""
    return _page(request, visit)


@router.post(f"{ADDRESS}/oppna")
def open_marked(request: Request, visit: LoggedIn, form: Form) -> Response:
    """Links to the marked letters that may be sent today. Each is logged when it is opened."""
    marked = _marked(form)
    if not marked:
        return _page(request, visit, fel=MARKED_NOTHING)
    waiting = {r.nyckel: r for r in _queue(visit).rader}
    opened = tuple(waiting[m] for m in marked if m in waiting and not waiting[m].hinder)
    refused = tuple(
        (m.partition(":")[0][:20], _why(waiting[m]) if m in waiting else GONE)
        for m in marked
        if m not in waiting or waiting[m].hinder
    )
    return _page(
        request, visit, svar=Svar(opened, nekade=refused), valda={r.nyckel for r in opened}
    )


@router.post(f"{ADDRESS}/skickade")
def mark_as_sent(request: Request, visit: LoggedIn, form: Form) -> Response:
    """Note each marked letter as sent today. The rules are tried anew; what they refuse comes back."""
    marked, satt = _marked(form), str(form.get("satt", ""))
    if not marked or satt not in BREV:
        fault = MARKED_NOTHING if not marked else BadInput(vad="Välj hur breven är skickade.")
        return _page(request, visit, fel=fault, valda=set(marked))
    refused = [(m, f"Inte markerat. Högst {MOST_ROWS} går åt gången.") for m in marked[MOST_ROWS:]]
    for one in marked[:MOST_ROWS]:
        nummer, _, seq = one.partition(":")
        try:
            with nekad_loggas(visit, nummer, "utskrift"):
                _send(visit, nummer, seq, satt)
        except (NotFound, Refused, BadInput) as fault:
            refused.append((one, _reason(fault)))
    said = tuple((one.partition(":")[0][:20], why) for one, why in refused)
    svar = Svar(skickade=len(marked) - len(refused), nekade=said)
    return _page(request, visit, svar=svar, valda={one for one, _ in refused})


def _send(visit: Visit, nummer: str, seq: str, satt: str) -> None:
    number = heltal(seq)
    if number is None:
        raise NotFound(vad=GONE)
    lamna_handling(
        visit.db, visit.aktor, nummer, number, {"satt": satt}, dag=visit.dag, now=visit.now
    )


def _queue(visit: Visit) -> Utskriftsko:
    """What waits; the reading of the list is logged."""
    found = utskriftsko(visit.db, visit.aktor, dag=visit.dag)
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "utskrift", "arbetslista", now=visit.now)
    return found


def _page(
    request: Request,
    visit: Visit,
    *,
    svar: Svar | None = None,
    fel: CaseflowError | None = None,
    valda: set[str] | None = None,
) -> Response:
    if not works_with_akter(visit):
        return rendera(request, "webb/inga_arenden.html", visit)
    return rendera(
        request,
        "webb/utskrift.html",
        visit,
        status=status_of(fel) if fel else HTTPStatus.OK,
        active=ADDRESS,
        ko=_queue(visit),
        svar=svar,
        fel=fel,
        valda=valda or set(),
        satten=SATTEN,
        SPRAK=SPRAK,
    )


def _marked(form: Form) -> list[str]:
    given = form.get("val", [])
    return list(dict.fromkeys(given if isinstance(given, list) else [str(given)]))


def _why(rad: Brevrad) -> str:
    return " ".join(part for h in rad.hinder for part in (h.text, h.gor_nu) if part)


def _reason(fault: CaseflowError) -> str:
    """Why a row was refused, with what to do about it where that is known."""
    if isinstance(fault, Refused):
        return " ".join(part for h in fault.hinder for part in (h.text, h.gor_nu) if part)
    return " ".join(part for part in (fault.vad, fault.varfor) if part)
