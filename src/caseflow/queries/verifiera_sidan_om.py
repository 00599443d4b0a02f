"""What verify checks beside the chains: that nothing is hidden, swapped, forged or left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.errors import CaseflowError, IntegrityFault
from caseflow.rules.profil import versionen_av
from caseflow.store.append import run
from caseflow.store.definition import Definition, checked
from caseflow.store.handling import ARKIVETS, ATT_LASA, open_content, sha256
from caseflow.store.nycklar import Nyckelring
from caseflow.store.person import Person, identitet
from caseflow.store.profilversion import Profilversion
from caseflow.store.relation import open_all

Fault: TypeAlias = "tuple[str, int | None, str]"
"""Which akt (or what else), which event, and what is wrong."""


def faults_beside(session: Session, ring: Nyckelring) -> list[Fault]:
    """Every fault outside the replay of single akter."""
    return [
        *_orphans(session),
        *_hidden(session),
        *_untold(session),
        *_persons(session, ring),
        *_relations(session, ring),
        *_profiles(session),
        *_definitions(session),
        *_contents(session, ring),
    ]


def _orphans(session: Session) -> Iterator[Fault]:
    query = (
        "SELECT akt_id, count(*) AS antal FROM handelse WHERE akt_id NOT IN (SELECT id FROM akt)"
        " GROUP BY akt_id"
    )
    for r in run(session, query, {}):
        yield f"okänd akt {r.akt_id}", None, f"{r.antal} händelser saknar akt"


def _hidden(session: Session) -> Iterator[Fault]:
    """Only what a running import is staging may be invisible."""
    query = (
        "SELECT nummer FROM akt WHERE synlig = :nej AND (import_id IS NULL OR import_id NOT IN"
        " (SELECT id FROM registerimport WHERE status = 'pagar')) ORDER BY id"
    )
    for r in run(session, query, {"nej": False}):
        yield str(r.nummer), None, "akten är dold utan att någon import pågår"


def _untold(session: Session) -> Iterator[Fault]:
    """A bevakning marked as told without a note would fall silent."""
    query = (
        "SELECT akt.nummer, b.nr FROM bevakning b JOIN akt ON akt.id = b.akt_id"
        " WHERE b.notifierad IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notis n"
        " WHERE n.akt_id = b.akt_id AND n.bevakning_nr = b.nr) ORDER BY akt.nummer, b.nr"
    )
    for r in run(session, query, {}):
        yield str(r.nummer), None, f"bevakning {r.nr}: märkt som meddelad, men ingen notis finns"


def _persons(session: Session, ring: Nyckelring) -> Iterator[Fault]:
    for person in session.scalars(select(Person).order_by(Person.id)):
        try:
            identitet(person, ring)
        except CaseflowError:
            yield f"person {person.id}", None, "uppgifterna om personen har ändrats eller bytts"


def _relations(session: Session, ring: Nyckelring) -> Iterator[Fault]:
    broken = sum(1 for koppling in open_all(session, ring) if koppling is None)
    if broken:
        yield "förseglade relationer", None, f"{broken} går inte att öppna"


def _profiles(session: Session) -> Iterator[Fault]:
    for kept in session.scalars(select(Profilversion).order_by(Profilversion.version)):
        # Over what was kept, and not over the profile of it: that may have got more fields since.
        if versionen_av(kept.innehall) != kept.version:
            yield f"profilversion {kept.version}", None, "innehållet har ändrats"
    query = (
        "SELECT nummer, profil_version FROM akt WHERE synlig = :ja AND NOT EXISTS (SELECT 1"
        " FROM profilversion p WHERE p.version = akt.profil_version AND p.profil = akt.profil)"
        " ORDER BY id"
    )
    for r in run(session, query, {"ja": True}):
        yield str(r.nummer), None, f"profilen {r.profil_version} som akten går efter saknas"


def _definitions(session: Session) -> Iterator[Fault]:
    """Every version that an akt runs on is kept, and its content is what its name says."""
    for kept in session.scalars(select(Definition).order_by(Definition.version)):
        if checked(kept) is None:
            yield f"definition {kept.version}", None, "innehållet har ändrats"
    query = (
        "SELECT nummer, process_version FROM akt WHERE synlig = :ja AND NOT EXISTS (SELECT 1"
        " FROM definition d WHERE d.version = akt.process_version AND d.slag = akt.slag) ORDER BY id"
    )
    for r in run(session, query, {"ja": True}):
        yield str(r.nummer), None, f"definitionen {r.process_version} som akten går efter saknas"


def _contents(session: Session, ring: Nyckelring) -> Iterator[Fault]:
    """The bytes of every finished handling are those whose checksum stands in its event; one at a time."""
    query = (
        "SELECT a.nummer, a.nyckel, h.akt_id, h.seq, h.sha256, h.arkiv_sha256 FROM handling h"
        " JOIN akt a ON a.id = h.akt_id ORDER BY h.akt_id, h.seq"
    )
    stored = "SELECT innehall FROM handlingsinnehall WHERE akt_id = :akt_id AND seq = :seq AND form = :form"
    for h in run(session, query, {}).all():
        for form, wanted in ((ATT_LASA, h.sha256), (ARKIVETS, h.arkiv_sha256)):
            if not wanted:
                continue
            given = {"akt_id": h.akt_id, "seq": h.seq, "form": form}
            row = run(session, stored, given).first()
            if row is None:
                yield str(h.nummer), h.seq, f"handlingens innehåll ({form}) saknas"
                continue
            try:
                key = ring.unwrap(bytes(h.nyckel))
                found = sha256(open_content(h.nummer, h.seq, form, bytes(row.innehall), key))
            except IntegrityFault:
                found = ""
            if found != wanted:
                yield str(h.nummer), h.seq, f"handlingens innehåll ({form}) har ändrats"
    strays = (
        "SELECT a.nummer, i.seq, i.form FROM handlingsinnehall i JOIN akt a ON a.id = i.akt_id"
        " WHERE NOT EXISTS (SELECT 1 FROM handling h WHERE h.akt_id = i.akt_id AND h.seq = i.seq)"
    )
    for r in run(session, strays, {}):
        yield str(r.nummer), r.seq, f"innehåll ({r.form}) utan handling"
