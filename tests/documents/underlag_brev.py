"""Made-up akter for the letters and consents, with what is filled in for each."""

from collections.abc import Mapping
from dataclasses import replace

from caseflow.documents import mallar
from caseflow.documents.mallar import MALLAR
from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Varde
from tests.documents.berattelser import ANNA, BIFALL, CECILIA, DELVIS, UTOVARE, UTSATT
from tests.documents.underlagsbygge import Rad, underlag, uppgift

PAULA = "Paula Sjöö, partnerkontakt"
TELEFON = "010-000 00 11"


def ifylld(kod: str, grund: Underlag, varden: Mapping[str, Varde]) -> Underlag:
    """The underlag with these values in the form of a template."""
    fields = {f.code: f for f in mallar.falten(MALLAR[kod], grund)}
    return replace(
        grund,
        ifyllt=dict(varden),
        ifyllda=tuple((k, fields[k].label, fields[k].label_of(v)) for k, v in varden.items()),
    )


def i_provning(grund: Underlag, *rader: Rad, nummer: int = 3) -> Underlag:
    """The same akt, with these events of a provning after what was there."""
    first = grund.uppgifter[-1].seq + 1
    more = (uppgift(seq, grund.slag, rad, nummer) for seq, rad in enumerate(rader, start=first))
    return replace(grund, uppgifter=(*grund.uppgifter, *more))


INBJUDAN: dict[str, Varde] = {
    "datum": "2026-12-01",
    "klockslag": "09:30",
    "satt": "besok",
    "plats": "Ekhöjdstorget 1, våning 2. Anmäl dig i receptionen.",
    "telefon": TELEFON,
}
PER_TELEFON: dict[str, Varde] = {
    **INBJUDAN,
    "satt": "telefon",
    "plats": "010-000 00 12",
    "moter": "Sara Vik, socialsekreterare",
    "tolk": "arabiska",
    "meddelande": "Tack för att du ringde. Det gör inget om du behöver mer tid.",
}
KOMMUNICERING: dict[str, Varde] = {
    "svar_senast": "2026-12-04",
    "bilagor": "Utredningen, 12 november 2026, 5 sidor\nDin egen skattning, 1 sida",
    "telefon": TELEFON,
    "namnden": "2026-12-10",
}
FORSENING: dict[str, Varde] = {
    "orsak": "Vi väntar på uppgifter som du har sagt ja till att vi hämtar, och din handläggare har varit sjuk.",
    "beraknas_klart": "2027-01-29",
}
SAMVERKAN: dict[str, Varde] = {
    "mottagare": "Beroendemottagningen i Ekhöjd, din kontakt där",
    "uppgifter": "Vilka dagar du har samtal hos oss.\nAtt du vill ha hjälp att dricka mindre.",
    "andamal": "Att era tider inte krockar och att stöden drar åt samma håll.",
    "tid": "2027-05-31",
}
INLEDS_INTE: Rad = (
    "2026-10-01",
    "inled_inte_utredning",
    ANNA,
    {
        "orsak": "tackat_nej",
        "skal": "Du har berättat att du vill klara dig med samtalen som du redan har. Vi har pratat om "
        "att du kan ansöka när du vill.",
    },
)
ANSOK: Rad = (
    "2027-04-20",
    "ansok",
    ANNA,
    {
        "avser": "forlangning",
        "ansokan_satt": "muntlig",
        "egen_ansokan": True,
        "egna_ord": "Jag är inte klar. Det är först nu jag vågar prata om det värsta.",
    },
)
LAMNA: Rad = (
    "2027-05-04",
    "lamna_till_beslut",
    ANNA,
    {"bedomning": "Samtalen har hjälpt.", "forslag": "Förlängning i sex månader."},
)
KOMMUNICERAD: Rad = (
    "2027-05-05",
    "kommunicering",
    ANNA,
    {"satt": "mote", "svar_senast": "2027-05-12", "svar": "Inget att tillägga."},
)
FORLANGS: Rad = (
    "2027-05-18",
    "bifall_ansokan",
    CECILIA,
    {
        "lagrum": "bistand",
        "beviljas": "Individuella samtal för att sluta använda våld, en gång i veckan.",
        "till_och_med": "2027-11-30",
        "motivering": "Du har kommit till alla samtal och vill fortsätta. Behovet finns kvar.",
    },
)
FORLANGS_DELVIS: Rad = (
    "2027-05-18",
    "bifall_delvis",
    CECILIA,
    {
        **FORLANGS[3],
        "till_och_med": "2027-08-31",
        "avslas": "Två samtal i veckan.",
        "overklagandehanvisning": True,
    },
)
FORLANGS_INTE: Rad = (
    "2027-05-18",
    "avsla_ansokan",
    CECILIA,
    {
        "lagrum": "bistand",
        "avslas": "Förlängning av de individuella samtalen med sex månader.",
        "motivering": "Du har nått det du ville med samtalen. Det stöd du behöver nu kan du få i gruppen.",
        "overklagandehanvisning": True,
    },
)
PARTNER: tuple[Rad, ...] = (
    ("2026-11-16", "samtycke_speglat", ANNA, {"andamal": "roja_behandling", "givet": True}),
    (
        "2026-11-16",
        "samtycke_speglat",
        ANNA,
        {"andamal": "lamna_sakerhetsinformation", "givet": True},
    ),
    (
        "2026-11-18",
        "erbjud_partnerkontakt",
        PAULA,
        {"satt": "telefon", "sakert_satt": True},
    ),
)
VACKT: Rad = ("2026-12-01", "prova_partnerkontakt", "Bo Ståhlö, behandlare", {})

BEVILJAT = underlag("utovare", (*UTOVARE, BIFALL))
FORLANGNINGEN = i_provning(BEVILJAT, ANSOK, LAMNA, KOMMUNICERAD)
HOS_PARTNERN = underlag(
    "partnerkontakt",
    PARTNER,
    person_namn="Kim Ekhöjd",
    skapad_av="Paula Sjöö",
    skapad_av_roll="partnerkontakt",
)

_BREV: dict[str, tuple[str, Underlag, dict[str, Varde]]] = {
    "information_utovare": ("information_insatser", underlag("utovare", UTOVARE[:2]), {}),
    "information_utsatt": ("information_insatser", underlag("utsatt", UTSATT[:1]), {}),
    "information_friyta": (
        "information_insatser",
        underlag("friyta", person_namn="", personnummer="", pseudonym="Måsen 14"),
        {},
    ),
    "inbjudan_utovare": ("inbjudan", underlag("utovare", UTOVARE[:2]), PER_TELEFON),
    "inbjudan_utsatt": ("inbjudan", underlag("utsatt", UTSATT[:1]), INBJUDAN),
    "kommunicering_utovare": ("kommunicering", underlag("utovare", UTOVARE[:-1]), KOMMUNICERING),
    "kommunicering_utsatt": ("kommunicering", underlag("utsatt", UTSATT), KOMMUNICERING),
    "utredning_inleds": ("beslut_inleda", underlag("utovare", UTOVARE[:4]), {}),
    "utredning_inleds_utsatt": ("beslut_inleda", underlag("utsatt", UTSATT[:3]), {}),
    "utredning_inleds_inte": (
        "beslut_inleda",
        underlag("utovare", (*UTOVARE[:2], INLEDS_INTE)),
        {},
    ),
    "underrattelse_bifall": ("underrattelse", BEVILJAT, {"meddelande": "Bo ringer dig om tider."}),
    "underrattelse_delvis": ("underrattelse", underlag("utovare", (*UTOVARE, DELVIS)), {}),
    "forsening": ("underrattelse_forsening", underlag("utovare", UTOVARE[:12]), FORSENING),
    "samtycke_partnerkontakt": (
        "samtycke_partnerkontakt",
        underlag(
            "utovare",
            (*UTOVARE, BIFALL, VACKT),
            skapad_av="Bo Ståhlö",
            skapad_av_roll="behandlare",
        ),
        {},
    ),
    "samtycke_samverkan": ("samtycke_samverkan", BEVILJAT, SAMVERKAN),
    "partnerkontakt_information": (
        "partnerkontakt_information",
        HOS_PARTNERN,
        {"telefon": TELEFON},
    ),
    "forlangning": ("beslut", i_provning(FORLANGNINGEN, FORLANGS), {}),
    "forlangning_delvis": ("beslut", i_provning(FORLANGNINGEN, FORLANGS_DELVIS), {}),
    "forlangning_avslag": ("beslut", i_provning(FORLANGNINGEN, FORLANGS_INTE), {}),
    "underrattelse_forlangning": (
        "underrattelse",
        i_provning(FORLANGNINGEN, FORLANGS_INTE),
        {"valt": str(FORLANGNINGEN.uppgifter[-1].seq + 1)},
    ),
}

UNDERLAG: dict[str, tuple[str, Underlag]] = {
    namn: (kod, ifylld(kod, grund, varden)) for namn, (kod, grund, varden) in _BREV.items()
}
