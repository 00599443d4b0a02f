"""The catalogue of templates, listed by hand; and what a handling of one still lacks."""

from __future__ import annotations

from dataclasses import replace

from caseflow.documents.etiketter import med_etiketter
from caseflow.documents.mallar.beslut import BESLUT, BESLUT_MALL
from caseflow.documents.mallar.enkat import BRUKARENKAT
from caseflow.documents.mallar.mall import IFYLLT, VALT, Brist, Krav, Mall
from caseflow.documents.mallar.uppfoljning import UPPFOLJNING
from caseflow.documents.mallar.utdrag import BESLUT_UTLAMNANDE, JOURNALUTSKRIFT, UTLAMNANDE
from caseflow.documents.mallar.utredning import UTREDNING_UTOVARE, UTREDNING_UTSATT
from caseflow.documents.skrivtext import lagar
from caseflow.documents.underlag import Underlag, Uppgift
from caseflow.engine.field import Field, Kind

MALLAR: dict[str, Mall] = {
    mall.kod: mall
    for mall in (
        UTREDNING_UTOVARE,
        UTREDNING_UTSATT,
        BESLUT_MALL,
        UPPFOLJNING,
        BRUKARENKAT,
        JOURNALUTSKRIFT,
        UTLAMNANDE,
        BESLUT_UTLAMNANDE,
    )
}
"""Every template under its stored code."""


def falten(mall: Mall, underlag: Underlag) -> tuple[Field, ...]:
    """What is filled in to make this handling: what it is about, when there are several, then its own fields."""
    if mall.val is None:
        return mall.falt
    choices = tuple((kod, text) for kod, text in _valbara(mall, underlag))
    return (Field(VALT, mall.val.etikett, Kind.VAL, choices=choices), *mall.falt)


def saknas(mall: Mall, underlag: Underlag) -> list[Brist]:
    """The gaps that keep a handling from being made final, in the order it would read them."""
    lasbart = lasbart_for(mall, underlag)
    gaps = [
        Brist(
            kod=krav.koder[0],
            text=krav.text,
            kalla=underlag.lagrum.get(krav.lagrum, ""),
            gor_nu=krav.gor_nu,
            falt=krav.falt[0] if krav.falt else "",
        )
        for krav in mall.kraver
        if not _uppfyllt(krav, lasbart)
    ]
    gaps += [
        Brist(
            kod=IFYLLT,
            text=f"«{f.label}»",
            kalla="",
            gor_nu="Fyll i fältet bredvid utkastet.",
            falt=f.code,
        )
        for f in falten(mall, underlag)
        if f.required and lasbart.ifyllt.get(f.code) in (None, "", [])
    ]
    gaps += [
        Brist(
            kod=f"lagrum:{key}",
            text=f"lagrum för «{key}»",
            kalla="",
            gor_nu=f"Ingen bestämmelse finns inlagd för {underlag.dag.isoformat()}. Be administratören om hjälp.",
        )
        for key in mall.lagrum
        if not underlag.lagrum.get(key)
    ]
    return gaps


def namnda_lagar(mall: Mall, underlag: Underlag) -> list[str]:
    """The acts that the template cites, with SFS number; the running text gives only their names."""
    return lagar(underlag.lagrum[key] for key in mall.lagrum if key in underlag.lagrum)


def lasbart_for(mall: Mall, underlag: Underlag) -> Underlag:
    """The part of an underlag that a template may read, without a protected person's identity."""
    round_of_it = underlag if mall.hela_akten else underlag.denna_omgang()
    chosen = _valt(mall, round_of_it.begransat(mall.laser))
    if mall.period:
        chosen = chosen.under_perioden()
    seen = chosen.anonymt() if mall.anonym else chosen.skyddat()
    return med_etiketter(seen.namnlost() if mall.namnlos else seen)


def _valbara(mall: Mall, underlag: Underlag) -> list[tuple[str, str]]:
    """The choices: the number of the event, or the value of the key, and what it is called."""
    if mall.val is None:
        return []
    round_of_it = underlag if mall.hela_akten else underlag.denna_omgang()
    found: dict[str, str] = {}
    for u in round_of_it.alla(*mall.val.koder):
        if mall.val.nyckel:
            if key := str(u.varden.get(mall.val.nyckel, "")):
                found[key] = u.text(mall.val.nyckel) or key
        else:
            found[str(u.seq)] = f"{u.etikett}, {u.dag.isoformat() if u.dag else 'okänd dag'}"
    return list(found.items())


def _valt(mall: Mall, underlag: Underlag) -> Underlag:
    """Only what is chosen, of the kinds that are chosen among; nothing of them until there is a choice.

    Where there is only one to choose it is the choice.
    """
    if mall.val is None:
        return underlag
    choices = [kod for kod, _ in _valbara(mall, underlag)]
    given = str(underlag.ifyllt.get(VALT) or "")
    chosen = given if given in choices else choices[0] if len(choices) == 1 else ""

    def kept(u: Uppgift) -> bool:
        if mall.val is None or u.kod not in mall.val.koder:
            return True
        key = str(u.varden.get(mall.val.nyckel, "")) if mall.val.nyckel else str(u.seq)
        return key == chosen

    about = tuple(u for u in underlag.uppgifter if kept(u))
    return replace(underlag, uppgifter=about, ifyllt={**underlag.ifyllt, VALT: chosen or None})


def _uppfyllt(krav: Krav, underlag: Underlag) -> bool:
    beslut = underlag.senaste(*BESLUT)
    if krav.for_beslut and beslut and beslut.kod not in krav.for_beslut:
        return True
    uppgift = underlag.senaste(*krav.koder)
    return uppgift is not None and (not krav.falt or bool(uppgift.text(*krav.falt)))
