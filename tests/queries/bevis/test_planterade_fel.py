"""Ett fel som planteras i en kopia av processerna hittas, och berättelsen dit är den kortaste."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from caseflow.engine.field import Field, Kind
from caseflow.engine.rule import hinder, rutin
from caseflow.processes.utovare import UTREDNING
from caseflow.queries.bevis.system import System, todays_system
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.lagesbevakning import ny_kontakt
from caseflow.rules.roller import Roll
from tests.queries.bevis.planterat import (
    andrade_plikter,
    andrat_faktum,
    andrat_steg,
    bevisa,
    med,
    utan,
)


@hinder(rutin("planterad"), since=RUTINER_GALLER)
def ingen_far(_lage: Lage) -> bool:
    """Ingen får ta steget.

    Brister: Ingen får.
    Gör nu: Inget går att göra.
    """
    return False


@hinder(rutin("planterad"), since=RUTINER_GALLER)
def forteget(_lage: Lage) -> bool:
    """En regel som inte säger vad man gör."""
    return False


@hinder(rutin("planterad"), since=RUTINER_GALLER)
def ingen_signal_har_kommit(lage: Lage) -> bool:
    """En regel som läser det som systemet har fått veta av den andra sidan.

    Brister: En signal har kommit.
    Gör nu: Fråga säkerhetssamordnaren.
    """
    return not lage.fakta.alla("sakerhetssignal")


def _mer(*regler: Any) -> Any:
    return lambda item: replace(item, requires=(*item.requires, *regler))


def _utan_steg(slag: str, kod: str) -> System:
    system = todays_system()
    defs = system.definitioner[slag]
    kvar = tuple(t for t in defs.huvud.transitions if t.code != kod)
    assert len(kvar) < len(defs.huvud.transitions)
    huvud = replace(defs.huvud, transitions=kvar)
    return replace(system, definitioner={**system.definitioner, slag: replace(defs, huvud=huvud)})


def _bockas_av(slag: str, kod: str) -> System:
    plikt = copy.copy(next(p for p in todays_system().plikter[slag] if p.kod == kod))
    plikt.bockas_av = True
    return andrade_plikter(slag, kod, plikt)


SAKERHET = "Vad samtycket gäller: Att uppgifter som rör säkerheten lämnas vidare"
NAMN = Field("namn", "Namn", Kind.RAD)

FEL: list[tuple[int, str, System, str]] = [
    (1, "utovare", _utan_steg("utovare", "avsluta"), "går det inte att avsluta"),
    (1, "utsatt", _utan_steg("utsatt", "tacka_nej"), "läget avvaktar går inte att nå"),
    (
        1,
        "utovare",
        andrat_steg("utovare", "slutfor_utredning", _mer(ingen_far)),
        "steget «Slutför utredningen» går aldrig att ta",
    ),
    (1, "utovare", andrat_steg("utovare", "genomfor_uppfoljning", med(by=())), "ingen roll"),
    (
        2,
        "utsatt",
        andrat_steg("utsatt", "starta_insats", utan("insatsen_har_ett_gallande_beslut")),
        "beslutet inte längre gäller",
    ),
    (2, "utovare", andrade_plikter("utovare", "insatsen_slutar"), "ingen bevakar att insatsen"),
    (2, "utsatt", andrade_plikter("utsatt", "akut_skydd_komplettera"), "Akut skydd beviljas"),
    (
        2,
        "utovare",
        andrat_steg("utovare", "verkstall_andrat_beslut", utan("det_finns_ett_andrat_beslut")),
        "beviljas utan att utredningen är slutförd",
    ),
    (
        3,
        "partnerkontakt",
        andrat_steg("partnerkontakt", "erbjud_partnerkontakt", utan("bada_samtyckena_galler")),
        "utan att båda samtyckena gäller",
    ),
    (
        3,
        "partnerkontakt",
        andrat_steg(
            "partnerkontakt", "erbjud_partnerkontakt", utan("egen_sakerhetsbedomning_finns")
        ),
        "utan att säkerheten är bedömd",
    ),
    (
        3,
        "partnerkontakt",
        andrat_steg("partnerkontakt", "tacka_ja_partnerkontakt", med(fields=())),
        "själv har sagt ja",
    ),
    (
        3,
        "utovare",
        andrat_steg("utovare", "inhamta_samtycke", utan("bada_samtyckena_ar_lamnade")),
        "utan att båda samtyckena är lämnade",
    ),
    (
        4,
        "utovare",
        andrat_steg("utovare", "bestall_insats", utan("sakerheten_ar_overvagd")),
        "innan säkerheten är övervägd",
    ),
    (
        4,
        "utovare",
        andrat_faktum("utovare", "sakerhet_overvagd", med(lasting=True)),
        "innan säkerheten",
    ),
    (
        5,
        "friyta",
        andrat_faktum("friyta", "samtal", utan("samtalet_ryms_i_friytan")),
        "Fler samtal på friyta än de 5",
    ),
    (
        5,
        "utsatt",
        andrat_faktum("utsatt", "samtal", utan("samtalet_halls_i_en_borjad_friyta")),
        "innan det är bestämt",
    ),
    (
        5,
        "friyta",
        andrat_steg("friyta", "avsluta_friyta", lambda t: replace(t, fields=(*t.fields, NAMN))),
        "ett fält för identitet",
    ),
    (
        5,
        "friyta",
        andrat_faktum("friyta", "rattelse", utan("fritexten_avslojar_ingen")),
        "fritext som inte granskas",
    ),
    (
        6,
        "utsatt",
        andrat_steg("utsatt", "inled_inte_utredning", utan("ingen_insats_ar_oppen")),
        "avslutat med en öppen insats",
    ),
    (
        6,
        "utovare",
        andrat_steg("utovare", "avsluta", utan("ingen_provning_ar_oppen")),
        "avslutat med en öppen prövning",
    ),
    (
        6,
        "utovare",
        andrat_steg("utovare", "avsluta", med(opens=())),
        "ingen uppföljning är planerad",
    ),
    (
        6,
        "utsatt",
        andrat_faktum("utsatt", "genomgang", utan("genomgangen_lamnar_inget_oppet")),
        "avslutat med en öppen insats",
    ),
    (
        7,
        "utovare",
        andrat_steg("utovare", "genomfor_uppfoljning", utan("uppfoljningen_gors_av_annan")),
        "av den som höll i insatsen",
    ),
    (7, "utsatt", andrat_steg("utsatt", "starta_insats", med(carries=())), "av den som höll i"),
    (8, "utovare", andrade_plikter("utovare", "ny_kontakt"), "inget i det bevakas"),
    (8, "utovare", andrade_plikter("utovare", "insats_pausad"), "bevakas inte"),
    (8, "utsatt", _bockas_av("utsatt", "uppfoljning_ska_goras"), "bevakas inte"),
    (8, "partnerkontakt", andrade_plikter("partnerkontakt", "partner_svarar"), "inget i det"),
    (
        9,
        "partnerkontakt",
        andrat_faktum(
            "partnerkontakt", "sakerhetsuppgift_lamnad", utan("sakerhetsinformation_kan_lamnas")
        ),
        "fast samtycket är återtaget",
    ),
    (
        9,
        "utovare",
        andrat_faktum("utovare", "samtycke_atertaget", med(removes=())),
        "fast samtycket är återtaget",
    ),
    (
        9,
        "friyta",
        andrat_faktum("friyta", "friyta_kopplad", utan("samtycke_till_koppling_finns")),
        "fast samtycket är återtaget",
    ),
    (10, "utovare", andrat_steg("utovare", "tacka_nej", _mer(forteget)), "Regeln forteget"),
    (
        10,
        "utovare",
        andrat_steg("utovare", "avsluta", med(by=(Roll.PARTNERKONTAKT,))),
        "någon roll som får öppna akten",
    ),
    (
        10,
        "utsatt",
        andrat_steg("utsatt", "tacka_nej", _mer(ingen_signal_har_kommit)),
        "beror på den förseglade relationen",
    ),
]


@pytest.mark.parametrize(
    ("nummer", "slag", "system", "text"), FEL, ids=[f"{f[0]}-{f[1]}-{f[3][:25]}" for f in FEL]
)
def test_ett_planterat_fel_hittas(nummer: int, slag: str, system: System, text: str) -> None:
    brott = bevisa(nummer, system, slag)
    assert any(text in b.text for b in brott), [b.text for b in brott]


def test_varje_invariant_har_minst_tva_planterade_fel() -> None:
    antal = [sum(f[0] == nummer for f in FEL) for nummer in range(1, 11)]
    assert min(antal) >= 2


@pytest.mark.parametrize("slag", ["utovare", "utsatt", "friyta", "partnerkontakt"])
@pytest.mark.parametrize("nummer", [3, 4, 5, 6, 9])
def test_utan_planterat_fel_hittas_inget(nummer: int, slag: str) -> None:
    assert bevisa(nummer, todays_system(), slag) == []


def test_berattelsen_om_ett_avslut_med_en_oppen_insats_ar_den_kortaste() -> None:
    system = andrat_steg("utsatt", "inled_inte_utredning", utan("ingen_insats_ar_oppen"))
    brott = bevisa(6, system, "utsatt")[0]
    assert brott.text == "Ärendet är avslutat med en öppen insats."
    assert [rad.split(" (")[0] for rad in brott.berattelse] == [
        "Handläggare: «Gå vidare efter skyddsbedömningen»",
        "Beslutsfattare: «Bevilja akut skydd»",
        "Handläggare: «Avsluta utan att inleda utredning»",
    ]


def test_berattelsen_om_ett_bifall_utan_utredning_gar_genvagen() -> None:
    system = andrat_steg("utovare", "bevilja", lambda t: replace(t, source=(*t.source, UTREDNING)))
    brott = bevisa(2, system, "utovare")
    assert {b.text for b in brott} == {"En insats beviljas utan att utredningen är slutförd."}
    assert [rad.split(" (")[0] for rad in brott[0].berattelse] == [
        "Handläggare: «Påbörja förhandsbedömning»",
        "Handläggare: «Inled utredning»",
        "Beslutsfattare: «Bevilja»",
    ]


def test_berattelsen_om_ett_aterkallat_samtycke_sager_vem_som_gor_vad() -> None:
    system = andrat_faktum(
        "partnerkontakt", "sakerhetsuppgift_lamnad", utan("sakerhetsinformation_kan_lamnas")
    )
    (brott,) = bevisa(9, system, "partnerkontakt")
    assert brott.berattelse == (
        f"Systemet: registrerar «Besked om samtycke» ({SAKERHET}; Samtycke finns: Nej)",
        "Partnerkontakt: registrerar «Uppgift som rör säkerheten har lämnats»",
    )


def test_en_plikt_som_fattas_i_ett_lage_hittas_genom_den_kortaste_vagen_dit() -> None:
    brott = bevisa(8, andrade_plikter("utovare", ny_kontakt.kod), "utovare")[0]
    assert brott.berattelse == (
        "Samordnare: registrerar «Genomgång av importerat ärende» (Läge nu: Avvaktar)",
    )
