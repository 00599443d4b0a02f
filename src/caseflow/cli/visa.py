"""show: a process as text or as a diagram."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from caseflow.cli.ram import console, said
from caseflow.engine.diagram import as_mermaid, as_text
from caseflow.engine.errors import BadInput
from caseflow.engine.process import Process
from caseflow.processes import PROCESSER


class Format(StrEnum):
    """How a process is printed."""

    TEXT = "text"
    MERMAID = "mermaid"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def _process(kod: str) -> Process:
    if kod not in PROCESSER:
        raise BadInput(
            vad=f"Processen «{kod[:40]}» finns inte.", gor_nu=f"Välj bland: {', '.join(PROCESSER)}."
        )
    return PROCESSER[kod]


def show(
    process: Annotated[
        str, typer.Argument(metavar="PROCESS", help="Processens kod, till exempel utovare.")
    ],
    format_: Annotated[Format, typer.Option("--format", help="text eller mermaid.")] = Format.TEXT,
) -> None:
    """Visa en process som svensk text eller som diagram."""
    with said():
        definition = _process(process)
        text = as_text(definition) if format_ is Format.TEXT else as_mermaid(definition)
        console.print(text, markup=False)
