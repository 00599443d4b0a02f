"""The akter that a template can be made in by somebody: those that may be opened and that it is for."""

from __future__ import annotations

from sqlalchemy import select

from caseflow.documents.mallar import MALLAR
from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.listning import openable
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.enhet import Enhet
from caseflow.store.session import Databas


def framstallbara(db: Databas, aktor: Aktor, mall: str, *, enhet: str = "") -> tuple[str, ...]:
    """Their numbers, in order. With `enhet` only those of that unit.

    Raises:
        NotFound: there is no such template.
        BadInput: there is no such unit among those where the person works.
    """
    known = MALLAR.get(mall)
    if known is None:
        raise NotFound(
            vad=f"Mallen «{mall[:40]}» finns inte.",
            gor_nu=f"Välj en av: {', '.join(sorted(MALLAR))}.",
        )
    query = select(Akt.nummer).where(openable(aktor), Akt.slag.in_(known.slag))
    with db.read() as session:
        if enhet:
            own = select(Enhet.id, Enhet.kod).where(Enhet.id.in_(aktor.enheter()))
            units = {kod: id_ for id_, kod in session.execute(own)}
            if enhet not in units:
                raise BadInput(
                    vad=f"Du har inget uppdrag i enheten «{enhet[:40]}».",
                    gor_nu=f"Välj bland: {', '.join(sorted(units)) or 'ingen'}.",
                )
            query = query.where(Akt.enhet_id == units[enhet])
        return tuple(session.scalars(query.order_by(Akt.nummer)))
