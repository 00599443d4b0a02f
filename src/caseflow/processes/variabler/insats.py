"""Före och under insatsen: våldet, risken, målet och stödet. Källa: se paketets text."""

from __future__ import annotations

from typing import Final

from caseflow.processes.variabler.variabel import Variabel, koder

INSATS: Final = (
    Variabel(
        kod="utovare_av_valdet",
        suv_nummer=58,
        etikett="Utövare av våldet",
        fas="fore",
        typ="flerval",
        kommentar_kod=7,
        svarsalternativ=koder(
            "Nuvarande partner",
            "Före detta partner",
            "Förälder/föräldrar",
            "Annan släkting/släktingar",
            "Barn",
            "Annan",
        ),
    ),
    Variabel(
        kod="hedersrelaterat_vald",
        suv_nummer=59,
        etikett="Hedersrelaterat våld",
        fas="fore",
        typ="val",
        svarsalternativ=koder("Ja", "Nej", "Vet inte"),
    ),
    Variabel(
        kod="valdets_grad",
        suv_nummer=67,
        etikett="Våldets grad övergripande",
        fas="fore",
        typ="val",
        kommentar_kod=4,
        svarsalternativ=koder("Ej grovt", "Grovt", "Mycket grovt"),
    ),
    Variabel(
        kod="upprepad_skattning_risk",
        suv_nummer=90,
        etikett="Upprepad skattning risk/farlighet",
        fas="fore",
        typ="val",
        upprepas=True,
        asterisk_koder=frozenset({5, 6}),
        anmarkning=(
            "Ligger i riskfilen, en rad per skattning; källan anger bara en skala från "
            "låg till hög."
        ),
        svarsalternativ=koder(
            "FREDA farlighetsbedömning",
            "SARA",
            "Patriark",
            "SAM",
            "Annan bedömningsmetod",
            "Annat samtal med klient utan bedömningsmetod",
        ),
    ),
    Variabel(
        kod="individuellt_forandringsmal",
        suv_nummer=110,
        etikett="Individuellt förändringsmål våldsutsatthet",
        fas="fore",
        typ="val",
        kommentar_kod=4,
        svarsalternativ=koder("Nej", "Ja", "Annat"),
    ),
    Variabel(
        kod="datum_insats",
        suv_nummer=117,
        etikett="Datum för när stödet/insatsen påbörjades",
        fas="under",
        typ="datum",
    ),
    Variabel(
        kod="stod_och_insatser",
        suv_nummer=118,
        etikett="Stöd och insatser från socialtjänsten",
        fas="under",
        typ="flerval",
        kommentar_kod=20,
        svarsalternativ=koder(
            "Praktiskt stöd",
            "Ekonomiskt stöd",
            "Rådgivning/information",
            "Stödsamtal (enskilt)",
            "Säkerhetskontakt/partnerkontakt",
            "Gruppsamtal",
            "Genomgång av säkerhet",
            "Hjälp med kontakt med annan aktör",
            "Särskilt stöd i föräldraroll",
            "Skyddat boende",
            "Hjälp med ny bostad (ej skyddat boende)",
            "Byte av kommun",
            "Tillfälligt boende",
            "Kontaktperson",
            "Familjearbete inriktning i heder",
            "Familjehemsplacering, familj med hederskompetens",
            "Familjehemsplacering med släkt",
            "Kontaktperson inriktning heder",
            "Annat",
        ),
    ),
    Variabel(
        kod="typ_av_insats",
        suv_nummer=126,
        etikett="Typ av insats",
        fas="under",
        typ="val",
        kommentar_kod=4,
        asterisk=True,
        svarsalternativ=koder("Med biståndsbeslut", "Utan biståndsbeslut", "Vet inte"),
    ),
    Variabel(
        kod="samverkan",
        suv_nummer=127,
        etikett="Samverkan",
        fas="under",
        typ="flerval",
        kommentar_kod=10,
        asterisk=True,
        anmarkning=(
            "Diagram 13 räknar 0 aktörer skilt från ej besvarat; kod 0 får inte "
            "kombineras med andra koder."
        ),
        svarsalternativ=koder(
            "Primärvård",
            "Vuxenpsykiatri",
            "Akutmottagning",
            "Ungdomsmottagning",
            "Polisen",
            "Kvinnojour eller liknande",
            "Annan verksamhet inom socialtjänsten",
            "Resurscentrum/expertis på hedersrelaterat våld",
            "Annan",
        ),
        tillagg=koder("Ingen samverkan", fran=0),
    ),
)
