"""Invariant 9: once a consent is withdrawn nothing more is disclosed that rests on it."""

from __future__ import annotations

from collections.abc import Sequence

from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.egen_akt import ROJA, SAKERHET
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import Part, Slice

RESTS_ON = {
    "erbjud_partnerkontakt": frozenset({ROJA, SAKERHET}),
    "sakerhetsuppgift_lamnad": frozenset({SAKERHET}),
    "begar_partnerkontakt": frozenset({ROJA, SAKERHET}),
    "inhamta_samtycke": frozenset({ROJA, SAKERHET}),
    "friyta_kopplad": frozenset({"koppla_friyta"}),
}
"""The steps and facts that disclose, and the consents that they rest on. The proof says so itself."""


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    given = {"samtycke": (), "samtycke_atertaget": ()}
    both = {"andamal": (ROJA, SAKERHET)}
    late = frozenset({"samtycke", "samtycke_atertaget"})
    match defs.slag:
        case "partnerkontakt":
            mirrored = {"samtycke_speglat": ("givet",), "sakerhetsuppgift_lamnad": None}
            return (
                Slice(
                    name="den egna akten",
                    slag=defs.slag,
                    facts=mirrored,
                    varied=frozenset({"givet"}),
                    domains=both,
                    late=frozenset({"samtycke_speglat"}),
                    # Ett återtagande speglas med dagen då det blir känt (actions/sakerhetssignal.py).
                    today_only=(("givet", False),),
                    time=True,
                    relied_on=frozenset(
                        {"bada_samtyckena_galler", "sakerhetsinformation_kan_lamnas"}
                    ),
                ),
            )
        case "friyta":
            return (
                Slice(
                    name="koppling till ett ärende",
                    slag=defs.slag,
                    facts={**given, "friyta_kopplad": None},
                    domains={"andamal": ("koppla_friyta",)},
                    late=late,
                    time=True,
                    relied_on=frozenset({"samtycke_till_koppling_finns"}),
                ),
            )
        case "utovare":
            return (
                Slice(
                    name="utövarens halva",
                    slag=defs.slag,
                    facts=given,
                    parts={"insats": Part(), "partnerkontakt": Part()},
                    domains=both,
                    relied_on=frozenset({"bada_samtyckena_ar_lamnade"}),
                ),
            )
    return ()


def _remember(withdrawn: frozenset[str], change: Change) -> frozenset[str]:
    act, andamal = change.act, str(change.act.given.get("andamal"))
    if act.code == "samtycke_atertaget" or (
        act.code == "samtycke_speglat" and not act.given.get("givet")
    ):
        return withdrawn | {andamal}
    if act.code == "samtycke" and not _older_than_withdrawal("samtycke_atertaget", change):
        return withdrawn - {andamal}
    if act.code == "samtycke_speglat" and not _older_than_withdrawal("samtycke_speglat", change):
        return withdrawn - {andamal}
    return withdrawn


def _older_than_withdrawal(slag: str, change: Change) -> bool:
    """Whether a consent is written down late, for a day before it was withdrawn."""
    before = change.before.alla(slag).get(str(change.act.given.get("andamal")))
    if before is None or before.dag is None or before.ja("givet"):
        return False
    return change.act.dag < before.dag


def _wrong(withdrawn: frozenset[str], change: Change) -> str:
    act = change.act
    if act.done is None or not RESTS_ON.get(act.code, frozenset()) & withdrawn:
        return ""
    if act.code == "inhamta_samtycke" and change.before.slag != "utovare":
        return ""
    return f"«{act.done.label}» görs fast samtycket är återtaget."


INVARIANT = Safety(
    9,
    "Ett återtaget samtycke gör att inget mer lämnas ut med stöd av det.",
    _cuts,
    lambda _system, _cut: Watch(frozenset(), _remember, _wrong),
)
