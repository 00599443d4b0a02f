"""Import a register: checked whole before anything is written, staged in batches, made visible by one flip.

Each row becomes an akt with dated events of origin `import`. What the register does not say is left unknown;
no rule is applied backwards, and nothing falls due before the day of the import. Open akter get a
bevakning to be gone through, owned by the unit's samordnare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from caseflow.actions.oppna_akt import new_row
from caseflow.actions.register.fel import Importfel
from caseflow.actions.register.granskning import Granskning, Registerpost, granska, las_poster
from caseflow.actions.registrera_historik import Historik, historik_av, write_batch
from caseflow.engine.errors import BadInput, Conflict, Hinder, Refused
from caseflow.processes.definitioner import definitioner_for
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store import tabeller
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.definition import keep as keep_definitions
from caseflow.store.enhet import Enhet
from caseflow.store.handelse import Handelse
from caseflow.store.profiler import profiles
from caseflow.store.profilversion import keep
from caseflow.store.projektioner import TABLES
from caseflow.store.registerimport import Registerimport
from caseflow.store.session import Databas

BATCH = 200
_SLAG = "utsatt"
"""What every row of the register becomes."""
BY = (Roll.ADMINISTRATOR, Roll.REGISTRATOR, Roll.SAMORDNARE)


@dataclass(frozen=True, slots=True)
class Importsvar:
    """What an import did or would do. With faults nothing was written."""

    antal: int
    skattningar: int
    fel: list[Importfel]
    antal_fel: int
    importerat: bool

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "importerat": self.importerat,
            "arenden": self.antal,
            "skattningar": self.skattningar,
            "antal_fel": self.antal_fel,
            "fel": [
                {"rad": f.rad, "kolumn": f.kolumn, "orsak": f.orsak, "text": f.text, "fil": f.fil}
                for f in self.fel
            ],
        }


def importera_register(
    db: Databas,
    aktor: Aktor,
    register: Path,
    risk: Path | None,
    *,
    enhet: str = "",
    dry_run: bool = False,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Importsvar:
    """All or nothing. `progress` is told (done, of) after each batch.

    Raises:
        Refused: no role that imports in the unit.
        BadInput: no such unit, or the register has been imported there before.
        Conflict: another import is running.
    """
    granskning = granska(register, risk, idag=svensk_dag(now))
    if not granskning.godkand:
        return _svar(granskning, importerat=False)
    with db.read() as session:
        unit = _unit(session, aktor, enhet)
        _refuse_known(session, unit, register, risk, granskning)
    if dry_run:
        return _svar(granskning, importerat=False)
    with db.alone("import"):
        _clear_abandoned(db)
        import_id = _begin(db, aktor, unit, granskning, now)
        poster = las_poster(register, risk, granskning)
        finished = False
        try:
            written = 0
            while batch := list(islice(poster, BATCH)):
                _stage(db, unit, import_id, batch, now)
                written += len(batch)
                if progress:
                    progress(written, granskning.antal_rader)
            _flip(db, import_id, now)
            finished = True
        finally:
            if not finished:
                _clear_abandoned(db)
    return _svar(granskning, importerat=True)


def _svar(granskning: Granskning, *, importerat: bool) -> Importsvar:
    return Importsvar(
        granskning.antal_rader,
        granskning.antal_skattningar,
        granskning.fel,
        granskning.antal_fel,
        importerat,
    )


def _unit(session: Session, aktor: Aktor, kod: str) -> Enhet:
    """The unit to import into: the named one, else the only one, else the first where the person may."""
    units = list(session.scalars(select(Enhet).order_by(Enhet.id)))
    if kod:
        units = [u for u in units if u.kod == kod]
    allowed = [u for u in units if set(aktor.roller(u.id)) & {r.value for r in BY}]
    if not units:
        raise BadInput(
            vad=f"Enheten «{kod[:40]}» finns inte.", gor_nu="Ange --enhet med en enhets kod."
        )
    if not allowed:
        names = ", ".join(r.etikett for r in BY)
        raise Refused(
            vad="Registret kan inte importeras.",
            hinder=[
                Hinder(
                    "rollen_far_gora_det",
                    "Behörighetsordning",
                    f"Det görs av någon med uppdraget {names} i enheten.",
                    "Ange någon med --som, eller en annan enhet med --enhet.",
                )
            ],
        )
    return allowed[0]


def _refuse_known(
    session: Session, unit: Enhet, register: Path, risk: Path | None, granskning: Granskning
) -> None:
    """A register that has been imported once is not imported again: it would count people twice."""
    poster = las_poster(register, risk, granskning)
    while batch := list(islice(poster, BATCH)):
        known = session.scalar(
            select(Akt.extern_id)
            .where(
                Akt.enhet_id == unit.id,
                Akt.extern_id.in_([p.arende_id for p in batch]),
                Akt.synlig.is_(True),
            )
            .limit(1)
        )
        if known is not None:
            raise BadInput(
                vad="Registret importeras inte.",
                varfor=f"Ärendet {known} i filen finns redan i {unit.namn}.",
                gor_nu="Ta bort de rader som redan är importerade, eller välj en annan enhet.",
            )


def _begin(db: Databas, aktor: Aktor, unit: Enhet, granskning: Granskning, now: datetime) -> int:
    with db.write() as session:
        keep(session, profiles(db.settings)[unit.profil], now=now)
        keep_definitions(session, definitioner_for(_SLAG), now=now)
        row = Registerimport(
            enhet_id=unit.id,
            fil_sha256=granskning.avtryck["register"],
            status="pagar",
            antal=granskning.antal_rader,
            av=aktor.id,
            startad=now,
        )
        session.add(row)
        session.flush()  # the staged akter name the import
        return row.id


def _stage(
    db: Databas, unit: Enhet, import_id: int, batch: list[Registerpost], now: datetime
) -> None:
    """One batch in one transaction, not yet visible."""
    profil = profiles(db.settings)[unit.profil]
    with db.write() as session:
        historiker: list[Historik] = []
        for post in batch:
            akt = new_row(db, unit, _SLAG, now=now)
            akt.profil, akt.profil_version = profil.id, profil.version
            akt.synlig, akt.import_id, akt.extern_id = False, import_id, post.arende_id
            session.add(akt)
            historiker.append(Historik(akt, historik_av(post, akt, svensk_dag(now))))
        session.flush()  # the events name the akter's ids
        write_batch(session, db.ring, historiker, profil, now=now)


def _flip(db: Databas, import_id: int, now: datetime) -> None:
    """Everything becomes visible at once, and only if everything is still there.

    Raises:
        Conflict: another import took this one for abandoned and cleared what it had staged.
    """
    with db.write() as session:
        row = session.get_one(Registerimport, import_id)
        staged = select(func.count()).select_from(Akt).where(Akt.import_id == import_id)
        if row.status != "pagar" or session.scalar(staged) != row.antal:
            raise Conflict(
                vad="Registret importerades inte.",
                varfor="En annan import började medan den här pågick.",
                gor_nu="Vänta tills den andra är klar och börja om.",
            )
        session.execute(update(Akt).where(Akt.import_id == import_id).values(synlig=True))
        row.status, row.klar = "klar", now


def _clear_abandoned(db: Databas) -> None:
    """Take away what an interrupted import has staged; nobody has seen it."""
    with db.write() as session:
        # Also what an import staged after it had been taken for abandoned; never what was once visible.
        abandoned = list(
            session.scalars(select(Registerimport.id).where(Registerimport.status != "klar"))
        )
        if not abandoned:
            return
        staged = select(Akt.id).where(Akt.import_id.in_(abandoned), Akt.synlig.is_(False))
        for name in TABLES:
            table = tabeller.AKTERNAS.tables[name]
            session.execute(delete(table).where(table.c.akt_id.in_(staged)))
        session.execute(delete(Handelse).where(Handelse.akt_id.in_(staged)))
        session.execute(delete(Akt).where(Akt.id.in_(staged)))
        session.execute(
            update(Registerimport).where(Registerimport.id.in_(abandoned)).values(status="avbruten")
        )
