"""What else can be registered, in groups: what is asked for every day first, the rare things last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from caseflow.web.nasta_steg import Knapp

GRUPPER: Final[Mapping[str, tuple[str, ...]]] = {
    "Risk och säkerhet": (
        "riskbedomning",
        "ny_handelse",
        "hojd_risk_sedd",
        "skyddsbedomning",
        "sakerhetsplan",
        "sakerhet_overvagd",
        "sakerhetskontroll",
        "saker_kontakt",
        "utgaende_kontakt",
        "sakerhetsbedomning_kontakt",
        "sakerhetsuppgift_lamnad",
    ),
    "Personen och stödet": (
        "samtal",
        "journalanteckning",
        "egen_syn",
        "information",
        "information_11_6",
        "samtycke",
        "samtycke_atertaget",
        "maluppfoljning",
        "enkat",
        "egen_bevakning",
        "avvikande_mening",
    ),
    "Barn": ("barn_efterfragade", "barn", "orosanmalan", "barnkonsekvensanalys"),
    "Ansökan och beslut": (
        "ansokan",
        "ansokan_atertagen",
        "kommunicering",
        "underrattelse_om_beslut",
        "delfaende",
        "namn_i_underrattelser",
        "namndens_beslut",
        "andring_av_beslut",
        "underrattelse_om_forsening",
        "begaran_om_avgorande",
        "avslag_pa_begaran",
        "delfaende_av_avslag",
    ),
    "Planer och rapporter": ("genomforandeplan", "vardplan", "sip", "ivo_rapport"),
    "Barn i skyddat boende": (
        "barnets_beslut",
        "namngiven_person",
        "barnets_skydd",
        "overvagande",
        "understallning_av_barnets_insats",
        "ansokan_om_barnets_insats",
        "domstolens_besked_om_barnet",
    ),
    "Att lämna ut uppgifter": ("begaran_om_utlamnande", "utlamnande"),
    "Till en annan kommun": ("overflyttning_begard", "overflyttning_svar", "overflyttning_hos_ivo"),
    "Arkiv och register": (
        "friyta_kopplad",
        "genomgang",
        "ny_rakning_vald",
        "gallringsstopp",
        "gallringsstopp_havt",
    ),
}
"""Heading -> the kinds under it, in the order they are shown."""

OVRIGT: Final = "Övrigt"
"""Where a kind stands that no group has: found last, but always found."""


def i_grupper(knappar: Iterable[Knapp]) -> tuple[tuple[str, tuple[Knapp, ...]], ...]:
    """The buttons under their headings; a heading with nothing under it is left out."""
    left = {k.href.rpartition("/")[2]: k for k in knappar}
    found = [
        (heading, tuple(left.pop(kod) for kod in koder if kod in left))
        for heading, koder in GRUPPER.items()
    ]
    return tuple((h, row) for h, row in (*found, (OVRIGT, tuple(left.values()))) if row)
