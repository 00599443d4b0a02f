"""How the person may be reached, from the latest confirmation. The code word itself is never read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.trial import Lage, failing
from caseflow.processes import FAKTASLAG
from caseflow.queries.handelser_i_akt import Handelsevy
from caseflow.rules.kalender import svensk_dag, svenskt_klockslag
from caseflow.rules.profil import Profil
from caseflow.rules.saker_kontakt import KODORD_ORD
from caseflow.rules.utgaende import (
    AUTOMATISKA,
    KANALER,
    UTAN_KLOCKSLAG,
    UTGAENDE,
    dagen_ar_saker,
    har_tider,
    klockslaget_ar_sakert,
    nasta_sakra_tid,
)

SMS = "Hej! Hör av dig när det passar dig."
"""All that an SMS says: who sends it and why is for the person alone to know."""
_BARA_TIDEN = frozenset({dagen_ar_saker.kod, klockslaget_ar_sakert.kod})


@dataclass(frozen=True, slots=True)
class Kontaktregler:
    """The rules as they were confirmed on `bekraftat`; they hold through `galler_till`.

    `sakra_tider` are the days and hours that can be tried, `tider` what was said of them in words.
    `kodordet_finns` when the code word itself is kept, and not only that there is one.
    """

    kanaler: str
    sakra_tider: str
    tider: str
    lamna_meddelande: bool
    osaker_adress: bool
    kodord: bool
    kodordet_finns: bool
    aldrig: str
    bekraftat: date | None
    galler_till: date | None


@dataclass(frozen=True, slots=True)
class Kanalvy:
    """One way to reach the person at a certain moment: `hinder` says why not.

    `oppnar` is the day and the time when it becomes safe, when time alone stands in the way. `tid_i_ord`:
    what was agreed on the time is in words, which somebody has to read before it may be used.
    """

    kod: str
    namn: str
    hinder: tuple[Hinder, ...]
    oppnar: tuple[date, str] | None = None
    tid_i_ord: bool = False

    @property
    def gar(self) -> bool:
        """Whether it may be used."""
        return not self.hinder


def kontaktregler(event: Handelsevy | None) -> Kontaktregler | None:
    """The rules in words, or None when none have been agreed."""
    if event is None:
        return None
    fields = {f.code: f for f in FAKTASLAG["saker_kontakt"].fields}
    till = event.varden.get("galler_till")
    return Kontaktregler(
        kanaler=said_together(fields["kanal"].label_of(event.varden.get("kanal"))),
        sakra_tider=safe_times(event.varden),
        tider=str(event.varden.get("tider") or ""),
        lamna_meddelande=bool(event.varden.get("lamna_meddelande")),
        osaker_adress=bool(event.varden.get("osaker_adress")),
        kodord=bool(event.varden.get("kodord")),
        kodordet_finns=bool(event.varden.get(KODORD_ORD)),
        aldrig=str(event.varden.get("aldrig") or ""),
        bekraftat=event.dag,
        galler_till=date.fromisoformat(str(till)) if till else None,
    )


def safe_times(varden: Mapping[str, Varde]) -> str:
    """«Måndag och tisdag 09.00–11.00», or nothing where neither days nor hours are known."""
    days = next(f for f in FAKTASLAG["saker_kontakt"].fields if f.code == "dagar")
    chosen = varden.get("dagar")
    said = said_together(days.label_of(chosen)) if isinstance(chosen, list) and chosen else ""
    if isinstance(chosen, list) and len(chosen) == len(days.choices):
        said = "Alla dagar"
    fran, till = str(varden.get("fran") or ""), str(varden.get("till") or "")
    hours = f"{fran}–{till}".replace(":", ".") if fran and till else ""
    return " ".join(part for part in (said or ("Alla dagar" if hours else ""), hours) if part)


def tried_channels(fakta: Fakta, profil: Profil, skydd: str, now: datetime) -> tuple[Kanalvy, ...]:
    """Every way to reach the person, tried at the moment `now` by the rules for what goes out."""
    dag, klockslag = svensk_dag(now), svenskt_klockslag(now)
    found = []
    for kod, namn in KANALER:
        lage: Lage[Profil] = Lage(
            fakta,
            profil,
            dag,
            {"kanal": kod, "klockslag": klockslag, "lamnas_meddelande": False},
            utanfor={"skydd": skydd},
        )
        hinder = tuple(failing(UTGAENDE, lage))
        kontakt = fakta.senaste("saker_kontakt")
        only_time = bool(hinder) and {h.regel for h in hinder} <= _BARA_TIDEN
        opens = nasta_sakra_tid(kontakt, dag, klockslag) if kontakt and only_time else None
        in_words = kod not in UTAN_KLOCKSLAG and times_are_in_words_only(fakta)
        found.append(Kanalvy(kod, namn, hinder, opens, in_words))
    return tuple(found)


def sms_text(kanaler: tuple[Kanalvy, ...], skydd: str) -> str:
    """The neutral text of an SMS, when one may be sent just now; never to whoever is protected."""
    sms = next(k for k in kanaler if k.kod == "sms")
    return SMS if sms.gar and not (skydd and sms.kod in AUTOMATISKA) else ""


def times_are_in_words_only(fakta: Fakta) -> bool:
    """Whether the safe times cannot be tried, so that somebody has to read them."""
    kontakt = fakta.senaste("saker_kontakt")
    return kontakt is not None and not har_tider(kontakt)


def said_together(labels: str) -> str:
    """«Telefon, Sms» as it is said: «Telefon och sms». Empty stays empty."""
    first, *rest = [part.strip() for part in labels.split(",")]
    words = [first, *(word[:1].lower() + word[1:] for word in rest)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
