"""Hand over everything a medarbetare has in a unit, at leave or when she goes: each akt by itself, then her uppdrag.

What has been handed over stays so if it is interrupted, and running it again does the rest: the plan is made
anew from what she still has. Nothing is given back by itself when she returns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, open_for, short_with_actor
from caseflow.actions.bevakningshandling import write_operations
from caseflow.actions.mottagare import hinder_for_uppfoljaren
from caseflow.actions.overlamna_insatser import hand_over_insatser
from caseflow.actions.overlamningsplan import LEDER, SAKERHETENS, Aktplan, Begaran, Plan, planera
from caseflow.engine.effect import Effekt
from caseflow.engine.errors import CaseflowError, Hinder, Refused
from caseflow.engine.fakta import JsonDict, Varde
from caseflow.engine.field import check
from caseflow.engine.trial import Lage, failing
from caseflow.processes.overlamning import ORSAK, SKAL
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.kalenderadress import Kalenderadress
from caseflow.store.medarbetare import Inloggning, Medarbetare, Uppdrag
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

BY = (*LEDER, Roll.SAKERHETSSAMORDNARE)
_KALLA = "Delegations- och behörighetsordning"
_MOST_PASSES = 3


@dataclass(frozen=True, slots=True)
class Overlamnat:
    """What was done: the plan it followed, the akter that are done, and why each of the others is not.

    `till_och_med` is the last day of the uppdrag that were ended, None while something is left.
    """

    plan: Plan
    klara: tuple[str, ...]
    nekade: tuple[tuple[str, str], ...]
    till_och_med: date | None

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            **plan_as_dict(self.plan),
            "gjort": True,
            "klara": list(self.klara),
            "nekade": [{"akt": nummer, "skal": skal} for nummer, skal in self.nekade],
            "till_och_med": self.till_och_med.isoformat() if self.till_och_med else None,
        }


def plan_as_dict(plan: Plan) -> JsonDict:
    """The stable keys of a plan."""
    return {
        "medarbetare": plan.epost,
        "enhet": plan.enhetens_namn,
        "fran_dag": plan.begaran.fran_dag.isoformat(),
        "satt": plan.begaran.satt.value,
        "akter": [a.as_dict() for a in plan.akter],
        "mottagare": [
            {"till": namn, "akter": akter, "bevakningar": bevakningar, "insatser": insatser}
            for namn, akter, bevakningar, insatser in plan.per_mottagare
        ],
        "roller": list(plan.roller),
        "roller_kvar": list(plan.kvar),
        "gjort": False,
    }


def overlamningsplan(db: Databas, aktor: Aktor, begaran: Begaran, *, now: datetime) -> Plan:
    """What would go to whom; nothing is written.

    Raises:
        BadInput: nobody such in a unit that the person leads; which unit; the receiver; the day.
        Refused: the unit would be left without anybody who owns what is left.
    """
    with db.read() as session:
        plan = planera(session, aktor, begaran, idag=svensk_dag(now))
        _refuse_empty_unit(session, aktor, plan)
        return plan


def lamna_over(db: Databas, aktor: Aktor, begaran: Begaran, *, now: datetime) -> Overlamnat:
    """Carry out the plan. Each akt is its own transaction; her uppdrag end when nothing of hers is left.

    Raises:
        BadInput: as for the plan, and the reason or the cause is missing.
        Refused: as for the plan, and the reason shows who somebody anonymous is.
    """
    given = check(
        (ORSAK, SKAL), {"orsak": begaran.orsak, "skal": begaran.skal}, today=svensk_dag(now)
    )
    first = plan = overlamningsplan(db, aktor, begaran, now=now)
    _refuse_reason(db, aktor, plan, str(given["skal"]), now=now)
    done: list[str] = []
    refused: dict[str, str] = {}
    left: set[str] = set()
    for _ in range(_MOST_PASSES):  # what has come since the plan was made is taken in the next pass
        for akt in (a for a in plan.akter if a.aterstar):
            try:
                with db.write() as session:
                    opened = open_for(db, session, aktor, akt.nummer, now=now)
                    _hand_over(opened, plan, akt, given)
            except CaseflowError as fault:
                refused[akt.nummer] = fault.varfor or fault.vad
                continue
            refused.pop(akt.nummer, None)
            done.append(akt.nummer)
        with db.read() as session:
            plan = planera(session, aktor, begaran, idag=svensk_dag(now))
        left = {a.nummer for a in plan.akter if a.aterstar}
        if left <= set(refused):
            break
    last = None
    if not left:
        with db.write() as session:
            last = _end(session, plan, now=now)
    return Overlamnat(first, tuple(dict.fromkeys(done)), tuple(refused.items()), last)


def _hand_over(opened: Oppnad, plan: Plan, akt: Aktplan, given: Mapping[str, Varde]) -> None:
    """One akt: its insatser, who is ansvarig, and each bevakning she was given.

    What has changed meanwhile is left alone.
    """
    roll = opened.acting_role(BY)
    hand_over_insatser(opened, akt.insatser, plan.person_id, given, roll=roll)
    if akt.ansvarig is not None and opened.akt.ansvarig_id == plan.person_id:
        effekt: Effekt = {
            "steg": "byt_ansvarig",
            "kort": short_with_actor({"till": str(akt.ansvarig.id or "")}, opened.aktor),
            "ansvarig": akt.ansvarig.id,
        }
        opened.write(
            NyHandelse(
                typ="system",
                kod="byt_ansvarig",
                dag=opened.idag,
                effekt=effekt,
                varden={"till": akt.ansvarig.namn or "ingen är vald", **given},
                av=opened.aktor.id,
                roll=roll,
            )
        )
    targets = {row.nr: row.dit for row in akt.bevakningar}
    ops = []
    names = []
    for row in opened.akt.oppna:
        target = targets.get(row.nr)
        if target is None or row.tilldelad not in {plan.person_id, None}:
            continue
        to = target.id
        # The akt is locked now: whoever has begun an insats since the plan was made does not get it.
        if to is not None and hinder_for_uppfoljaren(opened, row, to, target.namn):
            to = None
        ops.append({"op": "tilldela", "nr": row.nr, "till": to, "av": opened.aktor.id})
        names.append(target.namn if to is not None else "ingen är vald")
    if ops:
        write_operations(
            opened,
            "tilldela_bevakning",
            ops,
            dag=opened.idag,
            varden={"till": ", ".join(dict.fromkeys(names)), **given},
        )


def _refuse_reason(db: Databas, aktor: Aktor, plan: Plan, skal: str, *, now: datetime) -> None:
    """The reason is written in every akt, also where nothing may show who the person is.

    Raises:
        Refused: it holds what may show who somebody is, and one of the akter is anonymous.
    """
    anonym = next((a.nummer for a in plan.akter if a.anonym), None)
    if anonym is None:
        return
    with db.write() as session:
        opened = open_for(db, session, aktor, anonym, now=now)
        fakta = opened.akt.fakta
        for part in (None, *fakta.av_slag("friyta", oppna=True)):
            lage: Lage[Profil] = Lage(
                fakta, opened.profil, opened.idag, {"skal": skal}, delprocess=part
            )
            found = failing((fritexten_avslojar_ingen,), lage)
            if found:
                raise Refused(vad="Inget har lämnats över.", hinder=found)


def _refuse_empty_unit(session: Session, aktor: Aktor, plan: Plan) -> None:
    """Somebody must own what is left.

    Raises:
        Refused: nobody else leads the unit from that day; or a samordnare ends the uppdrag of the enhetschef.
    """
    if Roll.ENHETSCHEF in plan.roller and Roll.ENHETSCHEF not in aktor.roller(plan.enhet_id):
        raise _refused(
            "Enhetschefens uppdrag avslutas av en enhetschef.", "Be en enhetschef i enheten."
        )
    for roller, who in (
        (LEDER, "samordnare eller enhetschef"),
        (SAKERHETENS, "som arbetar med partnerkontakt"),
    ):
        codes = {r.value for r in roller}
        if codes & set(plan.roller) and not _others(session, plan, codes):
            raise _refused(
                f"Ingen annan i enheten är {who} från och med {plan.begaran.fran_dag.isoformat()}."
                if roller is LEDER
                else f"Ingen annan i enheten {who} från och med {plan.begaran.fran_dag.isoformat()}.",
                "Ge någon ett sådant uppdrag först. Annars har det som återstår ingen ägare.",
            )


def _refused(text: str, gor_nu: str) -> Refused:
    return Refused(
        vad="Allt kan inte lämnas över.",
        hinder=[Hinder("rollen_far_gora_det", _KALLA, text, gor_nu)],
    )


def _others(session: Session, plan: Plan, roller: set[str]) -> int:
    fran = plan.begaran.fran_dag
    return (
        session.scalar(
            select(func.count())
            .select_from(Uppdrag)
            .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
            .where(
                Uppdrag.enhet_id == plan.enhet_id,
                Uppdrag.medarbetare_id != plan.person_id,
                Uppdrag.roll.in_(roller),
                Uppdrag.fran <= fran,
                or_(Uppdrag.till.is_(None), Uppdrag.till >= fran),
                Medarbetare.aktiv.is_(True),
            )
        )
        or 0
    )


def _end(session: Session, plan: Plan, *, now: datetime) -> date:
    """Her uppdrag in the unit end the day before, and with them the access. Returns that day.

    An uppdrag that begins later is kept at a leave: it is what she comes back to.
    """
    fran = plan.begaran.fran_dag
    last = fran - timedelta(days=1)
    hers = (Uppdrag.medarbetare_id == plan.person_id, Uppdrag.enhet_id == plan.enhet_id)
    begun = (Uppdrag.fran <= fran,) if plan.begaran.orsak == "ledighet" else ()
    session.execute(
        update(Uppdrag)
        .where(
            *hers,
            *begun,
            Uppdrag.roll.in_(plan.roller),
            or_(Uppdrag.till.is_(None), Uppdrag.till >= fran),
        )
        .values(till=last)
    )
    if fran <= svensk_dag(now):
        session.execute(delete(Inloggning).where(Inloggning.medarbetare_id == plan.person_id))
    left = session.scalar(
        select(func.count())
        .select_from(Uppdrag)
        .where(
            Uppdrag.medarbetare_id == plan.person_id,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= fran),
        )
    )
    if not left:
        session.execute(
            update(Kalenderadress)
            .where(
                Kalenderadress.medarbetare_id == plan.person_id, Kalenderadress.aterkallad.is_(None)
            )
            .values(aterkallad=now)
        )
    return last
