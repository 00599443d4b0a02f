"""Short ways to open akter and act in them on a given day, and the whole content of a database. Only for tests."""

from datetime import date
from typing import Any

from sqlalchemy import inspect, text, update

from caseflow.actions.akthandling import Utfort
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.take_step import take_step
from caseflow.store.append import LastAkt, lock
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas
from tests.databas import Verksamhet, at

INKOM = "2026-01-12"
"""A Monday on which most akter of the tests come in."""

ANTECKNING: dict[str, Any] = {
    "rubrik": "Samtal på telefon",
    "typ": "kontakt",
    "anteckning": "Hon berättar att veckan har varit lugn.",
}
RISK: dict[str, Any] = {
    "anledning": "forsta",
    "instrument": "samtal_utan_metod",
    "standardiserad": False,
    "skal_utan_metod": "Personen orkade inte i dag.",
    "niva": "medel",
    "skal": "Det som framkommit i samtalet.",
    "atgarder": "Nytt samtal nästa vecka.",
    "kalla": "personen",
}
HANDELSE: dict[str, Any] = {"typ": "hot", "beskrivning": "Hot på telefon."}
OVERVAGD: dict[str, Any] = {"overvagande": "Det som kan påverka dem som är utsatta är övervägt."}
SKYDD: dict[str, Any] = {
    "akut_risk": False,
    "sakert_nu": True,
    "barn_finns": "finns_inte",
    "andra_i_risk": "finns_inte",
    "bedomning": "Ingen akut fara.",
}


def oppna(
    v: Verksamhet, slag: str = "utsatt", *, inkom: str = INKOM, av: str = "anna", **given: Any
) -> str:
    """A new ärende, registered on the day it came in."""
    fields = {"slag": slag, "enhet": "vast", "kalla": "polis", "inkom": inkom, **given}
    return registrera_arende(v.db, v.aktor(av), fields, now=at(inkom))


def oppna_friyta(v: Verksamhet, *, inkom: str = INKOM, av: str = "erik", **given: Any) -> str:
    """A new friyta akt."""
    fields = {
        "enhet": "vast",
        "kod": "Blå 7",
        "dokumentation": "full",
        "kalla": "sjalv",
        "inkom": inkom,
        **given,
    }
    return registrera_friyta(v.db, v.aktor(av), fields, now=at(inkom))


def oppna_partnerkontakt(v: Verksamhet, *, inkom: str = INKOM, av: str = "jon") -> str:
    """A new partnerkontakt akt."""
    fields = {"enhet": "vast", "inkom": inkom, "sakerhetsbedomning": "Hon nås säkrast dagtid."}
    return registrera_partnerkontakt(v.db, v.aktor(av), fields, now=at(inkom))


def steg(
    v: Verksamhet,
    nummer: str,
    kod: str,
    dag: str = INKOM,
    *,
    av: str = "anna",
    nar: str = "",
    delprocess: int | None = None,
    process: str = "",
    expected_seq: int | None = None,
    **falt: Any,
) -> Utfort:
    """A step that happened on `dag`, registered on `nar` (the same day when not said)."""
    return take_step(
        v.db,
        v.aktor(av),
        nummer,
        kod,
        falt,
        dag=date.fromisoformat(dag),
        now=at(nar or dag),
        delprocess=delprocess,
        process=process,
        expected_seq=expected_seq,
    )


def faktum(
    v: Verksamhet,
    nummer: str,
    slag: str,
    falt: dict[str, Any],
    dag: str = INKOM,
    *,
    av: str = "anna",
    nar: str = "",
    delprocess: int | None = None,
    expected_seq: int | None = None,
) -> Utfort:
    """A fact of `dag`, registered on `nar` (the same day when not said)."""
    return register_fact(
        v.db,
        v.aktor(av),
        nummer,
        slag,
        falt,
        dag=date.fromisoformat(dag),
        now=at(nar or dag),
        delprocess=delprocess,
        expected_seq=expected_seq,
    )


def last(db: Databas, nummer: str) -> LastAkt:
    """The akt as it stands."""
    with db.read() as session:
        akt = lock(session, nummer)
    assert akt is not None
    return akt


def oppna_bevakningar(db: Databas, nummer: str) -> dict[str, str]:
    """What stands open in an akt: kind -> due day."""
    return {o.slag: o.dag.isoformat() for o in last(db, nummer).oppna}


def rader(db: Databas, query: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a plain query."""
    with db.read() as session:
        return [dict(row._mapping) for row in session.execute(text(query), params)]


def innehall(db: Databas) -> dict[str, list[str]]:
    """Everything that the case database holds: table -> its rows as text, in order."""
    found = {}
    for table in inspect(db.engine).get_table_names():
        found[table] = sorted(
            repr(list(row.values())) for row in rader(db, f"SELECT * FROM {table}")
        )
    return found


def laslogg(db: Databas) -> list[dict[str, Any]]:
    """The entries of the read log, in order."""
    with db.read_read_log() as session:
        return [
            dict(row._mapping) for row in session.execute(text("SELECT * FROM lasning ORDER BY id"))
        ]


def close(v: Verksamhet, *names: str) -> None:
    """These no longer work here."""
    with v.db.write() as session:
        epost = [f"{n}@exempel.se" for n in names]
        session.execute(update(Medarbetare).where(Medarbetare.epost.in_(epost)).values(aktiv=False))


def oppna_med_tidssteg(v: Verksamhet) -> str:
    """An akt in which time alone takes a step: a partnerkontakt that is asked for, opened after 14 days."""
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "paborja_forhandsbedomning")
    ordered: dict[str, Any] = {"form": "individuell", "villkor": True, "informerad_11_6": True}
    steg(v, nummer, "bestall_insats", process="insats", **ordered)
    steg(v, nummer, "prova_partnerkontakt", process="partnerkontakt")
    for andamal in ("roja_behandling", "lamna_sakerhetsinformation"):
        faktum(v, nummer, "samtycke", {"andamal": andamal, "satt": "muntligt"})
    steg(v, nummer, "inhamta_samtycke", av="erik", delprocess=2)
    steg(v, nummer, "begar_partnerkontakt", av="erik", delprocess=2, inget_besked=True)
    return nummer
