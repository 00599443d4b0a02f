"""The decisions taken by delegation, for the report to the nämnd (7 kap. 8 § KL). No names, no grounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from caseflow.engine.errors import NotFound
from caseflow.engine.fakta import JsonDict
from caseflow.rules.delegation import namndens_eget_beslut
from caseflow.rules.delegationsordning import BESLUT_SOM_DELEGERAS, INSTANSER
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.enhet import Enhet
from caseflow.store.handelse import Handelse
from caseflow.store.namn import names
from caseflow.store.session import Databas

ANMALER = (Roll.ENHETSCHEF, Roll.REGISTRATOR)
"""Who puts the list before the nämnd."""
SLAG = tuple(slag for slag, roller in OPPNAR_AKT.items() if set(ANMALER) <= set(roller))
"""The kinds of akt that they may open at all: no list shows that one of another kind exists."""


@dataclass(frozen=True, slots=True)
class Delegationsbeslut:
    """One decision: when, what, in which akt, and by whom."""

    dag: date
    kod: str
    beslut: str
    nummer: str
    enhet: str
    av: str
    roll: str

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "dag": self.dag.isoformat(),
            "kod": self.kod,
            "beslut": self.beslut,
            "akt": self.nummer,
            "enhet": self.enhet,
            "av": self.av,
            "roll": self.roll,
        }


def delegationsbeslut(
    db: Databas, aktor: Aktor, *, fran: date, till: date
) -> tuple[Delegationsbeslut, ...]:
    """The decisions of a period in the person's units, in order. Imported ones are the old register's.

    Raises:
        NotFound: the person reports for no unit.
    """
    enheter = aktor.enheter(*ANMALER)
    if not enheter:
        raise NotFound(
            vad="Listan över delegationsbeslut finns inte här.",
            gor_nu="Den tas fram av enhetschefen eller registratorn.",
        )
    with db.read() as session:
        rows = session.execute(
            select(Handelse, Akt, Enhet.namn)
            .join(Akt, Akt.id == Handelse.akt_id)
            .join(Enhet, Enhet.id == Akt.enhet_id)
            .where(
                Akt.enhet_id.in_(enheter),
                Akt.slag.in_(SLAG),
                Akt.synlig,
                Handelse.typ.in_(("steg", "delsteg")),
                Handelse.kod.in_(BESLUT_SOM_DELEGERAS),
                Handelse.ursprung == "live",
                Handelse.handelsedatum.between(fran, till),
            )
            .order_by(Handelse.handelsedatum, Akt.nummer, Handelse.seq)
        ).all()
        people = names(session, (event.av for event, _, _ in rows))
        found = [
            (_beslut(event, akt, enhet, people.get(event.av or 0, "")), _instans(event, akt))
            for event, akt, enhet in rows
        ]
    return tuple(
        replace(beslut, av=INSTANSER[instans].capitalize()) if instans else beslut
        for beslut, instans in found
        if instans != "namnd"
    )


def _beslut(event: Handelse, akt: Akt, enhet: str, av: str) -> Delegationsbeslut:
    assert event.handelsedatum is not None  # noqa: S101 - asked for between two days
    return Delegationsbeslut(
        dag=event.handelsedatum,
        kod=event.kod,
        beslut=BESLUT_SOM_DELEGERAS[event.kod],
        nummer=akt.nummer,
        enhet=enhet,
        av=av,
        roll=event.roll,
    )


def _instans(event: Handelse, akt: Akt) -> str:
    """Who had decided before the step was taken; the nämnd's own decisions are not reported to itself."""
    return namndens_eget_beslut(akt.snapshot, event.kod, event.seq)
