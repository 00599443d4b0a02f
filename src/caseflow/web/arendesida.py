"""What the page of an akt shows beside what is read: sentences, dates in words, and what belongs where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.documents.mallar import MALLAR
from caseflow.engine.process import Transition
from caseflow.processes import FAKTASLAG
from caseflow.queries.arende_vy import Arendevy
from caseflow.queries.bevakningar_i_akt import Bevakningsvy
from caseflow.queries.forklaring import Forklaring
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.queries.processlage import Lagesteg
from caseflow.queries.riskutveckling import Riskpunkt
from caseflow.queries.spar import Spar
from caseflow.rules.uppfoljning import planerad_dag
from caseflow.web.datumtext import dag_i_text, dagspann, kort_dag
from caseflow.web.nasta_steg import Knapp, NastaSteg

SKYDD: Mapping[str, str] = {
    "sekretessmarkering": "Sekretessmarkering",
    "skyddad_folkbokforing": "Skyddad folkbokföring",
    "fingerade": "Fingerade personuppgifter",
}
_RISKFALT = {f.code: f for f in FAKTASLAG["riskbedomning"].fields}
NIVANAMN: Mapping[str, str] = dict(_RISKFALT["niva"].choices)
INSTRUMENTNAMN: Mapping[str, str] = dict(_RISKFALT["instrument"].choices)
_NIVAORDNING = {kod: i for i, kod in enumerate(NIVANAMN)}
_RAKNEORD = "noll en två tre fyra fem sex sju åtta nio tio elva tolv".split()


@dataclass(frozen=True, slots=True)
class Laget:
    """A state in the strip, with its small text."""

    etikett: str
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Fristrad:
    """A bevakning in a panel. `klar_href` leads to where an own reminder is marked as done."""

    nr: int
    namn: str
    dag: date
    fonster_fran: date | None
    yttersta_dag: date | None
    status: str
    agare: str
    kalla: Kallvy
    egen: bool
    knapp: Knapp | None
    klar_href: str
    bockas_av: bool
    regel: str
    varfor: Forklaring


@dataclass(frozen=True, slots=True)
class Dokumentrad:
    """A handling that can be made of what the akt holds."""

    mall: str
    namn: str
    text: str


def antal(number: int) -> str:
    """«fyra», «13»."""
    return _RAKNEORD[number] if number < len(_RAKNEORD) else str(number)


def lagen(vy: Arendevy, idag: date) -> tuple[Laget, ...]:
    """The strip: the states of the process, and the follow-up that comes after them."""
    found = [Laget(s.etikett, s.status, _lagestext(s, vy, idag)) for s in vy.lage.stegen]
    follow = _uppfoljning(vy, idag)
    return (*found, follow) if follow else tuple(found)


def _lagestext(s: Lagesteg, vy: Arendevy, idag: date) -> str:
    if s.status == "todo":
        return ""
    if s.status == "forbi":
        return "uppgift saknas" if vy.fakta.ursprung == "import" else "inte aktuellt"
    if s.status == "now":
        if vy.process.state(s.kod).final:
            return kort_dag(s.fran, idag)
        return f"pågår sedan {kort_dag(s.fran, idag)}" if s.fran else "pågår"
    if s.fran and s.till and s.fran != s.till:
        return dagspann(s.fran, s.till, idag)
    return kort_dag(s.fran, idag) if s.fran else "datum saknas"


def _uppfoljning(vy: Arendevy, idag: date) -> Laget | None:
    """After the end of an ärende come its follow-ups, where the profile has any."""
    if not vy.lage.foljs_upp:
        return None
    planned = vy.fakta.av_slag("uppfoljning")
    still = [d for d in planned if not d.avslutad]
    if vy.fakta.avslutad and planned and not still:
        return Laget("Uppföljning", "done", "klar")
    days = [r.dag for r in (planerad_dag(vy.fakta, u) for u in still) if r]
    if days:
        return Laget("Uppföljning", "todo", f"nästa {kort_dag(min(days), idag)}")
    months = max(p.manader for p in vy.profil.punkter("avslut"))
    when = f"{months} månader efter avslut" if months > 1 else "efter avslut"
    return Laget("Uppföljning", "todo", "" if vy.fakta.avslutad else when)


def spartext(s: Spar, idag: date) -> tuple[str, str]:
    """The words beside a track: what it is, and what more there is to say."""
    if s.process == "utredning":
        return _utredningstext(s, idag)
    if s.raknat is not None and s.av is not None:
        return f"{s.tillstand}, {s.raknat} av {s.av} samtal.", ""
    if s.process == "uppfoljning" and s.pagar and s.vantas_fran and s.vantas_till:
        return f"{s.tillstand}.", f"{dagspann(s.vantas_fran, s.vantas_till, idag)}."
    if s.pagar and s.vantas_till:
        return f"{s.tillstand}.", f"Till och med {kort_dag(s.vantas_till, idag)}."
    day = s.fran if s.pagar else s.till
    word = "Sedan" if s.pagar else "Sedan dess"
    if day is None:
        return f"{s.tillstand}.", ""
    return (
        f"{s.tillstand}.",
        f"{word} {kort_dag(day, idag)}." if s.pagar else f"{kort_dag(day, idag)}.",
    )


def _utredningstext(s: Spar, idag: date) -> tuple[str, str]:
    if not s.pagar:
        return f"{s.tillstand}.", f"{kort_dag(s.till, idag)}." if s.till else ""
    head = f"{s.tillstand}, dag {(idag - s.fran).days}." if s.fran else f"{s.tillstand}."
    return head, f"Klar senast {kort_dag(s.vantas_till, idag)}." if s.vantas_till else ""


def frister(vy: Arendevy, nasta: NastaSteg) -> tuple[tuple[Fristrad, ...], tuple[Fristrad, ...]]:
    """What the main process must keep, and what somebody watches over beside it."""
    rows = [_fristrad(b, vy, nasta) for b in vy.bevakningar]
    beside = [b.egen or b.delprocess is not None for b in vy.bevakningar]
    main = tuple(r for r, aside in zip(rows, beside, strict=True) if not aside)
    others = tuple(r for r, aside in zip(rows, beside, strict=True) if aside)
    return main, others


def _fristrad(b: Bevakningsvy, vy: Arendevy, nasta: NastaSteg) -> Fristrad:
    done = f"/arenden/{vy.nummer}/fakta/egen_bevakning_klar?bevakning={b.nyckel}" if b.egen else ""
    return Fristrad(
        nr=b.nr,
        namn=_bevakningens_namn(b, vy.spar),
        dag=b.dag,
        fonster_fran=b.fonster_fran,
        yttersta_dag=b.yttersta_dag,
        status=b.status,
        agare=b.agare,
        kalla=kallvy(b.typ, b.kalla),
        egen=b.egen,
        knapp=nasta.for_bevakning.get(b.nr),
        klar_href=done,
        bockas_av=b.bockas_av,
        regel=b.slag,
        varfor=b.varfor,
    )


def _bevakningens_namn(b: Bevakningsvy, sparen: Sequence[Spar]) -> str:
    """A follow-up is called by its point; the others by their rule."""
    if b.slag == "uppfoljning_ska_goras":
        return next((s.namn for s in sparen if s.delprocess == b.delprocess), b.etikett)
    return b.etikett


def dokument(vy: Arendevy, idag: date) -> tuple[Dokumentrad, ...]:
    """The handlingar that a step on this akt makes, once the step is near or taken."""
    near = {
        p.steg.document
        for p in vy.stegen
        if isinstance(p.steg, Transition) and p.steg.target is not None and p.steg.document
    }
    taken: dict[str, date | None] = {}
    for code, steps in (
        (vy.process.code, vy.fakta.steg),
        *((d.process, d.steg) for d in vy.fakta.delprocesser),
    ):
        process = vy.definitioner.processer.get(code)
        for kod, fact in steps.items():
            step = process.transition(kod) if process else None
            if step is not None and step.document:
                taken[step.document] = fact.dag
    return tuple(
        Dokumentrad(
            mall.kod,
            mall.titel,
            f"Steget togs {kort_dag(taken[mall.kod], idag)}."
            if mall.kod in taken
            else "Steget är inte taget än.",
        )
        for mall in MALLAR.values()
        if vy.slag in mall.slag and (mall.kod in taken or mall.kod in near)
    )


def riskmening(risk: Sequence[Riskpunkt], idag: date) -> str:
    """«Hög risk. Sänkt från mycket hög den 24 oktober. Bedömd fyra gånger med två metoder» and a full stop."""
    if not risk:
        return ""
    last = risk[-1]
    parts = [f"{NIVANAMN.get(last.niva, last.niva)} risk."]
    change = _andring(risk, idag)
    if change:
        parts.append(change)
    elif last.dag:
        parts.append(f"Bedömd {dag_i_text(last.dag, idag)}.")
    if len(risk) > 1:
        methods = len({p.instrument for p in risk})
        word = "metod" if methods == 1 else "metoder"
        parts.append(f"Bedömd {antal(len(risk))} gånger med {antal(methods)} {word}.")
    return " ".join(parts)


def _andring(risk: Sequence[Riskpunkt], idag: date) -> str:
    """When the level last changed, and which way."""
    for before, after in zip(reversed(risk[:-1]), reversed(risk[1:]), strict=True):
        if before.niva != after.niva:
            up = _NIVAORDNING.get(after.niva, 0) > _NIVAORDNING.get(before.niva, 0)
            level = NIVANAMN.get(before.niva, before.niva).lower()
            return f"{'Höjd' if up else 'Sänkt'} från {level} den {dag_i_text(after.dag, idag)}."
    return ""


def sanks(niva: str, senaste: Riskpunkt | None) -> bool:
    """Whether a level is lower than the last one."""
    known = senaste is not None and senaste.niva in _NIVAORDNING and niva in _NIVAORDNING
    return bool(known and senaste and _NIVAORDNING[niva] < _NIVAORDNING[senaste.niva])
