"""What can be masked in a copy of a handling, what is suggested, and how the copy would look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from caseflow.documents.kopia_ur_akten import (
    UTLAMNANDE,
    Kopiegrund,
    foljer_av_svaret,
    kopian,
    kopiegrund,
    require_disclosure,
)
from caseflow.documents.maskering import Del, Maskering, delarna, kvar, maskera
from caseflow.documents.maskeringsforslag import Forslag, forslagen
from caseflow.documents.sidbilder import antal_sidor, sidbild, sidtexter
from caseflow.engine.fakta import Fakta
from caseflow.engine.field import Field
from caseflow.rules.maskering import grunder_for, kort_lagrum
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.definition import definitioner_of
from caseflow.store.handling import sha256
from caseflow.store.session import Databas

MOST_PICTURES = 40
DOTS_PER_INCH = 90


@dataclass(frozen=True, slots=True)
class Maskerbar:
    """A handling that a copy can be made of, and what there is to choose. `seq` is the akt's last event."""

    nummer: str
    slag: str
    roll: str
    seq: int
    fakta: Fakta
    grund: Kopiegrund
    delar: tuple[Del, ...]
    forslag: tuple[Forslag, ...]
    grunder: Mapping[str, str]
    """Code -> the section and what it is about."""
    falt: tuple[Field, ...]
    """The fields of the disclosure."""


@dataclass(frozen=True, slots=True)
class Granskning:
    """The copy as it would be stored: its checksum, its pages as PNG, what they say, and where a masked text stands."""

    sha256: str
    sidor: int
    bilder: tuple[bytes, ...]
    kvar: tuple[str, ...]
    text: str
    foljer: tuple[str, ...]
    """Masked answers that fixed text in the copy follows from."""


def las_maskerbar(
    db: Databas, aktor: Aktor, nummer: str, seq: int, andamal: str, *, dag: date
) -> Maskerbar:
    """The caller logs the reading. Nothing is suggested before it is said whom the copy is for.

    Raises:
        NotFound: no such akt for this person, or no such handling.
        Refused: it is a copy; or the person may not decide what is disclosed.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        roll = require_disclosure(session, akt, aktor, roll)
        grund = kopiegrund(db, session, akt, aktor, roll, seq)
        return Maskerbar(
            akt.nummer,
            akt.slag,
            roll,
            akt.seq,
            akt.snapshot,
            grund,
            delarna(grund.lasbart),
            forslagen(grund.lasbart, andamal) if andamal else (),
            {
                kod: f"{kort_lagrum(kalla)}: {namn[:1].lower()}{namn[1:]}"
                for kod, (namn, kalla) in grunder_for(andamal, dag).items()
            },
            _fields(session, akt),
        )


def _fields(session: Session, akt: Akt) -> tuple[Field, ...]:
    return definitioner_of(session, akt.slag, akt.process_version).faktaslag[UTLAMNANDE].fields


def prova_maskeringar(
    maskerbar: Maskerbar, maskeringar: Sequence[Maskering], andamal: str, *, dag: date
) -> None:
    """Whether the copy can be made, without the seconds that its file takes.

    Raises:
        BadInput: a masking that cannot be made; every fault by its place.
    """
    kopian(maskerbar.grund, maskeringar, andamal, dag=dag)


def granska_kopia(
    maskerbar: Maskerbar, maskeringar: Sequence[Maskering], andamal: str, *, dag: date
) -> Granskning:
    """The copy to look at: nothing is stored.

    Raises:
        BadInput: a masking that cannot be made; every fault by its place.
        Busy: so many are being made that it did not get its turn.
    """
    grund = maskerbar.grund
    pdf = kopian(grund, maskeringar, andamal, dag=dag).pdf()
    sidor = antal_sidor(pdf)
    pictures = (
        sidbild(pdf, n, per_tum=DOTS_PER_INCH) for n in range(1, min(sidor, MOST_PICTURES) + 1)
    )
    masked = maskera(grund.lasbart, maskeringar, dag=dag)
    return Granskning(
        sha256(pdf),
        sidor,
        tuple(p for p in pictures if p),
        tuple(kvar(grund.lasbart, masked, maskeringar)),
        "\n\n".join(sidtexter(pdf)),
        tuple(foljer_av_svaret(grund, maskeringar, dag=dag)),
    )
