"""The insatser that somebody gives, when all she has is handed over: who goes on with each, and what is left to do.

Not a use case of its own: a part of the hand-over. Where nobody is chosen nothing is written, and she stands as
behandlare until somebody is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, short_with_actor
from caseflow.actions.overlamningens_mottagare import Dit, Fordelare
from caseflow.engine.effect import DelEffekt
from caseflow.engine.fakta import Delprocess, Fakta, JsonDict, Varde
from caseflow.processes import PROCESSER
from caseflow.processes.insatsfalt import FORM
from caseflow.processes.overlamning import ATT_GORA, INGEN_TAR_OVER
from caseflow.rules.uppfoljning import TIDIGARE_BEHANDLARE, uppfoljning_ska_goras
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.insats import Insats
from caseflow.store.skriven import NyHandelse

KOD = "byt_behandlare"


@dataclass(frozen=True, slots=True)
class Insatsrad:
    """One insats that she gives: `nr` of the delprocess, its form, where it stands and who goes on with it."""

    nr: int
    form: str
    laget: str
    att_gora: str
    dit: Dit

    @property
    def etikett(self) -> str:
        """«Insats: Individuella samtal, pågår»."""
        return f"Insats: {self.form}, {self.laget.lower()}"

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "nr": self.nr,
            "form": self.form,
            "laget": self.laget,
            "att_gora": self.att_gora,
            "till": self.dit.namn,
            "skal": self.dit.skal,
        }


@dataclass(frozen=True, slots=True)
class Behandlas:
    """What is given in a unit: hers by akt, how many each one gives, and who follows up in which akt."""

    hennes: Mapping[int, tuple[Delprocess, ...]]
    antal: Mapping[int, int]
    foljer_upp: Mapping[int, frozenset[int]] = field(default_factory=dict)


def behandlas(session: Session, enhet_id: int, person_id: int, slag: Collection[str]) -> Behandlas:
    """The open insatser of the unit that somebody gives."""
    begun = select(Insats.akt_id).where(Insats.tillstand.in_(tuple(ATT_GORA)))
    hers: dict[int, tuple[Delprocess, ...]] = {}
    each: Counter[int] = Counter()
    for akt in session.scalars(
        select(Akt).where(
            Akt.enhet_id == enhet_id, Akt.slag.in_(slag), Akt.synlig.is_(True), Akt.id.in_(begun)
        )
    ):
        given = given_by(akt.snapshot)
        each.update(who for who, _ in given)
        mine = tuple(part for who, part in given if who == person_id)
        if mine:
            hers[akt.id] = mine
    return Behandlas(hers, each, _following_up(session, hers, person_id))


def given_by(fakta: Fakta) -> list[tuple[int, Delprocess]]:
    """The insatser that are going on or are paused, each with the id of who gives it."""
    return [
        (int(who), part)
        for part in fakta.av_slag("insats", oppna=True)
        if part.tillstand in ATT_GORA and (who := part.text("behandlare")).isdigit()
    ]


def _following_up(
    session: Session, akt_ids: Collection[int], person_id: int
) -> dict[int, frozenset[int]]:
    """Others who have been given an open follow-up in the akter: they do not take over what they follow up."""
    found: dict[int, set[int]] = {}
    for akt_id, who in session.execute(
        select(Bevakning.akt_id, Bevakning.tilldelad_id).where(
            Bevakning.akt_id.in_(akt_ids),
            Bevakning.slag == uppfoljning_ska_goras.kod,
            Bevakning.status.in_(OPEN),
            Bevakning.tilldelad_id != person_id,  # nor given to nobody: NULL differs from nothing
        )
    ):
        if who is not None:
            found.setdefault(akt_id, set()).add(who)
    return {akt_id: frozenset(who) for akt_id, who in found.items()}


def planned(
    parts: Collection[Delprocess], spared: Collection[int], to: Fordelare
) -> tuple[Insatsrad, ...]:
    """Who goes on with each of them."""
    insats, forms = PROCESSER["insats"], dict(FORM.choices)
    return tuple(
        Insatsrad(
            part.id,
            forms.get(part.text("form"), part.text("form")),
            insats.state(part.tillstand).label,
            ATT_GORA[part.tillstand] if dit.id is not None else INGEN_TAR_OVER,
            dit,
        )
        for part in parts
        for dit in (to.insats(spared),)
    )


def hand_over_insatser(
    opened: Oppnad,
    rows: Collection[Insatsrad],
    person_id: int,
    given: Mapping[str, Varde],
    *,
    roll: str,
) -> None:
    """An event for each that somebody takes over. The akt is locked: what has changed meanwhile is left alone."""
    for row in rows:
        fakta = opened.akt.fakta
        part = fakta.delprocess(row.nr)
        if row.dit.id is None or part is None or (person_id, part) not in given_by(fakta):
            continue
        if _follows_up(opened, row.dit.id):
            continue
        earlier = part.varden.get(TIDIGARE_BEHANDLARE)
        before = earlier if isinstance(earlier, list) else []
        change: DelEffekt = {
            "id": part.id,
            "process": part.process,
            "tillstand": part.tillstand,
            "avslutad": False,
            "varden": {
                "behandlare": str(row.dit.id),
                TIDIGARE_BEHANDLARE: list(dict.fromkeys([*before, str(person_id)])),
            },
            "steg": KOD,
        }
        opened.write(
            NyHandelse(
                typ="system",
                kod=KOD,
                dag=opened.idag,
                effekt={
                    "kort": short_with_actor({"till": str(row.dit.id)}, opened.aktor),
                    "delprocess": part.id,
                    "delprocesser": [change],
                },
                varden={"till": row.dit.namn, **given},
                av=opened.aktor.id,
                roll=roll,
                delprocess=part.id,
            )
        )


def _follows_up(opened: Oppnad, who: int) -> bool:
    fakta = opened.akt.fakta
    return any(
        o.slag == uppfoljning_ska_goras.kod and o.tilldelad == who
        for o in opened.akt.oppna
        if o.nyckel.isdigit() and "medge_undantag" not in _steps(fakta, int(o.nyckel))
    )


def _steps(fakta: Fakta, nr: int) -> Collection[str]:
    part = fakta.delprocess(nr)
    return part.steg if part else ()
