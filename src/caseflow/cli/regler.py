"""rules: the catalogue of rules with their wordings. `grupp` takes the subcommands of other modules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from caseflow import settings
from caseflow.cli.ram import Json, a_day, print_json, said, say, today
from caseflow.queries.regelkatalog import (
    ANDRAS_INOM_MANADER,
    GRANSKAS_INOM_MANADER,
    Andring,
    Lydelse,
    Regelblad,
    andras_inom,
    att_granska,
    regelkatalog,
)
from caseflow.rules.profil import Profil
from caseflow.store.profiler import find_profile

grupp = typer.Typer(
    invoke_without_command=True, help="Regelverket: varje regel, dess lydelser och vad som ändras."
)
"""`caseflow rules`; a module that adds a subcommand does so in its own `register`."""

Dagen = Annotated[str, typer.Option("--on", metavar="DAG", help="Dagen. Förval: i dag.")]
Profilen = Annotated[str, typer.Option("--profil", metavar="P", help="Kommunens profil.")]
_TYP = {"lag": "Lag", "foreskrift": "Föreskrift", "rutin": "Lokal rutin"}


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(grupp, name="rules")


@grupp.callback()
def rules(
    ctx: typer.Context, on: Dagen = "", profil: Profilen = "standard", *, json: Json = False
) -> None:
    """Visa regelverket en viss dag, vad som ändras det närmaste året och när källorna senast lästes."""
    if ctx.invoked_subcommand is not None:
        return
    with said():
        show_catalogue(on, profil, json=json)


def show_catalogue(on: str, profil: str, *, json: bool = False) -> None:
    """Print the catalogue of a day.

    Raises:
        BadInput: `on` is no day.
        ProfileInvalid: there is no such profile.
    """
    dag = a_day(on) if on else today()
    chosen = find_profile(settings.load(), profil)
    katalog = regelkatalog(chosen)
    if json:
        print_json(
            {
                "dag": dag.isoformat(),
                "profil": chosen.id,
                "regler": [blad.as_dict() for blad in katalog],
                "andras": [change.as_dict() for change in andras_inom(katalog, dag)],
                "att_granska": [blad.kod for blad in att_granska(katalog, dag)],
            }
        )
        return
    for line in _lines(katalog, chosen, dag):
        say(line)


def _lines(katalog: tuple[Regelblad, ...], profil: Profil, dag: date) -> Iterator[str]:
    head = f"Regelverket den {dag.isoformat()}, {profil.namn}: {len(katalog)} regler"
    yield from (head, "=" * len(head))
    subject = ""
    for blad in katalog:
        if blad.amne != subject:
            subject = blad.amne
            yield from ("", subject, "-" * len(subject))
        yield ""
        yield from _rule_lines(blad, dag)
    yield from _section(
        f"Ändras inom {ANDRAS_INOM_MANADER} månader",
        [_change_line(a) for a in andras_inom(katalog, dag)],
    )
    overdue = [f"{b.visad(dag).betyder}  [{b.kod}]" for b in att_granska(katalog, dag)]
    yield from _section(
        f"Källan är inte läst på {GRANSKAS_INOM_MANADER} månader (caseflows rutin: läs den igen)",
        overdue,
    )


def _section(head: str, lines: list[str]) -> Iterator[str]:
    yield from ("", head, "-" * len(head))
    yield from (f"  • {line}" for line in lines or ["Inget."])


def _rule_lines(blad: Regelblad, dag: date) -> Iterator[str]:
    shown = blad.visad(dag)
    yield f"{shown.betyder}  [{blad.kod}]"
    yield f"    {blad.slagord}. {_source(shown)}"
    if blad.on(dag) is None:
        yield "    Gäller inte den dagen."
    if shown.varde:
        yield f"    Värde: {shown.varde.text} ({shown.varde.etikett.lower()}; {shown.varde.kalla})"
    for text in (shown.forklaring, shown.om_inget_gors and f"Om inget görs: {shown.om_inget_gors}"):
        if text:
            yield f"    {text}"
    used = blad.anvandning
    places = [
        *(f"{p.etikett} ({p.processnamn})" for p in used.steg),
        *(p.etikett for p in used.fakta),
    ]
    if places:
        yield f"    Prövas vid: {', '.join(places)}"
    if used.annars:
        yield f"    Prövas: {used.annars}"
    if used.bevakning:
        done = ", ".join(dict.fromkeys(p.etikett for p in used.fullgors_av)) or "bockas av"
        yield f"    Bevakning: {used.bevakning}. Blir klar genom: {done}"
    if len(blad.lydelser) > 1:
        yield from (f"    {_period(w)}: {w.kalla.text}" for w in blad.lydelser)


def _source(w: Lydelse) -> str:
    word = "läst" if w.sakerhet == "last" else "genomgången"
    checked = f" Senast {word} {w.granskad.isoformat()}." if w.granskad else ""
    return f"{_TYP[w.kalla.typ]}: {w.kalla.text}. {w.sakerhetsord}.{checked}"


def _period(w: Lydelse) -> str:
    start = f"från {w.fran.isoformat()}" if w.fran else ""
    end = f"till {w.till.isoformat()}" if w.till else ""
    return " ".join(filter(None, (start, end))).capitalize() or "Alltid"


def _change_line(change: Andring) -> str:
    after = change.efter or change.fore
    meaning = after.betyder if after else ""
    sources = " → ".join(w.kalla.text for w in (change.fore, change.efter) if w)
    return f"{change.dag.isoformat()} {change.vad}: {meaning} {sources}  [{change.regel.kod}]"
