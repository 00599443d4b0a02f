"""Invariant 4: nothing is offered to the utövare, and no insats opens or closes, before the safety is considered."""

from __future__ import annotations

from collections.abc import Sequence

from caseflow.engine.process import Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import Part, Slice

OFFERS = frozenset({"erbjud_friyta", "hanvisa", "inled_utredning", "bevilja", "bevilja_delvis"})
"""Steps of the main process by which something is offered. The proof says so itself."""
_OFFERED = ("friyta", "insats", "partnerkontakt")


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    if defs.slag != "utovare":
        return ()

    def cut(name: str, **parts: Part) -> Slice:
        return Slice(
            name=name,
            slag=defs.slag,
            facts={"sakerhet_overvagd": ()},
            steps={"ateraktualisera": ()},
            parts=parts,
            relied_on=frozenset({"sakerheten_ar_overvagd"}),
        )

    return (
        cut("insatser och prövning", insats=Part(most=2), provning=Part()),
        cut("friyta", friyta=Part()),
        cut("partnerkontakt", insats=Part(), partnerkontakt=Part()),
    )


CONSIDERED, NOT_CONSIDERED = "övervägd", "inte övervägd"


def _remember(safety: str, change: Change) -> str:
    done = change.act.done
    if isinstance(done, Transition) and done.renews:
        return NOT_CONSIDERED
    return CONSIDERED if change.act.code == "sakerhet_overvagd" else safety


def _wrong(safety: str, change: Change) -> str:
    if safety == CONSIDERED:
        return ""
    if change.act.code in OFFERS and not change.act.process:
        return "Något erbjuds innan säkerheten för de utsatta är övervägd."
    if change.opened(*_OFFERED):
        return "En insats, friyta eller partnerkontakt öppnas innan säkerheten är övervägd."
    return _begins_or_ends(change)


def _begins_or_ends(change: Change) -> str:
    part, before = change.part_after, change.part_before
    if part is None or part.process not in {"insats", "friyta"}:
        return ""
    if part.tillstand == "pagar" and (before is None or before.tillstand != "pagar"):
        return f"{part.process.capitalize()} börjar innan säkerheten är övervägd."
    if part.avslutad and part.process == "insats":
        return "En insats slutar innan säkerheten är övervägd."
    return ""


INVARIANT = Safety(
    4,
    "Inget erbjuds den som använder våld, och ingen insats för den personen öppnas eller avslutas, innan "
    "säkerheten är övervägd.",
    _cuts,
    lambda _system, _cut: Watch(NOT_CONSIDERED, _remember, _wrong),
)
