"""The catalogue of templates, listed by hand; and what a handling of one still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from caseflow.documents.etiketter import med_etiketter
from caseflow.documents.mallar.bedomningar import BEDOMNINGAR
from caseflow.documents.mallar.beslut import BESLUT, BESLUT_MALL
from caseflow.documents.mallar.brev import KOMMUNICERING, UNDERRATTELSE, UNDERRATTELSE_FORSENING
from caseflow.documents.mallar.enkat import BRUKARENKAT
from caseflow.documents.mallar.gallring import GALLRINGSBESLUT
from caseflow.documents.mallar.inledning import BESLUT_INLEDA, INBJUDAN, INFORMATION_INSATSER
from caseflow.documents.mallar.mall import IFYLLT, VALT, Brist, Krav, Mall, Val
from caseflow.documents.mallar.overgangar import OVERGANGAR
from caseflow.documents.mallar.planer import PLANER
from caseflow.documents.mallar.samtycke import (
    PARTNERKONTAKT_INFORMATION,
    SAMTYCKE_PARTNERKONTAKT,
    SAMTYCKE_SAMVERKAN,
)
from caseflow.documents.mallar.uppfoljning import UPPFOLJNING
from caseflow.documents.mallar.utdrag import BESLUT_UTLAMNANDE, JOURNALUTSKRIFT, UTLAMNANDE
from caseflow.documents.mallar.utredning import UTREDNING_UTOVARE, UTREDNING_UTSATT
from caseflow.documents.skrivtext import lagar
from caseflow.documents.underlag import OM_ANDRA, Underlag, Uppgift, bara
from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field, Kind
from caseflow.rules.roller import Roll

MALLAR: dict[str, Mall] = {
    mall.kod: mall
    for mall in (
        UTREDNING_UTOVARE,
        UTREDNING_UTSATT,
        BESLUT_MALL,
        UPPFOLJNING,
        BRUKARENKAT,
        *BEDOMNINGAR,
        *PLANER,
        *OVERGANGAR,
        JOURNALUTSKRIFT,
        UTLAMNANDE,
        BESLUT_UTLAMNANDE,
        GALLRINGSBESLUT,
        INFORMATION_INSATSER,
        INBJUDAN,
        BESLUT_INLEDA,
        KOMMUNICERING,
        UNDERRATTELSE,
        UNDERRATTELSE_FORSENING,
        SAMTYCKE_PARTNERKONTAKT,
        SAMTYCKE_SAMVERKAN,
        PARTNERKONTAKT_INFORMATION,
    )
}
"""Every template under its stored code."""


def som_fardigstaller(kod: str) -> tuple[Roll, ...]:
    """The roles that may finish a handling of this template; none when it is no longer there."""
    mall = MALLAR.get(kod)
    return mall.av if mall else ()


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
        if not _uppfyllt(krav, lasbart) and not _vantar_pa_valet(krav, mall, lasbart, underlag)
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
    return gaps + _hindren(mall, lasbart)


def namnda_lagar(mall: Mall, underlag: Underlag) -> list[str]:
    """The acts that the template cites, with SFS number; the running text gives only their names."""
    return lagar(underlag.lagrum[key] for key in mall.lagrum if key in underlag.lagrum)


def lasbart_for(mall: Mall, underlag: Underlag) -> Underlag:
    """The part of an underlag that a template may read, without a protected person's identity."""
    round_of_it = underlag if mall.hela_akten else underlag.denna_omgang()
    chosen = _valt(mall, round_of_it.begransat(mall.laser))
    if mall.period:
        chosen = chosen.under_perioden()
    if mall.ar_diskret(underlag.slag):
        chosen = chosen.diskret()
    if mall.anonym:
        return med_etiketter(chosen.anonymt())
    return med_etiketter(utan_personen(mall, chosen))


def utan_personen(mall: Mall, underlag: Underlag) -> Underlag:
    """Without the person where she is protected, or where the handling is nameless; else only without a beteckning."""
    if not mall.ar_namnlos(underlag.ifyllt):
        return replace(underlag.skyddat(), beteckning="")
    if (val := mall.namnval) is None:
        return replace(underlag.skyddat().namnlost(), beteckning="")
    barnet = val.barnets_namn(underlag.ifyllt)
    return underlag.utan_personen_i_texten(behall=barnet, orort=val.andra).skyddat().namnlost()


def _hindren(mall: Mall, underlag: Underlag) -> list[Brist]:
    """What the trial that a handling rests on found in the way; that nobody has tried it is in the way too."""
    if not mall.provning:
        return []
    found = underlag.gallringen
    if found is None:
        return [Brist("provning", mall.provning, "", "Gör handlingen i akten, så prövas den.")]
    return [Brist(h.regel, h.text, h.kalla, h.gor_nu, hinder=True) for h in found.hindren]


def _valbara(mall: Mall, underlag: Underlag) -> list[tuple[str, str]]:
    """The choices: the number of the event, or the value of the key, and what it is called."""
    if mall.val is None:
        return []
    round_of_it = underlag if mall.hela_akten else underlag.denna_omgang()
    found: dict[str, str] = {}
    for u in round_of_it.alla(*mall.val.koder):
        if mall.val.nyckel:
            if key := str(u.varden.get(mall.val.nyckel, "")):
                text = u.text(mall.val.nyckel) or key
                found[key] = f"Nummer {text}" if text.isdigit() else text
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

    about = [(u, _kept(mall.val, u, chosen)) for u in underlag.uppgifter]
    gone = {u.seq for u, whole in about if whole is None}
    cut = {u.seq for u, whole in about if whole is not None and whole != u}
    left = (
        u.med(bara("handelse")) if u.kod in OM_ANDRA and u.varden.get("handelse") in cut else u
        for _, u in about
        if u is not None and not (u.kod in OM_ANDRA and u.varden.get("handelse") in gone)
    )
    return replace(
        underlag, uppgifter=tuple(left), ifyllt={**underlag.ifyllt, VALT: chosen or None}
    )


def _kept(val: Val, u: Uppgift, chosen: str) -> Uppgift | None:
    """The event as the choice lets it through; None when it is about something else."""
    if u.kod not in (*val.koder, *val.foljer):
        return u
    if chosen == (str(u.varden.get(val.nyckel, "")) if val.nyckel else str(u.seq)):
        return u
    earlier = not val.nyckel and chosen.isdigit() and u.seq < int(chosen)
    return u.med(val.tidigare) if val.tidigare and earlier else None


def _vantar_pa_valet(krav: Krav, mall: Mall, lasbart: Underlag, underlag: Underlag) -> bool:
    """Whether the gap is only that nothing is chosen yet: that is a gap of its own."""
    return (
        mall.val is not None
        and not lasbart.ifyllt.get(VALT)
        and set(krav.koder) <= {*mall.val.koder, *mall.val.foljer}
        and bool(_valbara(mall, underlag))
    )


def _uppfyllt(krav: Krav, underlag: Underlag) -> bool:
    if krav.slag and underlag.slag not in krav.slag:
        return True
    if krav.eller and underlag.ifyllt.get(krav.eller) not in (None, "", []):
        return True
    beslut = underlag.senaste(*BESLUT)
    if krav.for_beslut and beslut and beslut.kod not in krav.for_beslut:
        return True
    counted = [u for u in underlag.alla(*krav.koder) if _har(u, krav.om)]
    if not counted:
        return False
    return _har(counted[-1], krav.ar) and (not krav.falt or bool(counted[-1].text(*krav.falt)))


def _har(uppgift: Uppgift, varden: Mapping[str, Varde]) -> bool:
    return all(uppgift.varden.get(kod) == varde for kod, varde in varden.items())
