"""Register history from a register: dated events of origin `import`, with what is unknown left unknown.

The register has no utredning and no steps. So an akt stands where the register proves it to be, and nothing
between is invented: closed when it has an end, in verkstallighet when an insats by decision runs, else
aktualiserad. An insats of a closed ärende is made a delprocess only when the register says how it ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from caseflow.actions.akthandling import with_bevakningar
from caseflow.actions.oppna_akt import as_locked
from caseflow.actions.register.granskning import Registerpost
from caseflow.engine.effect import Effekt
from caseflow.processes.definitioner import definitioner_for
from caseflow.rules.profil import Profil
from caseflow.store import projektioner
from caseflow.store.akt import Akt
from caseflow.store.append import (
    advance,
    sealed_row,
    skriven,
    state_params,
    write_events,
    write_rows,
    write_states,
)
from caseflow.store.nycklar import Nyckelring
from caseflow.store.skriven import NyHandelse, Rad

INSTRUMENT = {
    "1": "freda_farlighet",
    "2": "sara",
    "3": "patriark",
    "4": "sam",
    "5": "annat",
    "6": "samtal_utan_metod",
}
NIVA = {"1": "lag", "2": "medel", "3": "hog"}
GRUND = {"1": "beslut", "2": "utan_beslut"}
GENOMFORANDE = {"1": "genomford", "3": "avbruten"}
HEMLIGA = ("klient", "handlaggare")
"""Pseudonyms of people: kept in the encrypted event, not among the values that figures are made of."""


@dataclass(frozen=True, slots=True)
class Historik:
    """A new akt and the events it begins with, in order."""

    akt: Akt
    handelser: list[NyHandelse]


def _dag(varden: dict[str, str], kod: str) -> date | None:
    return date.fromisoformat(varden[kod]) if varden.get(kod) else None


def historik_av(post: Registerpost, akt: Akt, idag: date) -> list[NyHandelse]:
    """The events of one row: the registration first, then what is dated, then what is not."""
    varden = dict(post.varden)
    first = _registration(post, akt, varden, idag)
    later = [*_ratings(post), *_insats(varden), *_end(varden)]
    dated = sorted((h for h in later if h.dag), key=lambda h: h.dag or idag)
    # An end without a day would still be the last thing that happened.
    return [first, _variables(post, varden), *[h for h in later if not h.dag], *dated]


def _historik(
    kod: str, dag: date | None, effekt: Mapping[str, Any], varden: Mapping[str, Any]
) -> NyHandelse:
    return NyHandelse(
        typ="historik",
        kod=kod,
        dag=dag,
        effekt=cast("Effekt", effekt),
        varden=varden,
        ursprung="import",
    )


def _registration(post: Registerpost, akt: Akt, varden: dict[str, str], idag: date) -> NyHandelse:
    inkom = _dag(varden, "datum_aktualisering")
    about: dict[str, Any] = {
        "slag": akt.slag,
        "enhet": akt.enhet_id,
        "process_version": akt.process_version,
        "profil": akt.profil,
        "profil_version": akt.profil_version,
    }
    hidden = {kod: varden[kod] for kod in HEMLIGA if kod in varden}
    effekt: dict[str, Any] = {
        "steg": "registrera_akt",
        "kort": {"importerad": idag.isoformat()},
        "tillstand": definitioner_for(akt.slag).huvud.start.code,
        "avslutad": False,
        "ursprung": "import",
        "ansvarig": None,
        "person": None,
    }
    if inkom:
        effekt["inkom"] = inkom.isoformat()
    return NyHandelse(
        typ="registrering",
        kod="registrera_akt",
        dag=inkom,
        effekt=effekt,  # type: ignore[arg-type] # built here
        varden={**about, **hidden, "arende_id": post.arende_id},
        ursprung="import",
    )


def _variables(post: Registerpost, varden: dict[str, str]) -> NyHandelse:
    """The codes and dates of the row; comments and free text stay in the encrypted payload."""
    kort: dict[str, Any] = {k: v for k, v in varden.items() if k not in HEMLIGA}
    full: dict[str, Any] = dict(kort)
    if "klientforslag" in kort:
        kort["klientforslag"] = "besvarad"
    if post.skattningar:
        kort["skattningar"] = [f"{s['instrument']}:{s['niva']}" for s in post.skattningar]
    full |= {f"{k}_kommentar": v for k, v in post.kommentarer.items()}
    return _historik("registervariabler", None, {"kort": kort}, full)


def _ratings(post: Registerpost) -> list[NyHandelse]:
    found = []
    for s in post.skattningar:
        kort = {"instrument": INSTRUMENT[s["instrument"]], "niva": NIVA[s["niva"]], "fas": s["fas"]}
        effekt = {"faktum": "riskbedomning", "kort": kort, "raknas": ["riskbedomning"]}
        found.append(_historik("riskbedomning", date.fromisoformat(s["datum"]), effekt, kort))
    return found


def _insats(varden: dict[str, str]) -> list[NyHandelse]:
    """The insats of the row, as far as the register tells where it stands."""
    if not (varden.get("stod_och_insatser") or varden.get("datum_insats")):
        return []
    closed = bool(varden.get("datum_avslut"))
    state = GENOMFORANDE.get(varden.get("genomforande", "")) if closed else "pagar"
    grund = GRUND.get(varden.get("typ_av_insats", ""), "okand")
    effekt: dict[str, Any] = {"kort": {"grund": grund}}
    if state:
        effekt["delprocesser"] = [
            {
                "id": 1,
                "process": "insats",
                "tillstand": state,
                "avslutad": closed,
                "varden": {"grund": grund, "form": "okand"},
                "ny": True,
            }
        ]
    if not closed and grund == "beslut":
        effekt["tillstand"] = "verkstallighet"
        effekt["avslutad"] = False
    return [_historik("importerad_insats", _dag(varden, "datum_insats"), effekt, {"grund": grund})]


def _end(varden: dict[str, str]) -> list[NyHandelse]:
    dag = _dag(varden, "datum_avslut")
    if dag is None:
        return []
    kort = {"avslutsorsak": varden.get("avslutsorsak", "")}
    effekt = {"kort": kort, "tillstand": "avslutat", "avslutad": True}
    return [_historik("importerat_avslut", dag, effekt, kort)]


def write_batch(
    session: Session,
    ring: Nyckelring,
    historiker: Sequence[Historik],
    profil: Profil,
    *,
    now: datetime,
) -> None:
    """Write the events of many new akter with a handful of statements."""
    events: list[dict[str, Any]] = []
    states: list[dict[str, Any]] = []
    rows: list[Rad] = []
    for historik in historiker:
        locked = as_locked(historik.akt)
        key = ring.unwrap(historik.akt.nyckel)
        last = len(historik.handelser) - 1
        for number, ny in enumerate(historik.handelser):
            # What falls due is asked once, when the whole row is known.
            whole = (
                replace(ny, effekt=with_bevakningar(locked, ny, profil)) if number == last else ny
            )
            row = sealed_row(locked, whole, key=key, now=now)
            event = skriven(locked, whole, row)
            locked = advance(locked, whole, row)
            events.append(row)
            rows += projektioner.rows(event, locked.fakta)
        states.append(state_params(locked))
    write_events(session, events)
    write_states(session, states)
    write_rows(session, rows)
