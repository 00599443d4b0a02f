"""Hur ett ärende börjar: information, ja eller ansökan, friyta, genomgång av det importerade."""

from __future__ import annotations

from caseflow.engine.rule import Rattsdag, hinder, rutin
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, RUTINER_GALLER, SOL, SOL_2001
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import importdag

_FORSTA_LAGE = {"upptackt": "utovare", "aktualiserad": "utsatt"}
"""Det läge som bara finns i ett av spåren."""


@hinder(rutin("information när någon tackar nej"), since=RUTINER_GALLER)
def information_ar_lamnad(lage: Lage) -> bool:
    """Den som tackar nej har fått veta vilken hjälp som finns.

    Brister: Det framgår inte vilken information personen har fått.
    Gör nu: Registrera under Information vad du har berättat om, till exempel friyta och hjälplinje.
    """
    return lage.fakta.senaste("information") is not None


@hinder(SOL_2001("11 kap. 1 §"), since=GAMLA_SOL, om_falt=True, rattsdag=Rattsdag.ARENDET)
def ja_eller_ansokan_finns(lage: Lage) -> bool:
    """En utredning om en vuxen inleds när personen säger ja eller har ansökt.

    Brister: Ingen ansökan är registrerad, och grunden för utredningen är en ansökan.
    Gör nu: Registrera ansökan med datum och hur den lämnades, muntligt eller skriftligt. Har personen
    sagt ja utan att ansöka väljer du det som grund.
    """
    return lage.falt.get("grund") == "ja" or bool(lage.fakta.alla("ansokan"))


ja_eller_ansokan_finns.restated(SOL("14 kap. 2 §"), since=NYA_SOL)


@hinder(rutin("friyta", "friyta"), since=RUTINER_GALLER, av_profilen=True)
def enheten_har_friyta(lage: Lage) -> bool:
    """Enheten erbjuder samtal utan beslut (friyta).

    Brister: Er enhet erbjuder inte samtal utan beslut.
    Gör nu: Berätta om annat öppet stöd, eller gå vidare mot en utredning om personen vill.
    """
    return lage.profil.friyta


@hinder(rutin("en friytekontakt i taget"), since=RUTINER_GALLER)
def ingen_friyta_ar_oppen(lage: Lage) -> bool:
    """Personen har ingen annan öppen friytekontakt i ärendet.

    Brister: Det finns redan en öppen friytekontakt i ärendet.
    Gör nu: Fortsätt i den som finns, eller be behandlaren avsluta den först.
    """
    return not lage.fakta.av_slag("friyta", oppna=True)


@hinder(rutin("genomgång av importerade ärenden"), since=RUTINER_GALLER)
def genomgang_aterstar(lage: Lage) -> bool:
    """Genomgången görs en gång, i ett ärende som kommit in genom import.

    Brister: Ärendet är inte importerat, eller så är det redan genomgånget.
    Gör nu: Fortsätt med ärendets vanliga steg.
    """
    return importdag(lage.fakta) is not None and lage.fakta.senaste("genomgang") is None


@hinder(rutin("genomgång av importerade ärenden"), since=RUTINER_GALLER, om_falt=True)
def laget_finns_i_sparet(lage: Lage) -> bool:
    """Läget som väljs vid genomgången finns i ärendets spår.

    Brister: Det valda läget finns inte för den här sortens ärende.
    Gör nu: Välj Upptäckt för den som använder våld och Aktualiserad för den som är utsatt.
    """
    valt = str(lage.falt.get("tillstand", ""))
    return _FORSTA_LAGE.get(valt, lage.fakta.slag) == lage.fakta.slag


@hinder(rutin("genomgång av importerade ärenden"), since=RUTINER_GALLER, om_falt=True)
def genomgangen_lamnar_inget_oppet(lage: Lage) -> bool:
    """Ett importerat ärende går inte att sätta som avslutat medan något i det är öppet.

    Brister: Det finns en öppen insats, en öppen prövning eller en ansökan som inte är avgjord.
    Gör nu: Välj det läge som ärendet är i nu. Slutför sedan det som är öppet och avsluta ärendet.
    """
    fakta = lage.fakta
    oppet = any(fakta.av_slag(slag, oppna=True) for slag in ("insats", "provning"))
    return lage.falt.get("tillstand") != "avslutat" or not (oppet or fakta.alla("ansokan"))
