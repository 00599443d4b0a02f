"""The rules as pages: the whole catalogue on one, and one for each rule. No case data, so nothing is logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.engine.errors import BadInput, NotFound
from caseflow.engine.rule import Kalltyp, Regelslag, Sakerhet
from caseflow.processes import REGLER
from caseflow.queries.enhetens_profil import enhetens_profil
from caseflow.queries.profilkatalog import profilkatalog, profilrad
from caseflow.queries.regelkatalog import (
    ANDRAS_INOM_MANADER,
    GRANSKAS_INOM_MANADER,
    SLAG,
    Lydelse,
    Regelblad,
    andras_inom,
    att_granska,
    regelblad,
    regelkatalog,
)
from caseflow.store.profiler import profiles
from caseflow.web.filterval import Val, chips, chosen
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/regler"
PROFILES = "/profiler"

_SLAG = tuple((slag.value, namn) for slag, (namn, _) in SLAG.items())
_GRUND: tuple[tuple[str, str], ...] = (
    ("lag", "Lag"),
    ("foreskrift", "Föreskrift"),
    ("rutin", "Lokal rutin"),
    ("osaker", "Osäker"),
)
_NAR: tuple[tuple[str, str], ...] = (
    ("galler", "Det som gäller dagen"),
    ("andras", "Det som ändras"),
)


@router.get(ADDRESS)
def show_catalogue(request: Request, visit: LoggedIn) -> Response:
    """The catalogue of a day, narrowed by kind, source and whether it is in force."""
    query = request.query_params
    dag = _day(query.get("dag", ""), visit)
    profil = enhetens_profil(visit.db, visit.aktor)
    katalog = regelkatalog(profil)
    changes = andras_inom(katalog, dag)
    filters = (
        Val("slag", "Slag", _SLAG, chosen(query.get("slag", ""), _SLAG)),
        Val("grund", "Grund", _GRUND, chosen(query.get("grund", ""), _GRUND)),
        Val("nar", "Visa", _NAR, chosen(query.get("nar", ""), _NAR)),
    )
    asked = {f.namn: f.valt for f in filters if f.valt}
    changing = {change.regel.kod for change in changes}
    fits = _narrowing(asked, dag, changing)
    shown = tuple(blad for blad in katalog if fits(blad))
    also = {"dag": dag.isoformat()} if dag != visit.dag else {}
    return rendera(
        request,
        "webb/regler.html",
        visit,
        active=ADDRESS,
        dag=dag,
        profil=profil,
        amnen=_by_subject(shown),
        antal=len(katalog),
        visade=len(shown),
        andringar=changes,
        manader=ANDRAS_INOM_MANADER,
        granska=att_granska(katalog, dag),
        granskas=GRANSKAS_INOM_MANADER,
        slagen=tuple(SLAG.values()),
        filter=filters,
        brickor=chips(ADDRESS, filters, also),
    )


@router.get(ADDRESS + "/{kod}")
def show_rule(request: Request, visit: LoggedIn, kod: str) -> Response:
    """One rule: every wording by date, what it governs and the value that its number stands in.

    Raises:
        NotFound: there is no such rule.
    """
    dag = _day(request.query_params.get("dag", ""), visit)
    profil = enhetens_profil(visit.db, visit.aktor)
    blad = regelblad(kod, profil)
    if blad is None:
        raise NotFound(
            vad=f"Regeln «{kod[:60]}» finns inte.",
            gor_nu="Sök den bland alla regler på sidan Regler.",
        )
    return rendera(
        request,
        "webb/regel.html",
        visit,
        active=ADDRESS,
        dag=dag,
        profil=profil,
        blad=blad,
        nu=blad.on(dag),
        visas=blad.visad(dag),
        slagets_text=SLAG[blad.slag][1],
        raknar=tuple(_named(kod, visit) for kod in blad.anvandning.raknar),
        tas_av_systemet=REGLER[kod].utloser,
    )


@router.get(PROFILES)
def show_profiles(request: Request, visit: LoggedIn) -> Response:
    """Every profile."""
    rows = profilkatalog(visit.db.settings)
    egen = enhetens_profil(visit.db, visit.aktor)
    return rendera(request, "webb/profiler.html", visit, active=ADDRESS, rader=rows, egen=egen)


@router.get(PROFILES + "/{kod}")
def show_profile(request: Request, visit: LoggedIn, kod: str) -> Response:
    """One profile: every value with its source.

    Raises:
        NotFound: there is no such profile.
    """
    if kod not in profiles(visit.db.settings):
        raise NotFound(
            vad=f"Profilen «{kod[:60]}» finns inte.",
            gor_nu="Välj bland profilerna på sidan Profiler.",
        )
    row = profilrad(visit.db.settings, kod)
    return rendera(request, "webb/profil.html", visit, active=ADDRESS, rad=row)


def _day(text: str, visit: Visit) -> date:
    if not text:
        return visit.dag
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(
            vad="Dagen går inte att läsa.",
            varfor=f"«{text[:40]}» är ingen dag.",
            gor_nu="Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-01-15.",
        ) from fault


def _narrowing(
    asked: Mapping[str, str], dag: date, changing: set[str]
) -> Callable[[Regelblad], bool]:
    """Whether a rule belongs in what is asked for."""

    def fits(blad: Regelblad) -> bool:
        shown = blad.visad(dag)
        return (
            (not asked.get("slag") or blad.slag == Regelslag(asked["slag"]))
            and (not asked.get("grund") or _rests_on(shown, asked["grund"]))
            and (asked.get("nar") != "galler" or blad.on(dag) is not None)
            and (asked.get("nar") != "andras" or blad.kod in changing)
        )

    return fits


def _rests_on(w: Lydelse, ground: str) -> bool:
    unsure = not w.ar_rutin and w.sakerhet is Sakerhet.OSAKER
    return unsure if ground == "osaker" else not unsure and w.kalla.typ == Kalltyp(ground)


def _by_subject(katalog: tuple[Regelblad, ...]) -> tuple[tuple[str, str, list[Regelblad]], ...]:
    """Each subject with the id of its heading and its rules, in order."""
    found: dict[str, list[Regelblad]] = {}
    for blad in katalog:
        found.setdefault(blad.amne, []).append(blad)
    return tuple((f"amne-{i}", name, rules) for i, (name, rules) in enumerate(found.items(), 1))


def _named(kod: str, visit: Visit) -> tuple[str, str]:
    """The code of a rule, and what it is called: its label, or what it says."""
    rule = REGLER[kod]
    wording = next((w for w in rule.wordings[::-1] if w.since <= visit.dag), rule.wordings[0])
    return kod, rule.etikett or wording.meaning
