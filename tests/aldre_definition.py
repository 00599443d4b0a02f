"""An ärende that was opened under definitions of an earlier release. Only for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.actions.akthandling import Oppnad
from caseflow.actions.oppna_akt import Registrering, as_locked, enhet_for, first_event, new_row
from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.rules.roller import Roll
from caseflow.store.definition import keep
from caseflow.store.profiler import profiles
from caseflow.store.profilversion import keep as keep_profile
from caseflow.store.session import Databas
from tests.akter import INKOM, OVERVAGD, faktum, steg
from tests.databas import Verksamhet, at

SAMTALSFAS = State("samtalsfas", "Samtalsfas")
FORESLAGEN = State("foreslagen", "Föreslagen")
EGEN: dict[str, Any] = {"rubrik": "Ring igen", "dag": "2026-06-01"}
BESKED = Field("besked", "Besked", Kind.VAL, choices=(("ja", "Ja tack"), ("nej", "Nej tack")))


def renamed(process: Process, old: str, new: State) -> Process:
    """The process with another code for one of its states."""

    def swap(state: State) -> State:
        return new if state.code == old else state

    return replace(
        process,
        start=swap(process.start),
        states=tuple(swap(s) for s in process.states),
        transitions=tuple(
            replace(
                t,
                source=tuple(swap(s) for s in t.source),
                target=swap(t.target) if t.target else None,
            )
            for t in process.transitions
        ),
    )


def den_forra() -> Definitioner:
    """As today's for an utövare, but: a step more and a step less in «upptäckt», and two states with other codes."""
    today = definitioner_for("utovare")
    huvud = renamed(today.huvud, "forhandsbedomning", SAMTALSFAS)
    friyta = renamed(today.delprocesser["friyta"], "erbjuden", FORESLAGEN)
    ring_upp = Transition(
        code="ring_upp",
        label="Ring upp",
        source=(huvud.start,),
        by=(Roll.HANDLAGGARE,),
        fields=(BESKED,),
    )
    kept = tuple(
        replace(t, source=tuple(s for s in t.source if s != huvud.start))
        if t.code == "erbjud_friyta"
        else t
        for t in huvud.transitions
    )
    return replace(
        today,
        huvud=replace(huvud, transitions=(*kept, ring_upp)),
        delprocesser={**today.delprocesser, "friyta": friyta},
    )


def keep_as_released(db: Databas, definitioner: Definitioner) -> None:
    """Kept in the store, as when the release that had them opened its first akt."""
    with db.write() as session:
        keep(session, definitioner, now=at("2026-01-01"))


def oppna_under(
    v: Verksamhet, definitioner: Definitioner, *, inkom: str = INKOM, av: str = "anna", **kort: Any
) -> str:
    """A new ärende as `open_akt` of that release opened it."""
    keep_as_released(v.db, definitioner)
    now = at(inkom)
    aktor = v.aktor(av)
    with v.db.write() as session:
        enhet, roll = enhet_for(session, aktor, "vast", (Roll.HANDLAGGARE,))
        profil = profiles(v.db.settings)[enhet.profil]
        keep_profile(session, profil, now=now)
        akt = new_row(v.db, enhet, definitioner.slag, now=now)
        akt.process_version = definitioner.version
        akt.profil, akt.profil_version = profil.id, profil.version
        session.add(akt)
        session.flush()
        opened = Oppnad(v.db, session, as_locked(akt), profil, aktor, roll, now)
        given: dict[str, Any] = {"kalla": "polis", **kort}
        day = date.fromisoformat(inkom)
        about = Registrering(definitioner.slag, day, given, given, ansvarig=aktor.id)
        first_event(opened, about, None)
        return akt.nummer


def in_samtalsfas(v: Verksamhet) -> str:
    """With an offered friyta, and something to watch that no rule about states asks for."""
    nummer = oppna_under(v, den_forra())
    faktum(v, nummer, "egen_bevakning", EGEN)
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-13")
    steg(v, nummer, "erbjud_friyta", "2026-01-14")
    return nummer
