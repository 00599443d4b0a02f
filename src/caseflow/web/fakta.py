"""The forms of the facts. A riskbedömning has a form of its own: the level is a person's, never the system's."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from caseflow.actions.akthandling import Utfort
from caseflow.actions.register_fact import register_fact
from caseflow.queries.formular import Formular, Riskunderlag, faktumets_formular, riskunderlag
from caseflow.web.arendesida import NIVANAMN
from caseflow.web.formularsida import Ifyllt, rendera_formular, tomt
from caseflow.web.inskickat import Nummer, inskickat
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.riskformular import riskens_falt, riskens_varden, riskvy
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.utforande import utfor
from caseflow.web.visit import Visit

router = APIRouter()


@router.get("/arenden/{nummer}/fakta/riskbedomning")
def riskbedomning(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """The form of a riskbedömning, beside the earlier ones. No level is chosen beforehand."""
    formular = _formular(visit, nummer, "riskbedomning", None)
    logga(visit, formular.nummer, formular.roll, "formular:riskbedomning")
    ifyllt = tomt(formular, visit, {})
    return _visa_risk(request, visit, formular, ifyllt, _underlag(visit, formular))


@router.post("/arenden/{nummer}/fakta/riskbedomning")
def registrera_riskbedomning(
    request: Request, visit: LoggedIn, nummer: str, data: Form
) -> Response:
    """Register it; a lower level than the last one needs its reasons."""
    sent = inskickat(data)
    formular = _formular(visit, nummer, "riskbedomning", None)
    underlag = _underlag(visit, formular)
    stored = riskens_varden(sent.given, underlag.senaste)

    def do() -> Utfort:
        fields = riskens_falt(formular, sent.given, underlag.senaste, visit.dag)
        return register_fact(
            visit.db,
            visit.aktor,
            formular.nummer,
            "riskbedomning",
            stored,
            dag=sent.provat(fields, idag=visit.dag),
            now=visit.now,
            expected_seq=sent.seq,
        )

    def visa(ifyllt: Ifyllt) -> Response:
        return _visa_risk(request, visit, formular, ifyllt, underlag)

    return utfor(visit, formular, sent, do, visa, sparas=stored)


@router.get("/arenden/{nummer}/fakta/{slag}")
def faktum(
    request: Request, visit: LoggedIn, nummer: str, slag: str, delprocess: Nummer | None = None
) -> Response:
    """The form of a fact, perhaps in a delprocess that the address names."""
    formular = _formular(visit, nummer, slag, delprocess)
    logga(visit, formular.nummer, formular.roll, f"formular:{slag}")
    ifyllt = tomt(formular, visit, dict(request.query_params))
    return rendera_formular(request, visit, formular, replace(ifyllt, delprocess=delprocess))


@router.post("/arenden/{nummer}/fakta/{slag}")
def registrera_faktum(
    request: Request, visit: LoggedIn, nummer: str, slag: str, data: Form
) -> Response:
    """Register it."""
    sent = inskickat(data)
    formular = _formular(visit, nummer, slag, None)

    def do() -> Utfort:
        return register_fact(
            visit.db,
            visit.aktor,
            formular.nummer,
            slag,
            sent.given,
            dag=sent.provat(formular.steg.fields, idag=visit.dag),
            now=visit.now,
            delprocess=sent.delprocess,
            expected_seq=sent.seq,
        )

    def visa(ifyllt: Ifyllt) -> Response:
        return rendera_formular(request, visit, formular, ifyllt)

    return utfor(visit, formular, sent, do, visa)


def _formular(visit: Visit, nummer: str, slag: str, delprocess: int | None) -> Formular:
    with nekad_loggas(visit, nummer, f"formular:{slag}"):
        return faktumets_formular(
            visit.db, visit.aktor, nummer, slag, dag=visit.dag, delprocess=delprocess
        )


def _underlag(visit: Visit, formular: Formular) -> Riskunderlag:
    return riskunderlag(visit.db, visit.aktor, formular.nummer, dag=visit.dag)


def _visa_risk(
    request: Request,
    visit: Visit,
    formular: Formular,
    ifyllt: Ifyllt,
    underlag: Riskunderlag,
) -> Response:
    return rendera_formular(
        request,
        visit,
        formular,
        ifyllt,
        mall="webb/riskbedomning.html",
        fields=riskens_falt(formular, ifyllt.varden, underlag.senaste, visit.dag),
        risk=riskvy(formular, underlag, ifyllt, visit.dag),
        nivanamn=NIVANAMN,
    )
