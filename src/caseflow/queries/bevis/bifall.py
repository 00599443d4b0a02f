"""Invariant 2: an insats by decision rests on a decision in force, and a bifall on a finished utredning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.process import Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import ALL, Part, Slice
from caseflow.queries.bevis.system import System
from caseflow.rules.omgang import ARENDEN

VERKSTALLER = "verkstall_andrat_beslut"
_TILL_FORMANS = frozenset(
    {"andras_helt", "andras_delvis", "bifall", "delvis_bifall", "till_formans"}
)
_AV_BESLUT = ("beslut", "akut")


@dataclass(frozen=True, slots=True)
class _Sett:
    """What has been decided in this round."""

    utredd: bool = False
    bifall: bool = False
    akut: bool = False
    andrat: bool = False


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    if defs.slag not in ARENDEN:
        return ()
    decided = dict.fromkeys(
        (
            "slutfor_utredning",
            "bevilja",
            "bevilja_delvis",
            VERKSTALLER,
            "bevilja_akut_skydd",
            "ateraktualisera",
        ),
        (),
    )
    parts = {
        "insats": Part(values=("grund", "till_och_med"), most=2),
        "provning": Part(
            values=("avser", "insats", "till_och_med"),
            ended=frozenset({"bifall", "delvis"}),
            total=1,
        ),
    }
    common = Slice(
        name="beslut och utredning",
        slag=defs.slag,
        steps=decided,
        parts={**parts, "insats": Part(values=("grund",), most=2)},
        varied=frozenset({"form"}),
        domains={"form": (None, "individuell")},
        without=frozenset({VERKSTALLER}),
    )
    return (
        replace(common, parts={**common.parts, "provning": Part(steps={"lamna_till_beslut": ()})}),
        replace(
            common,
            name="beslutets period",
            parts={**parts, "insats": replace(parts["insats"], most=1)},
            varied=frozenset({"till_och_med", "avser", "insats", "form"}),
            domains={"form": (None, "individuell"), "avser": ("forlangning", "ny_insats")},
            dates=frozenset({"till_och_med"}),
            ordered=frozenset({"del:insats", "del:provning"}),
            # Två dagar som båda ligger framåt går inte att skilja åt i snittet.
            passing=frozenset({"forlangningen_galler_langre"}),
            # En insats utan beslut har ingen period, och ett delvis bifall förlänger som ett helt.
            without=frozenset({"bestall_insats", "bifall_delvis", "bevilja_delvis", VERKSTALLER}),
            relied_on=frozenset({"insatsen_har_ett_gallande_beslut"}),
            time=True,
        ),
        _andrade_beslut(defs.slag),
    )


def _andrade_beslut(slag: str) -> Slice:
    """A decision that is changed to the person's favour, by the unit itself or by a court."""
    return Slice(
        name="ändrade beslut",
        slag=slag,
        facts={"andring_av_beslut": ("utfall",)},
        steps=dict.fromkeys(("slutfor_utredning", VERKSTALLER, "ateraktualisera"), ()),
        # Insatsen hålls inte kvar: här räknas bara att den öppnas.
        parts={
            "overklagande": Part(
                values=("avser",),
                steps={"omprova_beslut": ("utfall",), "registrera_avgorande": ("utfall",)},
                ended=ALL,
                total=1,
            ),
        },
        varied=frozenset({"utfall"}),
        domains={
            "utfall": (
                "star_fast",
                "andras_helt",
                "avslag",
                "bifall",
                "till_formans",
                "till_nackdel",
            )
        },
        ordered=frozenset(
            {
                "fakta:andring_av_beslut",
                "delsteg:omprova_beslut",
                "delsteg:registrera_avgorande",
                f"steg:{VERKSTALLER}",
            }
        ),
        without=frozenset({"bestall_insats", "bevilja_akut_skydd"}),
        relied_on=frozenset({"det_finns_ett_andrat_beslut"}),
    )


def _remember(sett: _Sett, change: Change) -> _Sett:
    done, code = change.act.done, change.act.code
    if isinstance(done, Transition) and done.renews:
        return _Sett()
    if code == "inled_utredning":
        return replace(sett, utredd=False)
    if code == "slutfor_utredning":
        return replace(sett, utredd=True)
    if change.act.given.get("utfall") in _TILL_FORMANS:
        return replace(sett, andrat=True)
    if code == VERKSTALLER:
        return replace(sett, bifall=True, andrat=False)
    for opened in change.opened("insats"):
        akut = opened["varden"].get("grund") == "akut"
        sett = replace(sett, akut=sett.akut or akut, bifall=sett.bifall or not akut)
    part = change.part_after
    if part and part.process == "provning" and part.tillstand in {"bifall", "delvis"}:
        sett = replace(sett, bifall=True)
    return sett


def _in_force(fakta: Fakta, insats: Delprocess) -> bool:
    """Whether the period of the decision, or of one that prolongs it, has not run out."""
    today = fakta.senaste_dag
    days = [insats.datum("till_och_med")]
    days += [
        p.datum("till_och_med")
        for p in fakta.av_slag("provning")
        if p.tillstand in {"bifall", "delvis"}
        and p.text("avser") in {"forlangning", "andring"}
        and p.seq > insats.seq
        and p.varden.get("insats") in {None, insats.id}
    ]
    known = [d for d in days if d]
    return not known or not today or max(known) >= today


def _started(sett: _Sett, change: Change) -> str:
    """What an insats that begins or goes on again rests on."""
    before, part = change.part_before, change.part_after
    if not part or part.process != "insats" or part.tillstand != "pagar":
        return ""
    if (before and before.tillstand == "pagar") or part.text("grund") not in _AV_BESLUT:
        return ""
    if not (sett.akut if part.text("grund") == "akut" else sett.bifall):
        return "En insats pågår som ska vila på ett beslut, men inget beslut är fattat."
    if not _in_force(change.after, part):
        return "En insats börjar eller fortsätter när beslutet inte längre gäller."
    return ""


def _decided(sett: _Sett, change: Change, cut: Slice) -> str:
    """What a bifall rests on."""
    for opened in change.opened("insats"):
        grund = opened["varden"].get("grund")
        prepared = sett.utredd
        if change.act.process == "provning":
            part = change.part_before
            prepared = part is None or "lamna_till_beslut" in part.steg or cut.time
        elif change.act.code == VERKSTALLER:
            prepared = sett.andrat
        if grund == "beslut" and not prepared:
            return "En insats beviljas utan att utredningen är slutförd."
    return ""


def _watch(system: System, cut: Slice) -> Watch:
    plikter = {r.kod: r for r in system.plikter[cut.slag]}

    def due(kod: str, change: Change) -> bool:
        rule = plikter.get(kod)
        change.profil.only(None)
        found = rule is not None and expected((rule,), change.after, change.profil)
        change.profil.only(cut.profile)
        return bool(found)

    def wrong(sett: _Sett, change: Change) -> str:
        found = _started(sett, change) or _decided(sett, change, cut)
        if found:
            return found
        akut = any(o["varden"].get("grund") == "akut" for o in change.opened("insats"))
        if akut and not sett.utredd and not due("akut_skydd_komplettera", change):
            return "Akut skydd beviljas utan att det som återstår bevakas."
        part = change.part_after
        runs_on = change.act.done is None and part and part.process == "insats"
        if runs_on and not due("insatsen_slutar", change):
            return "Beslutets sista dag har passerat och ingen bevakar att insatsen slutar."
        return ""

    return Watch(_Sett(), _remember, wrong)


INVARIANT = Safety(
    2,
    "Ingen insats enligt beslut börjar utan ett bifall eller akut skydd som gäller, och inget bifall ges "
    "utan slutförd utredning.",
    _cuts,
    _watch,
)
