"""Processerna så som en kommun eller enhet har dem: stegen, lägena och valen som profilen har.

Ett steg finns inte där en spärr som bara läser profilen (`av_profilen`) brister: enheten har inte valt
det. Lägen som då inte går att nå försvinner, och val som profilen inte har tas bort ur fälten. Den som
ändå tar steget får spärrens egna ord.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Fakta
from caseflow.engine.field import Field
from caseflow.engine.process import Process, State, Transition
from caseflow.engine.rule import Rule
from caseflow.engine.trial import Lage, failing
from caseflow.processes import DELPROCESSER, HUVUDPROCESS, PROCESSER
from caseflow.rules.inledning import enheten_har_friyta
from caseflow.rules.partnerkontakt import enheten_har_partnerkontakt
from caseflow.rules.profil import Profil
from caseflow.rules.uppfoljning import uppfoljningar_under_insats, uppfoljningar_vid_avslut

FORUTSATTER: Mapping[str, Rule[Any]] = {
    "friyta": enheten_har_friyta,
    "partnerkontakt": enheten_har_partnerkontakt,
    "partnerkontakt_akt": enheten_har_partnerkontakt,
}
"""Spärren som avgör om en process alls finns i en profil; de andra finns alltid."""

_PUNKTER: Mapping[str, str] = {
    uppfoljningar_vid_avslut.kod: "avslut",
    uppfoljningar_under_insats.kod: "insats_start",
}
"""Planerna som bara öppnar något där profilen har uppföljningar, och vad de räknas från."""

_INGET = Fakta(slag="", process="", tillstand="")
"""Det enda som den här sortens spärr får läsa är profilen."""


def galler_i_profilen(regel: Rule[Any], profil: Profil) -> bool:
    """Om en spärr som bara läser profilen håller, i sin senaste lydelse."""
    lydelse = regel.wordings[-1]
    return bool(lydelse.function(Lage(_INGET, profil, lydelse.since)))


def finns_i_profilen(process: str, profil: Profil) -> bool:
    """Om processen med den koden alls finns i profilen."""
    regel = FORUTSATTER.get(process)
    return regel is None or galler_i_profilen(regel, profil)


def akten_hindras(slag: str, profil: Profil, dag: date) -> list[Hinder]:
    """Varför en akt av slaget inte öppnas där profilen gäller; tomt när den kan det."""
    regel = FORUTSATTER.get(HUVUDPROCESS[slag].code)
    return failing([regel], Lage(_INGET, profil, dag)) if regel else []


def slag_i_profilen(profil: Profil) -> tuple[str, ...]:
    """Slagen av akter som kan öppnas där profilen gäller."""
    return tuple(s for s, p in HUVUDPROCESS.items() if finns_i_profilen(p.code, profil))


def delprocesser_i_profilen(slag: str, profil: Profil) -> tuple[str, ...]:
    """Delprocesserna som en akt av slaget kan ha där profilen gäller."""
    return tuple(kod for kod in DELPROCESSER[slag] if finns_i_profilen(kod, profil))


def saknade_regler(steg: Transition, profil: Profil) -> tuple[Rule[Any], ...]:
    """Spärrarna som gör att steget inte finns i profilen; tomt när det finns."""
    return tuple(r for r in steg.requires if r.av_profilen and not galler_i_profilen(r, profil))


def steget_i_profilen(steg: Transition, profil: Profil, slag: str) -> Transition | None:
    """Steget i en akt av slaget, med profilens val och öppningar, eller None där det inte finns."""
    if saknade_regler(steg, profil):
        return None
    return replace(
        steg,
        fields=tuple(_faltet_i_profilen(f, steg, profil, slag) for f in steg.fields),
        opens=tuple(
            o
            for o in steg.opens
            if finns_i_profilen(o.process, profil)
            and not (o.each and o.each.kod in _PUNKTER and not _punkter(o.each, profil))
        ),
        cascades=tuple(c for c in steg.cascades if finns_i_profilen(c.process, profil)),
    )


def _punkter(regel: Rule[Any], profil: Profil) -> bool:
    return bool(profil.punkter(_PUNKTER[regel.kod]))


def _faltet_i_profilen(falt: Field, steg: Transition, profil: Profil, slag: str) -> Field:
    if falt.code == "dokumentation":
        return _bara(falt, profil.friyta_dokumentation)
    if falt.code == "form" and slag == "utovare" and not profil.grupp:
        return _bara(falt, (kod for kod, _ in falt.choices if kod != "grupp"))
    if steg.code == "hanvisa" and falt.code == "utforare" and profil.hanvisar_till:
        namn = " eller ".join(u.namn for u in profil.hanvisar_till)
        return replace(falt, help=f"Verksamhetens namn. Er kommun hänvisar till {namn}.")
    return falt


def _bara(falt: Field, koder: Iterable[str]) -> Field:
    kvar = set(koder)
    return replace(falt, choices=tuple(c for c in falt.choices if c[0] in kvar))


def i_profilen(process: Process, profil: Profil, slag: str = "") -> Process:
    """Processen som den kommunen eller enheten har den, i en akt av slaget.

    Utan slag gäller en delprocess den som använder våld: det är den kartläggningen handlar om. Finns
    processen inte alls i profilen (`finns_i_profilen`) återstår bara dess början och slut.
    """
    i_akten = slag or (process.code if process.code in HUVUDPROCESS else "utovare")
    funna = (steget_i_profilen(t, profil, i_akten) for t in process.transitions)
    stegen = tuple(t for t in funna if t is not None)
    nadda = _nadda(process, stegen, profil)
    return replace(
        process,
        states=tuple(s for s in process.states if s.code in nadda),
        transitions=tuple(_fran_nadda(t, nadda) for t in stegen if _kan_tas(t, nadda)),
    )


def _kan_tas(steg: Transition, nadda: set[str]) -> bool:
    return not steg.source or any(s.code in nadda for s in steg.source)


def _fran_nadda(steg: Transition, nadda: set[str]) -> Transition:
    kvar: tuple[State, ...] = tuple(s for s in steg.source if s.code in nadda)
    return steg if kvar == steg.source else replace(steg, source=kvar)


def _nadda(process: Process, stegen: tuple[Transition, ...], profil: Profil) -> set[str]:
    """Lägena som nås från början, med processens steg och andra processers kaskader."""
    kaskader = [
        (set(c.source), c.target)
        for p in PROCESSER.values()
        for t in p.transitions
        if not saknade_regler(t, profil)
        for c in t.cascades
        if c.process == process.code
    ]
    nadda, kvar = {process.start.code}, [process.start.code]
    while kvar:
        har = kvar.pop()
        vidare = {
            t.target.code for t in stegen if t.target and any(s.code == har for s in t.source)
        }
        vidare |= {target for source, target in kaskader if har in source}
        kvar += vidare - nadda
        nadda |= vidare
    return nadda
