"""The register variables of the akter that somebody may count, as rows for the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import select

from caseflow.engine.errors import Hinder, Refused
from caseflow.queries.statistik.storheter import harled
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas
from caseflow.store.variabelvarden import Variabelvarden

RAKNAR = (Roll.VERKSAMHETSUTVECKLARE, Roll.ENHETSCHEF, Roll.SAMORDNARE, Roll.REVISOR)
SER_SMA_TAL = (Roll.VERKSAMHETSUTVECKLARE, Roll.ENHETSCHEF)


def registerrader(db: Databas, aktor: Aktor, *, full: bool = False) -> Iterator[dict[str, str]]:
    """One row per akt with register variables, in the units where the person counts.

    Raises:
        Refused: no role that counts, or `full` without the right to small figures.
    """
    needed = SER_SMA_TAL if full else RAKNAR
    units = aktor.enheter(*needed)
    if not units:
        names = " eller ".join(r.etikett for r in needed)
        raise Refused(
            vad="Siffrorna kan inte visas utan skydd för små tal."
            if full
            else "Siffrorna kan inte visas.",
            hinder=[
                Hinder(
                    "ratt_till_siffror",
                    "Behörighetsordning; 26 kap. 1 § OSL (2009:400)",
                    f"Det är förbehållet {names}.",
                    "Utelämna --full." if full else f"Be {names} i enheten.",
                )
            ],
        )
    query = (
        select(Variabelvarden.varden)
        .join(Akt, Akt.id == Variabelvarden.akt_id)
        .where(Akt.enhet_id.in_(units), Akt.synlig.is_(True))
        .order_by(Akt.id)
    )
    with db.read() as session:
        for varden in session.scalars(query):
            listed = cast("list[str]", varden.pop("skattningar", []))
            pairs = (pair.partition(":") for pair in listed)
            skattningar = [{"instrument": i, "niva": n} for i, _, n in pairs]
            yield harled(cast("dict[str, str]", varden), skattningar)
