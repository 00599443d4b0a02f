"""What things are called: events, bevakningar and people by their codes and ids."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.field import Field
from caseflow.engine.process import Transition
from caseflow.processes import FAKTASLAG, HUVUDPROCESS, PROCESSER, REGLER
from caseflow.processes.registrering import ARENDE, FRIYTA, PARTNERKONTAKT
from caseflow.store.medarbetare import Medarbetare

_OTHER = {
    "registrera_akt": "Ärendet öppnades",
    "byt_ansvarig": "Ärendet fick ny ansvarig",
    "tilldela_bevakning": "Bevakning fördelades",
    "kvittera_bevakning": "Bevakning kvitterades",
    "utfor_bevakning": "Bevakning gjordes klar",
    "registervariabler": "Uppgifter ur register",
    "importerad_insats": "Insats enligt register",
    "importerat_avslut": "Avslutat enligt register",
}
_DELSTEPS = {
    t.code: t
    for p in PROCESSER.values()
    if p.code not in {"utovare", "utsatt"}
    for t in p.transitions
}
_REGISTRERING = tuple({f.code: f for f in (*ARENDE, *FRIYTA, *PARTNERKONTAKT)}.values())


def _step(kod: str, slag: str) -> Transition | None:
    """The step with that code: in the main process of the kind of akt first, two processes share codes."""
    return HUVUDPROCESS[slag].transition(kod) or _DELSTEPS.get(kod)


def etikett(kod: str, slag: str) -> str:
    """The label of an event's code in a kind of akt."""
    step = _step(kod, slag)
    if step is not None:
        return step.label
    if kod in FAKTASLAG:
        return FAKTASLAG[kod].label
    return _OTHER.get(kod, kod)


def fields_of(kod: str, slag: str) -> tuple[Field, ...]:
    """The fields of an event's code in a kind of akt."""
    step = _step(kod, slag)
    if step is not None:
        return step.fields
    if kod in FAKTASLAG:
        return FAKTASLAG[kod].fields
    return _REGISTRERING if kod == "registrera_akt" else ()


def bevakning_etikett(slag: str) -> str:
    """The label of a bevakning's kind."""
    return REGLER[slag].etikett if slag in REGLER else slag


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of medarbetare by id, in one question."""
    wanted = {i for i in ids if i is not None}
    rows = session.execute(
        select(Medarbetare.id, Medarbetare.namn).where(Medarbetare.id.in_(wanted))
    )
    return {id_: namn for id_, namn in rows}  # noqa: C416 - dict() of rows does not type
