"""A process as Swedish text and as a Mermaid diagram: the page that a handläggare can approve."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseflow.engine.process import Process, Transition
from caseflow.engine.rule import Rule


def rule_text(rule: Rule[Any], dag: date) -> str:
    """What the rule says on a day, or from when it will say something, with its source."""
    wording = next((w for w in reversed(rule.wordings) if w.since <= dag), None)
    if wording is None:
        first = rule.wordings[0]
        return f"{first.meaning} ({first.kalla}, från den {first.since.isoformat()})"
    return f"{wording.meaning} ({wording.kalla})"


def as_text(process: Process, dag: date) -> str:
    """States, and under each the steps that leave it: who, what is needed on `dag`, where it leads."""
    lines = [process.label, "=" * len(process.label), ""]
    opening = [t for t in process.transitions if not t.source]
    if opening:
        lines += ["Öppnas genom:", *(_step(t, dag) for t in opening), ""]
    for state in process.states:
        mark = " (slut)" if state.final else ""
        lines.append(f"{state.label}{mark}  [{state.code}]")
        if state.help:
            lines.append(f"  {state.help}")
        lines += [_step(t, dag) for t in process.leaving(state.code)]
        lines.append("")
    return "\n".join(lines).rstrip()


def _step(t: Transition, dag: date) -> str:
    to = f" → {t.target.label}" if t.target else " (läget är kvar)"
    who = " eller ".join(r.etikett for r in t.by)
    out = [f"  • {t.label}{to}. Görs av {who}.  [{t.code}]"]
    out += [f"      Kräver: {rule_text(rule, dag)}" for rule in t.requires]
    return "\n".join(out)


def as_mermaid(process: Process) -> str:
    """A state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{s.label}" as {s.code}' for s in process.states]
    lines.append(f"    [*] --> {process.start.code}")
    for t in process.transitions:
        for source in t.source:
            target = t.target.code if t.target else source.code
            lines.append(f"    {source.code} --> {target}: {t.label}")
    lines += [f"    {s.code} --> [*]" for s in process.states if s.final]
    return "\n".join(lines)
