"""mallar: the templates of handlingar, their languages and a kommun's own words in them."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow import settings
from caseflow.cli.ram import Json, console, errors, print_json, said
from caseflow.documents.egna_texter import EXEMPEL, Egna, las_egna
from caseflow.documents.mallar import MALLAR
from caseflow.settings import Settings
from caseflow.store.profilfiler import Filfel


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(mallar)


def mallar(
    kontrollera: Annotated[
        bool,
        typer.Option(
            "--kontrollera", help="Visa felen i kommunernas egna ord; 1 om det finns något."
        ),
    ] = False,
    *,
    json: Json = False,
) -> None:
    """Lista mallarna med version, språk, block för egna ord och de profiler som har egna ord i dem."""
    with said():
        egna = las_egna(settings.load())
        if json:
            listed = [_as_dict(kod, egna) for kod in sorted(MALLAR)]
            print_json({"mallar": listed, "fel": [_fault(f) for f in egna.fel]})
        elif not kontrollera:
            for kod in sorted(MALLAR):
                _print(kod, egna)
        if not kontrollera:
            return
        _say_faults(egna)
        if not json and not egna.fel:
            antal = sum(len(texts) for file in egna.filer for texts in file.texter.values())
            filer = len(egna.filer)
            console.print(
                f"{antal} egna texter i {filer} {'fil' if filer == 1 else 'filer'}: inget fel."
            )
    if egna.fel:
        raise typer.Exit(1)


def warn_of_own_words(loaded: Settings) -> None:
    """Say on stderr what is wrong: those handlingar cannot be made until it is put right."""
    egna = las_egna(loaded)
    if egna.fel:
        _say_faults(egna)
        errors.print("Handlingar av de mallarna kan inte göras förrän det är rättat.")


def _say_faults(egna: Egna) -> None:
    if not egna.fel:
        return
    errors.print(f"{len(egna.fel)} fel i kommunernas egna ord:", style="bold red")
    for fault in egna.fel:
        errors.print(f"  • {fault}", markup=False)


def _own(kod: str, egna: Egna) -> dict[str, list[str]]:
    """The profiles with own words in the template, and in which parts."""
    found: dict[str, set[str]] = {}
    for file in egna.filer:
        if file.profil != EXEMPEL and (texts := file.texter.get(kod)):
            found.setdefault(file.profil, set()).update(texts)
    return {profil: sorted(blocks) for profil, blocks in sorted(found.items())}


def _as_dict(kod: str, egna: Egna) -> dict[str, object]:
    mall = MALLAR[kod]
    return {
        "kod": kod,
        "titel": mall.titel,
        "version": mall.version,
        "slag": list(mall.slag),
        "sprak": list(mall.sprak),
        "till": mall.till.value,
        "block": list(mall.block),
        "egna": _own(kod, egna),
    }


def _fault(fault: Filfel) -> dict[str, object]:
    return {
        "fil": fault.name,
        "rad": fault.line,
        "nyckel": fault.key,
        "text": fault.text,
        "regel": fault.rule,
        "gor_nu": fault.do_now,
    }


def _print(kod: str, egna: Egna) -> None:
    mall = MALLAR[kod]
    console.print(f"{kod:<26} {mall.titel}", markup=False)
    own = ", ".join(f"{p} ({', '.join(blocks)})" for p, blocks in _own(kod, egna).items())
    parts = [f"version {mall.version}", ", ".join(mall.sprak)]
    parts += [f"block: {', '.join(mall.block)}"] if mall.block else []
    parts += [f"egna ord: {own}"] if own else []
    console.print(f"{'':<26} {'; '.join(parts)}", markup=False, style="dim")
