"""Today's calls: what a person owns that is done by reaching somebody, in the order it is safe.

No name, no number to call and no code word stands here; of whoever is protected nothing but the akt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from caseflow.queries.listning import openable
from caseflow.queries.saker_kontakt import Kanalvy, safe_times, tried_channels
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.saker_kontakt import (
    saker_kontakt_efter_atertaget_samtycke,
    saker_kontakt_efter_uteblivet,
    saker_kontakt_fornyas,
)
from caseflow.rules.uppfoljning import uppfoljning_ska_goras, uppfoljning_visade_behov
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.namn import bevakning_etikett
from caseflow.store.person import Person
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

GORS_MED_SAMTAL = tuple(
    regel.kod
    for regel in (
        uppfoljning_ska_goras,
        uppfoljning_visade_behov,
        saker_kontakt_efter_uteblivet,
        saker_kontakt_efter_atertaget_samtycke,
        saker_kontakt_fornyas,
    )
)
"""What is due that is done by reaching the person."""


@dataclass(frozen=True, slots=True)
class Ringrad:
    """One call. `samtal` is how it stands with calling just now, None of whoever is protected.

    `tider` are the safe days and hours; empty when nothing is agreed on them or the person is protected.
    """

    nummer: str
    slag: str
    etikett: str
    dag: date
    skydd: bool
    samtal: Kanalvy | None
    tider: str


def ringlista(db: Databas, aktor: Aktor, *, now: datetime) -> tuple[Ringrad, ...]:
    """What may be called now first, then what opens, in order of when; then what is shut."""
    dag = svensk_dag(now)
    with db.read() as session:
        found = []
        for b, akt, skydd in session.execute(
            select(Bevakning, Akt, Person.skydd)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .outerjoin(Person, Person.id == Akt.person_id)
            .where(
                Bevakning.status.in_(OPEN),
                Bevakning.slag.in_(GORS_MED_SAMTAL),
                or_(Bevakning.dag <= dag, Bevakning.fonster_fran <= dag),
                openable(aktor),
                owner_column(dag) == aktor.id,
            )
            .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
        ):
            fakta = akt.snapshot
            profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
            kontakt = fakta.senaste("saker_kontakt")
            samtal = next(
                k for k in tried_channels(fakta, profil, skydd or "", now) if k.kod == "samtal"
            )
            found.append(
                Ringrad(
                    nummer=akt.nummer,
                    slag=akt.slag,
                    etikett=bevakning_etikett(b.slag),
                    dag=b.dag,
                    skydd=bool(skydd),
                    samtal=None if skydd else samtal,
                    tider=safe_times(kontakt.varden) if kontakt and not skydd else "",
                )
            )
        return tuple(sorted(found, key=_turn))


def _turn(rad: Ringrad) -> tuple[int, date, str, date]:
    samtal = rad.samtal
    if samtal is None or (not samtal.gar and samtal.oppnar is None):
        return 2, date.max, "", rad.dag
    if samtal.gar or samtal.oppnar is None:
        return 0, date.min, "", rad.dag
    return 1, *samtal.oppnar, rad.dag
