"""What the law says that is worth knowing in an akt just now, and the child unit's times as information."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.engine.bevakning import Term
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet
from caseflow.processes import FAKTASLAG, UPPLYSNINGAR
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.rules.barnenheten import barnenhetens_tider
from caseflow.rules.profil import Profil


@dataclass(frozen=True, slots=True)
class Upplysningsvy:
    """One piece of information: `text` in a sentence, `forklaring` more of it, `osaker` when the source is."""

    regel: str
    text: str
    forklaring: str
    kalla: Kallvy
    osaker: bool


@dataclass(frozen=True, slots=True)
class Barnenhetsvy:
    """One time of the child unit's for one child: the last day, how it was counted, and its source."""

    regel: str
    text: str
    dag: date
    termer: tuple[Term, ...]
    kalla: Kallvy


def bra_att_veta(fakta: Fakta, profil: Profil, dag: date) -> tuple[Upplysningsvy, ...]:
    """What belongs in the akt as it stands, in the wording of a day."""
    found = []
    for regel in UPPLYSNINGAR:
        if regel.wordings[0].since > dag:
            continue
        wording = regel.on(dag)
        if wording.function(fakta, profil):
            found.append(
                Upplysningsvy(
                    regel.kod,
                    wording.meaning,
                    wording.forklaring,
                    kallvy(wording.kalla.typ, str(wording.kalla)),
                    osaker=wording.kalla.sakerhet is Sakerhet.OSAKER,
                )
            )
    return tuple(found)


def barnens_tider(fakta: Fakta, profil: Profil) -> tuple[tuple[str, tuple[Barnenhetsvy, ...]], ...]:
    """Child by child (as it is called in the akt), the child unit's times after an orosanmälan."""
    labels = {f.code: dict(f.choices) for f in FAKTASLAG["orosanmalan"].fields}["barn"]
    return tuple(
        (
            labels.get(barn, barn),
            tuple(
                Barnenhetsvy(
                    t.regel, t.text, t.dag, t.rakning.termer, kallvy(t.kalla.typ, str(t.kalla))
                )
                for t in tider
            ),
        )
        for barn, tider in barnenhetens_tider(fakta, profil).items()
    )
