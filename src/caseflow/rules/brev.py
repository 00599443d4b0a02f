"""Om ett brev får skickas till personen den dagen: samma prövning i utskriftskön och när brevet lämnas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule
from caseflow.engine.trial import Lage, failing
from caseflow.rules.partnerkontakt import bada_samtyckena_galler
from caseflow.rules.profil import Profil
from caseflow.rules.utgaende import anonym_person_soks_inte, brevet_gar_fram_sakert

BREVETS = (brevet_gar_fram_sakert, anonym_person_soks_inte)
"""Det som prövas innan ett brev går till personen."""


SAMTYCKETS: Mapping[str, Rule[Any]] = {"partnerkontakt_information": bada_samtyckena_galler}
"""Handlingar som bara lämnas medan samtyckena gäller, på vilket sätt det än sker."""


def samtyckets_hinder(mall: str, fakta: Fakta, profil: Profil, dag: date) -> list[Hinder]:
    """Varför handlingen inte längre får lämnas; tomt när den inte vilar på något samtycke, eller det gäller."""
    lage: Lage[Profil] = Lage(fakta, profil, dag)
    return failing((SAMTYCKETS[mall],), lage) if mall in SAMTYCKETS else []


def brevets_hinder(fakta: Fakta, profil: Profil, dag: date, skydd: str) -> list[Hinder]:
    """Varför ett brev inte får skickas till personen den dagen; tomt när det får det.

    `skydd` är slaget av skyddade personuppgifter, tomt när det inte finns några.
    """
    lage: Lage[Profil] = Lage(fakta, profil, dag, {"satt": "brev"}, utanfor={"skydd": skydd})
    return failing(BREVETS, lage)
