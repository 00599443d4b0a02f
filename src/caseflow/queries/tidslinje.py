"""The timeline of an akt, as the command, the API and the page show it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from caseflow.queries.dolt import TEKNISKA, is_protected, withheld
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelselasning import las_handelser
from caseflow.store.namn import Namnen, names, namnen
from caseflow.store.session import Databas
from caseflow.store.skriven import Skriven


@dataclass(frozen=True, slots=True)
class Tidsrad:
    """One event. `text` is its content as running text; `handelsedatum` None means unknown."""

    seq: int
    slag: str
    kod: str
    etikett: str
    handelsedatum: str | None
    registrerad: str
    av: str
    roll: str
    ursprung: str
    text: str

    def as_dict(self) -> dict[str, object]:
        """The stable keys."""
        return asdict(self)


def event_text(event: Skriven, kanda: Namnen, roller: tuple[str, ...], *, protected: bool) -> str:
    """The filled-in fields of an event that these roles may read here, labelled, on one line."""
    labelled = []
    for field in kanda.falten(event.kod, event.varden):
        value = event.varden.get(field.code)
        if value in (None, "", []) or field.code in TEKNISKA:
            continue
        why = withheld(event.kod, field, roller, protected=protected)
        labelled.append(f"{field.label}: {f'[{why}]' if why else field.label_of(value)}")
    return ". ".join(labelled)


def tidslinje(db: Databas, aktor: Aktor, nummer: str) -> list[Tidsrad]:
    """Every event in order of registration. The caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        events = las_handelser(session, db.ring, akt)
        roller, kanda = aktor.roller(akt.enhet_id), namnen(session, akt)
        protected = is_protected(session, akt)
        people = names(session, (e.av for e in events))
        return [
            Tidsrad(
                seq=e.seq,
                slag=e.typ,
                kod=e.kod,
                etikett=kanda.etikett(e.kod),
                handelsedatum=e.dag.isoformat() if e.dag else None,
                registrerad=e.registrerad,
                av=people.get(e.av, "") if e.av else "caseflow",
                roll=e.roll,
                ursprung=e.ursprung,
                text=event_text(e, kanda, roller, protected=protected),
            )
            for e in events
        ]
