"""What an act does to the snapshot, recorded in the event itself; and how the snapshot takes it in.

`step_effect` and `fact_effect` turn a definition and its values into a small JSON document. `apply` folds
such a document into `Fakta` and needs no definition: so events replay alike after a process has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from caseflow.engine.bevakning import bock
from caseflow.engine.fakta import Delprocess, Fakta, Faktum, Varde
from caseflow.engine.process import Cascade, FactKind, Opening, Process, Transition


class DelEffekt(TypedDict, total=False):
    """The change of one delprocess; `ny` when it opens."""

    id: int
    process: str
    tillstand: str
    avslutad: bool
    varden: dict[str, Varde]
    steg: str
    ny: bool


class Effekt(TypedDict, total=False):
    """The recorded change. Absent keys change nothing."""

    tillstand: str
    avslutad: bool
    inkom: str
    ursprung: str
    ansvarig: int | None
    person: int | None
    ny_omgang: bool
    steg: str
    faktum: str
    vantar: str
    kort: dict[str, Varde]
    raknas: list[str]
    delprocess: int
    delprocesser: list[DelEffekt]
    tar_bort: list[str]
    bockad: str
    regler_per: str
    process_version: str
    profil: str
    profil_version: str
    bevakningar: list[dict[str, object]]


def _matching(keys: Iterable[str], removes: Sequence[str], kort: Mapping[str, Varde]) -> list[str]:
    """The fact keys that are removed: a kind, all its keys, or one key named by a field («kind:{field}»)."""
    named = [r.format_map(kort) for r in removes]
    return sorted(k for k in keys if any(k == r or k.startswith(f"{r}:") for r in named))


def _opened(
    openings: Sequence[Opening],
    processes: Mapping[str, Process],
    fakta: Fakta,
    kort: Mapping[str, Varde],
    profil: Any,
    dag: date,
) -> list[DelEffekt]:
    """The delprocesser that a step opens, numbered after those there are."""
    made: list[DelEffekt] = []
    number = len(fakta.delprocesser) + 1
    for opening in openings:
        if kort.get(opening.unless) or (opening.when and not kort.get(opening.when)):
            continue
        each: list[Mapping[str, Varde]] = [{}]
        if opening.each is not None:
            each = opening.each.on(dag).function(fakta, profil, dag)
        carried = {c: kort[c] for c in opening.carries if c in kort}
        for values in each:
            made.append(
                {
                    "id": number,
                    "process": opening.process,
                    "tillstand": processes[opening.process].start.code,
                    "avslutad": False,
                    "varden": {**opening.values, **carried, **values},
                    "ny": True,
                }
            )
            number += 1
    return made


def _cascaded(cascades: Sequence[Cascade], fakta: Fakta, *, but: int | None) -> list[DelEffekt]:
    return [
        {"id": d.id, "tillstand": c.target, "avslutad": c.final, "varden": {}}
        for c in cascades
        for d in fakta.av_slag(c.process, oppna=True)
        if d.tillstand in c.source and d.id != but
    ]


def step_effect(
    step: Transition,
    process: Process,
    fakta: Fakta,
    kort: Mapping[str, Varde],
    *,
    processes: Mapping[str, Process],
    profil: Any,
    dag: date,
    lasting: Iterable[str] = (),
) -> Effekt:
    """The effect of a step of the main process. `lasting` are the fact kinds that survive a new round."""
    effekt: Effekt = {"steg": step.code, "kort": dict(kort)}
    if step.target is not None:
        effekt["tillstand"] = step.target.code
        effekt["avslutad"] = process.state(step.target.code).final
    if step.renews:
        effekt["ny_omgang"] = True
        kept = set(lasting)
        effekt["tar_bort"] = sorted(k for k in fakta.fakta if k.partition(":")[0] not in kept)
    elif step.removes:
        effekt["tar_bort"] = _matching(fakta.fakta, step.removes, kort)
    changes = _cascaded(step.cascades, fakta, but=None)
    changes += _opened(step.opens, processes, fakta, kort, profil, dag)
    if changes:
        effekt["delprocesser"] = changes
    return effekt


def delstep_effect(
    step: Transition,
    process: Process,
    fakta: Fakta,
    target: Delprocess | None,
    kort: Mapping[str, Varde],
    *,
    processes: Mapping[str, Process],
    profil: Any,
    dag: date,
) -> Effekt:
    """The effect of a step in a delprocess; `target` is None for the step that opens one."""
    state = step.target.code if step.target else (target.tillstand if target else "")
    change: DelEffekt = {
        "id": target.id if target else len(fakta.delprocesser) + 1,
        "process": process.code,
        "tillstand": state,
        "avslutad": process.state(state).final,
        "varden": {**step.values, **{c: kort[c] for c in step.carries if c in kort}},
        "steg": step.code,
        "ny": target is None,
    }
    effekt: Effekt = {"kort": dict(kort), "delprocess": change["id"], "delprocesser": [change]}
    after = fakta if target else replace(fakta, delprocesser=(*fakta.delprocesser, _blank(change)))
    effekt["delprocesser"] += _cascaded(step.cascades, fakta, but=change["id"])
    effekt["delprocesser"] += _opened(step.opens, processes, after, kort, profil, dag)
    if step.removes:
        effekt["tar_bort"] = _matching(fakta.fakta, step.removes, kort)
    return effekt


def _blank(change: DelEffekt) -> Delprocess:
    return Delprocess(change["id"], change["process"], change["tillstand"], None, None, 0)


def fact_effect(
    kind: FactKind,
    kort: Mapping[str, Varde],
    fakta: Fakta,
    *,
    dag: date | None = None,
    delprocess: int | None = None,
) -> Effekt:
    """The effect of a registered fact of a day; it will stand as event number `fakta.seq + 1`."""
    key = kind.code
    if kind.key:
        part = fakta.seq + 1 if kind.key == "seq" else kort.get(kind.key)
        key = f"{kind.code}:{part}"
    counted = [kind.code]
    if kind.counts and kort.get(kind.counts):
        counted.append(f"{kind.code}:{kort[kind.counts]}")
    effekt: Effekt = {"faktum": key, "kort": dict(kort), "raknas": counted}
    if delprocess is not None:
        effekt["delprocess"] = delprocess
    removed = _matching(fakta.fakta, kind.removes, kort)
    removed += [
        key for mark in kind.answers for key in _answered(fakta, mark, dag) if key not in removed
    ]
    if removed:
        effekt["tar_bort"] = sorted(removed)
    if kind.awaits:
        effekt["vantar"] = f"{kind.awaits}:{fakta.seq + 1}"
    return effekt


def _answered(fakta: Fakta, mark: str, dag: date | None) -> list[str]:
    """The marks that happened no later than the answer: a later event still waits for its own."""
    return [
        f"{mark}:{key}"
        for key, waiting in fakta.alla(mark).items()
        if dag is None or waiting.dag is None or waiting.dag <= dag
    ]


def apply(fakta: Fakta, effekt: Effekt, *, seq: int, dag: date | None) -> Fakta:
    """The snapshot after an event. Pure and free of definitions."""
    removed = set(effekt.get("tar_bort", ()))
    facts = {k: f for k, f in fakta.fakta.items() if k not in removed}
    steps = {} if effekt.get("ny_omgang") else dict(fakta.steg)
    counts = {} if effekt.get("ny_omgang") else dict(fakta.antal)
    kort = effekt.get("kort", {})
    new = Faktum(seq, dag, kort)
    if "steg" in effekt:
        steps[effekt["steg"]] = new
    if "faktum" in effekt and new.not_before(facts.get(effekt["faktum"])):
        facts[effekt["faktum"]] = new
    if "delprocess" not in effekt:
        for key in effekt.get("raknas", ()):
            counts[key] = counts.get(key, 0) + 1
    if "vantar" in effekt:
        facts[effekt["vantar"]] = new
    latest = max((d for d in (fakta.senaste_dag, dag) if d), default=None)
    out = replace(fakta, seq=seq, fakta=facts, steg=steps, antal=counts, senaste_dag=latest)
    out = _apply_main(out, effekt, dag)
    for change in effekt.get("delprocesser", ()):
        out = out.with_delprocess(_changed(out, change, kort, seq=seq, dag=dag))
    return _count_within(out, effekt)


def _apply_main(out: Fakta, effekt: Effekt, dag: date | None) -> Fakta:
    if "tillstand" in effekt:
        out = replace(out, tillstand=effekt["tillstand"], avslutad=effekt["avslutad"], sedan=dag)
    if effekt.get("ny_omgang"):
        out = replace(out, omgang=out.omgang + 1)
    if "inkom" in effekt:
        out = replace(out, inkom=date.fromisoformat(effekt["inkom"]))
    if "ursprung" in effekt:
        out = replace(out, ursprung=effekt["ursprung"])
    if "regler_per" in effekt:
        out = replace(out, regler_per=date.fromisoformat(effekt["regler_per"]))
    if "bockad" in effekt:
        out = replace(out, bockade=(*out.bockade, effekt["bockad"]))
    forgotten = {
        bock(str(op["slag"]), str(op["nyckel"]))
        for op in effekt.get("bevakningar", ())
        if op["op"] == "glom_bock"
    }
    return replace(out, bockade=tuple(b for b in out.bockade if b not in forgotten))


def _changed(
    fakta: Fakta,
    change: DelEffekt,
    kort: Mapping[str, Varde],
    *,
    seq: int,
    dag: date | None,
) -> Delprocess:
    old = fakta.delprocess(change["id"])
    step = {change["steg"]: Faktum(seq, dag, kort)} if change.get("steg") else {}
    if old is None:
        return Delprocess(
            id=change["id"],
            process=change["process"],
            tillstand=change["tillstand"],
            sedan=dag,
            oppnad=dag,
            seq=seq,
            avslutad=change["avslutad"],
            varden=change["varden"],
            steg=step,
        )
    return replace(
        old,
        tillstand=change["tillstand"],
        sedan=dag if change["tillstand"] != old.tillstand else old.sedan,
        avslutad=change["avslutad"],
        varden={**old.varden, **change["varden"]},
        steg={**old.steg, **step},
        antal=_plus(old.antal, change["steg"]) if change.get("steg") else old.antal,
    )


def _plus(antal: Mapping[str, int], key: str) -> dict[str, int]:
    return {**antal, key: antal.get(key, 0) + 1}


def _count_within(out: Fakta, effekt: Effekt) -> Fakta:
    """Facts registered in a delprocess are counted there."""
    part = out.delprocess(effekt["delprocess"]) if "delprocess" in effekt else None
    if part is None or "raknas" not in effekt:
        return out
    antal = part.antal
    for key in effekt["raknas"]:
        antal = _plus(antal, key)
    return out.with_delprocess(replace(part, antal=antal))
