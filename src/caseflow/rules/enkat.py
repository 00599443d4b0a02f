"""Enkäten: den som har haft tillräckligt många samtal får samma frågor två gånger.

Först när samtalen är slut, sedan vid uppföljningen efter avslutet. Den som är anonym får ett formulär vid
sista samtalet och söks inte upp.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import plikt, rutin
from caseflow.rules.delprocess import delens_lage_borjade, laget_borjade
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.omgang import ar_arende, genomforda_samtal, i_omgangen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_SLUT = "Samtalen tog slut"
_VANTAR_PA_BESLUT = ("utredning", "beslut")
_FRAGAD = ("besvarad", "avbojd")


@plikt(
    rutin("enkät när samtalen är slut", "enkat_dagar"),
    since=RUTINER_GALLER,
    etikett="Erbjud enkäten",
    utfors_av=("enkat", "genomfor_uppfoljning"),
)
def enkat_efter_samtalen(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som har haft så många samtal som rutinen säger erbjuds enkäten när samtalen är slut.

    De är slut när ingen insats och ingen friyta är öppen. Utreds ett behov, eller vill personen ansöka,
    fortsätter kontakten och enkäten väntar.

    Om inget görs: Personen får aldrig säga vad stödet betydde.
    """
    slut = _samtalen_tog_slut(fakta)
    if slut and _ska_fragas(fakta, profil) and not _fragad(fakta, slut.dag):
        yield slut.dagar(profil.enkat_dagar, "enkat_dagar").forfall()


@plikt(
    rutin("enkät vid uppföljningen efter avslut", "enkat_dagar"),
    since=RUTINER_GALLER,
    etikett="Erbjud enkäten en andra gång",
    utfors_av=("enkat",),
)
def enkat_efter_uppfoljningen(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Samma frågor ställs en andra gång vid uppföljningen efter avslutet.

    Besvarades eller avböjdes enkäten redan vid uppföljningen är den klar.

    Om inget görs: Det går inte att jämföra hur det blev med hur det var.
    """
    if not _ska_fragas(fakta, profil):
        return
    for uppfoljning in i_omgangen(fakta, "uppfoljning"):
        gjord = uppfoljning.steg.get("genomfor_uppfoljning")
        if gjord and gjord.dag and _efter_avslut(uppfoljning) and not _klar(fakta, gjord):
            fran = Rakning.fran(gjord.dag, "Uppföljningen gjordes")
            yield fran.dagar(profil.enkat_dagar, "enkat_dagar").forfall(
                nyckel=str(uppfoljning.id), delprocess=uppfoljning.id
            )


def _ska_fragas(fakta: Fakta, profil: Profil) -> bool:
    """Om personen har haft tillräckligt många samtal och går att fråga."""
    anonym = not ar_arende(fakta) and ar_anonym(fakta)
    return not anonym and genomforda_samtal(fakta) >= profil.enkat_minst_samtal


def _samtalen_tog_slut(fakta: Fakta) -> Rakning | None:
    """Från dagen då den sista insatsen eller friytan tog slut; inget om kontakten fortsätter."""
    if not ar_arende(fakta):
        slutat = fakta.avslutad and not _vill_ansoka(fakta.steg.get("avsluta_friyta"))
        return laget_borjade(fakta, _SLUT) if slutat else None
    delar = i_omgangen(fakta, "insats", "friyta")
    if fakta.tillstand in _VANTAR_PA_BESLUT or not all(d.avslutad for d in delar):
        return None
    dagar = [r for d in delar if (r := delens_lage_borjade(fakta, d, _SLUT))]
    sist = dagar[0].inte_fore(*dagar[1:]) if dagar else None
    ansoker = any(
        _vill_ansoka(d.steg.get("avsluta_friyta")) and sist and d.sedan == sist.dag for d in delar
    )
    return None if ansoker and not fakta.avslutad else sist


def _vill_ansoka(avslutad: Faktum | None) -> bool:
    return avslutad is not None and avslutad.text("slut") == "vill_ansoka"


def _efter_avslut(uppfoljning: Delprocess) -> bool:
    """Om uppföljningen görs en tid efter avslutet; den vid avslutet hör till den första enkäten."""
    return uppfoljning.text("raknas_fran") == "avslut" and bool(uppfoljning.varden.get("manader"))


def _fragad(fakta: Fakta, slut: date) -> bool:
    """Om enkäten är registrerad, eller togs upp i en uppföljning sedan samtalen tog slut."""
    gjorda = (u.steg.get("genomfor_uppfoljning") for u in i_omgangen(fakta, "uppfoljning"))
    return fakta.senaste("enkat") is not None or any(
        g.text("enkat") in _FRAGAD and (g.dag is None or g.dag >= slut) for g in gjorda if g
    )


def _klar(fakta: Fakta, gjord: Faktum) -> bool:
    enkat = fakta.senaste("enkat")
    return gjord.text("enkat") in _FRAGAD or (enkat is not None and enkat.not_before(gjord))


PLIKTER = (enkat_efter_samtalen, enkat_efter_uppfoljningen)
