"""From a sent form to the act: back to the page when it is done, back to the form when it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi.responses import RedirectResponse
from starlette.responses import Response

from caseflow.actions.akthandling import Utfort
from caseflow.engine.errors import BadInput, Conflict, Refused
from caseflow.engine.fakta import Varde
from caseflow.engine.field import check
from caseflow.queries.formular import Formular, handelser_efter
from caseflow.queries.forvarning import foljer_av_falten
from caseflow.queries.handelser_i_akt import Handelsevy
from caseflow.rules.saker_kontakt import KODORD_ORD
from caseflow.web.formularsida import Ifyllt, med_fel, med_varningar
from caseflow.web.inskickat import Inskickat
from caseflow.web.visit import Visit


def utfor(
    visit: Visit,
    formular: Formular,
    sent: Inskickat,
    do: Callable[[], Utfort],
    visa: Callable[[Ifyllt], Response],
    *,
    sparas: Mapping[str, object] | None = None,
) -> Response:
    """Do the act and lead to the page that confirms it, or show the form with everything that was written.

    What is written is for good: warnings about it are shown once before it is saved.

    `sparas` is what the act is given, when that is not the fields as they were sent.
    """
    given = sent.given if sparas is None else sparas
    if not (sent.varnad or formular.i_otid or formular.hindrat):
        told = foljer_av_falten(
            formular, given, dag=sent.dag(), idag=visit.dag, delprocess=sent.delprocess
        )
        if told:
            return visa(med_varningar(sent, told))
    try:
        utfort = do()
    except Conflict as fault:
        others = handelser_efter(visit.db, visit.aktor, formular.nummer, sent.seq or 0)
        twice = next((h.seq for h in others if _ar_samma(visit, formular, sent, given, h)), None)
        if twice is not None:
            return _tillbaka(formular.nummer, twice)
        return visa(med_fel(sent, fault, others))
    except (BadInput, Refused) as fault:
        return visa(med_fel(sent, fault))
    return _tillbaka(utfort.nummer, utfort.seq)


def _tillbaka(nummer: str, seq: int) -> Response:
    return RedirectResponse(f"/arenden/{nummer}?klart={seq}", HTTPStatus.SEE_OTHER)


def _ar_samma(
    visit: Visit, formular: Formular, sent: Inskickat, given: Mapping[str, object], h: Handelsevy
) -> bool:
    """Whether the event is this very form, sent twice by a double press."""
    if (h.av_id, h.kod, h.dag) != (visit.aktor.id, formular.steg.code, sent.dag()):
        return False
    # A code word that is kept is not sent again, and what it is cannot be compared.
    return _but_code_word(h.varden) == _but_code_word(
        check(formular.steg.fields, given, today=visit.dag)
    )


def _but_code_word(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    return {k: v for k, v in varden.items() if k != KODORD_ORD}
