"""Where a rule comes from, as it is shown: never a local routine looking like law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.engine.errors import Hinder, RuleNotInForce
from caseflow.engine.rule import Kalltyp
from caseflow.processes import REGLER

_RUTIN = "Lokal rutin: "


@dataclass(frozen=True, slots=True)
class Kallvy:
    """`typ` is lag, foreskrift or rutin; `text` the citation without the word that `typ` already says."""

    typ: str
    text: str


def kallvy(typ: str, kalla: str) -> Kallvy:
    """A stored citation."""
    if kalla.startswith(_RUTIN):
        named = kalla.removeprefix(_RUTIN).strip()
        return Kallvy(typ, named[:1].upper() + named[1:])
    return Kallvy(typ, kalla.strip())


def hindrets_kalla(hinder: Hinder, dag: date) -> Kallvy:
    """The source of a hinder; what the engine itself refuses (order, role) is the unit's own routine."""
    rule = REGLER.get(hinder.regel)
    if rule is None:
        return kallvy(Kalltyp.RUTIN, hinder.kalla)
    try:
        return kallvy(rule.on(dag).kalla.typ, hinder.kalla)
    except RuleNotInForce:
        return kallvy(Kalltyp.RUTIN, hinder.kalla)
