"""Hand over everything a medarbetare has in a unit: choose whose, see what would go to whom, confirm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.actions.lamna_over import BY, Overlamnat, lamna_over, overlamningsplan
from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.actions.overlamningsplan import Begaran, Plan, kan_lamna
from caseflow.engine.errors import BadInput, CaseflowError, NotFound, Refused
from caseflow.engine.field import Field, Kind, check
from caseflow.processes.overlamning import ORSAK, SKAL
from caseflow.rules.roller import Roll
from caseflow.web.fel import status_of
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/overlamning"
FRAN = Field(
    "fran_dag",
    "Från och med",
    Kind.DATUM,
    future=True,
    help="Första dagen borta. Uppdragen i enheten gäller till och med dagen före.",
)
SATT = Field(
    "satt",
    "Vem som tar över",
    Kind.VAL,
    choices=(
        (Satt.SPRID.value, "Fördela på flera, efter hur mycket var och en har"),
        (Satt.TILL.value, "En kollega tar allt"),
        (Satt.TILLBAKA.value, "Ingen än: samordnaren äger det och fördelar"),
    ),
)
FIELDS = (FRAN, SATT, ORSAK, SKAL)
ON_THE_PAGE = tuple(
    {"code": kod} for kod in ("person", "fran_dag", "satt", "till", "orsak", "skal")
)
"""Every field in the order it stands, for the summary of what is wrong."""


@router.get(ADDRESS)
def show_overlamning(request: Request, visit: LoggedIn) -> Response:
    """The form."""
    return _page(request, visit, {"person": request.query_params.get("person", "")})


@router.post(ADDRESS)
def plan_or_do(request: Request, visit: LoggedIn, form: Form) -> Response:
    """What would go to whom; or, when it has been seen and confirmed, the hand-over itself."""
    _require_role(visit)
    try:
        begaran = _asked(form, visit.dag)
        if form.get("gor") == "lamna":
            done = lamna_over(visit.db, visit.aktor, begaran, now=visit.now)
            _log(visit)
            return _page(request, visit, form, done=done)
        plan = overlamningsplan(visit.db, visit.aktor, begaran, now=visit.now)
    except (BadInput, Refused) as fault:
        return _page(request, visit, form, fel=fault)
    _log(visit)
    return _page(request, visit, form, plan=plan)


def _asked(form: Mapping[str, object], dag: date) -> Begaran:
    """What the form asks for.

    Raises:
        BadInput: every field that is wrong, at once.
    """
    enhet, _, epost = str(form.get("person", "")).partition("|")
    faults = {} if epost else {"person": "Medarbetare: välj vems ärenden som ska lämnas över."}
    values: Mapping[str, object] = {}
    try:
        asked = {f.code: form.get(f.code, "") for f in FIELDS}
        values = check(FIELDS, asked, today=dag)
    except BadInput as fault:
        faults |= fault.falt
    till = str(form.get("till", "")).rpartition("|")[2]
    if form.get("satt") == Satt.TILL and not till:
        faults["till"] = "Kollegan som tar allt: välj vem."
    if faults:
        raise BadInput(vad="Inget har lämnats över.", falt=faults)
    return Begaran(
        epost=epost,
        fran_dag=date.fromisoformat(str(values["fran_dag"])),
        satt=Satt(str(values["satt"])),
        orsak=str(values["orsak"]),
        skal=str(values["skal"]),
        till=till,
        enhet=enhet,
    )


def _require_role(visit: Visit) -> None:
    """Only those who lead a unit, or look after its safety, come further.

    Raises:
        NotFound: as for a page that is missing.
    """
    if not visit.aktor.enheter(*BY):
        raise NotFound(vad="Sidan finns inte.")


def _log(visit: Visit) -> None:
    role = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, role, "", "overlamning", "arbetslista", now=visit.now)


def _page(
    request: Request,
    visit: Visit,
    given: Mapping[str, object],
    *,
    plan: Plan | None = None,
    done: Overlamnat | None = None,
    fel: CaseflowError | None = None,
) -> Response:
    _require_role(visit)
    with visit.db.read() as session:
        people = kan_lamna(session, visit.aktor, dag=visit.dag)
    units = {kod: namn for _, kod, namn in visit.enheter}
    return rendera(
        request,
        "webb/overlamning.html",
        visit,
        status=status_of(fel) if fel else HTTPStatus.OK,
        active=ADDRESS,
        grupper=[(units.get(kod, kod), kod, listed) for kod, listed in people.items()],
        falten=ON_THE_PAGE,
        fran=FRAN,
        satt=SATT,
        orsak=ORSAK,
        skal=SKAL,
        givet=given,
        falt_fel=fel.falt if isinstance(fel, BadInput) else {},
        fel=fel,
        plan=plan,
        klart=done,
        rollnamn=lambda koder: [Roll(k).etikett for k in koder],
    )
