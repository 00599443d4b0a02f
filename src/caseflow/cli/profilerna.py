"""profiler: the municipality profiles and where each value comes from."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import Annotated

import typer

from caseflow import settings
from caseflow.cli.ram import Json, console, print_json, said
from caseflow.queries.profilkatalog import Profilrad, Varderad, profilkatalog, profilrad
from caseflow.rules.profil import UTGANGSLAGE

_WIDTH = 80
_LABEL = 42


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(profiler)


def profiler(
    profil: Annotated[
        str, typer.Argument(metavar="[PROFIL]", help="En profil, till exempel sundbyberg.")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Visa kommunernas profiler och varifrån varje värde kommer."""
    with said():
        loaded = settings.load()
        rows = (profilrad(loaded, profil),) if profil else profilkatalog(loaded)
        if json:
            answer = [_as_dict(row) for row in rows]
            print_json(answer[0] if profil else answer)
        elif profil:
            _print_one(rows[0])
        else:
            for row in rows:
                _print_line(row)
            console.print("* Antalet är caseflows utgångsläge: kommunen har inte sagt något.")


def _as_dict(row: Profilrad) -> dict[str, object]:
    return {
        "id": row.id,
        "namn": row.namn,
        "version": row.version,
        "kallor": dict(row.profil.kallor),
        "varden": [v.as_dict() for v in row.varden],
        "beskrivning": [v.as_dict() for v in row.beskrivning],
    }


def _print_line(row: Profilrad) -> None:
    """Id, name, code, own or referred, friyta and version, within 80 columns."""
    p = row.profil
    friyta = f"friyta {p.friyta_max}" if p.friyta else "utan"
    mark = "*" if p.friyta and p.kommer_fran("friyta_max").utgangslage else ""
    regi = "egen regi" if p.regi == "egen" else "hänvisar"
    console.print(
        f"{row.id:<16} {row.namn:<16} {p.kommunkod or '–':<4} {regi:<9} {friyta + mark:<10}"
        f" version {row.version}",
        markup=False,
    )


def _print_one(row: Profilrad) -> None:
    code = f", kommunkod {row.profil.kommunkod}" if row.profil.kommunkod else ""
    console.print(f"{row.namn} ({row.id}{code}), version {row.version}", markup=False)
    chosen = [v for v in row.varden if not v.kalla.utgangslage and v.nyckel != "kommunkod"]
    default = [v for v in row.varden if v.kalla.utgangslage]
    _print_part("Kommunens eget", chosen, source=True)
    _print_part("Så arbetar kommunen (styr inget i ärendet)", list(row.beskrivning), source=True)
    for u in row.utforare:
        _print_part(f"{u.namn}, som kommunen hänvisar till", list(u.beskrivning), source=True)
    _print_part("Resten är " + UTGANGSLAGE, default, source=False)


def _print_part(heading: str, values: list[Varderad], *, source: bool) -> None:
    """Label and value, and under them where the value comes from."""
    if not values:
        return
    console.print()
    console.print(heading, style="bold", markup=False)
    for v in values:
        labels, texts = wrap(v.etikett, _LABEL - 2), wrap(v.text, _WIDTH - _LABEL - 2)
        for label, text in zip_longest(labels, texts, fillvalue=""):
            console.print(f"  {label:<{_LABEL}}{text}".rstrip(), markup=False)
        if source:
            for line in wrap(str(v.kalla), _WIDTH - 6):
                console.print(f"      {line}", style="dim", markup=False)
