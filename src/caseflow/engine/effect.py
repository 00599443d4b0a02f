"""What an act does to the snapshot, recorded in the event itself; and how the snapshot takes it in.

`step_effect` and `fact_effect` turn a definition and its values into a small JSON document. `apply` folds
such a document into `Fakta` and needs no definition: so events replay alike after a process has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any, TypedDict

from caseflow.engine.bevakning import bock
from caseflow.engine.fakta import Behallen, Delprocess, Fakta, Faktum, JsonDict, Varde
from caseflow.engine.process import Cascade, FactKind, Opening, Process, Transition


class DelEffekt(TypedDict, total=False):
    """The change of one delprocess; `ny` when it opens, `omdopt` when its state only has another code."""

    id: int
    process: str
    tillstand: str
    avslutad: bool
    varden: dict[str, Varde]
    steg: str
    ny: bool
    omdopt: bool


class Effekt(TypedDict, total=False):
    """The recorded change. Absent keys change nothing.

    `omdopt`: the state has another code since the akt was moved, and has been held all along.
    """

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
    behallna: dict[str, JsonDict | None]
    omdopt: bool
    process_version: str
    profil: str
    profil_version: str
    bevakningar: list[dict[str, object]]
    varningar: list[str]


def _matching(keys: Iterable[str], removes: Sequence[str], kort: Mapping[str, Varde]) -> list[str]:
    """The fact keys that are removed: a kind, all its keys, or one key named by a field («kind:{field}»).

    Where that field is not filled in, nothing is named.
    """
    filled = {k: v for k, v in kort.items() if v is not None}
    named = [r.format_map(filled) for r in removes if _names_of(r) <= set(filled)]
    return sorted(k for k in keys if any(k == r or k.startswith(f"{r}:") for r in named))


def _names_of(pattern: str) -> set[str]:
    """The fields that stand in a «kind:{field}»."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def _opened(
    openings: Sequence[Opening],
    processes: Mapping[str, Process],
    fakta: Fakta,
    kort: Mapping[str, Varde],
    profil: Any,
    dag: date,
    *,
    parent: int | None = None,
) -> list[DelEffekt]:
    """The delprocesser that a step opens, numbered after those there are.

    `parent` is the number of the delprocess that the step is taken in, None in the main process.
    """
    made: list[DelEffekt] = []
    number = len(fakta.delprocesser) + 1
    for opening in openings:
        if kort.get(opening.unless) or (opening.when and not kort.get(opening.when)):
            continue
        each: list[Mapping[str, Varde]] = [{}]
        if opening.each is not None:
            each = opening.each.on(dag).function(fakta, profil, dag)
        carried = {c: kort[c] for c in opening.carries if c in kort}
        if opening.parent:
            carried[opening.parent] = parent
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
        if not any(o.id != but for o in fakta.av_slag(c.unless_open, oppna=True))
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
        "varden": {
            **step.values,
            **{c: kort[c] for c in step.carries if c in kort},
            **_counted_days(step, target, dag),
        },
        "steg": step.code,
        "ny": target is None,
    }
    effekt: Effekt = {"kort": dict(kort), "delprocess": change["id"], "delprocesser": [change]}
    after = fakta if target else replace(fakta, delprocesser=(*fakta.delprocesser, _blank(change)))
    effekt["delprocesser"] += _cascaded(step.cascades, fakta, but=change["id"])
    effekt["delprocesser"] += _opened(
        step.opens, processes, after, kort, profil, dag, parent=change["id"]
    )
    if step.removes:
        effekt["tar_bort"] = _matching(fakta.fakta, step.removes, kort)
    return effekt


def _counted_days(step: Transition, target: Delprocess | None, dag: date) -> dict[str, Varde]:
    """The days in the state that is left, added to those before; none when its first day is unknown."""
    if not step.counts_days or target is None or target.sedan is None:
        return {}
    before = target.varden.get(step.counts_days)
    days = (dag - target.sedan).days
    return {step.counts_days: days + (before if isinstance(before, int) else 0)}


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
    if kind.settles:
        effekt["behallna"] = _settled(fakta, kort)
    mark = kind.awaits or _raised(kind, kort, fakta, dag)
    if mark:
        effekt["vantar"] = f"{mark}:{fakta.seq + 1}"
    return effekt


def _raised(kind: FactKind, kort: Mapping[str, Varde], fakta: Fakta, dag: date | None) -> str:
    """The mark of a fact that stands higher than the latest before it; empty otherwise."""
    before = fakta.senaste(kind.code)
    if not kind.raises or before is None or not Faktum(0, dag, kort).not_before(before):
        return ""
    mark, field, *order = kind.raises
    then, now = before.varden.get(field), kort.get(field)
    if then in order and now in order and order.index(str(now)) > order.index(str(then)):
        return mark
    return ""


def _settled(fakta: Fakta, kort: Mapping[str, Varde]) -> dict[str, JsonDict | None]:
    """The due item keeps its day for good, or no longer."""
    kept = kort.get("val") == "behall"
    return {
        key: replace(b, fragad=None).as_dict() if kept else None
        for key, b in fakta.behallna.items()
        if b.fragad and b.nr == kort.get("bevakning")
    }


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
        since = out.sedan if effekt.get("omdopt") else dag
        out = replace(out, tillstand=effekt["tillstand"], avslutad=effekt["avslutad"], sedan=since)
    if effekt.get("ny_omgang"):
        out = replace(out, omgang=out.omgang + 1)
    if "inkom" in effekt:
        out = replace(out, inkom=date.fromisoformat(effekt["inkom"]))
    if "ursprung" in effekt:
        out = replace(out, ursprung=effekt["ursprung"])
    if "regler_per" in effekt:
        out = replace(out, regler_per=date.fromisoformat(effekt["regler_per"]))
    if "behallna" in effekt:
        out = replace(out, behallna=_kept_after(out.behallna, effekt["behallna"]))
    if "bockad" in effekt:
        out = replace(out, bockade=(*out.bockade, effekt["bockad"]))
    forgotten = {
        bock(str(op["slag"]), str(op["nyckel"]))
        for op in effekt.get("bevakningar", ())
        if op["op"] == "glom_bock"
    }
    if not forgotten:
        return out
    return replace(out, bockade=tuple(b for b in out.bockade if b not in forgotten))


def _kept_after(
    before: Mapping[str, Behallen], change: Mapping[str, JsonDict | None]
) -> dict[str, Behallen]:
    """What keeps its day: set by its fields, ended by None."""
    given: dict[str, Any] = dict(change)
    kept = {k: b for k, b in before.items() if k not in given}
    return kept | {k: Behallen(**b) for k, b in given.items() if b is not None}


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
    moved = change["tillstand"] != old.tillstand if old else False
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
        sedan=dag if moved and not change.get("omdopt") else old.sedan,
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
