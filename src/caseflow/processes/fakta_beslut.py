"""Fakta om ett fattat beslut: underrättelsen, namnen i den, och en ändring."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.processes.beslutsfalt import MOTIVERING
from caseflow.rules.andring import (
    andring_till_nackdel_har_grund,
    beslutet_ar_inte_hos_domstolen,
    det_finns_ett_beslut_att_andra,
)
from caseflow.rules.roller import Roll
from caseflow.rules.underrattelse import namn_utelamnas_bara_vid_hot
from caseflow.rules.utgaende import brevet_gar_fram_sakert

_ARENDEN = ("utovare", "utsatt")

underrattelse_om_beslut = FactKind(
    code="underrattelse_om_beslut",
    label="Personen är underrättad om beslutet",
    help="Hela beslutet, så snart som möjligt, också när det är ett bifall (33 § FL).",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    requires=(brevet_gar_fram_sakert,),
    fields=(
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(
                ("mote", "Vid ett möte"),
                ("telefon", "I telefon"),
                ("brev", "Med brev"),
                ("digitalt", "Digitalt, på ett säkert sätt"),
                ("annat", "Annat sätt"),
            ),
            help="Välj ett sätt som är säkert för personen. Ett brev hem kan läsas av någon annan.",
        ),
        Field(
            "hur_man_overklagar",
            "Fick personen veta hur beslutet överklagas?",
            Kind.VAL,
            choices=(
                ("ja", "Ja, det var med"),
                ("behovs_inte", "Det behövdes inte: personen fick det hen ansökte om"),
            ),
        ),
    ),
)

namn_i_underrattelser = FactKind(
    code="namn_i_underrattelser",
    label="Namn på tjänstemän i underrättelser",
    help="Ett val för det här ärendet. Utan val skrivs namnen ut. Befaras hot får de utelämnas (33 § FL).",
    by=(Roll.BESLUTSFATTARE, Roll.ENHETSCHEF),
    akter=_ARENDEN,
    lasting=True,
    requires=(namn_utelamnas_bara_vid_hot,),
    fields=(
        Field(
            "val",
            "Namnen",
            Kind.VAL,
            choices=(("skrivs_ut", "Skrivs ut"), ("utelamnas", "Utelämnas: hot befaras")),
        ),
        Field(
            "skal",
            "Skäl",
            Kind.TEXT,
            required=False,
            help="Fylls i när namnen utelämnas: varför hot befaras i just det här ärendet.",
        ),
    ),
)

andring_av_beslut = FactKind(
    code="andring_av_beslut",
    label="Ändring av beslut",
    help="När ett beslut ändras utan att det är överklagat. Skrivfel rättas i stället med Rättelse (36 § FL).",
    by=(Roll.BESLUTSFATTARE,),
    akter=_ARENDEN,
    requires=(
        det_finns_ett_beslut_att_andra,
        beslutet_ar_inte_hos_domstolen,
        andring_till_nackdel_har_grund,
    ),
    fields=(
        Field("beslutsdag", "Dag för beslutet som ändras", Kind.DATUM),
        Field(
            "utfall",
            "Hur det ändras",
            Kind.VAL,
            choices=(
                ("till_formans", "Till personens fördel"),
                ("till_nackdel", "Till personens nackdel"),
            ),
        ),
        Field(
            "grund",
            "Grund för att ändra till personens nackdel",
            Kind.VAL,
            required=False,
            choices=(
                ("forbehall", "Beslutet har ett förbehåll om att det får ändras"),
                ("sakerhet", "Tvingande säkerhetsskäl"),
                ("vilseledande", "Beslutet bygger på vilseledande uppgifter från personen"),
                ("andrat", "Väsentligt ändrade förhållanden, och beslutet gäller tills vidare"),
            ),
            help="Fylls i när ändringen är till personens nackdel.",
        ),
        Field("nytt_beslut", "Beslutet efter ändringen", Kind.TEXT),
        MOTIVERING,
        Field(
            "overklagandehanvisning",
            "Personen får veta hur ändringen överklagas",
            Kind.JA_NEJ,
            required=False,
            help="Behövs när ändringen är till personens nackdel.",
        ),
    ),
)

FAKTASLAG = (underrattelse_om_beslut, namn_i_underrattelser, andring_av_beslut)
