"""The forms of the steps: in the main process, in a delprocess, and those that open a delprocess."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from caseflow.actions.akthandling import Utfort
from caseflow.actions.take_step import take_step
from caseflow.queries.formular import Formular, stegets_formular
from caseflow.web.formularsida import Ifyllt, rendera_formular, tomt
from caseflow.web.inskickat import Nummer, inskickat
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.utforande import utfor
from caseflow.web.visit import Visit

router = APIRouter()


@router.get("/arenden/{nummer}/steg/{kod}")
def steg(request: Request, visit: LoggedIn, nummer: str, kod: str) -> Response:
    """The form of a step of the main process."""
    return _visa(request, visit, nummer, kod)


@router.post("/arenden/{nummer}/steg/{kod}")
def ta_steg(request: Request, visit: LoggedIn, nummer: str, kod: str, data: Form) -> Response:
    """Take it."""
    return _ta(request, visit, nummer, kod, data)


@router.get("/arenden/{nummer}/delprocesser/{delprocess}/steg/{kod}")
def delsteg(
    request: Request, visit: LoggedIn, nummer: str, delprocess: Nummer, kod: str
) -> Response:
    """The form of a step in a delprocess."""
    return _visa(request, visit, nummer, kod, delprocess=delprocess)


@router.post("/arenden/{nummer}/delprocesser/{delprocess}/steg/{kod}")
def ta_delsteg(
    request: Request, visit: LoggedIn, nummer: str, delprocess: Nummer, kod: str, data: Form
) -> Response:
    """Take it."""
    return _ta(request, visit, nummer, kod, data, delprocess=delprocess)


@router.get("/arenden/{nummer}/delprocess/{process}/steg/{kod}")
def oppningssteg(
    request: Request, visit: LoggedIn, nummer: str, process: str, kod: str
) -> Response:
    """The form of a step that opens a delprocess."""
    return _visa(request, visit, nummer, kod, process=process)


@router.post("/arenden/{nummer}/delprocess/{process}/steg/{kod}")
def ta_oppningssteg(
    request: Request, visit: LoggedIn, nummer: str, process: str, kod: str, data: Form
) -> Response:
    """Take it."""
    return _ta(request, visit, nummer, kod, data, process=process)


def _formular(
    visit: Visit, nummer: str, kod: str, process: str, delprocess: int | None
) -> Formular:
    with nekad_loggas(visit, nummer, f"formular:{kod}"):
        return stegets_formular(
            visit.db,
            visit.aktor,
            nummer,
            kod,
            dag=visit.dag,
            process=process,
            delprocess=delprocess,
        )


def _visa(
    request: Request,
    visit: Visit,
    nummer: str,
    kod: str,
    *,
    process: str = "",
    delprocess: int | None = None,
) -> Response:
    formular = _formular(visit, nummer, kod, process, delprocess)
    logga(visit, formular.nummer, formular.roll, f"formular:{kod}")
    return rendera_formular(
        request, visit, formular, tomt(formular, visit, dict(request.query_params))
    )


def _ta(
    request: Request,
    visit: Visit,
    nummer: str,
    kod: str,
    data: dict[str, object],
    *,
    process: str = "",
    delprocess: int | None = None,
) -> Response:
    formular = _formular(visit, nummer, kod, process, delprocess)
    sent = inskickat(data)

    def do() -> Utfort:
        return take_step(
            visit.db,
            visit.aktor,
            formular.nummer,
            kod,
            sent.given,
            dag=sent.provat(formular.steg.fields, idag=visit.dag),
            now=visit.now,
            process=process,
            delprocess=delprocess,
            expected_seq=sent.seq,
        )

    def visa(ifyllt: Ifyllt) -> Response:
        return rendera_formular(request, visit, formular, ifyllt)

    return utfor(visit, formular, sent, do, visa)
