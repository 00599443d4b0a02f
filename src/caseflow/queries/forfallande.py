"""The due list: every open bevakning that is due or overdue on a day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from caseflow.engine.fakta import JsonDict
from caseflow.queries.forklaring import Forklaring, forklara, rakningen
from caseflow.queries.namn import bevakning_etikett, names
from caseflow.rules.roller import OPPNAR_AKT
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Forfallen:
    """One due item. `id` is aktnummer and number, `grund` what it is called, `kalla` its source.

    `rakning` are the terms that led to the day and `varfor` the explanation of them.
    """

    id: str
    akt: str
    slag: str
    dag: str
    fonster_fran: str | None
    yttersta_dag: str | None
    status: str
    agare: str
    grund: str
    kalla: str
    rakning: tuple[JsonDict, ...]
    varfor: Forklaring

    def as_dict(self) -> dict[str, object]:
        """The stable keys."""
        keys = (f.name for f in fields(self) if f.name != "varfor")
        return {key: getattr(self, key) for key in keys} | {"rakning": list(self.rakning)}


def forfallande(
    db: Databas, aktor: Aktor, *, on: date, enhet: str = "", today: date | None = None
) -> list[Forfallen]:
    """What is due on `on` in the units and kinds of akt that the person may open, oldest first.

    `today` is the day whose uppdrag decide the owner (default `on`).
    """
    owner = owner_column(today or on).label("agare")
    query = (
        select(Bevakning, Akt.nummer, Akt.slag, Akt.enhet_id, Akt.profil, owner)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .join(Enhet, Enhet.id == Akt.enhet_id)
        .where(Bevakning.status.in_(OPEN), Bevakning.dag <= on, Akt.synlig.is_(True))
        .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
    )
    if enhet:
        query = query.where(Enhet.kod == enhet)
    with db.read() as session:
        rows = [
            r
            for r in session.execute(query)
            if aktor.id is None
            or set(aktor.roller(r.enhet_id)) & {x.value for x in OPPNAR_AKT[r.slag]}
        ]
        people = names(session, {r.agare for r in rows})
    return [
        Forfallen(
            id=f"{nummer}:{b.nr}",
            akt=nummer,
            slag=b.slag,
            dag=b.dag.isoformat(),
            fonster_fran=b.fonster_fran.isoformat() if b.fonster_fran else None,
            yttersta_dag=b.yttersta_dag.isoformat() if b.yttersta_dag else None,
            status=b.status,
            agare=people.get(owner_id, "") if owner_id else "",
            grund=bevakning_etikett(b.slag),
            kalla=b.kalla,
            rakning=tuple(rakningen(b)),
            varfor=forklara(b, profil),
        )
        for b, nummer, _, _, profil, owner_id in rows
    ]
