"""The invariants of the processes, said anew and without the rules: what must hold of an akt after any act.

Written from the text of the processes alone, so that a fault in a rule is not repeated here. Only for tests.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.paus import pausad_insats
from caseflow.rules.profil import Profil
from caseflow.store.append import LastAkt

CONSENTS = ("roja_behandling", "lamna_sakerhetsinformation")
RUNNING = ("vantar", "pagar", "pausad")


def broken(
    akt: LastAkt, before: LastAkt | None, profil: Profil, history: Sequence[dict[str, Any]]
) -> list[str]:
    """Every invariant that does not hold; `history` are the akt's events, each with seq and kod."""
    fakta = akt.fakta
    found = [*_insatser(fakta), *_closing(fakta), *_friyta(akt, profil), *_followed_by(fakta)]
    found += _safety(fakta, history)
    if fakta.slag == "partnerkontakt":
        found += _partner(fakta, before.fakta if before else None)
    if not fakta.avslutad and not akt.oppna:
        found.append("8: the open akt is silent")
    parts = [
        d for d in fakta.av_slag("uppfoljning", oppna=True) if not pausad_insats(fakta, d)
    ]  # those of a paused insats rest, and the pause has its own
    paused = sum(d.tillstand == "pausad" for d in fakta.av_slag("insats"))
    if paused > sum(o.slag == "insats_pausad" for o in akt.oppna):
        found.append("8: a pause has no bevakning")
    if len(parts) > sum(o.slag.startswith("uppfoljning") for o in akt.oppna):
        found.append("8: a follow-up has no bevakning")
    return found


def _round_start(fakta: Fakta) -> int:
    again = fakta.steg.get("ateraktualisera")
    return again.seq if again else 0


def _insatser(fakta: Fakta) -> Iterator[str]:
    granted = {"bevilja", "bevilja_delvis"} & set(fakta.steg)
    later = [p for p in fakta.av_slag("provning") if p.tillstand in {"bifall", "delvis"}]
    for insats in fakta.av_slag("insats"):
        if insats.avslutad or insats.tillstand not in RUNNING:
            continue
        if insats.text("grund") == "beslut" and not granted and not later:
            yield "2: an insats by decision runs without a bifall"
        if insats.text("grund") == "akut" and "bevilja_akut_skydd" not in fakta.steg:
            yield "2: an acute insats runs without its decision"
    for kod in granted:
        ready = fakta.steg.get("slutfor_utredning")
        if ready is None or ready.seq > fakta.steg[kod].seq:
            yield "2: a bifall without a finished utredning"


def _closing(fakta: Fakta) -> Iterator[str]:
    if not fakta.avslutad or fakta.slag not in {"utovare", "utsatt"}:
        return
    if any(not d.avslutad for d in fakta.av_slag("insats")):
        yield "6: closed with an open insats"
    if any(not d.avslutad for d in fakta.av_slag("provning")):
        yield "6: closed with an open prövning"
    if fakta.alla("ansokan"):
        yield "6: closed with a live ansökan"
    start = _round_start(fakta)
    insatser = [d for d in fakta.av_slag("insats") if d.seq > start]
    planned = [d for d in fakta.av_slag("uppfoljning") if d.seq > start]
    reasons = [s for s in fakta.steg.values() if s.ja("uppfoljning_skal")]
    if insatser and not planned and not reasons:
        yield "6: closed after an insats with neither follow-up nor reason"


def _friyta(akt: LastAkt, profil: Profil) -> Iterator[str]:
    fakta = akt.fakta
    held = [
        d.antal.get("samtal:genomfort", 0)
        for d in fakta.av_slag("friyta")
        if d.seq > _round_start(fakta)
    ]
    if fakta.slag == "friyta":
        held.append(fakta.antal.get("samtal:genomfort", 0))
    if sum(held) > profil.friyta_max:
        yield "5: more talks than the friyta has"
    mode = [s.text("dokumentation") for s in fakta.steg.values() if s.text("dokumentation")]
    if fakta.slag == "friyta" and "anonym_14_5" in mode and akt.person_id is not None:
        yield "5: an anonymous akt has a person"


def _followed_by(fakta: Fakta) -> Iterator[str]:
    for part in fakta.av_slag("uppfoljning"):
        done = part.steg.get("genomfor_uppfoljning")
        if done is None or "medge_undantag" in part.steg:
            continue
        if done.text("av") in _held_by(part):
            yield "7: followed up by the behandlare of the insats"


def _held_by(part: Delprocess) -> set[str]:
    planned = part.varden.get("insats_behandlare")
    return set(planned) if isinstance(planned, list) else set()


def _safety(fakta: Fakta, history: Sequence[dict[str, Any]]) -> Iterator[str]:
    if fakta.slag != "utovare":
        return
    considered = [e["seq"] for e in history if e["kod"] == "sakerhet_overvagd"]
    for part in fakta.av_slag("friyta") + fakta.av_slag("insats"):
        if not any(seq < part.seq for seq in considered):
            yield f"4: {part.process} opened before the safety was considered"


def _given(fakta: Fakta) -> set[str]:
    return {k for k, f in fakta.alla("samtycke_speglat").items() if f.ja("givet")}


def _partner(fakta: Fakta, before: Fakta | None) -> Iterator[str]:
    steps = fakta.steg
    if before is not None and fakta.tillstand == "erbjuden" != before.tillstand:
        if not set(CONSENTS) <= _given(before):
            yield "3, 9: offered without both consents in force"
        opened = steps["registrera_akt"]
        if not (before.senaste("sakerhetsbedomning_kontakt") or opened.ja("sakerhetsbedomning")):
            yield "3: offered without a safety assessment"
    if fakta.tillstand == "pagar" and "tacka_ja_partnerkontakt" not in steps:
        yield "3: going on without her own yes"
