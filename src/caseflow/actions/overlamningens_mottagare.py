"""Who takes over what: the colleague who was named, or each in turn by load; never whoever gave the insats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseflow.engine.errors import BadInput
from caseflow.rules.roller import ANSVARAR_FOR_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag

_GER_INSATS = (Roll.BEHANDLARE,)


class Satt(StrEnum):
    """To one colleague, spread by load, or to nobody: then the samordnare owns it."""

    TILL = "till"
    SPRID = "sprid"
    TILLBAKA = "tillbaka"


@dataclass(frozen=True, slots=True)
class Dit:
    """Where something goes: a medarbetare, or nobody (`id` None) with the reason why."""

    id: int | None = None
    namn: str = ""
    skal: str = ""


@dataclass(frozen=True, slots=True)
class Kandidat:
    """Somebody else who works in the unit, and in which roles."""

    id: int
    namn: str
    epost: str
    roller: frozenset[str]

    def kan(self, roller: Iterable[Roll]) -> bool:
        """Whether she holds one of the roles."""
        return bool({r.value for r in roller} & self.roller)


@dataclass(slots=True)
class Fordelare:
    """Chooses who gets what, and remembers how much each one has been given.

    `chosen` is the colleague who was named, `person_roller` the roles of the one who hands over.
    """

    satt: Satt
    kandidater: Sequence[Kandidat]
    person_roller: frozenset[str]
    akter: dict[int, int]
    bevakningar: dict[int, int]
    insatser: dict[int, int]
    chosen: Kandidat | None = None

    def ansvarig(self, slag: str) -> Dit:
        """Who becomes ansvarig for an akt."""
        roller = ANSVARAR_FOR_AKT[slag]
        return self._dit(self._pick(roller, (), self.akter), roller)

    def insats(self, spared: Collection[int]) -> Dit:
        """Who goes on with an insats. `spared` are to follow it up, and so do not give it."""
        if self.chosen is not None and self.chosen.id in spared:
            return Dit(
                skal=f"{self.chosen.namn} ska följa upp i ärendet och tar inte själv över insatsen."
            )
        return self._dit(self._pick(_GER_INSATS, spared, self.insatser), _GER_INSATS)

    def bevakning(
        self,
        roller: Sequence[Roll],
        spared: Collection[int],
        ansvarig: int | None,
        *,
        with_akt: bool,
    ) -> Dit:
        """Who gets one bevakning, in one of the roles. `spared` gave the insats that it follows up.

        `ansvarig` is who is ansvarig for the akt when it has been handed over, None where nobody is or
        the akt is closed; she is preferred for what goes `with_akt`, but follow-ups are spread.
        """
        if self.chosen is not None and self.chosen.id in spared:
            found = Dit(skal=f"{self.chosen.namn} gav insatsen och följer inte själv upp den.")
        else:
            prefer = ansvarig if with_akt else None
            found = self._dit(self._pick(roller, spared, self.bevakningar, prefer=prefer), roller)
        if found.id is not None or ansvarig not in spared:
            return found
        # Without anybody chosen it would fall to the ansvarig, who gave the insats.
        return self._samordnaren(spared, found.skal)

    def _samordnaren(self, spared: Collection[int], skal: str) -> Dit:
        able = [k for k in self.kandidater if Roll.SAMORDNARE in k.roller and k.id not in spared]
        reason = skal or "Den som är ansvarig gav insatsen."
        return Dit(able[0].id, able[0].namn, reason) if able else Dit(skal=reason)

    def _pick(
        self,
        roller: Collection[Roll],
        spared: Collection[int],
        load: dict[int, int],
        *,
        prefer: int | None = None,
    ) -> Kandidat | None:
        if self.satt is Satt.TILLBAKA:
            return None
        if self.chosen is not None:
            return self.chosen if self.chosen.kan(roller) else None
        possible = [k for k in self.kandidater if k.kan(roller) and k.id not in spared]
        if not possible:
            return None
        found = min(
            possible,
            # Whoever gets the akt gets what stands in it; else those who do the same work as she does.
            key=lambda k: (
                k.id != prefer,
                not k.roller & self.person_roller,
                load.get(k.id, 0),
                k.namn,
            ),
        )
        load[found.id] = load.get(found.id, 0) + 1
        return found

    def _dit(self, found: Kandidat | None, roller: Sequence[Roll]) -> Dit:
        if found is not None:
            return Dit(found.id, found.namn)
        if self.satt is Satt.TILLBAKA:
            return Dit()
        names = " eller ".join(r.etikett for r in roller)
        if self.chosen is not None:
            return Dit(skal=f"{self.chosen.namn} är inte {names} i enheten.")
        return Dit(skal=f"Ingen annan i enheten kan: det görs av {names}.")


def kandidaterna(
    session: Session, enhet_id: int, but: int, days: Collection[date]
) -> tuple[Kandidat, ...]:
    """Everybody else who works in the unit on each of the days."""
    found: dict[int, Kandidat] = {}
    for id_, namn, epost, roll in session.execute(
        select(Medarbetare.id, Medarbetare.namn, Medarbetare.epost, Uppdrag.roll)
        .join(Uppdrag, Uppdrag.medarbetare_id == Medarbetare.id)
        .where(
            Uppdrag.enhet_id == enhet_id,
            Medarbetare.aktiv.is_(True),
            Medarbetare.id != but,
            *(
                and_(Uppdrag.fran <= day, or_(Uppdrag.till.is_(None), Uppdrag.till >= day))
                for day in sorted(days)
            ),
        )
        .order_by(Medarbetare.namn)
    ):
        before = found.get(id_, Kandidat(id_, namn, epost, frozenset()))
        found[id_] = replace(before, roller=before.roller | {roll})
    return tuple(found.values())


def namngiven(till: str, kandidater: Sequence[Kandidat]) -> Kandidat:
    """The colleague with that address.

    Raises:
        BadInput: nobody such works in the unit on those days.
    """
    wanted = till.strip().lower()
    found = next((k for k in kandidater if k.epost == wanted), None)
    if found is None:
        raise BadInput(
            vad="Det går inte att lämna över dit.",
            falt={"till": "Till: välj en kollega som arbetar i enheten, både i dag och den dagen."},
        )
    return found


def belastning(
    session: Session, enhet_id: int, slag: Collection[str]
) -> tuple[dict[int, int], dict[int, int]]:
    """How many open akter, and how many open bevakningar given by name, each one has in the unit."""
    mine = (Akt.enhet_id == enhet_id, Akt.slag.in_(slag), Akt.synlig.is_(True))
    akter = session.execute(
        select(Akt.ansvarig_id, func.count())
        .where(*mine, Akt.avslutad.is_(False), Akt.ansvarig_id.is_not(None))
        .group_by(Akt.ansvarig_id)
    )
    given = session.execute(
        select(Bevakning.tilldelad_id, func.count())
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(*mine, Bevakning.status.in_(OPEN), Bevakning.tilldelad_id.is_not(None))
        .group_by(Bevakning.tilldelad_id)
    )
    return {i: n for i, n in akter if i}, {i: n for i, n in given if i}
