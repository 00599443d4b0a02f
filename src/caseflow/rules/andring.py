"""Ändring av ett beslut, med eller utan överklagande, och att det ändrade beslutet verkställs (37–39 §§ FL)."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.kallor import FL, NYA_FL, NYA_SOL, RUTINER_GALLER, SOL
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import i_omgangen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning
from caseflow.rules.underrattelse import besluten

VERKSTALLER = "verkstall_andrat_beslut"
_TILL_FORMANS = {
    "omprova_beslut": ("andras_helt", "andras_delvis"),
    "registrera_avgorande": ("bifall", "delvis_bifall"),
}


@hinder(FL("37 §"), since=NYA_FL)
def det_finns_ett_beslut_att_andra(lage: Lage) -> bool:
    """Det som ändras är ett beslut som er nämnd har fattat.

    Brister: Inget beslut är fattat i ärendet sedan det senast togs upp.
    Gör nu: Fatta det beslut som behövs. Gäller det ett äldre beslut tar du upp frågan med enhetschefen.
    """
    return next(iter(besluten(lage.fakta)), None) is not None


@hinder(FL("37 §"), since=NYA_FL, om_falt=True)
def andring_till_nackdel_har_grund(lage: Lage) -> bool:
    """Ett beslut som är till personens fördel ändras till hens nackdel bara på någon av lagens grunder.

    Grunderna är ett förbehåll i beslutet, tvingande säkerhetsskäl och vilseledande uppgifter.

    Brister: Grunden för att ändra beslutet till personens nackdel saknas.
    Gör nu: Välj vilken av lagens grunder som gäller. Gäller ingen av dem står beslutet fast.
    """
    if lage.falt.get("utfall") != "till_nackdel":
        return True
    return lage.falt.get("grund") in {"forbehall", "sakerhet", "vilseledande"}


@andring_till_nackdel_har_grund.amended(SOL("14 kap. 9 §"), since=NYA_SOL)
def _eller_andrade_forhallanden(lage: Lage) -> bool:
    """Ett beslut till personens fördel ändras till hens nackdel bara på någon av lagarnas grunder.

    Grunderna är ett förbehåll, tvingande säkerhetsskäl eller vilseledande uppgifter (37 § FL). Ett beslut
    som gäller tills vidare får också ändras när förhållandena har ändrats väsentligt, om det är fattat
    den 1 juli 2025 eller senare.

    Brister: Grunden för att ändra beslutet till personens nackdel saknas, eller så är beslutet fattat
    före den 1 juli 2025 och kan inte ändras för att förhållandena har ändrats.
    Gör nu: Välj vilken av lagens grunder som gäller och kontrollera beslutets dag. Gäller ingen av
    grunderna står beslutet fast.
    """
    if lage.falt.get("utfall") != "till_nackdel" or lage.falt.get("grund") != "andrat":
        return bool(andring_till_nackdel_har_grund.wordings[0].function(lage))
    beslutat = Faktum(0, None, lage.falt).datum("beslutsdag")
    return beslutat is not None and beslutat >= NYA_SOL


@hinder(FL("39 §"), since=NYA_FL)
def beslutet_ar_inte_hos_domstolen(lage: Lage) -> bool:
    """Ett överklagat beslut ändras inte sedan det har lämnats över till domstolen.

    Brister: Ett överklagande är överlämnat till domstolen, som nu prövar beslutet.
    Gör nu: Vänta på domstolens avgörande. Har något hänt som domstolen bör veta skriver du till den.
    """
    oppna = lage.fakta.av_slag("overklagande", oppna=True)
    return not any(d.tillstand == "overlamnat" for d in oppna)


def _andrade_till_formans(fakta: Fakta) -> list[Faktum]:
    """Omprövningar, ändringar och avgöranden som gav personen rätt, i omgången."""
    funna = [
        steg
        for delen in i_omgangen(fakta, "overklagande")
        if delen.text("avser") != "avslag_pa_begaran"
        for kod, utfall in _TILL_FORMANS.items()
        if (steg := delen.steg.get(kod)) and steg.text("utfall") in utfall
    ]
    andrat = fakta.senaste("andring_av_beslut")
    return [*funna, andrat] if andrat and andrat.text("utfall") == "till_formans" else funna


def att_verkstalla(fakta: Fakta) -> list[Faktum]:
    """De ändrade besluten som ingen insats har beställts efter."""
    verkstallt = fakta.steg.get(VERKSTALLER)
    return [b for b in _andrade_till_formans(fakta) if not verkstallt or b.seq > verkstallt.seq]


@hinder(rutin("ändrade beslut verkställs"), since=RUTINER_GALLER)
def det_finns_ett_andrat_beslut(lage: Lage) -> bool:
    """En insats efter ett ändrat beslut vilar på en omprövning, en ändring eller domstolens avgörande.

    Brister: Det finns inget ändrat beslut som ger personen rätt och som inte redan verkställs.
    Gör nu: Registrera omprövningen, ändringen eller domstolens avgörande först.
    """
    return bool(att_verkstalla(lage.fakta))


@plikt(
    rutin("ändrade beslut verkställs", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Verkställ det ändrade beslutet",
    utfors_av=(VERKSTALLER,),
    bockas_av=True,
)
def andrat_beslut_verkstalls(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När ett beslut ändras så att personen får rätt beställs insatsen, också i ett avslutat ärende.

    Om inget görs: Personen har ett beslut som gäller men får inte insatsen.
    """
    for beslut in att_verkstalla(fakta):
        if beslut.dag and beslut.text("utfall") not in _TILL_FORMANS["registrera_avgorande"]:
            rakning = Rakning.fran(beslut.dag, "Beslutet ändrades")
            yield rakning.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar").forfall(
                nyckel=str(beslut.seq)
            )


PLIKTER = (andrat_beslut_verkstalls,)
