"""What things are called: events, bevakningar and people by their codes and ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field
from caseflow.engine.process import FactKind, Transition
from caseflow.processes import FAKTASLAG, REGLER
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.processes.fakta_ny_rakning import OMRAKNING
from caseflow.processes.flytten import FLYTTEN
from caseflow.processes.handlingar import FARDIG, KOPIA, LAMNAD
from caseflow.processes.overlamning import OVERLAMNING
from caseflow.processes.registrering import ARENDE, FRIYTA, PARTNERKONTAKT
from caseflow.store.akt import Akt
from caseflow.store.definition import Tidigare, definitioner_of
from caseflow.store.medarbetare import Medarbetare

T = TypeVar("T")
_OTHER = {
    "registrera_akt": "Ärendet öppnades",
    "byt_ansvarig": "Ärendet fick ny ansvarig",
    "byt_behandlare": "Insatsen fick ny behandlare",
    "tilldela_bevakning": "Bevakning fördelades",
    "kvittera_bevakning": "Bevakning kvitterades",
    "eskalera_bevakning": "En sen bevakning sades vidare",
    "utfor_bevakning": "Bevakning gjordes klar",
    "omrakning": "Fördes till ändrade regler",
    "registervariabler": "Uppgifter ur register",
    "importerad_insats": "Insats enligt register",
    "importerat_avslut": "Avslutat enligt register",
    "byt_definition": "Ärendet flyttades till en ny version av processen",
    "byt_profil": "Ärendet flyttades till en annan profil",
    "fardigstall_handling": "Handling färdigställd",
    "maskera_handling": "Maskerad kopia gjord",
    "lamna_handling": "Handling lämnad",
}
_REGISTRERING = tuple({f.code: f for f in (*ARENDE, *FRIYTA, *PARTNERKONTAKT)}.values())
_FIELDS = {
    "registrera_akt": _REGISTRERING,
    "byt_ansvarig": OVERLAMNING,
    "byt_behandlare": OVERLAMNING,
    "tilldela_bevakning": OVERLAMNING,
    "omrakning": OMRAKNING,
    "byt_definition": FLYTTEN,
    "byt_profil": FLYTTEN,
    "fardigstall_handling": FARDIG,
    "maskera_handling": KOPIA,
    "lamna_handling": LAMNAD,
}


class Namnen:
    """What the things of one akt are called: as in the definitions it runs on, else as they once were called."""

    def __init__(self, definitioner: Definitioner, tidigare: Iterable[Definitioner] = ()) -> None:
        """`tidigare` is only walked through for what neither the akt's definitions nor today's know."""
        self.definitioner = definitioner
        self._tidigare = tidigare

    def _known(self) -> Iterator[Definitioner]:
        yield self.definitioner
        today = definitioner_for(self.definitioner.slag)
        if today is not self.definitioner:
            yield today
        yield from self._tidigare

    def _first(self, pick: Callable[[Definitioner], T | None]) -> T | None:
        return next((found for d in self._known() if (found := pick(d)) is not None), None)

    def etikett(self, kod: str) -> str:
        """The label of an event's code."""
        if kod in _OTHER:
            return _OTHER[kod]
        found = next((act for d in self._known() if (act := _act(d, kod))), FAKTASLAG.get(kod))
        return found.label if found else kod

    def falten(self, kod: str, varden: Mapping[str, Varde]) -> tuple[Field, ...]:
        """The fields of an event: where the definitions have changed, those that its values were given in."""
        if kod in _OTHER:
            return _FIELDS.get(kod, ())
        chosen: dict[str, Field] = {}
        for definitioner in self._known():
            act = _act(definitioner, kod)
            for field in act.fields if act else ():
                value = varden.get(field.code)
                if field.code not in chosen or not _says(chosen[field.code], value):
                    chosen[field.code] = field
            if all(c in chosen and _says(chosen[c], v) for c, v in varden.items()):
                break
        if not chosen and kod in FAKTASLAG:
            return FAKTASLAG[kod].fields
        return tuple(chosen.values())

    def process(self, kod: str) -> str:
        """The label of a process."""
        found = self._first(lambda d: d.processer.get(kod))
        return found.label if found else kod

    def tillstand(self, process: str, kod: str) -> str:
        """The label of a state."""
        return self._first(lambda d: d.tillstandets_namn(process, kod) or None) or kod


def _act(definitioner: Definitioner, kod: str) -> Transition | FactKind | None:
    return definitioner.steg(kod) or definitioner.faktaslag.get(kod)


def _says(field: Field, value: Varde) -> bool:
    """Whether the field has a word for the value."""
    codes = dict(field.choices)
    values = value if isinstance(value, list) else [value]
    return not codes or value is None or all(str(v) in codes for v in values)


def namnen(session: Session, akt: Akt) -> Namnen:
    """What the things of an akt are called."""
    known = definitioner_of(session, akt.slag, akt.process_version)
    return Namnen(known, Tidigare(session, akt.slag))


def bevakning_etikett(slag: str) -> str:
    """The label of a bevakning's kind."""
    return REGLER[slag].etikett if slag in REGLER else slag


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of medarbetare by id, in one question."""
    wanted = {i for i in ids if i is not None}
    rows = session.execute(
        select(Medarbetare.id, Medarbetare.namn).where(Medarbetare.id.in_(wanted))
    )
    return {id_: namn for id_, namn in rows}  # noqa: C416 - dict() of rows does not type
