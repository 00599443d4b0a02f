"""The drafts of handlingar: the form beside the pages, saved on the server, finished or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.kasta_utkast import kasta_utkast
from caseflow.actions.spara_utkast import Sparat, spara_utkast
from caseflow.engine.errors import BadInput, Busy, Conflict, NotFound, Refused
from caseflow.queries.handlingsutkast import Utkastvy, las_utkast, nytt_utkast
from caseflow.web.inskickat import Nummer
from caseflow.web.lasvakt import covered, logga, nekad_loggas
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.utkastbilder import bildsvar, pdfsvar, utkastets_pdf
from caseflow.web.utkastsida import Skrivet, rendera_utkast, skrivet, utkastets_del
from caseflow.web.visit import Visit

router = APIRouter()
_NY = "/arenden/{nummer}/handlingar/ny/{mall}"
_UTKAST = "/arenden/{nummer}/utkast/{utkast}"
_BORTA = "Det kan ha färdigställts eller kastats."


@router.get(_NY)
def nytt(request: Request, visit: LoggedIn, nummer: str, mall: str, sprak: str = "sv") -> Response:
    """The form of a draft that is not saved yet, beside its pages as they are without it."""
    vy = _nytt(visit, nummer, mall, sprak, f"utkast:ny:{mall}")
    return rendera_utkast(request, visit, vy)


@router.post(_NY)
def spara_nytt(request: Request, visit: LoggedIn, nummer: str, mall: str, data: Form) -> Response:
    """Save it for the first time."""
    sent = skrivet(data)

    def do(vy: Utkastvy) -> Response:
        return _sparad(vy, _spara(visit, vy, sent))

    return _gor(
        request, visit, _nytt(visit, nummer, mall, sent.sprak, f"utkast:ny:{mall}"), sent, do
    )


@router.post(_NY + "/fardigstall")
def fardigstall_nytt(
    request: Request, visit: LoggedIn, nummer: str, mall: str, data: Form
) -> Response:
    """Save it and finish it at once. Refused, it is a saved draft."""
    sent = skrivet(data)
    vy = _nytt(visit, nummer, mall, sent.sprak, f"utkast:ny:{mall}")

    def do(vy: Utkastvy) -> Response:
        saved = _spara(visit, vy, sent)
        kept = _utkast(visit, nummer, saved.id, f"utkast:{saved.id}")
        return _gor(request, visit, kept, sent, lambda vy: _fardig(visit, vy, saved, sent))

    return _gor(request, visit, vy, sent, do)


@router.get(_NY + "/sida/{sida}.png")
def nytt_sida(
    visit: LoggedIn, nummer: str, mall: str, sida: Nummer, sprak: str = "sv", t: str = ""
) -> Response:
    """A page of a draft that is not saved yet, as a picture."""
    vy = _nytt(visit, nummer, mall, sprak, f"utkast:ny:{mall}:sida:{sida}", t)
    return bildsvar(_pdf(vy), sida)


@router.get(_UTKAST)
def utkast(
    request: Request, visit: LoggedIn, nummer: str, utkast: Nummer, sparat: str = ""
) -> Response:
    """A saved draft."""
    vy = _utkast(visit, nummer, utkast, f"utkast:{utkast}")
    return rendera_utkast(request, visit, vy, sparat=bool(sparat))


@router.post(_UTKAST)
def spara(request: Request, visit: LoggedIn, nummer: str, utkast: Nummer, data: Form) -> Response:
    """Save it again."""
    sent = skrivet(data)
    vy, gone = _finns(visit, nummer, utkast, sent)
    if gone is not None:
        return rendera_utkast(request, visit, vy, sent, gone)
    return _gor(request, visit, vy, sent, lambda vy: _sparad(vy, _spara(visit, vy, sent)))


@router.post(_UTKAST + "/fardigstall")
def fardigstall(
    request: Request, visit: LoggedIn, nummer: str, utkast: Nummer, data: Form
) -> Response:
    """Save what stands in the form and finish it: never something else than what was seen."""
    sent = skrivet(data)
    vy, gone = _finns(visit, nummer, utkast, sent)
    if gone is not None:
        return rendera_utkast(request, visit, vy, sent, gone)

    def do(vy: Utkastvy) -> Response:
        return _fardig(visit, vy, _spara(visit, vy, sent), sent)

    return _gor(request, visit, vy, sent, do)


@router.post(_UTKAST + "/kasta")
def kasta(visit: LoggedIn, nummer: str, utkast: Nummer) -> Response:
    """Throw it away. Somebody may have done so already: it is gone all the same."""
    vad = f"utkast:{utkast}:kasta"
    with nekad_loggas(visit, nummer, vad):
        vy = las_utkast(visit.db, visit.aktor, nummer, utkast, now=visit.now)
        kasta_utkast(visit.db, visit.aktor, vy.nummer, utkast)
    logga(visit, vy.nummer, vy.roll, vad)
    return RedirectResponse(f"/arenden/{vy.nummer}/handlingar?kastat=ja", HTTPStatus.SEE_OTHER)


@router.get(_UTKAST + "/pdf")
def utkast_pdf(visit: LoggedIn, nummer: str, utkast: Nummer) -> Response:
    """The whole draft, for a reader of PDF and for a screen reader."""
    vy = _utkast(visit, nummer, utkast, f"utkast:{utkast}:pdf")
    return pdfsvar(_pdf(vy), f"{vy.nummer}_{vy.mall.kod}_utkast.pdf")


@router.get(_UTKAST + "/sida/{sida}.png")
def utkast_sida(
    visit: LoggedIn, nummer: str, utkast: Nummer, sida: Nummer, t: str = ""
) -> Response:
    """A page of it, as a picture."""
    return bildsvar(_pdf(_utkast(visit, nummer, utkast, f"utkast:{utkast}:sida:{sida}", t)), sida)


def _nytt(visit: Visit, nummer: str, mall: str, sprak: str, vad: str, mark: str = "") -> Utkastvy:
    with nekad_loggas(visit, nummer, vad):
        vy = nytt_utkast(visit.db, visit.aktor, nummer, mall, {}, now=visit.now, sprak=sprak)
    return _logged(visit, vy, vad, mark)


def _utkast(visit: Visit, nummer: str, utkast: int, vad: str, mark: str = "") -> Utkastvy:
    with nekad_loggas(visit, nummer, vad):
        vy = las_utkast(visit.db, visit.aktor, nummer, utkast, now=visit.now)
    return _logged(visit, vy, vad, mark)


def _logged(visit: Visit, vy: Utkastvy, vad: str, mark: str) -> Utkastvy:
    """The reading is logged; that of a picture only when its page has not been, as it is now."""
    shown = vy.handling.html if vy.handling else ""
    if not covered(visit, mark, vy.nummer, utkastets_del(vy), shown):
        logga(visit, vy.nummer, vy.roll, vad)
    return vy


def _finns(
    visit: Visit, nummer: str, utkast: int, sent: Skrivet
) -> tuple[Utkastvy, NotFound | None]:
    """The draft; when it has gone meanwhile, a new one of the same template that what was written fits in.

    Raises:
        NotFound: no such akt for this person, or nothing says which template it was.
    """
    try:
        vy = _utkast(visit, nummer, utkast, f"utkast:{utkast}")
        if sent.mall in {"", vy.mall.kod}:
            return vy, None
        gone = NotFound(vad="Utkastet finns inte längre.", varfor=_BORTA)
    except NotFound as fault:
        if not sent.mall:
            raise
        gone = fault
    return _nytt(visit, nummer, sent.mall, sent.sprak, f"utkast:ny:{sent.mall}"), gone


def _pdf(vy: Utkastvy) -> bytes:
    """Raises BadInput where there is more text than a handling can hold."""
    if vy.handling is None:
        raise vy.for_langt or BadInput(vad="Handlingen kan inte göras.")
    return utkastets_pdf(vy.handling)


def _gor(
    request: Request,
    visit: Visit,
    vy: Utkastvy,
    sent: Skrivet,
    do: Callable[[Utkastvy], Response],
) -> Response:
    """Do it, or show the form with everything that was written and what stood in the way."""
    try:
        return do(vy)
    except (BadInput, Refused, Conflict, Busy) as fault:
        shown = vy
        if vy.id is not None:  # it may have been saved by now, by this person or by another
            shown = las_utkast(visit.db, visit.aktor, vy.nummer, vy.id, now=visit.now)
        return rendera_utkast(request, visit, shown, sent, fault)


def _spara(visit: Visit, vy: Utkastvy, sent: Skrivet) -> Sparat:
    return spara_utkast(
        visit.db,
        visit.aktor,
        vy.nummer,
        vy.mall.kod,
        sent.given,
        now=visit.now,
        sprak=sent.sprak,
        ersatter=vy.ersatter,
        utkast=vy.id,
        version=sent.version if vy.id is not None else None,
    )


def _sparad(vy: Utkastvy, saved: Sparat) -> Response:
    return RedirectResponse(
        f"/arenden/{vy.nummer}/utkast/{saved.id}?sparat=ja", HTTPStatus.SEE_OTHER
    )


def _fardig(visit: Visit, vy: Utkastvy, saved: Sparat, sent: Skrivet) -> Response:
    begard = Begard(utkast=saved.id, skal=sent.skal, version=saved.version)
    done = fardigstall_handling(visit.db, visit.aktor, vy.nummer, begard, now=visit.now)
    return RedirectResponse(
        f"/arenden/{vy.nummer}/handlingar/{done.seq}?klart=ja", HTTPStatus.SEE_OTHER
    )
