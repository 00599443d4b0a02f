"""Invariant 7: nobody follows up an insats of their own, unless an exception has been recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import Part, Slice
from caseflow.rules.uppfoljning import TIDIGARE_BEHANDLARE

FOLLOWS_UP = frozenset({"forsok_kontakt", "genomfor_uppfoljning"})
TREATS = frozenset({"starta_insats", "paborja_friyta"})


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    if "uppfoljning" not in defs.delprocesser:
        return ()
    # En uppföljning i taget räcker: regeln läser bara den egna. Två insatser, den ena efter den andra.
    uppfoljning = Part(values=("insats_behandlare",), steps={"medge_undantag": ()}, dropped=True)
    cut = Slice(
        name="behandlare och uppföljare",
        slag=defs.slag,
        parts={"uppfoljning": uppfoljning},
        actors=("a", "b"),
        # En pausad insats har samma behandlare som en som pågår.
        without=frozenset({"pausa_insats"}),
        by_each=FOLLOWS_UP | TREATS,
        profile=frozenset({"uppfoljningar"}),
        relied_on=frozenset({"uppfoljningen_gors_av_annan"}),
    )
    if defs.slag == "friyta":
        return (replace(cut, steps={"paborja_friyta": ("av",)}),)
    # En insats som återkallades innan den började har ingen behandlare.
    begun = frozenset({"genomford", "avbruten"})
    insats = Part(values=("behandlare", TIDIGARE_BEHANDLARE), ended=begun, alike=True, lasting=True)
    return (replace(cut, parts={"insats": insats, "uppfoljning": uppfoljning}),)


def _remember(treated: frozenset[str], change: Change) -> frozenset[str]:
    if change.act.code not in TREATS or (change.act.process == "friyta"):
        return treated
    return treated | {change.act.actor}


def _wrong(treated: frozenset[str], change: Change) -> str:
    part = change.part_before
    if change.act.code not in FOLLOWS_UP or part is None or "medge_undantag" in part.steg:
        return ""
    if change.act.actor in treated:
        return "Uppföljningen görs av den som höll i insatsen, utan att något undantag är medgivet."
    return ""


INVARIANT = Safety(
    7,
    "Ingen följer upp sin egen insats, om inte ett undantag är medgivet.",
    _cuts,
    lambda _system, _cut: Watch(frozenset(), _remember, _wrong),
)
