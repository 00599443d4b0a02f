"""Everything the page of one finished handling says: what it is, what it rests on and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.documents.mallar import MALLAR, som_fardigstaller
from caseflow.documents.mallar.mall import VALT, Mall
from caseflow.documents.maskering import AV, HANDLINGEN, HELA, SLAGET
from caseflow.engine.errors import NotFound
from caseflow.engine.fakta import Varde
from caseflow.processes.handlingar import SATT
from caseflow.queries.fardig_handling import las_ursprung
from caseflow.queries.handlingarna import Fardig, fardiga_i
from caseflow.rules.maskering import GRUNDER, kort_lagrum
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelselasning import las_handelser
from caseflow.store.handlingsatkomst import arbetar_i
from caseflow.store.namn import namnen
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Grund:
    """An event that the handling was written from."""

    seq: int
    etikett: str
    dag: date | None


@dataclass(frozen=True, slots=True)
class Handlingssida:
    """One finished handling or masked copy.

    `till_seq` is the last event that it could read, `ifyllt` what was filled in for it alone, `givet` the
    same as it is stored, `kopior` its masked copies; of such a copy `maskerat` says what is masked and why.
    """

    nummer: str
    slag: str
    roll: str
    arbetar: bool
    handling: Fardig
    till_seq: int
    grunder: tuple[Grund, ...]
    ifyllt: tuple[tuple[str, str], ...]
    givet: Mapping[str, Varde]
    skal: str
    kopior: tuple[Fardig, ...]
    maskerat: tuple[str, ...]
    lamnad_satt: str
    kan_rattas: bool


def las_handlingssida(db: Databas, aktor: Aktor, nummer: str, seq: int) -> Handlingssida:
    """The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, or no such handling.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        every = fardiga_i(session, akt)
        handling = next((h for h in every if h.seq == seq), None)
        if handling is None:
            raise NotFound(
                vad="Handlingen finns inte i det här ärendet.",
                gor_nu="Välj bland ärendets handlingar.",
            )
        kanda = namnen(session, akt)
        events = {
            e.seq: Grund(e.seq, kanda.etikett(e.kod), e.dag)
            for e in las_handelser(session, db.ring, akt)
        }
        works = arbetar_i(aktor, akt, som_fardigstaller(handling.mall))
    ursprung = las_ursprung(db, aktor, akt.nummer, seq)
    mall = MALLAR.get(handling.mall)
    return Handlingssida(
        akt.nummer,
        akt.slag,
        roll,
        works,
        handling,
        ursprung.till_seq,
        tuple(events[s] for s in ursprung.uppgifter if s in events),
        _in_words(mall, ursprung.ifyllt),
        ursprung.ifyllt,
        ursprung.skal,
        tuple(h for h in every if h.kopia_av == seq),
        tuple(_masked(trace, handling.dag) for trace in ursprung.maskerat),
        dict(SATT.choices).get(handling.lamnad_satt or "", ""),
        mall is not None
        and akt.slag in mall.slag
        and handling.kopia_av is None
        and handling.ersatt_av is None,
    )


def _masked(trace: str, dag: date | None) -> str:
    """«Händelse 12, uppgifter: 26 kap. 1 § OSL»; what stood there is kept nowhere."""
    place, _, kod = trace.rpartition(":")
    seq, _, falt = place.partition(":")
    kalla = GRUNDER[kod].den(dag) if kod in GRUNDER and dag else None
    where = "Handlingen" if seq == str(HANDLINGEN) else f"Händelse {seq}"
    what = {HELA: "hela uppgiften", SLAGET: "att den finns", AV: "vem som skrev"}.get(falt, falt)
    return f"{where}, {what}: {kort_lagrum(kalla) if kalla else kod}"


def _in_words(mall: Mall | None, given: Mapping[str, Varde]) -> tuple[tuple[str, str], ...]:
    """What was filled in, as a person reads it: in the words of today's template, else as it is stored."""
    fields = {f.code: f for f in mall.falt} if mall else {}
    names = {VALT: mall.val.etikett} if mall and mall.val else {}
    return tuple(
        (fields[kod].label, fields[kod].label_of(value))
        if kod in fields
        else (names.get(kod, kod), _plain(value))
        for kod, value in given.items()
        if value not in (None, "", [])
    )


def _plain(value: Varde) -> str:
    return ", ".join(_each(value))


def _each(value: Varde) -> Iterable[str]:
    return map(str, value) if isinstance(value, list) else (str(value),)
