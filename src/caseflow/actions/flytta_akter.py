"""Move akter to today's definitions and to another profile: a report first, then one event in each akt.

An akt keeps the definitions and the profile it began with until somebody moves it. What falls due follows
the policy chosen for each kind of bevakning; the others are counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import open_for, short_with_actor
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.bevakning import Nyckel, Oppen, Vantad
from caseflow.engine.effect import apply
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.fakta import Fakta, JsonDict
from caseflow.engine.field import check
from caseflow.engine.omrakning import Andrad, Atgard, Omrakning, recount
from caseflow.engine.rule import Overgang
from caseflow.engine.trial import role_hinder
from caseflow.processes import REGLER, plikter_for
from caseflow.processes.definitioner import definitioner_for
from caseflow.processes.flytten import FLYTTEN, Flytt, Grund, flyttens_effekt, jamfor
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.ny_rakning import RAKNAR_OM
from caseflow.settings import Settings
from caseflow.store.akt import Akt, by_nummer
from caseflow.store.append import LastAkt
from caseflow.store.atkomst import Aktor, finns_inte, require_access
from caseflow.store.bevakning import open_in
from caseflow.store.definition import definitioner_of
from caseflow.store.definition import keep as keep_definitions
from caseflow.store.enhet import Enhet
from caseflow.store.profiler import find_profile, profiles
from caseflow.store.profilversion import keep, profile_of
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

TYP = "flytt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flyttplan:
    """What akter are moved to. Without `till_profil` it is the newest version of their own profile.

    `tillstand` names what becomes of states that are gone («old» or «process:old» -> new), `policy` what
    becomes of a kind of bevakning whose day changes. Closed akter are left alone unless `avslutade`.
    """

    definition: bool = True
    profil: bool = True
    till_profil: str = ""
    tillstand: Mapping[str, str] = field(default_factory=dict)
    policy: Mapping[str, Overgang] = field(default_factory=dict)
    avslutade: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Urval:
    """Which akter: all that the person may move, narrowed by what is given."""

    slag: str = ""
    enhet: str = ""
    profil: str = ""
    profil_version: str = ""
    avslutade: bool = False


@dataclass(frozen=True, slots=True)
class Flyttrapport:
    """What a move means for one akt. `seq` is the event that the report rests on, `flyttad` whether it is done."""

    nummer: str
    slag: str
    seq: int
    roll: str
    fran: Grund
    till: Grund
    flytt: Flytt
    rader: tuple[Andrad, ...] = ()
    flyttad: bool = False

    @property
    def redan(self) -> bool:
        """Whether the akt is there already."""
        return self.fran.version == self.till.version

    @property
    def kan_flyttas(self) -> bool:
        """Whether there is something to do, and nothing stands in the way."""
        return not self.redan and not self.flytt.hinder

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "akt": self.nummer,
            "slag": self.slag,
            "redan_dar": self.redan,
            "kan_flyttas": self.kan_flyttas,
            "flyttad": self.flyttad,
            "hinder": list(self.flytt.hinder),
            "definition": {
                "fran": self.fran.definitioner.version,
                "till": self.till.definitioner.version,
            },
            "profil": {
                "fran": self.fran.profil.id,
                "fran_version": self.fran.profil.version,
                "till": self.till.profil.id,
                "till_version": self.till.profil.version,
            },
            "tillstand": [b.as_dict() for b in self.flytt.lagen],
            "nya_steg": [s.as_dict() for s in self.flytt.nya_steg],
            "borttagna_steg": [s.as_dict() for s in self.flytt.borttagna_steg],
            "bevakningar": [{**r.as_dict(), "etikett": etiketten(r.slag)} for r in self.rader],
        }


@dataclass(frozen=True, slots=True)
class _Har:
    """An akt as it stands, read or locked."""

    akt: Akt | LastAkt
    fakta: Fakta
    oppna: Sequence[Oppen]
    fore: Mapping[Nyckel, Vantad]


def etiketten(slag: str) -> str:
    """What a kind of bevakning is called."""
    return REGLER[slag].etikett if slag in REGLER else slag


def check_plan(settings: Settings, plan: Flyttplan) -> None:
    """That the plan names a profile and kinds of bevakning that exist.

    Raises:
        ProfileInvalid: no such profile, or some profile does not load: it is said once, and not per akt.
        BadInput: no such kind of bevakning.
    """
    profiles(settings)
    if plan.till_profil:
        find_profile(settings, plan.till_profil)
    unknown = sorted(kod for kod in plan.policy if kod not in REGLER)
    if unknown:
        raise BadInput(
            vad=f"Bevakningen «{unknown[0][:40]}» finns inte.",
            gor_nu="Ange koden för en bevakning som står i rapporten.",
        )


def valj_akter(db: Databas, aktor: Aktor, urval: Urval) -> list[str]:
    """The numbers of the akter that the person may move, in order of number.

    Raises:
        BadInput: the choice names a kind or a unit that does not exist.
    """
    if urval.slag and urval.slag not in RAKNAR_OM:
        raise BadInput(
            vad=f"Slaget «{urval.slag[:40]}» finns inte.",
            gor_nu=f"Välj bland: {', '.join(RAKNAR_OM)}.",
        )
    allowed = [
        and_(Akt.slag == slag, Akt.enhet_id.in_(aktor.enheter(*by)))
        for slag, by in RAKNAR_OM.items()
    ]
    query = select(Akt.nummer).where(Akt.synlig.is_(True), or_(false(), *allowed))
    if not urval.avslutade:
        query = query.where(Akt.avslutad.is_(False))
    if urval.slag:
        query = query.where(Akt.slag == urval.slag)
    if urval.enhet:
        query = query.where(Akt.enhet_id.in_(select(Enhet.id).where(Enhet.kod == urval.enhet)))
    if urval.profil:
        query = query.where(Akt.profil == urval.profil)
    if urval.profil_version:
        query = query.where(Akt.profil_version == urval.profil_version)
    with db.read() as session:
        known = select(Enhet.id).where(Enhet.kod == urval.enhet)
        if urval.enhet and session.scalar(known) is None:
            raise BadInput(
                vad=f"Enheten «{urval.enhet[:40]}» finns inte.",
                gor_nu="Kontrollera enhetens namn.",
            )
        return list(session.scalars(query.order_by(Akt.nummer)))


def flyttrapport(
    db: Databas, aktor: Aktor, nummer: str, plan: Flyttplan, *, now: datetime
) -> Flyttrapport:
    """What the move would do. Nothing is written; the caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it: the answer is the same.
        Refused: the role does not move such akter.
        ProfileInvalid, BadInput: the plan names what does not exist.
    """
    check_plan(db.settings, plan)
    with db.read() as session:
        normal = normal_aktnummer(nummer)
        akt = by_nummer(session, normal) if normal else None
        roll = require_access(aktor, akt, nummer)
        if akt is None:
            raise finns_inte(nummer)
        held = aktor.roller(akt.enhet_id)
        _require_role(akt.slag, next((r.value for r in RAKNAR_OM[akt.slag] if r in held), roll))
        rows = open_in(session, [akt.id]).get(akt.id, [])
        here = _Har(
            akt,
            akt.snapshot,
            [r.oppen for r in rows],
            {(r.slag, r.nyckel): r.vantad for r in rows},
        )
        report, _ = _compare(db, session, here, plan, roll, dag=svensk_dag(now))
        return report


def flytta_akt(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    plan: Flyttplan,
    *,
    skal: str,
    now: datetime,
    expected_seq: int | None = None,
) -> Flyttrapport:
    """Move one akt in a transaction of its own; what is there already, or cannot be moved, is left as it is.

    Raises:
        NotFound: missing, or no role that opens it.
        Refused: the role does not move such akter, or the akt would fall silent.
        BadInput: the reason is missing, or the plan names what does not exist.
        Conflict: the akt has changed since `expected_seq`.
    """
    check_plan(db.settings, plan)
    reason = str(check(FLYTTEN[:1], {"skal": skal}, today=svensk_dag(now))["skal"])
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now, expected_seq=expected_seq)
        akt = opened.akt
        roll = opened.acting_role(RAKNAR_OM[akt.slag])
        _require_role(akt.slag, roll)
        rows = open_in(session, [akt.id]).get(akt.id, [])
        fore = {(r.slag, r.nyckel): r.vantad for r in rows}
        here = _Har(akt, akt.fakta, akt.oppna, fore)
        report, made = _compare(db, session, here, plan, roll, dag=opened.idag)
        if not report.kan_flyttas:
            return report
        keep(session, report.till.profil, now=now)
        keep_definitions(session, report.till.definitioner, now=now)
        opened.profil = report.till.profil
        opened.write(_event(report, made, akt, aktor, reason, dag=opened.idag))
        return replace(report, flyttad=True)


def _require_role(slag: str, roll: str) -> None:
    found = role_hinder(RAKNAR_OM[slag], roll)
    if found:
        raise Refused(vad="Ärendet kan inte flyttas.", hinder=found)


def _compare(
    db: Databas, session: Session, here: _Har, plan: Flyttplan, roll: str, *, dag: date
) -> tuple[Flyttrapport, Omrakning]:
    akt = here.akt
    fran = Grund(
        definitioner_of(session, akt.slag, akt.process_version),
        profile_of(session, db.settings, akt.profil, akt.profil_version),
    )
    till, stops = _target(db.settings, fran, akt.slag, plan)
    report = Flyttrapport(akt.nummer, akt.slag, akt.seq, roll, fran, till, Flytt(hinder=stops))
    nothing = Omrakning((), {})
    if report.redan or stops:
        return report, nothing
    if here.fakta.avslutad and not plan.avslutade:
        closed = "Akten är avslutad. Avslutade akter flyttas bara när du ber om det."
        return replace(report, flytt=Flytt(hinder=(closed,))), nothing
    flytt = jamfor(fran, till, here.fakta, plan.tillstand)
    if flytt.hinder:
        return replace(report, flytt=flytt), nothing
    after = apply(here.fakta, flyttens_effekt(flytt, till), seq=akt.seq + 1, dag=dag)
    made = recount(
        plikter_for(akt.slag),
        after,
        till.profil,
        oppna=here.oppna,
        fore=here.fore,
        policy=plan.policy,
        dag=dag,
    )
    return replace(report, flytt=flytt, rader=made.rader), made


def _target(
    settings: Settings, fran: Grund, slag: str, plan: Flyttplan
) -> tuple[Grund, tuple[str, ...]]:
    """Where the plan leads, and why it leads nowhere, if it does not."""
    definitioner = definitioner_for(slag) if plan.definition else fran.definitioner
    if not plan.profil:
        return Grund(definitioner, fran.profil), ()
    if plan.till_profil:
        return Grund(definitioner, find_profile(settings, plan.till_profil)), ()
    newest = profiles(settings).get(fran.profil.id)
    if newest is None:
        gone = f"Profilen «{fran.profil.id}» finns inte längre. Välj vilken som ersätter den."
        return Grund(definitioner, fran.profil), (gone,)
    return Grund(definitioner, newest), ()


def _event(
    report: Flyttrapport, made: Omrakning, akt: LastAkt, aktor: Aktor, skal: str, *, dag: date
) -> NyHandelse:
    """«byt_definition», or «byt_profil» when the definitions stay."""
    fran, till = report.fran, report.till
    other_definition = fran.definitioner.version != till.definitioner.version
    said = {
        "skal": skal,
        "processen": f"{fran.definitioner.version} → {till.definitioner.version}"
        if other_definition
        else "",
        "profilen": f"{_profilens(fran)} → {_profilens(till)}"
        if fran.version[1:] != till.version[1:]
        else "",
        "lagen": "; ".join(f"{b.process}: {b.fran} → {b.till}" for b in report.flytt.lagen),
        "dagar": "; ".join(_said(r) for r in report.rader),
    }
    effekt = flyttens_effekt(report.flytt, till)
    effekt["kort"] = short_with_actor({}, aktor)
    effekt["behallna"] = made.behallna
    effekt["bevakningar"] = made.operations(akt.oppna, next_nr=akt.bevakning_nr + 1)
    return NyHandelse(
        typ=TYP,
        kod="byt_definition" if other_definition else "byt_profil",
        dag=dag,
        effekt=effekt,
        varden={k: v for k, v in said.items() if v},
        av=aktor.id,
        roll=report.roll,
    )


def _profilens(grund: Grund) -> str:
    return f"{grund.profil.namn} ({grund.profil.version})"


_ATGARDER = {
    Atgard.BEHALLS: "behålls",
    Atgard.RAKNAS_OM: "räknas om",
    Atgard.FRAGAS: "behålls tills någon har valt",
    Atgard.TILLKOMMER: "tillkommer",
    Atgard.UPPHOR: "upphör",
}


def _said(row: Andrad) -> str:
    """«Slutför utredningen: 2026-05-01 → 2026-07-01, räknas om»."""
    days = [v.forfall.dag.isoformat() for v in (row.fore, row.efter) if v]
    return f"{etiketten(row.slag)}: {' → '.join(dict.fromkeys(days))}, {_ATGARDER[row.atgard]}"
