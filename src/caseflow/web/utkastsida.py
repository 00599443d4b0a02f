"""The page of a draft: what is filled in, what is missing with the way to it, and the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from caseflow.documents.mallar.mall import IFYLLT, SPRAK, Brevhuvud
from caseflow.documents.sidbilder import antal_sidor
from caseflow.engine.errors import (
    BadInput,
    Busy,
    CaseflowError,
    Conflict,
    Hinder,
    NotFound,
    Refused,
)
from caseflow.engine.field import Field, Kind
from caseflow.processes.handlingar import SKAL
from caseflow.queries.arende_vy import las_arende
from caseflow.queries.handlingsutkast import Utkastvy
from caseflow.web.fel import status_of
from caseflow.web.handlingsluckor import Lucka, luckorna, utan_val
from caseflow.web.heltal import heltal
from caseflow.web.lasvakt import look_mark
from caseflow.web.mallar import rendera
from caseflow.web.mallord import till_vem, vem_fardigstaller
from caseflow.web.utkastbilder import SIDA_BREDD, SIDA_HOJD, utkastets_pdf
from caseflow.web.visit import Visit

MENY = "/mina-arenden"
MALLEN, SPRAKET, VERSIONEN, SKALET = "u_mall", "u_sprak", "u_version", "u_skal"
"""What the form carries beside the fields of the template; no field of a template begins so."""


@dataclass(frozen=True, slots=True)
class Skrivet:
    """The form as it was sent: `given` are the fields of the template, `version` the draft that was open."""

    given: Mapping[str, object] = field(default_factory=dict)
    mall: str = ""
    sprak: str = "sv"
    version: int | None = None
    skal: str = ""


def skrivet(data: Mapping[str, object]) -> Skrivet:
    """The posted fields sorted into those of the template and the form's own."""
    return Skrivet(
        {kod: v for kod, v in data.items() if kod not in {MALLEN, SPRAKET, VERSIONEN, SKALET}},
        str(data.get(MALLEN) or ""),
        str(data.get(SPRAKET) or "sv"),
        heltal(str(data.get(VERSIONEN) or "")),
        str(data.get(SKALET) or ""),
    )


@dataclass(frozen=True, slots=True)
class _Fel:
    """What went wrong: faults by field, what stands in the way, or that it is not as it was."""

    rubrik: str = ""
    falt: Mapping[str, str] = field(default_factory=dict)
    hinder: Sequence[Hinder] = ()
    andrat: CaseflowError | None = None
    text: str = ""


def _felet(fault: CaseflowError | None, vy: Utkastvy) -> _Fel:
    if isinstance(fault, Conflict | NotFound):
        return _Fel(rubrik=fault.vad, andrat=fault)
    if isinstance(fault, Busy):
        return _Fel(rubrik=fault.vad, text=f"{fault.varfor} {fault.gor_nu}")
    if isinstance(fault, Refused):
        # The gaps of the draft are listed with their ways; what is no gap is told as it was said.
        return _Fel(rubrik=fault.vad, hinder=() if vy.brister else fault.hinder)
    if isinstance(fault, BadInput):
        own = {SKALET if kod == "skal" else kod: text for kod, text in fault.falt.items()}
        told = "" if own else " ".join(p for p in (fault.varfor, fault.gor_nu) if p)
        return _Fel(rubrik=fault.vad, falt=own, text=told)
    return _Fel()


def utkastets_del(vy: Utkastvy) -> str:
    """The part of the akt that the page of a draft is, as it stands in the read log."""
    return f"utkast:{vy.id}" if vy.id else f"utkast:ny:{vy.mall.kod}"


def rendera_utkast(
    request: Request,
    visit: Visit,
    vy: Utkastvy,
    sent: Skrivet | None = None,
    fault: CaseflowError | None = None,
    *,
    sparat: bool = False,
) -> HTMLResponse:
    """The page; with `sent` what was written stands in the form, whatever is saved."""
    status = HTTPStatus.OK if fault is None else status_of(fault)
    sidor, upptaget = _sidorna(vy, fault)
    bas = f"/arenden/{vy.nummer}"
    adress = f"{bas}/utkast/{vy.id}" if vy.id else f"{bas}/handlingar/ny/{vy.mall.kod}"
    luckor = _luckor(visit, vy)
    return rendera(
        request,
        "webb/utkast.html",
        visit,
        status=HTTPStatus.CONFLICT if status is HTTPStatus.NOT_FOUND else status,
        active=MENY,
        vy=vy,
        bas=bas,
        adress=adress,
        till=till_vem(vy.mall),
        utan_val=utan_val(vy.falten),
        varden=vy.varden if sent is None else sent.given,
        sprak=sent.sprak if sent else vy.sprak,
        spraken=tuple((kod, SPRAK.get(kod, kod)) for kod in vy.mall.sprak),
        skal=sent.skal if sent else "",
        skalfalt=Field(SKALET, SKAL.label, Kind.RAD, help=SKAL.help),
        fel=_felet(fault, vy),
        annat=_sparat_av_annan(vy, sent) if isinstance(fault, Conflict) else (),
        nekad=isinstance(fault, Refused),
        luckor=luckor,
        egna=sum(1 for lucka in luckor if lucka.pa_sidan),
        roller=vem_fardigstaller(vy.mall, (vy.slag,)),
        sidor=sidor,
        upptaget=upptaget,
        utan_brevhuvud=_utan_brevhuvud(vy),
        bredd=SIDA_BREDD,
        hojd=SIDA_HOJD,
        markt=look_mark(
            visit, vy.nummer, utkastets_del(vy), vy.handling.html if vy.handling else ""
        ),
        sparat=sparat,
    )


def _sidorna(vy: Utkastvy, fault: CaseflowError | None) -> tuple[int, Busy | None]:
    """How many pages there are to show, and why none when they could not be made now.

    A long one is not made before somebody asks for it. What somebody wrote is shown whether or not the pages are.
    """
    if vy.handling is None or vy.handling.lang:
        return 0, None
    if isinstance(fault, Busy):
        return 0, fault
    try:
        return antal_sidor(utkastets_pdf(vy.handling)), None
    except Busy as busy:
        return 0, busy


def _utan_brevhuvud(vy: Utkastvy) -> str:
    """Which letterhead has no lines though the template prints them; empty when nothing is missing."""
    kind = vy.mall.brevhuvud
    if vy.handling is None or kind is Brevhuvud.INGET or vy.handling.lasbart.avsandare:
        return ""
    return "diskret" if vy.mall.ar_diskret(vy.slag) else "eget"


def _luckor(visit: Visit, vy: Utkastvy) -> tuple[Lucka, ...]:
    elsewhere = any(b.kod != IFYLLT for b in vy.brister)
    akt = las_arende(visit.db, visit.aktor, vy.nummer, dag=visit.dag) if elsewhere else None
    return luckorna(vy, akt, visit.dag)


def _sparat_av_annan(vy: Utkastvy, sent: Skrivet | None) -> tuple[tuple[str, str], ...]:
    """What is saved where something else was written: the label and the saved value."""
    if sent is None:
        return ()
    return tuple(
        (f.label, f.label_of(vy.varden.get(f.code)) or "tomt")
        for f in vy.falten
        if f.label_of(vy.varden.get(f.code)) != f.label_of(_as_value(sent.given.get(f.code)))
    )


def _as_value(given: object) -> str | list[str] | None:
    if isinstance(given, list):
        return [str(v) for v in given]
    return None if given is None else str(given).replace("\r\n", "\n").strip()
