"""The due list: every open bevakning that is due or overdue on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from caseflow.engine.fakta import JsonDict
from caseflow.queries.forklaring import Forklaring, forklara, rakningen
from caseflow.rules.roller import OPPNAR_AKT
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import by_epost
from caseflow.store.namn import bevakning_etikett, names
from caseflow.store.session import Databas

_SAGT = {1: "Sagt till samordnaren.", 2: "Sagt till samordnaren och enhetschefen."}


def sagt(akt_slag: str, eskalering: int) -> str:
    """How far it has been told on that something is late: the same words everywhere, empty when it has not.

    Of a partnerkontakt akt neither samordnare nor enhetschef is told anything.
    """
    if eskalering and akt_slag == "partnerkontakt":
        return "Sagt vidare till någon annan som får öppna akten."
    return _SAGT.get(eskalering, "")


@dataclass(frozen=True, slots=True)
class Forfallen:
    """One due item. `id` is aktnummer and number, `grund` what it is called, `kalla` its source.

    `eskalering` is 0, 1 (the samordnare has been told that it is late) or 2 (the enhetschef too), and
    `tilldelad_av` who gave it to the one who has been given it. `rakning` are the terms that led to the
    day, `varfor` the explanation of them, and `sagt` the words for `eskalering`.
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
    eskalering: int
    tilldelad_av: str
    rakning: tuple[JsonDict, ...]
    varfor: Forklaring
    sagt: str

    def as_dict(self) -> dict[str, object]:
        """The stable keys."""
        keys = (f.name for f in fields(self) if f.name not in {"varfor", "sagt"})
        return {key: getattr(self, key) for key in keys} | {"rakning": list(self.rakning)}


def forfallande(
    db: Databas,
    aktor: Aktor,
    *,
    on: date,
    enhet: str = "",
    today: date | None = None,
    sena: bool = False,
    utan_agare: bool = False,
    agare: str = "",
) -> list[Forfallen]:
    """What is due on `on` in the akter that the person may open, oldest first; `agare` is an address.

    `today` decides the owner, and what is `sena` (default `on`).
    """
    owner = owner_column(today or on).label("agare")
    query = (
        select(Bevakning, Akt.nummer, Akt.slag.label("akt_slag"), Akt.enhet_id, Akt.profil, owner)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .join(Enhet, Enhet.id == Akt.enhet_id)
        .where(Bevakning.status.in_(OPEN), Bevakning.dag <= on, Akt.synlig.is_(True))
        .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
    )
    if enhet:
        query = query.where(Enhet.kod == enhet)
    if sena:
        query = query.where(Bevakning.dag < (today or on))
    with db.read() as session:
        wanted = by_epost(session, agare) if agare else None
        rows = [
            r
            for r in session.execute(query)
            if aktor.id is None
            or set(aktor.roller(r.enhet_id)) & {x.value for x in OPPNAR_AKT[r.akt_slag]}
        ]
        if utan_agare:
            rows = [r for r in rows if r.agare is None]
        if agare:
            rows = [r for r in rows if wanted is not None and r.agare == wanted.id]
        people = names(session, {i for r in rows for i in (r.agare, r[0].tilldelad_av_id)})
    return [_forfallen(r, people) for r in rows]


def _forfallen(row: Any, people: Mapping[int, str]) -> Forfallen:  # noqa: ANN401 - a row of the query
    b: Bevakning = row.Bevakning
    return Forfallen(
        id=f"{row.nummer}:{b.nr}",
        akt=row.nummer,
        slag=b.slag,
        dag=b.dag.isoformat(),
        fonster_fran=b.fonster_fran.isoformat() if b.fonster_fran else None,
        yttersta_dag=b.yttersta_dag.isoformat() if b.yttersta_dag else None,
        status=b.status,
        agare=people.get(row.agare, "") if row.agare else "",
        grund=bevakning_etikett(b.slag),
        kalla=b.kalla,
        eskalering=b.eskalering,
        tilldelad_av=people.get(b.tilldelad_av_id or 0, "") if b.tilldelad_id else "",
        rakning=tuple(rakningen(b)),
        varfor=forklara(b, row.profil),
        sagt=sagt(row.akt_slag, b.eskalering),
    )
