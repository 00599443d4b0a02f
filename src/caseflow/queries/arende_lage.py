"""Where an akt stands: state, delprocesser, owner and what is due next. Without person and free text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.engine.fakta import JsonDict
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevakningar_i_akt import oppna_bevakningar
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import namnen
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Lage:
    """The state of one akt; `seq` is the number of its latest event, `innehall` the stable keys."""

    nummer: str
    slag: str
    roll: str
    ar_ansvarig: bool
    seq: int
    definitioner: Definitioner
    innehall: JsonDict


def arende_lage(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> Lage:
    """The akt on a day. The caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it: the answer is the same.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        holder = session.get(Medarbetare, akt.ansvarig_id) if akt.ansvarig_id else None
        due = oppna_bevakningar(session, akt, dag)
        enhet = session.get_one(Enhet, akt.enhet_id)
        fakta, kanda = akt.snapshot, namnen(session, akt)
        content: JsonDict = {
            "nummer": akt.nummer,
            "slag": akt.slag,
            "enhet": enhet.kod,
            "tillstand": akt.tillstand,
            "etikett": kanda.tillstand(fakta.process, akt.tillstand),
            "sedan": akt.sedan.isoformat() if akt.sedan else None,
            "avslutad": akt.avslutad,
            "inkom": akt.inkom.isoformat() if akt.inkom else None,
            "ansvarig": holder.namn if holder else None,
            "seq": akt.seq,
            "delprocesser": [
                {
                    "id": d.id,
                    "process": d.process,
                    "tillstand": d.tillstand,
                    "etikett": kanda.tillstand(d.process, d.tillstand),
                    "sedan": d.sedan.isoformat() if d.sedan else None,
                    "avslutad": d.avslutad,
                }
                for d in fakta.delprocesser
            ],
            "nasta": {
                "id": f"{akt.nummer}:{due[0].nr}",
                "slag": due[0].slag,
                "etikett": due[0].etikett,
                "dag": due[0].dag.isoformat(),
                "kalla": due[0].kalla,
                "agare": due[0].agare,
                "rakning": list(due[0].rakning),
            }
            if due
            else None,
        }
        own = akt.ansvarig_id == aktor.id
        return Lage(akt.nummer, akt.slag, roll, own, akt.seq, kanda.definitioner, content)
