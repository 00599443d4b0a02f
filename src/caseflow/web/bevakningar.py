"""Bevakningar: everything that falls due, for a person or a unit; hand over, acknowledge, tick off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.fordela_uppfoljningar import Fordelad, fordela_uppfoljningar
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import BadInput, CaseflowError, NotFound, Refused
from caseflow.queries.bevakningslista import Bevakningslista, Bevakningsrad, bevakningslista
from caseflow.queries.bevakningsurval import (
    ESKALERAD,
    INGEN,
    JAG,
    OPPNA,
    OPPNAR,
    SAKNAS,
    STANGER,
    Bevakningsfilter,
)
from caseflow.queries.forfallande import sagt
from caseflow.queries.listning import LEADERS
from caseflow.queries.overlamning import oppnad
from caseflow.web.belastning import Belastning
from caseflow.web.datumtext import antal_dagar, kort_dag, veckodag
from caseflow.web.fel import status_of
from caseflow.web.filterval import Val, address, chips, chosen
from caseflow.web.heltal import SIFFROR_I_SIDA, heltal
from caseflow.web.inskickat import Nummer
from caseflow.web.lasvakt import nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.mina_arenden import SPAR
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/bevakningar"
PER_PAGE = 50
TOO_MANY = f"Inte tilldelad. Högst {PER_PAGE} går åt gången: markera den igen."
NAR = (
    ("sen", "Försenade"),
    ("idag", "I dag"),
    ("vecka", "Till och med söndag"),
    ("manad", "Inom 30 dagar"),
    (ESKALERAD, "Sagt vidare till chef"),
)
FONSTER = (
    (STANGER, "Stänger i veckan"),
    (OPPNA, "Öppna nu"),
    (OPPNAR, "Öppnar nästa månad"),
)
# The strip of a window shows this many days before and after today.
_BEFORE, _AFTER = 45, 45
_BAR_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class Fonster:
    """A window on a strip 100 wide where today stands in the middle."""

    x: float
    bredd: float
    punkt: bool
    sen: bool


def fonster(rad: Bevakningsrad, idag: date) -> Fonster:
    """Where the window (or the due day) lies around today."""

    def place(dag: date) -> float:
        days = max(-_BEFORE, min(_AFTER, (dag - idag).days))
        return round((days + _BEFORE) * 100 / (_BEFORE + _AFTER), 1)

    # The hard limit may stand before the day: the party's own time rolls on to the next vardag.
    last = max(rad.yttersta_dag or rad.dag, rad.dag)
    end = place(last)
    start = place(rad.fonster_fran) if rad.fonster_fran else place(rad.dag)
    late = last < idag
    if end - start < 2:  # noqa: PLR2004 - narrower than it can be drawn
        return Fonster(max(2.0, min(end, 98.0)), 0, punkt=True, sen=late)
    return Fonster(start, round(end - start, 1), punkt=False, sen=late)


@dataclass(frozen=True, slots=True)
class Dagstapel:
    """How many fall due on a day: a bar 60 high at most, beginning at `y`. `last` says it of the follow-ups."""

    dag: date
    antal: int
    y: int
    hojd: int
    last: Belastning


def staplar(lista: Bevakningslista) -> tuple[Dagstapel, ...]:
    """The bars of the coming ten working days."""
    most = max((d.antal for d in lista.per_dag), default=0)
    found = []
    for d in lista.per_dag:
        height = round(d.antal * _BAR_HEIGHT / max(most, 5))
        last = Belastning(d.uppfoljningar, lista.tak)
        found.append(Dagstapel(d.dag, d.antal, _BAR_HEIGHT + 4 - height, height, last))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Svar:
    """What came of the marked rows: given to whom, on which day, how many, and why each of the others was not."""

    till: str
    dag: date | None
    klara: int
    nekade: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fordelning:
    """What came of an even spread: each row with day and person, and the rows that were not tried."""

    rader: tuple[Fordelad, ...]
    nekade: tuple[tuple[str, str], ...]


@router.get(ADDRESS)
def show_bevakningar(request: Request, visit: LoggedIn) -> Response:
    """The list."""
    return _page(request, visit)


def _page(
    request: Request,
    visit: Visit,
    *,
    svar: Svar | None = None,
    fordelning: Fordelning | None = None,
    fel: CaseflowError | None = None,
    valda: frozenset[str] = frozenset(),
) -> Response:
    if not works_with_akter(visit):
        if fel:
            raise fel
        return rendera(request, "webb/inga_arenden.html", visit)
    query = request.query_params
    asked = _asked(request, visit)
    sida = heltal(query.get("sida", ""), SIFFROR_I_SIDA) or 1
    lista = bevakningslista(
        visit.db,
        visit.aktor,
        dag=visit.dag,
        filter_=asked,
        antal=PER_PAGE,
        hoppa=(sida - 1) * PER_PAGE,
    )
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "bevakningar", "arbetslista", now=visit.now)
    filters = _filters(asked, lista, visit)
    kept = {f.namn: f.valt for f in filters}
    return rendera(
        request,
        "webb/bevakningar.html",
        visit,
        status=status_of(fel) if fel else HTTPStatus.OK,
        active=ADDRESS,
        lista=lista,
        raknare=_counts(lista),
        filter=filters,
        filtrerad=bool(asked),
        brickor=chips(ADDRESS, filters, {}),
        sida=sida,
        sista_sida=max(1, -(-lista.passar // PER_PAGE)),
        adress=lambda **more: address(ADDRESS, {**kept, **more}),
        har=address(ADDRESS, {**kept, "sida": str(sida) if sida > 1 else ""}),
        fonster=fonster,
        staplar=staplar(lista),
        sagt=sagt,
        svar=svar,
        fordelning=fordelning,
        fel=fel,
        valda=valda,
    )


def _asked(request: Request, visit: Visit) -> Bevakningsfilter:
    """The filter in the address; what means nothing narrows nothing."""
    query = request.query_params
    agare = query.get("agare", "")[:20]
    known = agare in {INGEN, SAKNAS, JAG} or heltal(agare) is not None
    enhet = query.get("enhet", "")
    return Bevakningsfilter(
        slag=query.get("slag", "")[:60],
        spar=chosen(query.get("spar", ""), SPAR),
        agare=agare if known else "",
        nar=chosen(query.get("nar", ""), NAR),
        fonster=chosen(query.get("fonster", ""), FONSTER),
        dag=_a_day(query.get("dag", "")),
        enhet=next((i for i in visit.aktor.enheter(*LEADERS) if str(i) == enhet), None),
    )


def _a_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _counts(lista: Bevakningslista) -> tuple[tuple[str, int, str, str, str], ...]:
    """Name, number, hint, tone and filter of each counter."""
    oldest = f"äldst {antal_dagar(lista.aldst)}" if lista.sena else "inget är sent"
    counts = [
        ("Försenade", lista.sena, oldest, "danger" if lista.sena else "", "nar=sen"),
        ("I dag", lista.idag, "förfaller i dag", "warning" if lista.idag else "", "nar=idag"),
        ("Senare i veckan", lista.vecka, "till och med söndag", "", "nar=vecka"),
        ("Utan utförare", lista.utan_utforare, "samordnaren äger dem", "", "agare=ingen"),
        (
            "Utan ägare",
            lista.utan_agare,
            "ska alltid vara noll",
            "danger" if lista.utan_agare else "",
            "agare=saknas",
        ),
    ]
    if lista.eskalerade:
        told = ("Sagt vidare", lista.eskalerade, "till samordnare eller chef", "danger")
        counts.insert(1, (*told, f"nar={ESKALERAD}"))
    return tuple(counts)


def _filters(asked: Bevakningsfilter, lista: Bevakningslista, visit: Visit) -> tuple[Val, ...]:
    owners = (("jag", "Jag"), ("ingen", "Ingen vald"), (SAKNAS, "Utan ägare"), *lista.agare)
    found = [
        Val("slag", "Vad", lista.typer, chosen(asked.slag, lista.typer)),
        Val("spar", "Spår", SPAR, asked.spar),
        Val("agare", "Utförare", owners, chosen(asked.agare, owners)),
        Val("nar", "När", NAR, asked.nar),
        Val("fonster", "Fönster", FONSTER, asked.fonster),
    ]
    led = visit.aktor.enheter(*LEADERS)
    if len(led) > 1:
        units = tuple((str(i), namn) for i, _, namn in visit.enheter if i in led)
        found.append(Val("enhet", "Enhet", units, str(asked.enhet or "")))
    days = {d.dag for d in lista.per_dag} | ({asked.dag} if asked.dag else set())
    said = tuple((d.isoformat(), f"{veckodag(d)} {kort_dag(d, visit.dag)}") for d in sorted(days))
    found.append(Val("dag", "Dag", said, asked.dag.isoformat() if asked.dag else ""))
    return tuple(found)


@router.post(f"{ADDRESS}/tilldela")
def assign(request: Request, visit: LoggedIn, form: Form) -> Response:
    """Give the marked rows to somebody, on a day; those that cannot be come back with a reason each."""
    marked = _marked(form)
    epost, dag = str(form.get("epost", "")), _a_day(str(form.get("dag", "")))
    if not marked or not (epost or dag):
        fault = BadInput(
            vad="Inget är tilldelat än.",
            varfor="Markera minst en rad och välj en utförare eller en dag.",
            gor_nu="Inget har ändrats.",
        )
        return _page(request, visit, fel=fault, valda=frozenset(marked))
    refused = [(one, TOO_MANY) for one in marked[PER_PAGE:]]
    for one in marked[:PER_PAGE]:
        nummer, _, nr = one.partition(":")
        try:
            with nekad_loggas(visit, nummer, "bevakning"):
                tilldela_bevakning(
                    visit.db, visit.aktor, nummer, _number(nr), epost, now=visit.now, bokad_dag=dag
                )
        except (NotFound, Refused, BadInput) as fault:
            refused.append((one, _reason(fault)))
    svar = Svar(epost, dag, len(marked) - len(refused), tuple(refused))
    return _page(request, visit, svar=svar, valda=frozenset(one for one, _ in refused))


@router.post(f"{ADDRESS}/fordela")
def distribute(request: Request, visit: LoggedIn, form: Form) -> Response:
    """Spread the marked follow-ups over people and days; what could not be chosen is said row by row."""
    marked = _marked(form)
    if not marked:
        fault = BadInput(
            vad="Inget är fördelat än.",
            varfor="Markera de uppföljningar som ska fördelas.",
            gor_nu="Inget har ändrats.",
        )
        return _page(request, visit, fel=fault)
    refused = [(one, TOO_MANY) for one in marked[PER_PAGE:]]
    rows = []
    for one in marked[:PER_PAGE]:
        nummer, _, nr = one.partition(":")
        try:
            with nekad_loggas(visit, nummer, "bevakning"):
                rows.append((oppnad(visit.db, visit.aktor, nummer).nummer, _number(nr)))
        except NotFound as fault:
            refused.append((one, _reason(fault)))
    fordelade = fordela_uppfoljningar(visit.db, visit.aktor, rows, now=visit.now)
    svar = Fordelning(fordelade, tuple(refused))
    left = (f"{f.nummer}:{f.nr}" for f in fordelade if f.skal)
    return _page(
        request, visit, fordelning=svar, valda=frozenset([*left, *(one for one, _ in refused)])
    )


def _marked(form: Form) -> list[str]:
    given = form.get("val", [])
    return list(dict.fromkeys(given if isinstance(given, list) else [str(given)]))


def _reason(fault: CaseflowError) -> str:
    """Why a row was refused, with what to do about it where that is known."""
    if isinstance(fault, Refused):
        return " ".join(part for h in fault.hinder for part in (h.text, h.gor_nu) if part)
    return fault.varfor or fault.vad


@router.post(ADDRESS + "/{nummer}/{nr}/utford")
def done(request: Request, visit: LoggedIn, nummer: str, nr: Nummer, form: Form) -> Response:
    """Tick off today."""
    try:
        with nekad_loggas(visit, nummer, "bevakning"):
            utfor_bevakning(visit.db, visit.aktor, nummer, nr, dag=visit.dag, now=visit.now)
    except (NotFound, Refused, BadInput) as fault:
        return _page(request, visit, fel=fault)
    return RedirectResponse(_back(form), HTTPStatus.SEE_OTHER)


@router.post(ADDRESS + "/{nummer}/{nr}/kvittera")
def acknowledge(request: Request, visit: LoggedIn, nummer: str, nr: Nummer, form: Form) -> Response:
    """Seen and on its way; it stays open."""
    try:
        with nekad_loggas(visit, nummer, "bevakning"):
            kvittera_bevakning(visit.db, visit.aktor, nummer, nr, now=visit.now)
    except (NotFound, Refused, BadInput) as fault:
        return _page(request, visit, fel=fault)
    return RedirectResponse(_back(form), HTTPStatus.SEE_OTHER)


def _number(text: str) -> int:
    """The number of a bevakning in what a form gave.

    Raises:
        NotFound: it is no number, so nothing has it.
    """
    number = heltal(text)
    if number is None:
        raise NotFound(vad="Bevakningen finns inte.", gor_nu="Ladda om listan.")
    return number


def _back(form: Form) -> str:
    """The list as it was filtered, or the akt that the button stood in."""
    to = str(form.get("tillbaka", ADDRESS))
    return to if to.startswith((f"{ADDRESS}?", "/arenden/")) and to.isprintable() else ADDRESS
