"""Profilen: en kommuns eller enhets val, inom det lagen tillåter.

Värdena läses ur TOML i lager (standard < kommun < enhet); det närmaste lagret vinner och varje värde
minns varifrån det kom. En profil som bryter mot lagen eller processerna laddas inte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from caseflow.engine.errors import ProfileInvalid

RISKNIVAER = ("lag", "medel", "hog", "mycket_hog")
DOKUMENTATION = ("full", "radgivning_14_4", "anonym_14_5")
RAKNAS_FRAN = ("insats_start", "avslut")


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
class Profil:
    """En kommuns val. Dagar är kalenderdagar, månader kalendermånader.

    Standardvärdena är caseflows egna utgångslägen och märks så; de är inte lag.
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
    kallor: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def version(self) -> str:
        """Innehållets kontrollsumma (12 hexsiffror): ett ärende behåller den profil det började med."""
        data = asdict(self)
        data.pop("kallor")
        return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()[
            :12
        ]

    def punkter(self, raknas_fran: str) -> tuple[Uppfoljningspunkt, ...]:
        """Uppföljningarna som räknas från insatsens start eller från avslutet."""
        return tuple(p for p in self.uppfoljningar if p.raknas_fran == raknas_fran)


def bygg(lager: Sequence[tuple[str, Mapping[str, Any]]]) -> Profil:
    """Profilen av lager i ordning standard, kommun, enhet: par av källa (filnamn) och innehåll.

    Raises:
        ProfileInvalid: ett värde saknar plats, har fel typ eller bryter mot lag eller process.
    """
    varden: dict[str, Any] = {}
    kallor: dict[str, str] = {}
    kanda = {f.name for f in fields(Profil)} - {"kallor"}
    for kalla, innehall in lager:
        for nyckel, varde in innehall.items():
            if nyckel not in kanda:
                raise _fel(kalla, nyckel, "nyckeln finns inte i profilen")
            varden[nyckel] = _varde(kalla, nyckel, varde)
            kallor[nyckel] = kalla
    try:
        profil = Profil(**varden, kallor=kallor)
    except TypeError as fel:
        raise _fel(lager[-1][0] if lager else "", "id, namn", "måste finnas") from fel
    _granska(profil)
    return profil


def _varde(kalla: str, nyckel: str, varde: object) -> object:
    if nyckel == "uppfoljningar":
        if not isinstance(varde, list) or not all(isinstance(v, dict) for v in varde):
            raise _fel(kalla, nyckel, "ska vara en lista av tabeller")
        try:
            return tuple(Uppfoljningspunkt(**v) for v in varde)
        except TypeError as fel:
            raise _fel(kalla, nyckel, f"en punkt är felaktig: {fel}") from fel
    if isinstance(varde, list):
        return tuple(varde)
    standard = getattr(Profil("", ""), nyckel)
    if type(standard) is not type(varde) and not isinstance(varde, dict):
        raise _fel(kalla, nyckel, f"ska vara av typen {type(standard).__name__}")
    return varde


def _granska(p: Profil) -> None:
    """Det som lagen och processerna kräver av varje profil."""
    for nyckel in (f.name for f in fields(p) if f.name.endswith(("_dagar", "_manader", "_max"))):
        varde = getattr(p, nyckel)
        if isinstance(varde, int) and varde < 1:
            raise _fel(p.kallor.get(nyckel, ""), nyckel, "ska vara minst 1")
    if set(p.riskbedomning_dagar) != set(RISKNIVAER) or any(
        type(v) is not int or v < 1 for v in p.riskbedomning_dagar.values()
    ):
        raise _fel("", "riskbedomning_dagar", f"ska ge minst en dag för var och en av {RISKNIVAER}")
    if not set(p.friyta_dokumentation) <= set(DOKUMENTATION):
        raise _fel("", "friyta_dokumentation", f"ska vara bland {DOKUMENTATION}")
    if "anonym_14_5" in p.friyta_dokumentation and not p.anonym_beslut:
        raise _fel(
            "", "anonym_beslut", "nämndens beslut enligt 14 kap. 5 § SoL (2025:400) ska anges"
        )
    if any(u.raknas_fran not in RAKNAS_FRAN or u.manader < 0 for u in p.uppfoljningar):
        raise _fel(
            "", "uppfoljningar", f"raknas_fran ska vara bland {RAKNAS_FRAN} och månader minst 0"
        )
    if len({u.kod for u in p.uppfoljningar}) != len(p.uppfoljningar):
        raise _fel("", "uppfoljningar", "två punkter har samma kod")


def _fel(kalla: str, nyckel: str, text: str) -> ProfileInvalid:
    return ProfileInvalid(
        vad=f"Profilen{f' i {kalla}' if kalla else ''} laddas inte.",
        varfor=f"{nyckel}: {text}.",
        gor_nu="Rätta filen och starta om.",
    )
