"""What a form warns of before anything is saved, because of what stands in its fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.engine.errors import BadInput, Hinder
from caseflow.engine.fakta import Delprocess
from caseflow.engine.field import check
from caseflow.engine.trial import Lage, warnings
from caseflow.processes import varningar_for
from caseflow.queries.formular import Formular


def foljer_av_falten(
    formular: Formular,
    given: Mapping[str, object],
    *,
    dag: date | None,
    idag: date,
    delprocess: int | None = None,
) -> tuple[Hinder, ...]:
    """The warnings about what is filled in; none when the fields cannot be read, for then that is said."""
    try:
        values = check(formular.steg.fields, given, today=idag)
    except BadInput:
        return ()
    number = formular.delprocess if formular.delprocess is not None else delprocess
    if number is None and len(formular.passande) == 1:
        number = formular.passande[0][0]
    part: Delprocess | None = formular.fakta.delprocess(number) if number is not None else None
    lage: Lage[Any] = Lage(
        formular.fakta,
        formular.profil,
        dag or idag,
        values,
        roll=formular.roll,
        delprocess=part,
        kod=formular.steg.code,
        idag=idag,
    )
    return tuple(warnings([r for r in varningar_for(formular.steg) if r.om_falt], lage))
