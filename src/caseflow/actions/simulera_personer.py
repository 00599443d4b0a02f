"""Where the simulation takes place and who works there: the demo's unit, or one that is made up for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from caseflow.actions.demo import DEMO_PASSWORD, NORR, demo_is_here
from caseflow.actions.initiera import NyEnhet, ensure_units
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas

INVENTED = ".example"
"""The end of every invented address: no real one can end so (RFC 2606)."""
SINCE = date(2000, 1, 1)
STANDARD = "standard"

_PEOPLE: tuple[tuple[str, str, Roll], ...] = (
    ("astrid", "Astrid Påhittad", Roll.HANDLAGGARE),
    ("birger", "Birger Påhittad", Roll.HANDLAGGARE),
    ("dagny", "Dagny Påhittad", Roll.HANDLAGGARE),
    ("egon", "Egon Påhittad", Roll.BESLUTSFATTARE),
    ("frida", "Frida Påhittad", Roll.BEHANDLARE),
    ("gote", "Göte Påhittad", Roll.BEHANDLARE),
    ("hedda", "Hedda Påhittad", Roll.BEHANDLARE),
    ("inez", "Inez Påhittad", Roll.SAMORDNARE),
    ("jarl", "Jarl Påhittad", Roll.ENHETSCHEF),
    ("karla", "Karla Påhittad", Roll.PARTNERKONTAKT),
    ("linus", "Linus Påhittad", Roll.SAKERHETSSAMORDNARE),
)


@dataclass(frozen=True, slots=True)
class Bemannad:
    """A unit with its people by role, in a stable order."""

    enhet: str
    enhet_id: int
    i_roll: Mapping[Roll, Sequence[Aktor]]

    def en(self, roll: Roll, nummer: int = 0) -> Aktor | None:
        """The person of that number in a role; the numbers go round. None when the role is empty."""
        people = self.i_roll.get(roll, ())
        return people[nummer % len(people)] if people else None


def bemanna(db: Databas, profil: str, dag: date) -> Bemannad:
    """The unit to simulate in. The demo's own when it is there and works by the profile.

    Raises:
        BadInput, ProfileInvalid: there is no such profile.
        CaseflowError: a role that the work cannot do without is empty.
    """
    wanted = find_profile(db.settings, profil).id if profil else ""
    kod = _demo_unit(db, wanted) or _made_unit(db, wanted or STANDARD)
    with db.read() as session:
        enhet = session.scalars(select(Enhet).where(Enhet.kod == kod)).one()
        found = Bemannad(kod, enhet.id, _by_role(session, enhet.id, dag))
    needed = (Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.BEHANDLARE, Roll.SAMORDNARE)
    empty = [r.etikett for r in needed if not found.en(r)]
    if empty:
        raise CaseflowError(
            vad=f"Ingen i enheten {kod} är {', '.join(empty)} den {dag.isoformat()}.",
            varfor="Simuleringen gör allt som de som arbetar där gör, i deras roller.",
            gor_nu="Välj en senare dag, eller ge någon uppdraget med caseflow user add.",
        )
    return found


def _demo_unit(db: Databas, wanted: str) -> str:
    if not demo_is_here(db):
        return ""
    with db.read() as session:
        demo = session.scalars(select(Enhet).where(Enhet.kod == NORR)).one_or_none()
    return NORR if demo is not None and wanted in ("", demo.profil) else ""


def _made_unit(db: Databas, profil: str) -> str:
    kod = f"simulerad-{profil}"[:40]
    namn = find_profile(db.settings, profil).namn
    ensure_units(db, (NyEnhet(kod, f"Simulerad enhet, {namn}", profil),))
    for short, name, roll in _PEOPLE:
        epost = f"{short}@{kod}{INVENTED}"
        lagg_till(db, NyMedarbetare(epost, name, kod, (roll,), DEMO_PASSWORD), fran=SINCE)
    return kod


def _by_role(session: Session, enhet_id: int, dag: date) -> dict[Roll, list[Aktor]]:
    """Invented people who work in the unit that day. An administrator has other things to do."""
    people = session.scalars(
        select(Medarbetare)
        .join(Uppdrag, Uppdrag.medarbetare_id == Medarbetare.id)
        .where(Uppdrag.enhet_id == enhet_id, Medarbetare.aktiv.is_(True))
        .where(Medarbetare.epost.endswith(INVENTED))
        .order_by(Medarbetare.epost)
        .distinct()
    ).all()
    found: dict[Roll, list[Aktor]] = {}
    for person in people:
        aktor = aktor_for(session, person, dag)
        held = aktor.roller(enhet_id)
        if Roll.ADMINISTRATOR not in held:
            for roll in held:
                found.setdefault(Roll(roll), []).append(aktor)
    return found


def refuse_real(db: Databas) -> None:
    """Simulated akter never come to lie among real ones by mistake.

    Raises:
        BadInput: somebody whose address is not invented can open akter in a unit that has some.
    """
    opening = {r.value for roles in OPPNAR_AKT.values() for r in roles}
    with db.read() as session:
        real = session.scalar(
            select(Enhet.namn)
            .where(
                exists().where(Akt.enhet_id == Enhet.id),
                exists().where(
                    Uppdrag.enhet_id == Enhet.id,
                    Uppdrag.roll.in_(opening),
                    Uppdrag.medarbetare_id == Medarbetare.id,
                    ~Medarbetare.epost.endswith(INVENTED),
                ),
            )
            .order_by(Enhet.kod)
            .limit(1)
        )
    if real is not None:
        raise BadInput(
            vad="Simuleringen görs inte här.",
            varfor=f"I databasen finns akter i en enhet där riktiga medarbetare arbetar: {real}."
            " Påhittade ärenden får inte blandas med riktiga.",
            gor_nu="Skapa en egen installation med caseflow init --demo."
            " Är allt påhittat anger du --jag-vet-att-det-ar-pahittat.",
        )
