"""The handlingar of an akt: all of them on a page, one by one, and the stored bytes as PDF and pictures."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.lamna_handling import lamna_handling
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import IFYLLT, SPRAK, TILL
from caseflow.engine.errors import BadInput, CaseflowError, Refused
from caseflow.processes.handlingar import SATT
from caseflow.queries.fardig_handling import Innehall, las_fardig_handling
from caseflow.queries.handling import render_handling
from caseflow.queries.handlingarna import Handlingarna, Mallrad, las_handlingarna
from caseflow.queries.handlingssida import Handlingssida, las_handlingssida
from caseflow.queries.overlamning import oppnad
from caseflow.store.handling import sha256
from caseflow.web.fel import status_of
from caseflow.web.inskickat import DATUM, Inskickat, Nummer, inskickat
from caseflow.web.lasvakt import covered, logga, look_mark, nekad_loggas
from caseflow.web.mallar import rendera, stor
from caseflow.web.mallord import till_vem, vem_fardigstaller
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.utkastbilder import SIDA_BREDD, SIDA_HOJD, bildsvar, pdfsvar
from caseflow.web.visit import Visit

router = APIRouter()
MENY = "/mina-arenden"
_EN = "/arenden/{nummer}/handlingar/{seq}"


@router.get("/arenden/{nummer}/handlingar")
def alla(request: Request, visit: LoggedIn, nummer: str, kastat: str = "") -> Response:
    """Drafts, what is finished, and what can be made."""
    with nekad_loggas(visit, nummer, "handlingar"):
        vy = las_handlingarna(visit.db, visit.aktor, nummer, now=visit.now)
    logga(visit, vy.nummer, vy.roll, "handlingar")
    return rendera(
        request,
        "webb/handlingar.html",
        visit,
        active=MENY,
        vy=vy,
        grupper=_grupper(vy),
        SPRAK=SPRAK,
        spraken=lambda mall: [SPRAK.get(kod, kod) for kod in mall.sprak],
        roller=lambda mall: vem_fardigstaller(mall, (vy.slag,)),
        fattas=_fattas,
        satt=dict(SATT.choices),
        titlar={h.seq: h.titel for h in vy.fardiga},
        kastat=bool(kastat),
    )


def _grupper(vy: Handlingarna) -> list[tuple[str, list[Mallrad]]]:
    """What can be made, by whom it is for; what can be finished now stands first."""
    found: dict[str, list[Mallrad]] = {}
    for rad in sorted(vy.mallar, key=lambda r: bool(r.brister)):
        found.setdefault(till_vem(rad.mall), []).append(rad)
    order = [f"Till {namn[:1].lower()}{namn[1:]}" for namn in TILL.values()]
    return [(namn, found[namn]) for namn in order if namn in found]


def _fattas(rad: Mallrad) -> str:
    """«Saknar 2 uppgifter, 3 fält att fylla i»."""
    fields = sum(1 for b in rad.brister if b.kod == IFYLLT)
    facts = len(rad.brister) - fields
    missing = "Saknar en uppgift" if facts == 1 else f"Saknar {facts} uppgifter"
    to_fill = "ett fält att fylla i" if fields == 1 else f"{fields} fält att fylla i"
    return stor(", ".join(text for text, n in ((missing, facts), (to_fill, fields)) if n))


@router.get("/arenden/{nummer}/handlingar/{mall}.pdf")
def provtryck(visit: LoggedIn, nummer: str, mall: str) -> Response:
    """A draft of what stands in the akt now. It is stored nowhere, and never without its watermark."""
    vad = f"utkast:ny:{mall}:pdf"
    with nekad_loggas(visit, nummer, vad):
        akt = oppnad(visit.db, visit.aktor, nummer)
        pdf = render_handling(visit.db, visit.aktor, mall, akt.nummer, now=visit.now)
    logga(visit, akt.nummer, akt.roll, vad, ansvarig=akt.ar_ansvarig)
    return pdfsvar(pdf, f"{akt.nummer}_{mall}_utkast.pdf")


@router.get(_EN)
def en(request: Request, visit: LoggedIn, nummer: str, seq: Nummer, klart: str = "") -> Response:
    """One finished handling."""
    return _visa(request, visit, _las(visit, nummer, seq), klart=klart)


@router.get(_EN + "/pdf")
def pdf(visit: LoggedIn, nummer: str, seq: Nummer) -> Response:
    """The stored bytes."""
    found = _innehall(visit, nummer, seq, f"handling:{seq}:pdf")
    return pdfsvar(found.pdf, found.filnamn)


@router.get(_EN + "/arkiv.pdf")
def arkivform(visit: LoggedIn, nummer: str, seq: Nummer) -> Response:
    """The stored bytes of the form for the archive."""
    found = _innehall(visit, nummer, seq, f"handling:{seq}:arkiv", arkivform=True)
    return pdfsvar(found.pdf, found.filnamn)


@router.get(_EN + "/sida/{sida}.png")
def sidan(visit: LoggedIn, nummer: str, seq: Nummer, sida: Nummer, t: str = "") -> Response:
    """A page of the stored bytes, as a picture."""
    found = _innehall(visit, nummer, seq, f"handling:{seq}:sida:{sida}", mark=t)
    return bildsvar(found.pdf, sida)


@router.post(_EN + "/ratta")
def ratta(visit: LoggedIn, nummer: str, seq: Nummer) -> Response:
    """Begin the handling that corrects it: a draft with what was filled in then."""
    vy = _las(visit, nummer, seq)
    mall = MALLAR.get(vy.handling.mall)
    known = {f.code for f in mall.falt} if mall else set()
    with nekad_loggas(visit, nummer, f"utkast:ny:{vy.handling.mall}"):
        saved = spara_utkast(
            visit.db,
            visit.aktor,
            vy.nummer,
            vy.handling.mall,
            {kod: value for kod, value in vy.givet.items() if kod in known},
            now=visit.now,
            sprak=vy.handling.sprak,
            ersatter=seq,
        )
    return RedirectResponse(f"/arenden/{vy.nummer}/utkast/{saved.id}", HTTPStatus.SEE_OTHER)


@router.post(_EN + "/lamna")
def lamna(request: Request, visit: LoggedIn, nummer: str, seq: Nummer, data: Form) -> Response:
    """Note that it has reached its reader; a letter only where a letter is safe."""
    vy = _las(visit, nummer, seq)
    sent = inskickat(data)
    try:
        with nekad_loggas(visit, nummer, f"handling:{seq}:lamna"):
            lamna_handling(
                visit.db,
                visit.aktor,
                vy.nummer,
                seq,
                sent.given,
                dag=sent.provat((SATT,), idag=visit.dag),
                now=visit.now,
            )
    except (BadInput, Refused) as fault:
        return _visa(request, visit, vy, sent, fault)
    return RedirectResponse(
        f"/arenden/{vy.nummer}/handlingar/{seq}?klart=lamnad", HTTPStatus.SEE_OTHER
    )


def _las(visit: Visit, nummer: str, seq: int) -> Handlingssida:
    with nekad_loggas(visit, nummer, f"handling:{seq}"):
        vy = las_handlingssida(visit.db, visit.aktor, nummer, seq)
    logga(visit, vy.nummer, vy.roll, f"handling:{seq}")
    return vy


def _innehall(
    visit: Visit, nummer: str, seq: int, vad: str, *, arkivform: bool = False, mark: str = ""
) -> Innehall:
    """The reading is logged; that of a picture only when its page has not been."""
    with nekad_loggas(visit, nummer, vad):
        found = las_fardig_handling(visit.db, visit.aktor, nummer, seq, arkivform=arkivform)
    if not covered(visit, mark, found.nummer, f"handling:{seq}", sha256(found.pdf)):
        logga(visit, found.nummer, found.roll, vad)
    return found


def _visa(
    request: Request,
    visit: Visit,
    vy: Handlingssida,
    sent: Inskickat | None = None,
    fault: CaseflowError | None = None,
    *,
    klart: str = "",
) -> Response:
    return rendera(
        request,
        "webb/handling.html",
        visit,
        status=HTTPStatus.OK if fault is None else status_of(fault),
        active=MENY,
        vy=vy,
        h=vy.handling,
        malltitel=MALLAR[vy.handling.mall].titel
        if vy.handling.mall in MALLAR
        else "Mallen finns inte längre",
        SPRAK=SPRAK,
        falten=(DATUM, SATT),
        varden=sent.given if sent else {},
        datum=sent.datum if sent else visit.dag.isoformat(),
        nekad=fault if isinstance(fault, Refused) else None,
        fel=_faults(fault),
        bredd=SIDA_BREDD,
        hojd=SIDA_HOJD,
        markt=look_mark(visit, vy.nummer, f"handling:{vy.handling.seq}", vy.handling.sha256),
        klart=klart,
    )


def _faults(fault: CaseflowError | None) -> dict[str, str]:
    """Faults by field; a fault without a field stands by itself."""
    if not isinstance(fault, BadInput):
        return {}
    return fault.falt or {"": " ".join(p for p in (fault.vad, fault.varfor, fault.gor_nu) if p)}
