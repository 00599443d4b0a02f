"""A made-up municipality to try caseflow in: units, people and a handful of ärenden, all through real actions.

Every person, number and event is invented. The days are counted back from the day of the set-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.demo_berattare import Berattare
from caseflow.actions.initiera import NyEnhet, ensure_units
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import Databas

DEMO_PASSWORD = "caseflow-demo"  # noqa: S105 - printed at the start; the demo holds nothing real
DEMO_SINCE = date(2020, 1, 1)
NORR, SODER = "norr", "soder"
BREVHUVUDEN = {
    NORR: ("Ekhöjdstorget 1, 100 00 Ekhöjd", "Telefon 010-000 00 01, vardagar 9–15"),
    SODER: ("Sjöviksgatan 14, 100 00 Ekhöjd", "Telefon 010-000 00 02, vardagar 9–15"),
}
"""What stands under the name of each unit in its letters. The addresses are invented."""
DISKRET = ("Box 1, 100 00 Ekhöjd", "Kommunens växel 010-000 00 00")
"""What stands in letters that somebody else may see: what the whole socialtjänst has."""


@dataclass(frozen=True, slots=True)
class Demoperson:
    """Somebody to log in as."""

    epost: str
    namn: str
    titel: str
    enhet: str
    roller: tuple[Roll, ...]


_ALLT = tuple(
    r for r in Roll if r not in {Roll.SYSTEM, Roll.SAKERHETSSAMORDNARE, Roll.PARTNERKONTAKT}
)
DEMO_PEOPLE = (
    Demoperson("maja@demo.example", "Maja Ekhöjd", "handläggare", NORR, (Roll.HANDLAGGARE,)),
    Demoperson(
        "ivar@demo.example", "Ivar Stenlund", "beslutsfattare", NORR, (Roll.BESLUTSFATTARE,)
    ),
    Demoperson("tove@demo.example", "Tove Hagmark", "behandlare", NORR, (Roll.BEHANDLARE,)),
    Demoperson("sami@demo.example", "Sami Björkdal", "behandlare", NORR, (Roll.BEHANDLARE,)),
    Demoperson("runa@demo.example", "Runa Dalvik", "samordnare", NORR, (Roll.SAMORDNARE,)),
    Demoperson(
        "noor@demo.example",
        "Noor Ljungtorp",
        "enhetschef",
        NORR,
        (Roll.ENHETSCHEF, Roll.VERKSAMHETSUTVECKLARE),
    ),
    Demoperson(
        "alva@demo.example", "Alva Rönnmark", "partnerkontakt", NORR, (Roll.PARTNERKONTAKT,)
    ),
    Demoperson(
        "kaj@demo.example", "Kaj Sjölycke", "säkerhetssamordnare", NORR, (Roll.SAKERHETSSAMORDNARE,)
    ),
    Demoperson(
        "cleo@demo.example",
        "Cleo Åsberg",
        "handläggare i en annan enhet",
        SODER,
        (Roll.HANDLAGGARE, Roll.SAMORDNARE),
    ),
    Demoperson(
        "admin@demo.example", "Admin Demo", "administratör (i demon även andra roller)", NORR, _ALLT
    ),
)


def prepare_demo(db: Databas, kommun: str, *, now: datetime) -> None:
    """Units, people and stories. The database is empty when this is called."""
    ensure_units(
        db,
        (
            NyEnhet(NORR, "Relationsvåldsteam Norr", kommun),
            NyEnhet(SODER, "Relationsvåldsteam Söder", kommun),
        ),
    )
    for kod, rader in BREVHUVUDEN.items():
        satt_brevhuvud(db, kod, rader, diskret=DISKRET)
    for p in DEMO_PEOPLE:
        ny = NyMedarbetare(p.epost, p.namn, p.enhet, p.roller, DEMO_PASSWORD)
        lagg_till(db, ny, fran=DEMO_SINCE)
    Berattare(db, svensk_dag(now), NORR).tell()


def demo_is_here(db: Databas) -> bool:
    """Whether this installation holds the demo, and no other data is touched by `init --demo`."""
    with db.read() as session:
        return by_epost(session, DEMO_PEOPLE[-1].epost) is not None
