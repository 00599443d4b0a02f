"""The few events that the page of an akt needs in the clear, read in one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Faktum, Varde
from caseflow.rules.barn import dagar_till_anmalan
from caseflow.rules.kalender import svensk_dag
from caseflow.store.akt import Akt
from caseflow.store.base import parse_instant
from caseflow.store.handelse import Handelse
from caseflow.store.handelselasning import open_event
from caseflow.store.journalanteckning import Journalanteckning
from caseflow.store.namn import Namnen, namnen
from caseflow.store.nycklar import Nyckelring
from caseflow.store.skriven import Skriven

SENASTE = 7
ANTECKNINGAR = 4
RISKHANDELSER = 6
INVANDNING = "avvikande_mening"

NYCKELFALT: Mapping[str, str] = {
    "riskbedomning": "niva",
    "samtal": "utfall",
    "ny_handelse": "typ",
    "samtycke": "andamal",
    "samtycke_atertaget": "andamal",
    "enkat": "status",
    "delfaende": "satt",
    "kommunicering": "satt",
    "forsok_kontakt": "utfall",
    "barn": "barn",
    "orosanmalan": "barn",
    "barnkonsekvensanalys": "barn",
    "underrattelse_om_beslut": "satt",
    "underrattelse_om_forsening": "satt",
    "andring_av_beslut": "utfall",
    "ivo_rapport": "galler",
    "overvagande": "utfall",
    "barnets_skydd": "galler",
    "domstolens_besked_om_barnet": "utfall",
    "overflyttning_begard": "riktning",
    "overflyttning_svar": "utfall",
}
"""The one field of each kind that may stand in an overview. Free text and places never do."""


@dataclass(frozen=True, slots=True)
class Handelsevy:
    """One event. `nyckel` is its telling value in words, `av` who did it (empty: the system).

    `bevakningar` are the operations written in it, `oppnade` the kinds of delprocesser it opened.
    """

    seq: int
    typ: str
    kod: str
    etikett: str
    nyckel: str
    dag: date | None
    registrerad: datetime
    av_id: int | None
    av: str
    roll: str
    ursprung: str
    delprocess: int | None
    varden: Mapping[str, Varde]
    bevakningar: tuple[Mapping[str, object], ...]
    oppnade: tuple[str, ...] = ()
    varningar: tuple[str, ...] = ()
    """The codes of the rules that warned when it was written."""
    invandning: bool = False
    """Whether the person has said that something in it is wrong."""

    @property
    def systemets(self) -> bool:
        """Whether the system wrote it, and not a person."""
        return self.av_id is None and self.ursprung != "import"

    @property
    def sen_dagar(self) -> int:
        """How many days after it happened it was written down; 0 when the day is unknown."""
        return (svensk_dag(self.registrerad) - self.dag).days if self.dag else 0


@dataclass(frozen=True, slots=True)
class Sidans:
    """What the page needs: the latest events, the latest notes, what raised the risk, and some by number."""

    alla: tuple[Handelsevy, ...]
    senaste: tuple[Handelsevy, ...]
    anteckningar: tuple[Handelsevy, ...]
    riskhandelser: tuple[Handelsevy, ...]

    def med_nummer(self, seq: int) -> Handelsevy | None:
        """The event with that number, if it was read."""
        return next((h for h in self.alla if h.seq == seq), None)

    def with_names(self, people: Mapping[int, str]) -> Sidans:
        """The same with the names of those who acted."""

        def named(events: Sequence[Handelsevy]) -> tuple[Handelsevy, ...]:
            return tuple(replace(h, av=people.get(h.av_id or 0, "")) for h in events)

        return Sidans(
            named(self.alla),
            named(self.senaste),
            named(self.anteckningar),
            named(self.riskhandelser),
        )


def sidans_handelser(
    session: Session, ring: Nyckelring, akt: Akt, *, med: tuple[int, ...] = ()
) -> Sidans:
    """The latest by the day it happened, the latest notes, what raised the risk, and those in `med`."""
    own = Handelse.akt_id == akt.id
    day = Handelse.handelsedatum.desc().nulls_last()
    latest = select(Handelse.seq).where(own).order_by(day, Handelse.seq.desc()).limit(SENASTE)
    notes = (
        select(Journalanteckning.seq)
        .where(Journalanteckning.akt_id == akt.id)
        .order_by(Journalanteckning.dag.desc().nulls_last(), Journalanteckning.seq.desc())
        .limit(ANTECKNINGAR)
    )
    raised = (
        select(Handelse.seq)
        .where(own, Handelse.kod == "ny_handelse")
        .order_by(Handelse.seq.desc())
        .limit(RISKHANDELSER)
    )
    rows = session.scalars(
        select(Handelse).where(
            own,
            or_(
                Handelse.seq.in_(latest.scalar_subquery()),
                Handelse.seq.in_(notes.scalar_subquery()),
                Handelse.seq.in_(raised.scalar_subquery()),
                Handelse.seq.in_(med),
                Handelse.kod == INVANDNING,
            ),
        )
    ).all()
    key, kanda = ring.unwrap(akt.nyckel), namnen(session, akt)
    found = sorted(
        med_invandningar([handelsevy(open_event(row, akt.nummer, key), kanda) for row in rows]),
        key=lambda h: (h.dag or date.min, h.seq),
        reverse=True,
    )
    return Sidans(
        alla=tuple(found),
        senaste=tuple(found[:SENASTE]),
        anteckningar=_of(found, "journalanteckning")[:ANTECKNINGAR],
        riskhandelser=_of(found, "ny_handelse"),
    )


def med_invandningar(events: Sequence[Handelsevy]) -> list[Handelsevy]:
    """The events, each knowing whether one of the others says that the person finds it wrong."""
    said = {h.varden.get("handelse") for h in events if h.kod == INVANDNING}
    return [replace(h, invandning=h.seq in said) for h in events]


def handelsevy(
    event: Skriven, kanda: Namnen, people: Mapping[int, str] | None = None
) -> Handelsevy:
    """An event as it is shown; without `people` the name of who acted is filled in later."""
    return Handelsevy(
        seq=event.seq,
        typ=event.typ,
        kod=event.kod,
        etikett=kanda.etikett(event.kod),
        nyckel=_telling(event, kanda),
        dag=event.dag,
        registrerad=parse_instant(event.registrerad),
        av_id=event.av,
        av=(people or {}).get(event.av or 0, ""),
        roll=event.roll,
        ursprung=event.ursprung,
        delprocess=event.delprocess,
        varden=event.varden,
        bevakningar=tuple(event.effekt.get("bevakningar", ())),
        oppnade=tuple(d["process"] for d in event.effekt.get("delprocesser", ()) if d.get("ny")),
        varningar=tuple(event.effekt.get("varningar", ())),
    )


def _telling(event: Skriven, kanda: Namnen) -> str:
    kod = NYCKELFALT.get(event.kod)
    if kod is None:
        return ""
    value = event.varden.get(kod)
    field = next((f for f in kanda.falten(event.kod, {kod: value}) if f.code == kod), None)
    said = field.label_of(value) if field and value is not None else ""
    return f"{said}, {_until_reported(event)}" if event.kod == "orosanmalan" else said


def _until_reported(event: Skriven) -> str:
    """How long it took from the suspicion to the report, which is to be made at once."""
    days = dagar_till_anmalan(Faktum(event.seq, event.dag, event.varden))
    if days is None:
        return "inte anmäld än"
    return "anmäld samma dag" if not days else f"anmäld efter {days} dag{'ar' * (days != 1)}"


def _of(events: Sequence[Handelsevy], kod: str) -> tuple[Handelsevy, ...]:
    return tuple(h for h in events if h.kod == kod)
