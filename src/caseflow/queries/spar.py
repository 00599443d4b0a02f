"""What runs beside each other in an akt: the utredning and every delprocess, as spans of days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.rules.omgang import ARENDEN
from caseflow.rules.profil import Profil
from caseflow.rules.uppfoljning import fonster
from caseflow.store.namn import Namnen

_UTREDNINGENS_SLUT = ("slutfor_utredning", "avbryt_utredning")
_EJ_STARTAD = frozenset({"bestalld", "vantar", "erbjuden", "planerad", "kontaktforsok"})


@dataclass(frozen=True, slots=True)
class Samtalsdag:
    """A talk: in which delprocess, which day, with which outcome."""

    delprocess: int | None
    dag: date
    utfall: str


@dataclass(frozen=True, slots=True)
class Spar:
    """One track. `fran`–`till` is what has been; `vantas_fran`–`vantas_till` what is planned or allowed.

    `till` is None while it runs. `raknat` is a count and `av` its maximum (talks held in a friyta).
    """

    process: str
    namn: str
    tillstand: str
    delprocess: int | None
    fran: date | None
    till: date | None
    pagar: bool
    startat: bool = True
    vantas_fran: date | None = None
    vantas_till: date | None = None
    punkter: tuple[date, ...] = ()
    raknat: int | None = None
    av: int | None = None


def sparen(
    fakta: Fakta,
    profil: Profil,
    samtal: Iterable[Samtalsdag],
    forfaller: Mapping[str, date],
    kanda: Namnen,
) -> tuple[Spar, ...]:
    """The tracks of the akt; `forfaller` gives the due day of the open bevakningar by kind.

    `kanda` says what the delprocesser and their states are called.
    """
    talks: dict[int, list[date]] = {}
    for s in samtal:
        if s.delprocess is not None and s.utfall == "genomfort":
            talks.setdefault(s.delprocess, []).append(s.dag)
    found = []
    utredning = _utredning(fakta, forfaller) if fakta.slag in ARENDEN else None
    if utredning:
        found.append(utredning)
    several = {d.process for d in fakta.delprocesser if len(fakta.av_slag(d.process)) > 1} - {
        "uppfoljning"
    }
    found += [
        _delspar(fakta, d, profil, tuple(talks.get(d.id, ())), kanda, numbered=d.process in several)
        for d in fakta.delprocesser
    ]
    return tuple(found)


def _utredning(fakta: Fakta, forfaller: Mapping[str, date]) -> Spar | None:
    opened = fakta.steg.get("inled_utredning")
    if opened is None:
        return None
    ended: Faktum | None = None
    for kod in _UTREDNINGENS_SLUT:
        step = fakta.steg.get(kod)
        if step is not None and step.not_before(opened) and step.not_before(ended):
            ended = step
    return Spar(
        process="utredning",
        namn="Utredning",
        tillstand="Klar" if ended else "Pågår",
        delprocess=None,
        fran=opened.dag,
        till=ended.dag if ended else None,
        pagar=ended is None,
        vantas_till=None if ended else forfaller.get("utredning_klar"),
    )


def _delspar(
    fakta: Fakta,
    d: Delprocess,
    profil: Profil,
    talks: tuple[date, ...],
    kanda: Namnen,
    *,
    numbered: bool,
) -> Spar:
    opens, closes = fonster(fakta, d)
    namn = _uppfoljning(d, profil) if d.process == "uppfoljning" else ""
    namn = namn or kanda.process(d.process)
    started = d.steg.get("starta_insats") if d.process == "insats" else None
    return Spar(
        process=d.process,
        namn=f"{namn} {d.id}" if numbered else namn,
        tillstand=kanda.tillstand(d.process, d.tillstand),
        delprocess=d.id,
        fran=(started.dag if started else None) or d.oppnad,
        till=d.sedan if d.avslutad else None,
        pagar=not d.avslutad,
        startat=d.tillstand not in _EJ_STARTAD,
        vantas_fran=None if d.avslutad else opens,
        vantas_till=None
        if d.avslutad
        else closes or d.datum("planerad") or d.datum("till_och_med"),
        punkter=talks,
        raknat=d.antal.get("samtal:genomfort", 0) if d.process == "friyta" else None,
        av=profil.friyta_max if d.process == "friyta" else None,
    )


def _uppfoljning(d: Delprocess, profil: Profil) -> str:
    """The follow-up by the name the profile gives its point, if it has any."""
    punkt = d.text("punkt")
    return next((p.etikett for p in profil.uppfoljningar if p.kod == punkt), "")
