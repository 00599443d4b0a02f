"""What may happen next in the simulated unit: by state with weights, by what is due, by what a rule asks for.

Tables, and the conditions that they need. Days are kalenderdagar.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

from caseflow.engine.fakta import Delprocess, Fakta

Villkor: TypeAlias = "Callable[[Utsikt], bool]"


@dataclass(frozen=True, slots=True)
class Drag:
    """How one person in the simulated unit is, and how those are who meet the person."""

    tempo: float
    """How slow the work is: 1 is as planned, 2 twice as late."""
    samtal: int
    """After how many talks the insats or friyta is done."""
    tackar_nej: bool
    akut: bool
    partner: bool
    overklagar: bool
    aterkommer: bool
    pausar: bool


@dataclass(frozen=True, slots=True)
class Utsikt:
    """What a condition sees."""

    fakta: Fakta
    delen: Delprocess | None
    drag: Drag
    dag: date
    forsok_max: int = 0
    """How many times a person is tried for a follow-up, by the profile."""

    @property
    def held(self) -> int:
        """Talks that have been held in this part (or in the akt, when it is the main process)."""
        antal = self.delen.antal if self.delen else self.fakta.antal
        return antal.get("samtal:genomfort", 0)


@dataclass(frozen=True, slots=True)
class Vag:
    """One way on: a step, a step that opens a delprocess of the kind `oppnar`, or a kind of fact."""

    kod: str
    vikt: int = 1
    om: Villkor | None = None
    oppnar: str = ""
    fakta: bool = False
    falt: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Takt:
    """A state: after how many days something happens (from the day it came there), and how often after that."""

    dagar: tuple[int, int]
    igen: tuple[int, int]
    vagar: tuple[Vag, ...]


# --- conditions -------------------------------------------------------------------------------------


def _ingen_friyta(u: Utsikt) -> bool:
    return not u.fakta.av_slag("friyta", oppna=True)


def _friyta_att_erbjuda(u: Utsikt) -> bool:
    return not u.fakta.av_slag("friyta")


def _vill(u: Utsikt) -> bool:
    return _ingen_friyta(u) and not u.drag.tackar_nej


def _vill_inte(u: Utsikt) -> bool:
    return _ingen_friyta(u) and u.drag.tackar_nej


def _har_tvekat(u: Utsikt) -> bool:
    return _ingen_friyta(u) and "tacka_nej" in u.fakta.steg


def _samtalen_ar_klara(u: Utsikt) -> bool:
    return u.held >= min(u.drag.samtal, 5)


def _samtal_kvar(u: Utsikt) -> bool:
    return not _samtalen_ar_klara(u)


def _behandlingen_ar_klar(u: Utsikt) -> bool:
    slut = u.delen.datum("till_och_med") if u.delen else None
    begard = any(d.tillstand == "begard" for d in u.fakta.av_slag("partnerkontakt", oppna=True))
    nara = slut is not None and u.dag >= slut - timedelta(days=10)
    return (u.held >= u.drag.samtal or nara) and not begard


def _behandlingen_pagar(u: Utsikt) -> bool:
    return not _behandlingen_ar_klar(u)


def _kan_pausas(u: Utsikt) -> bool:
    paused = u.delen is not None and "pausa_insats" in u.delen.steg
    return u.drag.pausar and not paused and u.held > 1


def _kan_brytas(u: Utsikt) -> bool:
    begard = u.fakta.av_slag("partnerkontakt", oppna=True)
    return u.held > 2 and u.drag.tempo > 1.5 and not begard  # noqa: PLR2004 - a few talks, slowly


def _partnerkontakt_kan_provas(u: Utsikt) -> bool:
    return u.drag.partner and u.fakta.slag == "utovare" and not u.fakta.av_slag("partnerkontakt")


def _allt_ar_klart(u: Utsikt) -> bool:
    parts = ("insats", "provning", "overklagande")
    return not any(u.fakta.av_slag(p, oppna=True) for p in parts)


def _kan_forlangas(u: Utsikt) -> bool:
    running = [d for d in u.fakta.av_slag("insats", oppna=True) if d.tillstand == "pagar"]
    asked = u.fakta.av_slag("provning")
    return bool(running) and not asked and u.drag.samtal > 12  # noqa: PLR2004 - a long treatment


def _har_fatt_avslag(u: Utsikt) -> bool:
    avslag = u.fakta.steg.get("avsla")
    fresh = avslag is not None and avslag.dag is not None
    late = timedelta(days=30)
    return (
        u.drag.overklagar
        and avslag is not None
        and fresh
        and u.dag - (avslag.dag or u.dag) <= late
        and not u.fakta.av_slag("overklagande")
    )


def _aterkommer(u: Utsikt) -> bool:
    away = u.dag - (u.fakta.sedan or u.dag)
    return (
        u.drag.aterkommer
        and u.fakta.omgang == 1
        and away >= timedelta(days=75)
        and _allt_ar_klart(u)
    )


def _akut(u: Utsikt) -> bool:
    return u.drag.akut and not u.fakta.av_slag("insats")


def _samtyckena_speglas(u: Utsikt) -> bool:
    given = [k for k, f in u.fakta.alla("samtycke_speglat").items() if f.ja("givet")]
    return len(given) > 1


def _ingen_har_fragat(u: Utsikt) -> bool:
    waited = u.dag - (u.fakta.sedan or u.dag)
    return waited >= timedelta(days=300) and not _samtyckena_speglas(u)


def _nadd(u: Utsikt) -> bool:
    last = u.delen.steg.get("forsok_kontakt") if u.delen else None
    return last is not None and last.text("utfall") == "natt"


def _forsok_kvar(u: Utsikt) -> bool:
    tried = u.delen.antal.get("forsok_kontakt", 0) if u.delen else 0
    return not _nadd(u) and tried < u.forsok_max


def _osaker(u: Utsikt) -> bool:
    last = u.delen.steg.get("forsok_kontakt") if u.delen else None
    return last is not None and last.text("utfall") == "ej_sakert"


# --- by state ---------------------------------------------------------------------------------------

_SLUT = (
    Vag("ta_emot_overklagande", 5, _har_fatt_avslag, oppnar="overklagande"),
    Vag("ateraktualisera", 1, _aterkommer),
)
_BESLUT = (
    Vag("bevilja", 12),
    Vag("bevilja_delvis", 2),
    Vag("avsla", 3),
    Vag("avsluta_utan_insats", 1),
)
_FRIYTA_ERBJUDEN = (Vag("paborja_friyta", 9), Vag("avsluta_friyta", 1, falt={"slut": "uteblev"}))
_SAMTAL = (
    Vag("samtal", 16, _samtal_kvar, fakta=True, falt={"utfall": "genomfort"}),
    Vag("samtal", 3, _samtal_kvar, fakta=True, falt={"utfall": "uteblivet"}),
    Vag("samtal", 2, _samtal_kvar, fakta=True, falt={"utfall": "avbokat_av_klient"}),
)
_FRIYTA_PAGAR = (*_SAMTAL, Vag("avsluta_friyta", 9, _samtalen_ar_klara))

TAKTER: Mapping[tuple[str, str], Takt] = {
    ("utovare", "upptackt"): Takt(
        (0, 4), (2, 4), (Vag("paborja_forhandsbedomning", 15), Vag("hanvisa", 1))
    ),
    ("utovare", "forhandsbedomning"): Takt(
        (4, 16),
        (6, 12),
        (
            Vag("inled_utredning", 8, _vill),
            Vag("erbjud_friyta", 5, _friyta_att_erbjuda),
            Vag("tacka_nej", 6, _vill_inte),
            Vag("inled_inte_utredning", 3, _har_tvekat),
            Vag("hanvisa", 1, _vill_inte),
        ),
    ),
    ("utovare", "avvaktar"): Takt(
        (12, 30), (7, 14), (Vag("ta_ny_kontakt", 5), Vag("inled_inte_utredning", 4))
    ),
    ("utovare", "utredning"): Takt(
        (25, 115), (5, 12), (Vag("slutfor_utredning", 12), Vag("avbryt_utredning", 1))
    ),
    ("utovare", "beslut"): Takt((3, 15), (3, 8), _BESLUT),
    ("utovare", "verkstallighet"): Takt(
        (21, 35),
        (9, 16),
        (
            Vag("avsluta", 12, _allt_ar_klart),
            Vag("ansok", 1, _kan_forlangas, oppnar="provning", falt={"avser": "ny_insats"}),
            Vag("journalanteckning", 3, fakta=True),
        ),
    ),
    ("utovare", "avslutat"): Takt((6, 20), (20, 60), _SLUT),
    ("utsatt", "aktualiserad"): Takt((0, 1), (1, 2), (Vag("gor_skyddsbedomning"),)),
    ("utsatt", "forhandsbedomning"): Takt(
        (2, 15),
        (5, 10),
        (
            Vag("bevilja_akut_skydd", 6, _akut, falt={"barn_foljer_med": "nej"}),
            Vag("inled_utredning", 8, _vill),
            Vag("erbjud_friyta", 4, _friyta_att_erbjuda),
            Vag("tacka_nej", 6, _vill_inte),
            Vag("inled_inte_utredning", 3, _har_tvekat),
        ),
    ),
    ("utsatt", "avvaktar"): Takt(
        (12, 30), (7, 14), (Vag("ta_ny_kontakt", 6), Vag("inled_inte_utredning", 3))
    ),
    ("utsatt", "utredning"): Takt(
        (20, 110), (5, 12), (Vag("slutfor_utredning", 12), Vag("avbryt_utredning", 1))
    ),
    ("utsatt", "beslut"): Takt((3, 15), (3, 8), _BESLUT),
    ("utsatt", "verkstallighet"): Takt(
        (21, 35),
        (9, 16),
        (
            Vag("avsluta", 12, _allt_ar_klart),
            Vag("ansok", 1, _kan_forlangas, oppnar="provning", falt={"avser": "ny_insats"}),
            Vag("journalanteckning", 3, fakta=True),
        ),
    ),
    ("utsatt", "avslutat"): Takt((6, 20), (20, 60), _SLUT),
    ("friyta", "erbjuden"): Takt((2, 12), (4, 8), _FRIYTA_ERBJUDEN),
    ("friyta", "pagar"): Takt((0, 7), (6, 9), _FRIYTA_PAGAR),
    ("insats", "bestalld"): Takt((1, 8), (3, 6), (Vag("ta_emot_bestallning"),)),
    ("insats", "vantar"): Takt(
        (4, 35), (4, 8), (Vag("starta_insats", 12), Vag("aterkalla_insats", 1))
    ),
    ("insats", "pagar"): Takt(
        (0, 7),
        (6, 9),
        (
            Vag("samtal", 24, _behandlingen_pagar, fakta=True, falt={"utfall": "genomfort"}),
            Vag("samtal", 3, _behandlingen_pagar, fakta=True, falt={"utfall": "uteblivet"}),
            Vag("samtal", 2, _behandlingen_pagar, fakta=True, falt={"utfall": "avbokat_av_klient"}),
            Vag("prova_partnerkontakt", 9, _partnerkontakt_kan_provas, oppnar="partnerkontakt"),
            Vag("pausa_insats", 6, _kan_pausas, falt={"orsak": "sjukdom"}),
            Vag("avbryt_insats", 1, _kan_brytas, falt={"orsak": "inte_aterkommit"}),
            Vag("slutfor_insats", 12, _behandlingen_ar_klar),
        ),
    ),
    ("insats", "pausad"): Takt(
        (14, 60),
        (5, 10),
        (Vag("ateruppta_insats", 9), Vag("avbryt_insats", 1, falt={"orsak": "personen_vill"})),
    ),
    ("provning", "ansokt"): Takt((0, 5), (3, 6), (Vag("utred_ansokan"),)),
    ("provning", "utreds"): Takt(
        (5, 30), (4, 8), (Vag("lamna_till_beslut", 9), Vag("aterkalla_ansokan", 1))
    ),
    ("provning", "beslut"): Takt(
        (2, 10), (3, 6), (Vag("bifall_ansokan", 7), Vag("avsla_ansokan", 2))
    ),
    ("overklagande", "inkommet"): Takt((0, 2), (1, 3), (Vag("prova_rattid"),)),
    ("overklagande", "rattidsprovat"): Takt(
        (0, 3), (1, 3), (Vag("omprova_beslut", 9), Vag("avvisa_overklagande", 1))
    ),
    ("overklagande", "omprovat"): Takt((0, 2), (1, 3), (Vag("overlamna_till_domstol"),)),
    ("overklagande", "overlamnat"): Takt((60, 150), (10, 20), (Vag("registrera_avgorande"),)),
    ("partnerkontakt", "provas"): Takt(
        (2, 10), (4, 8), (Vag("inhamta_samtycke", 8), Vag("registrera_avbojd", 2))
    ),
    ("partnerkontakt", "samtycke_inhamtat"): Takt((0, 5), (2, 4), (Vag("begar_partnerkontakt"),)),
    ("partnerkontakt_akt", "sakerhet_bedomd"): Takt(
        (2, 6),
        (3, 6),
        (
            Vag("erbjud_partnerkontakt", 9, _samtyckena_speglas),
            Vag("bedom_olamplig_partnerkontakt", 1, _ingen_har_fragat),
        ),
    ),
    ("partnerkontakt_akt", "erbjuden"): Takt(
        (2, 14),
        (5, 9),
        (
            Vag("tacka_ja_partnerkontakt", 7),
            Vag("tacka_nej_partnerkontakt", 2),
            Vag("markera_partner_ej_nadd", 1),
        ),
    ),
    ("partnerkontakt_akt", "pagar"): Takt(
        (3, 10), (12, 21), (*_SAMTAL, Vag("avsluta_partnerkontaktakt", 9, _samtalen_ar_klara))
    ),
    ("uppfoljning", "planerad"): Takt(
        (0, 0),
        (3, 7),
        (
            Vag("forsok_kontakt", 9, falt={"utfall": "natt"}),
            Vag("forsok_kontakt", 6, falt={"utfall": "ej_svar"}),
            Vag("forsok_kontakt", 1, falt={"utfall": "ej_sakert"}),
            Vag("avboj_uppfoljning", 2),
            Vag("bedom_olamplig_uppfoljning", 1, falt={"orsak": "inte_sakert"}),
        ),
    ),
    ("uppfoljning", "kontaktforsok"): Takt(
        (0, 0),
        (4, 9),
        (
            Vag("genomfor_uppfoljning", 30, _nadd, falt={"initiativ": "personen"}),
            Vag("avboj_uppfoljning", 2, _nadd),
            Vag("bedom_olamplig_uppfoljning", 20, _osaker, falt={"orsak": "inte_sakert"}),
            Vag("forsok_kontakt", 5, _forsok_kvar, falt={"utfall": "natt"}),
            Vag("forsok_kontakt", 5, _forsok_kvar, falt={"utfall": "ej_svar"}),
        ),
    ),
}
"""The states in which something happens, whoever waits. In the others time or somebody else decides."""

HANDELSER = (
    Vag("journalanteckning", 8, fakta=True),
    Vag("ny_handelse", 3, fakta=True),
    Vag("egen_bevakning", 2, fakta=True),
)
"""What happens beside the process, now and then."""
