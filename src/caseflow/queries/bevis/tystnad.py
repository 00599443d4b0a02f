"""Invariant 8: nothing is silent. Everything open has an owner and at least one open bevakning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from caseflow.engine.bevakning import Vantad, expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Watch
from caseflow.queries.bevis.guarded import OutsideSlice, ReadProfile, SeenFakta
from caseflow.queries.bevis.invariant import Broken, Safety
from caseflow.queries.bevis.slices import ALL, Part, Slice
from caseflow.queries.bevis.system import System
from caseflow.rules.omgang import ARENDEN
from caseflow.rules.paus import pausad_insats
from caseflow.rules.roller import AGER_I_AKT, ANSVARAR_FOR_AKT, Roll

LAST_OWNERS = {"partnerkontakt": (Roll.PARTNERKONTAKT, Roll.SAKERHETSSAMORDNARE)}
"""Who owns when nobody is appointed (store/agare.py); else the samordnare, and last the enhetschef."""
_ELSE = (Roll.SAMORDNARE, Roll.ENHETSCHEF)

_INSATS = Part(values=("grund", "till_och_med"))
_PAUSAD = Part(values=("pausdagar",))
_PLANERAD = ("planerad", "fonster_fran", "fonster_till")
_UPPFOLJNING = Part(
    values=(*_PLANERAD, "raknas_fran", "manader", "insats", "bokad_dag"),
    steps={"forsok_kontakt": ("ny_dag",)},
    most=3,
    dropped=True,
)
_PARTS: dict[str, dict[str, Part]] = {
    "friyta": {"friyta": Part(ended=ALL)},
    "insatser": {"insats": replace(_INSATS, most=2)},
    "prövning": {"insats": _INSATS, "provning": Part()},
    "överklagande": {"overklagande": Part(values=("inkom",), ended=ALL)},
    "partnerkontakt": {"insats": _INSATS, "partnerkontakt": Part(ended=ALL)},
    "uppföljningar": {"insats": _PAUSAD, "uppfoljning": _UPPFOLJNING},
}


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    huvud = Slice(
        name="huvudprocessen",
        slag=defs.slag,
        facts=dict.fromkeys(("samtal", "journalanteckning"), ()),
        steps={"registrera_akt": ("importerad",), "tacka_nej": ("ny_kontakt",)},
        varied=frozenset({"ny_kontakt"}),
        domains={"utfall": ("genomfort",)},
        dates=frozenset({"importerad", "ny_kontakt"}),
        rounds=True,
    )
    if defs.slag in ARENDEN:
        facts = {**huvud.facts, "genomgang": (), "riskbedomning": ("niva",)}
        huvud = replace(huvud, facts=facts, starts=({}, {"importerad": "<"}))
    found = [huvud]
    for name, parts in _PARTS.items():
        if not all(k in defs.delprocesser for k in parts if k != "insats"):
            continue
        known: dict[str, tuple[str, ...] | None] = dict.fromkeys(_READ, ())
        found.append(
            Slice(
                name=name,
                slag=defs.slag,
                facts=known,
                parts={k: p for k, p in parts.items() if k in defs.delprocesser},
                domains={"utfall": ("genomfort",), "andamal": ("roja_behandling",)},
                dates=frozenset({"ny_dag", "bokad_dag", "till_och_med", "inkom", *_PLANERAD}),
                without=frozenset(_READ) - {_REGISTERED.get(name, "")},
                profile=frozenset({"uppfoljningar"} if "uppfoljning" in parts else ()),
            )
        )
    return found


_READ = ("samtal", "journalanteckning", "samtycke", "genomgang")
"""Facts that move a day, wherever they are; each is registered in a slice where it does."""
_REGISTERED = {"friyta": "samtal", "partnerkontakt": "samtycke", "insatser": "journalanteckning"}


class _Attention:
    """Looks for something that falls due in a state, first by what was due where it last looked alike."""

    def __init__(self, system: System, cut: Slice) -> None:
        self._rules = [r for r in system.plikter[cut.slag] if not r.bockas_av]
        self._cut = cut
        self._last: dict[tuple[str, str], Rule[Any]] = {}

    def silent(self, _memory: object, here: Fakta, seen: SeenFakta, profil: ReadProfile) -> str:
        """What nobody is reminded of; empty when there is nothing."""
        profil.only(None)
        try:
            alone = not self._cut.parts
            if (
                alone
                and not here.avslutad
                and not self._due(("", here.tillstand), seen, profil, None)
            ):
                return f"Ärendet är öppet i läget {here.tillstand}, och inget i det bevakas."
            for part in here.delprocesser:
                # A follow-up of an insats that is paused rests: what watches the pause watches it.
                watched = pausad_insats(here, part) or part
                kind = (watched.process, watched.tillstand)
                if part.avslutad or self._due(kind, seen, profil, watched.id):
                    continue
                return f"{part.process.capitalize()} är öppen i läget {part.tillstand}, och bevakas inte."
        finally:
            profil.only(self._cut.profile)
        return ""

    def _due(
        self, kind: tuple[str, str], seen: SeenFakta, profil: ReadProfile, part: int | None
    ) -> bool:
        known = self._last.get(kind)
        for rule in (*([known] if known else []), *self._rules):
            if any(
                part is None or v.forfall.delprocess == part for v in _expected(rule, seen, profil)
            ):
                self._last[kind] = rule
                return True
        return False


def _expected(rule: Rule[Any], seen: SeenFakta, profil: ReadProfile) -> Sequence[Vantad]:
    """What the duty asks for; nothing, when it must look at what the slice does not keep."""
    try:
        return list(expected((rule,), cast("Fakta", seen), profil).values())
    except OutsideSlice:
        return ()


def _owners(system: System) -> Sequence[Broken]:
    """Somebody owns every akt of the kind: who is responsible, and who comes last."""
    found = []
    for slag in system.definitioner:
        owns = AGER_I_AKT.get(slag, ())
        if not set(ANSVARAR_FOR_AKT.get(slag, ())) & set(owns):
            found.append(
                Broken(slag, "Ingen roll kan vara ansvarig för akten och äga det som bevakas.")
            )
        if not set(LAST_OWNERS.get(slag, _ELSE)) & set(owns):
            found.append(Broken(slag, "Ingen äger det som bevakas när den ansvariga är borta."))
    return found


INVARIANT = Safety(
    8,
    "Inget är tyst: varje öppet läge, varje öppen delprocess och varje uppföljning efter avslut har en "
    "ägare och en bevakning som inte går att bocka av.",
    _cuts,
    lambda system, cut: Watch(wrong_state=_Attention(system, cut).silent),
    _owners,
)
