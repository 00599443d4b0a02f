"""The journal of an akt: its notes by heading, and one event opened in full. The caller logs what is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from caseflow.engine.errors import NotFound
from caseflow.processes import FAKTASLAG
from caseflow.queries.dolt import TEKNISKA, is_protected, withheld
from caseflow.queries.handelser_i_akt import Handelsevy, handelsevy
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelse import Handelse
from caseflow.store.handelselasning import las_handelser, open_event
from caseflow.store.namn import Namnen, names, namnen
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Rad:
    """One field of an event in words. `dold` says why it is not shown here, instead of the text."""

    etikett: str
    text: str
    dold: str = ""


@dataclass(frozen=True, slots=True)
class Oppnad:
    """One event in full, with who asked; `rader` are its fields, `rattelser` what has been added to it later."""

    nummer: str
    slag: str
    roll: str
    handelse: Handelsevy
    kan_skriva: bool
    rader: tuple[Rad, ...]
    rattelser: tuple[Handelsevy, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """Every note of the akt by heading, the latest first."""

    nummer: str
    slag: str
    roll: str
    kan_skriva: bool
    anteckningar: tuple[Handelsevy, ...]


def las_journal(db: Databas, aktor: Aktor, nummer: str) -> Journal:
    """The headings; the notes themselves are opened one by one.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        events = las_handelser(session, db.ring, akt, koder=("journalanteckning",))
        kanda = namnen(session, akt)
        notes = _named(session, [handelsevy(e, kanda) for e in events])
        notes.sort(key=lambda h: (h.dag is not None, h.dag, h.seq), reverse=True)
        return Journal(akt.nummer, akt.slag, roll, _kan_skriva(aktor, akt), tuple(notes))


def oppna_handelse(db: Databas, aktor: Aktor, nummer: str, seq: int, *, kod: str = "") -> Oppnad:
    """One event in full; with `kod` only an event of that kind.

    Raises:
        NotFound: no such akt for this person, or no such event in it.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        row = session.get(Handelse, (akt.id, seq))
        if row is None or (kod and row.kod != kod):
            raise NotFound(
                vad=f"Händelse {seq} finns inte i {akt.nummer}.",
                gor_nu="Öppna tidslinjen och välj bland händelserna där.",
            )
        event = open_event(row, akt.nummer, db.ring.unwrap(akt.nyckel))
        later = las_handelser(session, db.ring, akt, koder=("rattelse", "avvikande_mening"))
        kanda = namnen(session, akt)
        about = [handelsevy(e, kanda) for e in later if e.varden.get("handelse") == seq]
        shown, *rattelser = _named(session, [handelsevy(event, kanda), *about])
        rader = _rader(
            shown, kanda, aktor.roller(akt.enhet_id), protected=is_protected(session, akt)
        )
        writes = _kan_skriva(aktor, akt)
        return Oppnad(akt.nummer, akt.slag, roll, shown, writes, rader, tuple(rattelser))


def _kan_skriva(aktor: Aktor, akt: Akt) -> bool:
    """Whether the person writes in akter like this one, and does not only read them."""
    return bool({r.value for r in FAKTASLAG["rattelse"].by} & set(aktor.roller(akt.enhet_id)))


def _named(session: Session, events: list[Handelsevy]) -> list[Handelsevy]:
    people = names(session, (h.av_id for h in events))
    return [replace(h, av=people.get(h.av_id or 0, "")) for h in events]


def _rader(
    event: Handelsevy, kanda: Namnen, roller: tuple[str, ...], *, protected: bool
) -> tuple[Rad, ...]:
    shown = []
    for field in kanda.falten(event.kod, event.varden):
        value = event.varden.get(field.code)
        if value in (None, "", []) or field.code in TEKNISKA:
            continue
        dold = withheld(event.kod, field, roller, protected=protected)
        shown.append(Rad(field.label, "" if dold else field.label_of(value), dold))
    return tuple(shown)
