"""A rule has been amended and somebody chooses which day holds: the old one and the new one side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from caseflow.actions.akthandling import Utfort
from caseflow.actions.register_fact import register_fact
from caseflow.engine.fakta import Fakta
from caseflow.queries.formular import Formular, faktumets_formular
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.rules.ny_rakning import fragade
from caseflow.store.namn import bevakning_etikett
from caseflow.web.formularsida import Ifyllt, rendera_formular, tomt
from caseflow.web.inskickat import inskickat
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.utforande import utfor
from caseflow.web.visit import Visit

router = APIRouter()
KOD = "ny_rakning_vald"


@dataclass(frozen=True, slots=True)
class Nyrakning:
    """One due item: the day it keeps meanwhile, and the day by the rules of now (None: nothing is due)."""

    nr: str
    namn: str
    gammal: date
    gammal_yttersta: date | None
    gammal_kalla: Kallvy
    ny: date | None
    ny_yttersta: date | None
    ny_kalla: str


def nyrakningar(fakta: Fakta) -> list[Nyrakning]:
    """What waits for a choice, by number."""
    names = {b.nr: key.partition("|")[0] for key, b in fakta.behallna.items()}
    found = []
    for nr, b in sorted(fragade(fakta).items(), key=lambda item: int(item[0])):
        new = [*b.i_stallet_for, None, None, None]
        found.append(
            Nyrakning(
                nr,
                bevakning_etikett(names[b.nr]),
                date.fromisoformat(b.dag),
                _day(b.yttersta_dag),
                kallvy(b.typ, b.kalla),
                _day(new[0]),
                _day(new[1]),
                new[2] or "",
            )
        )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@router.get(f"/arenden/{{nummer}}/fakta/{KOD}")
def valj(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """The form. Where only one waits it is the one that is meant."""
    formular = _formular(visit, nummer)
    logga(visit, formular.nummer, formular.roll, f"formular:{KOD}")
    waiting = nyrakningar(formular.fakta)
    only = {"bevakning": waiting[0].nr} if len(waiting) == 1 else {}
    ifyllt = tomt(formular, visit, {**only, **dict(request.query_params)})
    return _visa(request, visit, formular, ifyllt)


@router.post(f"/arenden/{{nummer}}/fakta/{KOD}")
def vald(request: Request, visit: LoggedIn, nummer: str, data: Form) -> Response:
    """The choice."""
    sent = inskickat(data)
    formular = _formular(visit, nummer)

    def do() -> Utfort:
        return register_fact(
            visit.db,
            visit.aktor,
            formular.nummer,
            KOD,
            sent.given,
            dag=sent.provat(formular.steg.fields, idag=visit.dag),
            now=visit.now,
            expected_seq=sent.seq,
        )

    def visa(ifyllt: Ifyllt) -> Response:
        return _visa(request, visit, formular, ifyllt)

    return utfor(visit, formular, sent, do, visa)


def _formular(visit: Visit, nummer: str) -> Formular:
    with nekad_loggas(visit, nummer, f"formular:{KOD}"):
        return faktumets_formular(
            visit.db, visit.aktor, nummer, KOD, dag=visit.dag, delprocess=None
        )


def _visa(request: Request, visit: Visit, formular: Formular, ifyllt: Ifyllt) -> Response:
    return rendera_formular(
        request,
        visit,
        formular,
        ifyllt,
        mall="webb/ny_rakning.html",
        nyrakningar=nyrakningar(formular.fakta),
    )
