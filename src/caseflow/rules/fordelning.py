"""Fördelningen av uppföljningar: på vem och på vilken dag, så att ingen får för många.

Ren uträkning: den får veta vilka som kan och hur många uppföljningar var och en redan har, och väljer.
Den som har hållit i insatsen väljs aldrig.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.helgdagar import ar_helgdag
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.rules.uppfoljning import behandlarna

FOLJER_UPP = (Roll.BEHANDLARE, Roll.SAMORDNARE, Roll.HANDLAGGARE)
"""Rollerna som gör uppföljningar. En behandlare väljs i första hand."""
_EN_DAG, _EN_VECKA = timedelta(days=1), timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Kandidat:
    """En medarbetare som kan göra uppföljningar, med hur många hen redan har per dag.

    `till` är uppdragets sista dag, `behandlare` om hen är behandlare i enheten.
    """

    medarbetare: int
    behandlare: bool = True
    till: date | None = None
    per_dag: Mapping[date, int] = field(default_factory=dict)

    def antal(self, fran: date, till: date) -> int:
        """Hur många uppföljningar hen har från den ena dagen till den andra, båda räknade."""
        return sum(antal for dag, antal in self.per_dag.items() if fran <= dag <= till)

    def med_en_till(self, dag: date) -> Kandidat:
        """Samma medarbetare med en uppföljning till den dagen."""
        return replace(self, per_dag={**self.per_dag, dag: self.per_dag.get(dag, 0) + 1})

    def med_en_mindre(self, dag: date) -> Kandidat:
        """Samma medarbetare utan en av uppföljningarna den dagen: den som just fördelas."""
        return replace(self, per_dag={**self.per_dag, dag: self.per_dag.get(dag, 1) - 1})


def roller_som_foljer_upp(slag: str) -> tuple[Roll, ...]:
    """Rollerna som både gör uppföljningar och äger något att göra i en akt av det slaget."""
    return tuple(r for r in FOLJER_UPP if r in AGER_I_AKT[slag])


def undantagna(fakta: Fakta, uppfoljning: Delprocess | None) -> frozenset[int]:
    """De medarbetare som har hållit i det som följs upp. Ett medgivet undantag ger dem den inte av sig själv."""
    return frozenset(int(b) for b in behandlarna(fakta, uppfoljning) if b.isdigit())


def vald_uppfoljare(
    kandidater: Sequence[Kandidat],
    dag: date,
    fonster: tuple[date, date],
    undantagna: Collection[int],
    *,
    borja: int = 0,
) -> Kandidat | None:
    """Den som har minst att följa upp; ingen om ingen kan.

    Behandlare före andra. Sedan den som har färst i uppföljningens fönster, färst den veckan och färst den
    dagen. Är det lika går turen runt: `borja` säger var den börjar.
    """
    mojliga = sorted(
        (
            k
            for k in kandidater
            if k.medarbetare not in undantagna and (k.till is None or k.till >= dag)
        ),
        key=lambda k: k.medarbetare,
    )
    if not mojliga:
        return None
    mandag = dag - timedelta(days=dag.weekday())

    def last(plats: int) -> tuple[bool, int, int, int, int]:
        k = mojliga[plats]
        return (
            not k.behandlare,
            k.antal(*fonster),
            k.antal(mandag, mandag + _EN_VECKA),
            k.antal(dag, dag),
            (plats - borja) % len(mojliga),
        )

    return mojliga[min(range(len(mojliga)), key=last)]


def vald_dag(
    planerad: date,
    fonster: tuple[date, date],
    tidigast: date,
    per_dag: Mapping[date, int],
    hogst: int,
) -> date | None:
    """Vardagen i fönstret som ligger närmast den planerade och har plats; ingen om alla är fulla.

    `per_dag` är enhetens uppföljningar per dag och `hogst` hur många en dag rymmer. Ligger två dagar lika
    nära väljs den tidigare. Ingen dag före `tidigast` väljs.
    """
    lediga = (
        d
        for d in _dagarna(max(fonster[0], tidigast), fonster[1])
        if per_dag.get(d, 0) < hogst and not ar_helgdag(d)
    )
    return min(lediga, key=lambda d: (abs((d - planerad).days), d), default=None)


def _dagarna(fran: date, till: date) -> Iterator[date]:
    while fran <= till:
        yield fran
        fran += _EN_DAG
