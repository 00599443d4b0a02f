"""The catalogue of templates: what each is for, where it is used, and in how many finished handlingar."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from caseflow.documents.egna_texter import egna_for
from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import Mall
from caseflow.engine.errors import CaseflowError
from caseflow.processes import FAKTASLAG, PROCESSER, REGLER
from caseflow.queries.enhetens_profil import enhetens_profil
from caseflow.rules.roller import OPPNAR_AKT
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.handling import Handling
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Lagrumsrad:
    """A citation of a template, and the rules of the catalogue that rest on the same words: code and meaning."""

    text: str
    regler: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mallblad:
    """One template. `steg` are the steps and facts that make it, `egna` the parts with the kommun's own words.

    `antal` counts the finished handlingar in the akter that the person may open. `fel` says that the kommun's own words
    cannot be used.
    """

    mall: Mall
    lagrum: tuple[Lagrumsrad, ...]
    steg: tuple[tuple[str, str], ...]
    egna: frozenset[str]
    antal: int
    fel: str = ""


def mallkatalog(db: Databas, aktor: Aktor, *, dag: date) -> tuple[Mallblad, ...]:
    """Every template that somebody with these roles may meet, in the order of the catalogue.

    A template only for akter that the person cannot open is listed too: it holds no case data.
    """
    used = _used(db, aktor)
    citations = lagrum_for(dag)
    profil = enhetens_profil(db, aktor).id
    found = []
    for mall in MALLAR.values():
        try:
            egna, fel = frozenset(egna_for(db.settings, profil, mall)), ""
        except CaseflowError as fault:
            egna, fel = frozenset[str](), fault.varfor
        texts = dict.fromkeys(citations[key] for key in mall.lagrum if key in citations)
        rows = tuple(Lagrumsrad(text, _rules_on(text, dag)) for text in texts)
        found.append(Mallblad(mall, rows, _made_by(mall.kod), egna, used[mall.kod], fel))
    return tuple(found)


def _used(db: Databas, aktor: Aktor) -> Counter[str]:
    """How many finished handlingar of each template there are in akter that the person may open; copies are none."""
    openable = [
        and_(Akt.slag == slag, Akt.enhet_id.in_(aktor.enheter(*roller)))
        for slag, roller in OPPNAR_AKT.items()
    ]
    query = (
        select(Handling.mall, func.count().label("antal"))
        .join(Akt, Akt.id == Handling.akt_id)
        .where(Handling.kopia_av.is_(None), Akt.synlig, or_(*openable))
        .group_by(Handling.mall)
    )
    with db.read() as session:
        return Counter({row.mall: row.antal for row in session.execute(query)})


def _made_by(kod: str) -> tuple[tuple[str, str], ...]:
    """The steps and facts that name the template: the process, or nothing for a fact, and the label."""
    steps = [
        (process.label, step.label)
        for process in PROCESSER.values()
        for step in process.transitions
        if step.document == kod
    ]
    facts = [("", fact.label) for fact in FAKTASLAG.values() if fact.document == kod]
    return tuple(dict.fromkeys(steps + facts))


def _rules_on(text: str, dag: date) -> tuple[tuple[str, str], ...]:
    """The rules in force that rest on the same section of the same act, whatever the act is called there."""
    wanted = _section(text)
    found = []
    for kod, rule in REGLER.items():
        in_force = [w for w in rule.wordings if w.since <= dag]
        if wanted and in_force and _section(in_force[-1].kalla.text) == wanted:
            found.append((kod, in_force[-1].meaning))
    return tuple(found)


def _section(text: str) -> tuple[str, str] | None:
    """The section and the SFS number of a citation."""
    found = re.match(r"(.+?§§?) .*\((\d{4}:\d+)\)", text)
    return (found[1], found[2]) if found else None
