"""What a change of rules does to what stands open: akt by akt, in batches, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from caseflow.engine.errors import BadInput, CaseflowError, Hinder, Refused
from caseflow.engine.fakta import JsonDict
from caseflow.engine.regelbyte import Jamforelse, Lydelse, Regelbyte, beginning, compare
from caseflow.engine.rule import Overgang
from caseflow.processes import REGLER, plikter_for
from caseflow.rules.ny_rakning import RAKNAR_OM
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning, open_in
from caseflow.store.enhet import Enhet
from caseflow.store.profiler import profiles
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

BATCH = 200


@dataclass(frozen=True, slots=True)
class Aktandring:
    """One akt whose days or sources would change."""

    nummer: str
    slag: str
    jamforelse: Jamforelse

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {"akt": self.nummer, "slag": self.slag, "rader": self.jamforelse.rows_as_dict()}


@dataclass(frozen=True, slots=True)
class AldreProfil:
    """A profile that has a newer version than the one `akter` open akter go by."""

    profil: str
    version: str
    nyaste: str
    akter: int

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {
            "profil": self.profil,
            "version": self.version,
            "nyaste": self.nyaste,
            "akter": self.akter,
        }


def policy_of(chosen: list[str]) -> dict[str, Overgang]:
    """What `--policy KIND=behall|rakna_om|fraga` says.

    Raises:
        BadInput: a kind or a choice that does not exist.
    """
    kinds = {p.kod for slag in RAKNAR_OM for p in plikter_for(slag)}
    found: dict[str, Overgang] = {}
    for text in chosen:
        slag, _, val = text.partition("=")
        if slag not in kinds or val not in {o.value for o in Overgang}:
            raise BadInput(
                vad=f"«{text[:60]}» säger inte vad som ska göras med en bevakning.",
                varfor="Till vänster står bevakningens kod, till höger behall, rakna_om eller fraga.",
                gor_nu="Skriv till exempel ej_verkstallt=behall. caseflow rules visar koderna.",
            )
        found[slag] = Overgang(val)
    return found


def lydelser(byte: Regelbyte) -> list[Lydelse]:
    """The wordings that begin in the period.

    Raises:
        BadInput: the period ends before it begins.
    """
    if byte.till < byte.fran:
        raise BadInput(
            vad="Perioden slutar innan den börjar.",
            gor_nu="Byt plats på dagarna: --from är den tidigare.",
        )
    return beginning(REGLER.values(), byte)


def _mine(session: Session, aktor: Aktor, enhet: str) -> list[tuple[str, list[int]]]:
    """The units, per kind of akt, where the person recounts.

    Raises:
        BadInput: no unit by that name.
        Refused: the person recounts nowhere, or not there.
    """
    only = session.scalar(select(Enhet.id).where(Enhet.kod == enhet)) if enhet else None
    if enhet and only is None:
        raise BadInput(
            vad=f"Enheten «{enhet[:40]}» finns inte.", gor_nu="Kontrollera enhetens namn."
        )
    found = [
        (slag, [e for e in aktor.enheter(*roller) if only in {None, e}])
        for slag, roller in RAKNAR_OM.items()
    ]
    if not any(units for _, units in found):
        raise Refused(
            vad="Du kan inte se vad en ändrad regel gör i enhetens ärenden.",
            hinder=[
                Hinder(
                    "rollen_far_gora_det",
                    "Delegations- och behörighetsordning",
                    "Det görs av samordnare eller enhetschef.",
                    "Be samordnaren eller enhetschefen i enheten att göra det.",
                )
            ],
        )
    return found


def andringar(
    db: Databas,
    aktor: Aktor,
    byte: Regelbyte,
    *,
    enhet: str = "",
    dag: date,
    progress: Callable[[int], None] | None = None,
    fault: Callable[[str, CaseflowError], None] | None = None,
) -> Iterator[Aktandring]:
    """Every akt in which something would differ, by its place in the database.

    Each batch is a transaction of its own, so that nothing is held while the caller works with what it got.
    An akt that cannot be read is told to `fault` and stops no other; without `fault` it is raised.

    Raises:
        BadInput, Refused: no such unit; the person recounts nowhere.
    """
    with db.read() as session:
        mine = _mine(session, aktor, enhet)
    last = 0
    while True:
        with db.read() as session:
            batch = _batch(session, mine, last)
            found = list(_compared(db, session, batch, byte, dag, fault))
        if not batch:
            return
        yield from found
        if progress:
            progress(len(batch))
        last = batch[-1].id


def _batch(session: Session, mine: list[tuple[str, list[int]]], after: int) -> list[Akt]:
    still = exists().where(Bevakning.akt_id == Akt.id, Bevakning.status.in_(OPEN))
    allowed = or_(*((Akt.slag == slag) & Akt.enhet_id.in_(units) for slag, units in mine))
    return list(
        session.scalars(
            select(Akt)
            .where(
                Akt.synlig.is_(True), Akt.id > after, or_(Akt.avslutad.is_(False), still), allowed
            )
            .order_by(Akt.id)
            .limit(BATCH)
        )
    )


def _compared(
    db: Databas,
    session: Session,
    batch: list[Akt],
    byte: Regelbyte,
    dag: date,
    fault: Callable[[str, CaseflowError], None] | None,
) -> Iterator[Aktandring]:
    known: dict[tuple[str, str], Profil] = {}
    rows: Mapping[int, list[Bevakning]] = open_in(session, [a.id for a in batch])
    for akt in batch:
        version = akt.profil, akt.profil_version
        try:
            if version not in known:
                known[version] = profile_of(session, db.settings, *version)
        except CaseflowError as wrong:
            if fault is None:
                raise
            fault(akt.nummer, wrong)
            continue
        own = rows.get(akt.id, [])
        made = compare(
            plikter_for(akt.slag),
            akt.snapshot,
            known[version],
            oppna=[r.oppen for r in own],
            fore={(r.slag, r.nyckel): r.vantad for r in own},
            byte=byte,
            dag=dag,
        )
        if made.rader:
            yield Aktandring(akt.nummer, akt.slag, made)


def aldre_profiler(db: Databas, aktor: Aktor, *, enhet: str = "") -> list[AldreProfil]:
    """The profiles whose newest version is not the one that open akter go by: they are moved by themselves.

    Raises:
        BadInput, Refused: as `andringar`.
    """
    newest = profiles(db.settings)
    with db.read() as session:
        mine = _mine(session, aktor, enhet)
        allowed = or_(*((Akt.slag == slag) & Akt.enhet_id.in_(units) for slag, units in mine))
        rows = session.execute(
            select(Akt.profil, Akt.profil_version, func.count())
            .where(Akt.synlig.is_(True), Akt.avslutad.is_(False), allowed)
            .group_by(Akt.profil, Akt.profil_version)
            .order_by(Akt.profil, Akt.profil_version)
        ).all()
    return [
        AldreProfil(profil, version, newest[profil].version, antal)
        for profil, version, antal in rows
        if profil in newest and newest[profil].version != version
    ]
