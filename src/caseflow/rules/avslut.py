"""Avslutet: inget lämnas öppet, målet följs upp, och uppföljningen planeras eller får ett skäl."""

from __future__ import annotations

from caseflow.engine.rule import hinder, rutin
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import beviljande, genomforda_samtal, i_omgangen


@hinder(rutin("inget avslut med öppen insats"), since=RUTINER_GALLER)
def ingen_insats_ar_oppen(lage: Lage) -> bool:
    """Ingen insats är beställd, väntar, pågår eller är pausad.

    Brister: Det finns en öppen insats i ärendet.
    Gör nu: Slutför, avbryt eller återkalla insatsen först.
    """
    return not lage.fakta.av_slag("insats", oppna=True)


@hinder(rutin("inget avslut med öppen prövning"), since=RUTINER_GALLER)
def ingen_provning_ar_oppen(lage: Lage) -> bool:
    """Ingen ansökan under insatsen väntar på att prövas.

    Brister: Det finns en öppen prövning av en ny ansökan i ärendet.
    Gör nu: Avgör prövningen, eller registrera att personen har tagit tillbaka ansökan.
    """
    return not lage.fakta.av_slag("provning", oppna=True)


@hinder(rutin("uppföljning av målet"), since=RUTINER_GALLER)
def malet_ar_foljt_upp(lage: Lage) -> bool:
    """Personens mål är följt upp sedan insatsen beviljades.

    Brister: Målet är inte följt upp sedan insatsen beviljades.
    Gör nu: Gå igenom målet med personen och registrera Uppföljning av målet. Går det inte att bedöma
    väljer du det.
    """
    uppfoljt = lage.fakta.senaste("maluppfoljning")
    return uppfoljt is not None and uppfoljt.not_before(beviljande(lage.fakta))


@hinder(rutin("enkät vid avslut", "enkat_minst_samtal"), since=RUTINER_GALLER)
def enkaten_ar_erbjuden(lage: Lage) -> bool:
    """Den som haft så många samtal som rutinen säger har erbjudits enkäten.

    Brister: Personen har haft tillräckligt många samtal för att erbjudas enkäten, och det framgår inte
    att hen har fått frågan.
    Gör nu: Erbjud enkäten och registrera det. Är den olämplig just nu registrerar du det i stället.
    """
    return (
        genomforda_samtal(lage.fakta) < lage.profil.enkat_minst_samtal
        or lage.fakta.senaste("enkat") is not None
    )


@hinder(rutin("uppföljning efter avslut", "uppfoljningar"), since=RUTINER_GALLER, om_falt=True)
def uppfoljning_planeras_eller_har_skal(lage: Lage) -> bool:
    """Efter en insats planeras uppföljning, eller så finns ett skäl till att ingen görs.

    Brister: En insats har funnits i ärendet, men er enhet har ingen uppföljning att planera och skälet saknas.
    Gör nu: Skriv under Skäl att inte följa upp varför ingen uppföljning görs.
    """
    return (
        not i_omgangen(lage.fakta, "insats")
        or bool(lage.profil.punkter("avslut"))
        or bool(lage.falt.get("uppfoljning_skal"))
    )
