"""Invariant 6: nothing is left open at avslut, and the follow-ups are planned or a reason is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseflow.engine.fakta import Fakta
from caseflow.engine.process import Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import ALL, Part, Slice
from caseflow.rules.omgang import ARENDEN

DECIDES = frozenset({"bevilja", "bevilja_delvis", "avsla"})
"""The steps that decide an ansökan. The proof says so itself; it does not read it from the process."""


@dataclass(frozen=True, slots=True)
class _Sett:
    """What the invariant remembers: an ansökan waits, and an insats has been in this round."""

    vantar: bool = False
    insats: bool = False


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    if defs.slag not in ARENDEN:
        return ()
    steps = {"registrera_akt": ("importerad",), "ateraktualisera": ()}
    varied = frozenset({"ansokan", "uppfoljning_skal"})
    return (
        Slice(
            name="insatser och prövning",
            slag=defs.slag,
            steps={"ateraktualisera": ()},
            parts={"insats": Part(most=2, ended=ALL, alike=True), "provning": Part()},
            varied=varied,
            relied_on=_INGET_OPPET | {"uppfoljning_planeras_eller_har_skal"},
            profile=frozenset({"uppfoljningar"}),
        ),
        Slice(
            name="ansökningar",
            slag=defs.slag,
            facts={"ansokan": (), "ansokan_atertagen": None},
            steps={"ateraktualisera": ()},
            varied=varied,
            relied_on=frozenset({"ingen_oprovad_ansokan"}),
        ),
        Slice(
            name="importerade ärenden",
            slag=defs.slag,
            facts={"ansokan": (), "ansokan_atertagen": None, "genomgang": ()},
            steps=steps,
            parts={"insats": Part(ended=ALL, alike=True), "provning": Part()},
            varied=varied,
            dates=frozenset({"importerad"}),
            relied_on=_INGET_OPPET | {"genomgangen_lamnar_inget_oppet"},
            starts=({"importerad": "<"},),
        ),
    )


_INGET_OPPET = frozenset(
    {"ingen_insats_ar_oppen", "ingen_provning_ar_oppen", "insatsen_bestalls_i_oppet_arende"}
)


def _remember(sett: _Sett, change: Change) -> _Sett:
    done = change.act.done
    if isinstance(done, Transition) and done.renews:
        return replace(sett, insats=False)
    if change.act.code == "ansokan":
        return replace(sett, vantar=True)
    if change.act.code in DECIDES and not change.act.process:
        sett = replace(sett, vantar=False)
    if change.act.code == "ansokan_atertagen":
        sett = replace(sett, vantar=len(change.before.alla("ansokan")) > 1)
    if change.opened("insats") or (change.act.process == "insats" and change.act.part is None):
        sett = replace(sett, insats=True)
    return sett


def _open_at_the_end(sett: _Sett, after: Fakta) -> str:
    if not after.avslutad:
        return ""
    if after.av_slag("insats", oppna=True):
        return "Ärendet är avslutat med en öppen insats."
    if after.av_slag("provning", oppna=True):
        return "Ärendet är avslutat med en öppen prövning."
    return "Ärendet är avslutat med en ansökan som ingen har avgjort." if sett.vantar else ""


def _wrong(sett: _Sett, change: Change) -> str:
    after = _remember(sett, change)
    found = _open_at_the_end(after, change.after)
    ends = change.after.avslutad and not change.before.avslutad
    if found or not ends or not isinstance(change.act.done, Transition) or not sett.insats:
        return found
    if "uppfoljningar" not in (change.profil.allowed or ()):
        return ""  # the follow-ups are looked at in a slice of their own
    wanted = len(change.profil.punkter("avslut"))
    planned = len(change.opened("uppfoljning"))
    if change.act.given.get("uppfoljning_skal") or (wanted and planned == wanted):
        return ""
    return "En insats har funnits, men ingen uppföljning är planerad och inget skäl finns."


INVARIANT = Safety(
    6,
    "Inget steg leder till avslut med en öppen insats, prövning eller ansökan, och efter en insats är "
    "uppföljningarna planerade eller så finns ett skäl.",
    _cuts,
    lambda _system, _cut: Watch(_Sett(), _remember, _wrong),
)
