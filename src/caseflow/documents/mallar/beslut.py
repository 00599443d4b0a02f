"""The beslut on what a person is given, with its grounds and how to appeal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.documents.mallar.mall import Brevhuvud, Krav, Mall, Till
from caseflow.documents.underlag import ALLT, BARA_ATT, Underlag, Uppgift, bara, utom
from caseflow.engine.field import Field, Kind

BIFALL = ("bevilja", "bifall_ansokan")
DELVIS = ("bevilja_delvis", "bifall_delvis")
AVSLAG = ("avsla", "avsla_ansokan")
AKUT = ("bevilja_akut_skydd",)
_VERKSTALLT = "verkstall_andrat_beslut"
"""The step that gives what a changed decision says."""
UTAN_INSATS = ("avsluta_utan_insats",)
PROVADE = BIFALL + DELVIS + AVSLAG
BESLUT = PROVADE + AKUT + UTAN_INSATS
UNDERRATTAS_OM = (*BESLUT, "andring_av_beslut")
BESLUTSRUBRIK = {
    **dict.fromkeys(BIFALL, "Du får den här insatsen"),
    **dict.fromkeys(DELVIS, "Du får en del av det du har ansökt om"),
    **dict.fromkeys(AVSLAG, "Du får inte det du har ansökt om"),
    **dict.fromkeys(AKUT, "Du får skyddat boende nu"),
    **dict.fromkeys(UTAN_INSATS, "Ärendet avslutas utan någon insats"),
}

_FORLANGNING, _ANDRING, _NY_INSATS = "forlangning", "andring", "ny_insats"
_TITEL = {
    _FORLANGNING: "Beslut om förlängning",
    _ANDRING: "Beslut om ändring av en insats",
    _NY_INSATS: "Beslut om en ny insats",
}
_GALLER = {
    _FORLANGNING: "Du har ansökt om att en insats som du redan har ska förlängas",
    _ANDRING: "Du har ansökt om att en insats som du redan har ska ändras",
    _NY_INSATS: "Du har ansökt om en insats till",
}
_NY_RUBRIK = {
    ("bifall_ansokan", _FORLANGNING): "Din insats förlängs",
    ("bifall_delvis", _FORLANGNING): "Din insats förlängs, men du får inte allt du har ansökt om",
    ("avsla_ansokan", _FORLANGNING): "Din insats förlängs inte",
    ("bifall_ansokan", _ANDRING): "Din insats ändras",
    ("bifall_delvis", _ANDRING): "Din insats ändras, men du får inte allt du har ansökt om",
    ("avsla_ansokan", _ANDRING): "Din insats ändras inte",
}
HITTILLS = Field(
    "hittills",
    "Sista dagen som insatsen redan är beviljad",
    Kind.DATUM,
    required=False,
    future=True,
    help="Bara när ansökan gäller en insats som redan finns, och dagen inte framgår av utkastet.",
)


@dataclass(frozen=True, slots=True)
class NyProvning:
    """What a decision on a later application is about, beside an insats that runs already.

    `hittills` is the last day granted before it, when that is certain.
    """

    avser: str
    beviljas: bool
    rubrik: str
    hittills: date | None
    till: date | None

    @property
    def titel(self) -> str:
        """The title of the decision."""
        return _TITEL.get(self.avser, "")

    @property
    def galler(self) -> str:
        """What was applied for, as the person is told."""
        return _GALLER.get(self.avser, "")

    @property
    def forlangs(self) -> bool:
        """Whether an insats goes on for longer by this decision."""
        return self.avser == _FORLANGNING and self.beviljas

    @property
    def fran(self) -> date | None:
        """The first day of the prolongation: the one after the last that was granted before."""
        return self.hittills + timedelta(days=1) if self.hittills else None


def ny_provning(underlag: Underlag, beslut: Uppgift | None) -> NyProvning | None:
    """What the decision is about when it is on a later application; None for the first of the ärende."""
    ansokta = underlag.i_samma("ansok", beslut) if beslut and beslut.delprocess else ()
    if not beslut or not ansokta:
        return None
    avser = str(ansokta[-1].varden.get("avser", ""))
    return NyProvning(
        avser=avser,
        beviljas=beslut.kod in BIFALL + DELVIS,
        rubrik=_NY_RUBRIK.get((beslut.kod, avser), ""),
        hittills=underlag.ifylld_dag(HITTILLS.code) or _hittills(underlag, beslut, ansokta[-1]),
        till=beslut.datum("till_och_med"),
    )


def _hittills(underlag: Underlag, beslut: Uppgift, ansok: Uppgift) -> date | None:
    """The last day granted before, where there can be only one insats that it belongs to."""
    granted = underlag.fore(beslut, (*BIFALL, *DELVIS, *AKUT, _VERKSTALLT))
    own = [g for g in granted if _opens_an_insats(underlag, g)]
    days = [day for g in granted if (day := g.datum("till_och_med"))]
    return days[-1] if days and len(own) == 1 and not ansok.varden.get("insats") else None


def _opens_an_insats(underlag: Underlag, granted: Uppgift) -> bool:
    """Whether a decision gave something new, and did not go on with what there was."""
    applied = underlag.i_samma("ansok", granted) if granted.delprocess else ()
    return not applied or applied[-1].varden.get("avser") not in {_FORLANGNING, _ANDRING}


BESLUT_MALL = Mall(
    kod="beslut",
    titel="Beslut",
    version="2",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Vad personen får eller inte får, första gången eller vid en förlängning, med skälen och hur beslutet "
    "överklagas.",
    till=Till.PERSONEN,
    vilar_pa=BESLUT,
    laser={
        **dict.fromkeys(
            BESLUT,
            utom(
                "vardnadshavare",
                "aterstar",
                "overklagandehanvisning",
                "uppfoljning_skal",
                "skal_ensam",
            ),
        ),
        "ansokan": ALLT,
        "ansokan_atertagen": bara("ansokan"),
        "ansok": ALLT,
        "kommunicering": ALLT,
        "slutfor_utredning": BARA_ATT,
        "lamna_till_beslut": BARA_ATT,
        _VERKSTALLT: bara("till_och_med"),
    },
    kraver=(
        Krav(BESLUT, "beslutet", "Fatta beslutet i ärendet.", lagrum="beslutets_innehall"),
        Krav(
            BESLUT,
            "skälen för beslutet",
            "Skriv motiveringen i beslutet.",
            falt=("motivering", "skal"),
            lagrum="motivering",
        ),
        Krav(
            ("kommunicering",),
            "kommunicering, eller skälet att inte kommunicera",
            "Registrera kommunicering.",
            lagrum="kommunicering",
            for_beslut=PROVADE,
        ),
    ),
    lagrum=(
        "bistand",
        "beslutets_innehall",
        "motivering",
        "kommunicering",
        "overklagande",
        "hur_man_overklagar",
        "overklagandetid",
        "sekretess",
    ),
    falt=(HITTILLS,),
)
