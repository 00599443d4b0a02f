"""A finished handling as it was stored: the very bytes, and what its event says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.documents.mallar import MALLAR
from caseflow.engine.errors import NotFound
from caseflow.engine.fakta import Varde
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelselasning import las_handelser
from caseflow.store.handling import (
    ARKIVETS,
    ATT_LASA,
    FARDIG,
    IFYLLT,
    KOPIA,
    Handling,
    read_content,
)
from caseflow.store.handlingsatkomst import handlingen
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Innehall:
    """The bytes, the name of the file and the role the akt was opened under."""

    nummer: str
    roll: str
    filnamn: str
    pdf: bytes


def las_fardig_handling(
    db: Databas, aktor: Aktor, nummer: str, seq: int, *, arkivform: bool = False
) -> Innehall:
    """The stored bytes; with `arkivform` those for the archive. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, no such handling, or no archive form of it.
        IntegrityFault: the bytes are not those that were stored.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        handling = handlingen(session, akt.id, seq)
        form = ARKIVETS if arkivform else ATT_LASA
        if arkivform and not handling.arkiv_sha256:
            raise NotFound(
                vad="En maskerad kopia har ingen arkivform.",
                gor_nu="Öppna arkivformen av handlingen som den är en kopia av.",
            )
        pdf = read_content(session, db.ring, akt, handling, form)
        original = handlingen(session, akt.id, handling.kopia_av) if handling.kopia_av else handling
        name = _filnamn(akt.nummer, handling, form, beteckning=original.beteckning)
        return Innehall(akt.nummer, roll, name, pdf)


def _filnamn(nummer: str, handling: Handling, form: str, *, beteckning: str) -> str:
    """No name of a person: the akt, the number in it and the template; nothing of the akt where none is named.

    A copy has no beteckning of its own, but that of its original.
    """
    tail = "_arkiv" if form == ARKIVETS else "_kopia" if handling.kopia_av else ""
    mall = MALLAR.get(handling.mall)
    if mall is not None and (mall.namnlos or mall.namnval):
        return f"{beteckning or handling.dag}_{handling.mall}{tail}.pdf"
    return f"{nummer}_{handling.seq}_{handling.mall}{tail}.pdf"


@dataclass(frozen=True, slots=True)
class Ursprung:
    """What a handling was made from: the event it could read up to, those it read, and what was filled in.

    Of a masked copy `maskerat` says what is masked: the event, the field and the ground of each.
    """

    till_seq: int
    uppgifter: tuple[int, ...]
    ifyllt: Mapping[str, Varde]
    skal: str
    maskerat: tuple[str, ...] = ()


def las_ursprung(db: Databas, aktor: Aktor, nummer: str, seq: int) -> Ursprung:
    """The trace of a finished handling. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, or no such handling.
    """
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        handlingen(session, akt.id, seq)
        events = las_handelser(session, db.ring, akt, koder=(FARDIG, KOPIA))
        varden = next(e.varden for e in events if e.seq == seq)
    read, masked = varden.get("uppgifter"), varden.get("maskeringar")
    return Ursprung(
        int(str(varden["till_seq"])),
        tuple(int(s) for s in read) if isinstance(read, list) else (),
        {k.removeprefix(IFYLLT): v for k, v in varden.items() if k.startswith(IFYLLT)},
        str(varden.get("skal") or ""),
        tuple(masked) if isinstance(masked, list) else (),
    )
