"""The commands: parse, call an action or a query, print."""

from __future__ import annotations

import typer

from caseflow.cli import (
    arende,
    check,
    dagslista,
    flytta,
    import_,
    kontroll,
    mallar,
    manadsrapport,
    overlamning,
    personal,
    profilerna,
    prognos,
    regelandring,
    regler,
    relation,
    rendera,
    simulera,
    start,
    statistik,
    visa,
)

app = typer.Typer(
    name="caseflow",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ärenden om våld i nära relation: processer, regler, bevakningar och uppföljning.",
)
start.register(app)
personal.register(app)
arende.register(app)
relation.register(app)
import_.register(app)
statistik.register(app)
simulera.register(app)
for module in (
    check,
    visa,
    profilerna,
    kontroll,
    regler,
    regelandring,
    prognos,
    flytta,
    overlamning,
    dagslista,
    manadsrapport,
    mallar,
    rendera,
):
    module.register(app)


def main() -> None:
    """Entry point of the command `caseflow`."""
    app()
