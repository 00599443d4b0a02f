"""Templates of the pages: one environment, its filters, and the function that renders a page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from caseflow.queries.regelkatalog import regelsida
from caseflow.web import datumtext
from caseflow.web.meny import Menypunkt, menu_for
from caseflow.web.visit import Visit

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
_SHORT_CHOICES = 60
_NUMBERS = ("Inget", "En sak", "Två saker", "Tre saker", "Fyra saker", "Fem saker")
_ROUTINE = "Lokal rutin: "
_IN_A_NEW_TAB = Markup(
    '<a href="{}" target="_blank">{}<span class="ds-sr-only"> (ny flik)</span></a>'
)


def stor(text: str) -> str:
    """The first letter in upper case, the rest as it was."""
    return text[:1].upper() + text[1:]


def utan_etikett(fault: str, label: str) -> str:
    """A fault beside its field does not repeat the label: «Datum: fyll i.», «Finns det barn? Svara.»."""
    return stor(fault.removeprefix(f"{label}: ").removeprefix(f"{label} "))


def utan_kalltyp(kalla: str) -> str:
    """A source behind its mark «Lokal rutin» does not repeat it."""
    return stor(kalla.removeprefix(_ROUTINE))


def kalltyp_src(kalla: str, lank: str = "") -> Markup:
    """The source of a hinder; only what is certain to be a local routine or an act gets a mark.

    `lank` is the page of its rule, in a new tab: a hinder often stands over a form.
    """
    if kalla.startswith(_ROUTINE):
        mark, text = Markup('<b data-k="rutin">Lokal rutin</b>'), utan_kalltyp(kalla)
    elif "HSLF-FS" in kalla or "SOSFS" in kalla:
        mark, text = Markup('<b data-k="foreskrift">Föreskrift</b>'), kalla
    elif "§" in kalla:
        mark, text = Markup('<b data-k="lag">Lag</b>'), kalla
    else:
        mark, text = Markup(""), kalla
    linked = _IN_A_NEW_TAB.format(lank, text) if lank else text
    return Markup('<span class="cf-src">{}{}</span>').format(mark, linked)


def som_kod(value: object) -> str:
    """How a stored or typed value stands in a form: True is «ja»."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    text = str(value)
    return {"true": "ja", "on": "ja", "1": "ja", "false": "nej"}.get(text, text)


def korta(choices: Sequence[tuple[str, str]]) -> bool:
    """Whether the choices fit side by side."""
    return sum(len(label) for _, label in choices) <= _SHORT_CHOICES


def antal_saker(number: int) -> str:
    """«En sak», «Två saker», «12 saker»."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number} saker"


@cache
def statisk(name: str) -> str:
    """The address of a static file, with a mark of its content so that it may be kept for long."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/statiskt/{name}?v={digest}"


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(_HERE.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        {
            f.__name__: f
            for f in (
                datumtext.antal_dagar,
                datumtext.dag_i_text,
                datumtext.dag_och_tid,
                datumtext.klocka,
                datumtext.kort_dag,
                datumtext.kvar,
                datumtext.lang_dag,
                datumtext.ton,
                datumtext.uppraknat,
                datumtext.veckodag,
                antal_saker,
                kalltyp_src,
                korta,
                regelsida,
                som_kod,
                stor,
                utan_etikett,
                utan_kalltyp,
            )
        }
    )
    env.globals["statisk"] = statisk
    return env


ENVIRONMENT = _environment()


def html(mall: str, visit: Visit | None, *, active: str = "", **context: Any) -> str:  # noqa: ANN401 - whatever the template needs
    """The text of a page; `mall` is named from the templates folder (`webb/notiser.html`)."""
    meny: tuple[Menypunkt, ...] = menu_for(visit) if visit else ()
    return ENVIRONMENT.get_template(mall).render(
        visit=visit, idag=visit.dag if visit else None, meny=meny, active=active, **context
    )


def rendera(
    request: Request,
    mall: str,
    visit: Visit | None,
    *,
    status: int = 200,
    active: str = "",
    **context: Any,  # noqa: ANN401 - whatever the template needs
) -> HTMLResponse:
    """A page as an answer. `active` is the address of the menu item the page belongs to."""
    del request  # in the signature so that a page may come to depend on what was asked
    return HTMLResponse(html(mall, visit, active=active, **context), status_code=status)
