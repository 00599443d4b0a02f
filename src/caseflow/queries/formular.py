"""What the form of a step or a fact shows before anybody has written anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.errors import Hinder, NotFound
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.machine import machine_for
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Rule
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.processes import REGLER
from caseflow.processes.definitioner import Definitioner
from caseflow.processes.i_profilen import steget_i_profilen
from caseflow.queries.handelser_i_akt import Handelsevy, handelsevy
from caseflow.queries.kalltext import Kallvy, hindrets_kalla, kallvy
from caseflow.queries.riskutveckling import Riskhandelse, Riskpunkt, riskpunkter
from caseflow.queries.vad_hander_sedan import (
    Sedan,
    Vagen,
    foljder,
    forfaller_nu,
    vad_hander_sedan,
)
from caseflow.queries.varningar import redan_nu
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.overgang import rattsdag
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.rules.utlamnande import GALLER_NAR_DE_VALJS
from caseflow.store.agarens_handling import open_to_owner
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.definition import definitioner_of
from caseflow.store.handelse import Handelse
from caseflow.store.handelselasning import open_event
from caseflow.store.namn import names, namnen
from caseflow.store.person import Person
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

_HOGST_HANDELSER = 8


@dataclass(frozen=True, slots=True)
class Kontroll:
    """One rule of the step as it stands now: `mening` when it holds, `brist` and `gor_nu` when it does not.

    `vid_svar` when only the answers in the form can tell.
    """

    regel: str
    mening: str
    brist: str
    gor_nu: str
    kalla: Kallvy
    vid_svar: bool = False

    @property
    def haller(self) -> bool:
        """Whether the rule stands in no way."""
        return not self.brist


@dataclass(frozen=True, slots=True)
class Formular:
    """The form of a step or a fact in one akt. `inom` says which delprocess it belongs to, in words."""

    nummer: str
    slag: str
    seq: int
    roll: str
    skydd: str
    fakta: Fakta
    profil: Profil
    steg: Transition | FactKind
    process: Process
    delprocess: int | None
    inom: str
    lage: str
    kontroller: tuple[Kontroll, ...]
    foljder: tuple[str, ...]
    passande: tuple[tuple[int, str], ...] = ()
    """The open delprocesser that a fact may belong to, by number and name."""
    i_otid: Hinder | None = None
    """Why the step is not taken from where the akt or the delprocess stands now, if it is not."""
    sedan: tuple[Sedan, ...] = ()
    """What must be done after the step."""
    varningar: tuple[Hinder, ...] = ()
    """What to think of before it is done: it may be done all the same."""

    @property
    def hindrat(self) -> bool:
        """Whether something stands in the way already."""
        return any(not k.haller for k in self.kontroller)


@dataclass(frozen=True, slots=True)
class _Amne:
    """What a form is about."""

    steg: Transition | FactKind
    process: Process
    delprocess: Delprocess | None
    definitioner: Definitioner


@dataclass(frozen=True, slots=True)
class Riskunderlag:
    """What a new riskbedömning is compared with: the earlier ones and what has happened since the last."""

    punkter: tuple[Riskpunkt, ...]
    sedan: tuple[Riskhandelse, ...]
    kalla: Kallvy

    @property
    def senaste(self) -> Riskpunkt | None:
        """The last assessment with a known day."""
        return next((p for p in reversed(self.punkter) if p.dag), None)


def stegets_formular(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    kod: str,
    *,
    dag: date,
    process: str = "",
    delprocess: int | None = None,
) -> Formular:
    """The form of a step: of the main process, of a delprocess by its number, or one that opens a kind.

    Raises:
        NotFound: no such akt for this person, or no such step there.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        fakta = akt.snapshot
        part = fakta.delprocess(delprocess) if delprocess is not None else None
        known = definitioner_of(session, akt.slag, akt.process_version)
        definition = _definition(known, part, process, asked=delprocess is not None)
        step = definition.transition(kod) if definition else None
        opens = bool(process) and not (step and step.source)
        if definition is None or step is None or _only_system(step) or bool(process) != opens:
            raise NotFound(
                vad=f"Steget «{kod[:60]}» finns inte i {akt.nummer}.",
                gor_nu="Öppna ärendet och välj bland stegen som visas där.",
            )
        about = _Amne(step, definition, part, known)
        return _formular(db, session, akt, aktor, roll, about, dag=dag)


def faktumets_formular(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    slag: str,
    *,
    dag: date,
    delprocess: int | None = None,
) -> Formular:
    """The form of a fact.

    Raises:
        NotFound: no such akt for this person, or no such kind of fact there.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        known = definitioner_of(session, akt.slag, akt.process_version)
        kind = known.faktaslag.get(slag)
        if kind is None or _only_system(kind):
            raise NotFound(
                vad=f"«{slag[:60]}» går inte att registrera i {akt.nummer}.",
                gor_nu="Öppna ärendet och välj bland det som visas där.",
            )
        part = akt.snapshot.delprocess(delprocess) if delprocess is not None else None
        about = _Amne(kind, known.huvud, part, known)
        return _formular(db, session, akt, aktor, roll, about, dag=dag)


def riskunderlag(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> Riskunderlag:
    """The earlier assessments, and the rule that says when the next is due."""
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        punkter = riskpunkter(session, akt.id)
        last = akt.snapshot.senaste("riskbedomning")
        raised = session.scalars(
            select(Handelse)
            .where(Handelse.akt_id == akt.id, Handelse.kod == "ny_handelse")
            .order_by(Handelse.seq.desc())
            .limit(_HOGST_HANDELSER)
        )
        key = db.ring.unwrap(akt.nyckel)
        kanda = namnen(session, akt)
        events = [handelsevy(open_event(row, akt.nummer, key), kanda) for row in raised]
        since = [
            Riskhandelse(h.seq, h.dag, h.nyckel)
            for h in reversed(events)
            if h.dag
            and (last is None or last.dag is None or h.dag >= last.dag)
            and (last is None or h.seq > last.seq)
        ]
        wording = REGLER["riskbedomning_pa_nytt"].on(dag)
        return Riskunderlag(punkter, tuple(since), kallvy(wording.kalla.typ, str(wording.kalla)))


def handelser_efter(db: Databas, aktor: Aktor, nummer: str, seq: int) -> tuple[Handelsevy, ...]:
    """What others have written since event `seq`, the latest first: shown when somebody was first."""
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        rows = session.scalars(
            select(Handelse)
            .where(Handelse.akt_id == akt.id, Handelse.seq > seq)
            .order_by(Handelse.seq.desc())
            .limit(_HOGST_HANDELSER)
        )
        key = db.ring.unwrap(akt.nyckel)
        events = [open_event(row, akt.nummer, key) for row in rows]
        people, kanda = names(session, (e.av for e in events)), namnen(session, akt)
        return tuple(handelsevy(e, kanda, people) for e in events)


def _only_system(step: Transition | FactKind) -> bool:
    return all(r.value == Roll.SYSTEM for r in step.by)


def _definition(
    known: Definitioner, part: Delprocess | None, process: str, *, asked: bool
) -> Process | None:
    if asked:
        return known.processer.get(part.process) if part else None
    return known.delprocesser.get(process) if process else known.huvud


def _formular(
    db: Databas,
    session: Session,
    akt: Akt,
    aktor: Aktor,
    roll: str,
    amne: _Amne,
    *,
    dag: date,
) -> Formular:
    step, process, part = amne.steg, amne.process, amne.delprocess
    fakta = akt.snapshot
    profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
    if isinstance(step, Transition):
        # A step that the profile does not have keeps its form: the rule in it says why.
        step = steget_i_profilen(step, profil, akt.slag) or step
    else:
        step = open_to_owner(session, akt, step, aktor, dag)
    held = aktor.roller(akt.enhet_id)
    acting = next((r.value for r in step.by if r.value in held), roll)
    who = str(aktor.id) if aktor.id is not None else "system"
    lage: Lage[Any] = Lage(
        fakta,
        profil,
        dag,
        {"av": who},
        who,
        acting,
        part,
        rattsdag=rattsdag(fakta, profil, dag),
        kod=step.code,
        roller=held,
    )
    skydd = (
        session.scalar(select(Person.skydd).where(Person.id == akt.person_id))
        if akt.person_id
        else ""
    )
    known = amne.definitioner
    return Formular(
        nummer=akt.nummer,
        slag=akt.slag,
        seq=akt.seq,
        roll=acting,
        skydd=skydd or "",
        fakta=fakta,
        profil=profil,
        steg=step,
        process=process,
        delprocess=part.id if part else None,
        inom=_inom(process, part, known.huvud),
        lage=known.huvud.state(fakta.tillstand).label,
        kontroller=_kontroller(step, lage, acting),
        foljder=foljder(step, known),
        passande=_passande(step, fakta, known) if isinstance(step, FactKind) else (),
        i_otid=_i_otid(amne, fakta) if isinstance(step, Transition) else None,
        sedan=_sedan(amne, lage),
        varningar=redan_nu(step, lage),
    )


def _sedan(amne: _Amne, lage: Lage[Any]) -> tuple[Sedan, ...]:
    """What must be done after the step; nothing when it is not taken from here."""
    step = amne.steg
    if not isinstance(step, Transition) or _i_otid(amne, lage.fakta):
        return ()
    vagen = Vagen(amne.definitioner, step, amne.process, amne.delprocess, lage.aktor, lage.dag)
    nu = forfaller_nu(lage.fakta, lage.profil)
    return vad_hander_sedan(vagen, lage.fakta, lage.profil, nu)


def _i_otid(amne: _Amne, fakta: Fakta) -> Hinder | None:
    """The machine's own words, when the step does not leave the state."""
    step, part = amne.steg, amne.delprocess
    if not isinstance(step, Transition) or (part is None and not step.source):
        return None
    state = part.tillstand if part else fakta.tillstand
    if any(s.code == state for s in step.source):
        return None
    return machine_for(amne.process).out_of_order(step.code, state)


def _inom(process: Process, part: Delprocess | None, main: Process) -> str:
    if part is not None:
        return process.label
    return "" if process is main else process.label


def _kontroller(step: Transition | FactKind, lage: Lage[Any], acting: str) -> tuple[Kontroll, ...]:
    found = [
        Kontroll(h.regel, "", h.text, h.gor_nu, hindrets_kalla(h, lage.dag))
        for h in role_hinder(step.by, acting)
    ]
    rules: Iterable[Rule[Any]] = step.requires
    for rule in rules:
        dag = lage.dag_for(rule)
        if rule.wordings[0].since > dag or _ror_inte(rule, lage.fakta):
            continue
        wording = rule.on(dag)
        kalla = kallvy(wording.kalla.typ, str(wording.kalla))
        failed = [] if rule.om_falt else failing([rule], lage)
        brist, gor_nu = (failed[0].text, failed[0].gor_nu) if failed else ("", "")
        found.append(
            Kontroll(rule.kod, wording.meaning, brist, gor_nu, kalla, vid_svar=rule.om_falt)
        )
    return tuple(found)


def _ror_inte(rule: Rule[Any], fakta: Fakta) -> bool:
    """What anonymous talks may hold says nothing to who writes in any other akt.

    What each ground for disclosure asks for says nothing until that ground is chosen.
    """
    if rule in GALLER_NAR_DE_VALJS:
        return True
    anonym = fakta.slag == "friyta" or bool(fakta.av_slag("friyta", oppna=True))
    return rule is fritexten_avslojar_ingen and not anonym


def _passande(kind: FactKind, fakta: Fakta, known: Definitioner) -> tuple[tuple[int, str], ...]:
    """The open delprocesser that the fact can belong to, when it belongs to any."""
    if not kind.within or fakta.process in kind.within:
        return ()
    return tuple(
        (
            d.id,
            f"{known.processer[d.process].label} ({known.tillstandets_namn(d.process, d.tillstand)})",
        )
        for d in fakta.delprocesser
        if d.process in kind.within and not d.avslutad
    )
