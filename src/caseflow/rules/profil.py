"""Profilen: en kommuns eller enhets val, inom det lagen tillåter.

Värdena läses ur TOML i lager (standard < kommun < enhet); det närmaste lagret vinner och varje värde
minns varifrån det kom. En profil som bryter mot lagen eller processerna laddas inte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeAlias

from caseflow.engine.errors import ProfileInvalid

RISKNIVAER = ("lag", "medel", "hog", "mycket_hog")
DOKUMENTATION = ("full", "radgivning_14_4", "anonym_14_5")


Spann: TypeAlias = tuple[int, int]
"""Minst och högst, till exempel antal träffar; samma tal två gånger när det bara finns ett."""


@dataclass(frozen=True, slots=True)
class Uppfoljningspunkt:
    """En uppföljning: så många månader efter insatsens start eller avslut, med ett fönster i dagar."""

    kod: str
    etikett: str
    raknas_fran: str
    manader: int
    dagar_fore: int = 14
    dagar_efter: int = 28


@dataclass(frozen=True, slots=True)
class Utforare:
    """En verksamhet som kommunen hänvisar till: dess id i utforare.toml eller en kommuns, och dess namn."""

    id: str
    namn: str


@dataclass(frozen=True, slots=True)
class Friytainsats:
    """En insats som nämnden ger utan prövning (11 kap. 5 § SoL), med nämndens villkor för den."""

    kod: str
    etikett: str
    form: str
    beslut: str
    malgrupp: str
    villkor: str
    alder_fran: int
    max_samtal: int
    dokumentation: str


@dataclass(frozen=True, slots=True)
class Beskrivning:
    """Hur kommunen arbetar, så som källan säger. Det styr inget; en uppgift som saknas är okänd."""

    verksamhet: str | None = None
    verksamhetsform: str | None = None
    metod: tuple[str, ...] | None = None
    grupp_form: str | None = None
    traffar: Spann | None = None
    grupp_traffar: Spann | None = None
    bistand_manader: Spann | None = None
    behandlingstid_manader: Spann | None = None
    vanlig_tid_manader: Spann | None = None
    onskvard_tid_manader: Spann | None = None
    varianter: tuple[str, ...] | None = None
    omfattning: str | None = None
    forlangning: bool | None = None
    forlangning_villkor: str | None = None
    forlangning_manader: int | None = None
    forlangning_traffar: int | None = None
    uppfoljning: bool | None = None
    uppfoljning_nar: tuple[str, ...] | None = None
    uppfoljning_nar_manader: int | None = None
    uppfoljning_hur: tuple[str, ...] | None = None
    stadsdelar: tuple[str, ...] | None = None
    enheter: tuple[str, ...] | None = None
    hanvisande: tuple[str, ...] | None = None
    grupp: bool | None = None
    anmarkning: str | None = None
    motsagelse: str | None = None


@dataclass(frozen=True, slots=True)
class Harkomst:
    """Varifrån ett värde kommer: fil och rad, och källan som filen anger för det.

    `utgangslage` säger att värdet är caseflows eget förslag: varken lag eller något kommunen har valt.
    `niva` är lagrets ordning: ett högre är närmare enheten.
    """

    fil: str = ""
    rad: int = 0
    tabell: str = ""
    utgangslage: bool = True
    niva: int = 0

    def __str__(self) -> str:
        """Som den visas: källan, annars filens eget val, och var det står."""
        plats = f"{self.fil} rad {self.rad}" if self.rad else self.fil
        if self.utgangslage:
            return UTGANGSLAGE
        return f"{self.tabell or 'eget val'} ({plats})" if plats else self.tabell


UTGANGSLAGE = "caseflows utgångsläge, inte lag"
INTE_INNEHALL = ("kallor", "harkomst", "beskrivning", "sparad_version", "raknad_version")
"""Fälten som säger något om profilen utan att vara del av den: de ger den ingen ny version."""


@dataclass(frozen=True, slots=True)
class Profil:
    """En kommuns val. Dagar är kalenderdagar, månader kalendermånader.

    Standardvärdena är caseflows egna utgångslägen och märks så; de är inte lag. Ett nytt fält får det
    förval som gällde innan fältet fanns: en version som sparats tidigare laddas med det. Ett fält tas
    aldrig bort, för sparade versioner har det.
    """

    id: str
    namn: str
    kommunkod: str = ""
    friyta: bool = True
    friyta_max: int = 5
    friyta_dokumentation: tuple[str, ...] = ("full", "radgivning_14_4")
    anonym_beslut: str = ""
    partnerkontakt: bool = True
    partnerkontakt_oppen_dagar: int = 14
    insats_under_utredning: bool = True
    bistand_manader: int = 6
    forsta_kontakt_dagar: int = 3
    forhandsbedomning_dagar: int = 14
    ny_kontakt_dagar: int = 30
    utredning_manader: int = 4
    beslut_dagar: int = 14
    riskbedomning_dagar: Mapping[str, int] = field(
        default_factory=lambda: {"lag": 90, "medel": 60, "hog": 30, "mycket_hog": 14}
    )
    risk_efter_handelse_dagar: int = 3
    saker_kontakt_dagar: int = 1
    skyddsplikt_dagar: int = 7
    delfaende_dagar: int = 14
    underrattelse_dagar: int = 3
    ivo_rapport_dagar: int = 14
    vardplan_dagar: int = 14
    genomforandeplan_dagar: int = 21
    ny_kontakt_hogst_dagar: int = 365
    vantan_kontroll_dagar: int = 30
    paus_kontroll_dagar: int = 30
    utgang_paminnelse_dagar: int = 42
    kort_beslut_dagar: int = 14
    samtycke_genomgang_manader: int = 3
    overklagande_dagar: int = 7
    overklagande_kontroll_manader: int = 3
    uppfoljningar: tuple[Uppfoljningspunkt, ...] = (
        Uppfoljningspunkt("under_insats", "Uppföljning under insats", "insats_start", 3),
        Uppfoljningspunkt("vid_avslut", "Uppföljning vid avslut", "avslut", 0),
        Uppfoljningspunkt("sex_manader", "Uppföljning sex månader efter avslut", "avslut", 6),
    )
    uppfoljning_forsok_max: int = 3
    enkat_minst_samtal: int = 5
    fyra_ogon: bool = True
    genomgang_dagar: int = 30
    overgang_efter_inkommen_dag: bool = True
    delegation: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delegationsordning: str = ""
    fyra_ogon_akut_skydd: bool = False
    sen_anteckning_dagar: int = 7
    utlamnande_svar_dagar: int = 3
    gallring_bevarar_allt: bool = False
    eskalering_samordnare_dagar: int = 3
    eskalering_enhetschef_dagar: int = 7
    uppfoljningar_per_dag: int = 6
    saker_kontakt_hogst_dagar: int = 365
    saker_kontakt_fornya_dagar: int = 14
    enkat_dagar: int = 7
    grupp: bool = True
    regi: str = "egen"
    hanvisar_till: tuple[Utforare, ...] = ()
    friyta_utbud: tuple[Friytainsats, ...] = ()
    beskrivning: Beskrivning = field(default_factory=Beskrivning, compare=False)
    harkomst: Mapping[str, Harkomst] = field(default_factory=dict, compare=False)
    sparad_version: str = field(default="", compare=False)
    kallor: Mapping[str, str] = field(default_factory=dict, compare=False)
    raknad_version: str = field(default="", init=False, compare=False, repr=False)

    @property
    def version(self) -> str:
        """Innehållets kontrollsumma (12 hexsiffror): ett ärende behåller den profil det började med.

        En version som har sparats heter som innehållet gjorde då, också när profilen sedan har fått
        fler fält.
        """
        if not self.raknad_version:
            # Varje steg i varje ärende frågar: det räknas en gång. En kopia med andra värden räknar om.
            version = self.sparad_version or versionen_av(innehallet(self))
            object.__setattr__(self, "raknad_version", version)
        return self.raknad_version

    def kommer_fran(self, nyckel: str) -> Harkomst:
        """Varifrån värdet kommer; ett värde som ingen fil har är caseflows utgångsläge."""
        return self.harkomst.get(nyckel, Harkomst())

    def punkter(self, raknas_fran: str) -> tuple[Uppfoljningspunkt, ...]:
        """Uppföljningarna som räknas från insatsens start eller från avslutet."""
        return tuple(p for p in self.uppfoljningar if p.raknas_fran == raknas_fran)


def innehallet(profil: Profil) -> dict[str, Any]:
    """Det som är profilen: allt utom var värdena kommer ifrån och det som bara beskriver."""
    return {
        nyckel: v
        for nyckel, v in asdict(replace(profil, harkomst={}, kallor={})).items()
        if nyckel not in INTE_INNEHALL
    }


def versionen_av(innehall: Mapping[str, object]) -> str:
    """Innehållets kontrollsumma."""
    text = json.dumps(innehall, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def ur_sparat(innehall: Mapping[str, Any]) -> Profil:
    """Profilen av ett sparat innehåll. Fält som kommit till sedan dess har sitt förval.

    Raises:
        ProfileInvalid: innehållet går inte att läsa.
    """
    return replace(
        bygg([("den sparade versionen", innehall)]), sparad_version=versionen_av(innehall)
    )


def bygg(lager: Sequence[tuple[str, Mapping[str, Any]]]) -> Profil:
    """Profilen av lager i ordning standard, kommun, enhet: par av källa (filnamn) och innehåll.

    Vad lagen och processerna kräver av innehållet prövas i profilkrav.

    Raises:
        ProfileInvalid: ett värde saknar plats eller har fel typ.
    """
    varden: dict[str, Any] = {}
    kallor: dict[str, str] = {}
    kanda = {f.name for f in fields(Profil)} - set(INTE_INNEHALL)
    for kalla, innehall in lager:
        for nyckel, varde in innehall.items():
            if nyckel not in kanda:
                raise _fel(kalla, nyckel, "nyckeln finns inte i profilen")
            varden[nyckel] = _varde(kalla, nyckel, varde)
            kallor[nyckel] = kalla
    try:
        return Profil(**varden, kallor=kallor)
    except TypeError as fel:
        raise _fel(lager[-1][0] if lager else "", "id, namn", "måste finnas") from fel


_RADER: Mapping[str, type[Any]] = {
    "uppfoljningar": Uppfoljningspunkt,
    "hanvisar_till": Utforare,
    "friyta_utbud": Friytainsats,
}
"""Värdena som är listor av tabeller."""


def _varde(kalla: str, nyckel: str, varde: object) -> object:
    if nyckel in _RADER:
        if not isinstance(varde, list | tuple) or not all(isinstance(v, dict) for v in varde):
            raise _fel(kalla, nyckel, "ska vara en lista av tabeller")
        try:
            return tuple(_RADER[nyckel](**v) for v in varde)
        except TypeError as fel:
            raise _fel(kalla, nyckel, f"en rad är felaktig: {fel}") from fel
    if isinstance(varde, list):
        return tuple(varde)
    standard = getattr(Profil("", ""), nyckel)
    if type(standard) is not type(varde) and not isinstance(varde, dict):
        raise _fel(kalla, nyckel, f"ska vara av typen {type(standard).__name__}")
    return varde


def _fel(kalla: str, nyckel: str, text: str) -> ProfileInvalid:
    return ProfileInvalid(
        vad=f"Profilen{f' i {kalla}' if kalla else ''} laddas inte.",
        varfor=f"{nyckel}: {text}.",
        gor_nu="Rätta filen och starta om.",
    )
