"""show: a process as a municipality runs it, as text, as a diagram or as BPMN; or the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from caseflow import settings
from caseflow.cli.ram import a_day, console, said, say, today
from caseflow.cli.regler import Dagen, Profilen, show_catalogue
from caseflow.engine.bpmn import as_bpmn
from caseflow.engine.diagram import as_mermaid, as_text
from caseflow.engine.errors import BadInput
from caseflow.engine.process import Process
from caseflow.processes import DELPROCESSER, HUVUDPROCESS, PROCESSER
from caseflow.processes.i_profilen import (
    FORUTSATTER,
    delprocesser_i_profilen,
    finns_i_profilen,
    i_profilen,
    saknade_regler,
)
from caseflow.queries.profilvarde import profilvarde
from caseflow.rules.profil import Profil
from caseflow.store.profiler import find_profile

_REGLER = "regler"
_ALLMANT = ("regi", "hanvisar_till", "fyra_ogon", "riskbedomning_dagar")
_VARDEN: dict[str, tuple[str, ...]] = {
    "utovare": ("forsta_kontakt_dagar", "utredning_manader", "beslut_dagar", "bistand_manader"),
    "utsatt": ("forhandsbedomning_dagar", "utredning_manader", "beslut_dagar", "bistand_manader"),
    "friyta": ("friyta_max", "friyta_dokumentation"),
    "insats": ("insats_under_utredning", "grupp", "utgang_paminnelse_dagar"),
    "overklagande": ("overklagande_dagar",),
    "partnerkontakt": ("partnerkontakt_oppen_dagar",),
    "uppfoljning": ("uppfoljningar", "uppfoljning_forsok_max"),
}
"""The values that decide how each process goes."""


class Format(StrEnum):
    """How a process is printed."""

    TEXT = "text"
    MERMAID = "mermaid"
    BPMN = "bpmn"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    process: Annotated[
        str,
        typer.Argument(
            metavar="PROCESS", help="Processens kod, till exempel utovare; eller regler."
        ),
    ],
    format_: Annotated[
        Format, typer.Option("--format", help="text, mermaid eller bpmn.")
    ] = Format.TEXT,
    profil: Profilen = "standard",
    on: Dagen = "",
) -> None:
    """Visa en process så som en kommun kör den, som svensk text eller diagram; eller hela regelverket."""
    with said():
        if process == _REGLER:
            show_catalogue(on, profil)
            return
        chosen = find_profile(settings.load(), profil)
        dag = a_day(on) if on else today()
        definition = _process(process, chosen)
        if format_ is Format.TEXT:
            say("\n".join(_text(definition, chosen, dag)))
            return
        if format_ is Format.MERMAID:
            text = as_mermaid(definition)
        else:
            subtitle = f"{chosen.namn}, regler den {dag.isoformat()}"
            text = as_bpmn(
                definition, dag=dag, subtitle=subtitle, opened_by=_opened_by(process, chosen)
            ).rstrip()
        console.print(text, markup=False)


def _process(kod: str, profil: Profil) -> Process:
    if kod not in PROCESSER:
        raise BadInput(
            vad=f"Processen «{kod[:40]}» finns inte.",
            gor_nu=f"Välj bland: {', '.join((*PROCESSER, _REGLER))}.",
        )
    if not finns_i_profilen(kod, profil):
        rule = FORUTSATTER[kod].wordings[-1]
        raise BadInput(
            vad=f"{profil.namn} har inte processen {PROCESSER[kod].label.lower()}.",
            varfor=rule.brister,
            regel=str(rule.kalla),
            gor_nu="Välj en annan process, eller ändra kommunens profil.",
        )
    return i_profilen(PROCESSER[kod], profil)


def _opened_by(kod: str, profil: Profil) -> tuple[str, ...]:
    """The steps of other processes that open this one in the profile."""
    names = (
        f"{step.label} ({other.label})"
        for other in PROCESSER.values()
        if other.code != kod and finns_i_profilen(other.code, profil)
        for step in i_profilen(other, profil).transitions
        for opening in step.opens
        if opening.process == kod
    )
    return tuple(dict.fromkeys(names))


def _text(process: Process, profil: Profil, dag: date) -> Iterator[str]:
    """The process, what the municipality has chosen, and what runs beside it."""
    beside: tuple[str, ...] = ()
    if process.code in HUVUDPROCESS:
        beside = delprocesser_i_profilen(process.code, profil)
    yield f"{profil.namn}: så här går processen den {dag.isoformat()}"
    yield from ("", "Det kommunen har valt:")
    yield from _values((process.code, *beside), profil)
    missing = tuple(_missing(process.code, profil))
    if missing:
        yield from ("", "Det som inte finns där:")
        yield from (f"  • {line}" for line in missing)
    yield from ("", as_text(process, dag))
    if beside:
        yield from ("", "", "Bredvid huvudprocessen kan det här löpa:")
    for kod in beside:
        yield from ("", as_text(i_profilen(PROCESSER[kod], profil), dag))


def _values(koder: tuple[str, ...], profil: Profil) -> Iterator[str]:
    keys = dict.fromkeys((*(k for kod in koder for k in _VARDEN.get(kod, ())), *_ALLMANT))
    for key in keys:
        value = profilvarde(key, profil)
        if not value.lista:
            yield f"  • {value.etikett}: {value.text}  [{value.kalla}]"
            continue
        yield f"  • {value.etikett}:  [{value.kalla}]"
        yield from (f"      {part}" for part in value.lista)


def _missing(kod: str, profil: Profil) -> Iterator[str]:
    """Steps and delprocesser that the profile does not have, each with its reason."""
    for step in PROCESSER[kod].transitions:
        for rule in saknade_regler(step, profil):
            yield f"Steget {step.label}: {rule.wordings[-1].brister}"
    for part in DELPROCESSER.get(kod, ()):
        if not finns_i_profilen(part, profil):
            yield f"{PROCESSER[part].label}: {FORUTSATTER[part].wordings[-1].brister}"
