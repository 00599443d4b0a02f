"""Prepare an installation: database, migrations, keys, units and the first administrator. Idempotent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.roller import Roll
from caseflow.store.definition import pin_unpinned
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.migrate import upgrade
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class NyEnhet:
    """A unit to make: code, name and the id of its profile."""

    kod: str
    namn: str
    profil: str


def migrate_database(db: Databas) -> bool:
    """Bring the database to the newest revision, and make the keys of a new installation.

    Returns whether it was empty of people.

    Raises:
        IntegrityFault: there are akter, but no key file that opens them.
    """
    upgrade(db)
    db.make_keys()
    with db.read() as session:
        return not session.scalar(select(func.count()).select_from(Medarbetare))


def pin_definitions(db: Databas, *, now: datetime) -> None:
    """Bind akter from before definitions were kept to those that caseflow has now. Done once."""
    with db.write() as session:
        pin_unpinned(session, now=now)


def ensure_units(db: Databas, units: tuple[NyEnhet, ...]) -> None:
    """Make the units that are missing.

    Raises:
        ProfileInvalid: a profile does not exist or does not load.
    """
    with db.write() as session:
        known = set(session.scalars(select(Enhet.kod)))
        for unit in units:
            if unit.kod not in known:
                profil = find_profile(db.settings, unit.profil)
                session.add(
                    Enhet(
                        kod=unit.kod, namn=unit.namn, kommunkod=profil.kommunkod, profil=profil.id
                    )
                )


def first_administrator(db: Databas, epost: str, losenord: str, enhet: str, *, dag: date) -> str:
    """The first administrator, without any right to case data. Returns a made-up password, if any."""
    return lagg_till(
        db,
        NyMedarbetare(epost, "Administratör", enhet, (Roll.ADMINISTRATOR,), losenord),
        fran=dag,
    )
