"""Handling: a finished document of an akt, its stored bytes, and the drafts on the way to one.

The row follows from the event that made the handling: what template, which facts, and the SHA-256 of the
bytes. The bytes lie beside it, encrypted with the key of the akt; they are written once and never made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.errors import IntegrityFault
from caseflow.engine.fakta import Fakta, Varde
from caseflow.store.akt import Akt
from caseflow.store.base import Base
from caseflow.store.nycklar import Nyckelring, decrypt, encrypt
from caseflow.store.skriven import Rad, Skriven

FARDIG, KOPIA, LAMNAD = "fardigstall_handling", "maskera_handling", "lamna_handling"
"""The events: a handling is finished, a masked copy is made, a handling reaches its reader."""
ATT_LASA, ARKIVETS = "pdf", "arkiv"
"""The forms of the stored bytes: PDF/UA to read, PDF/A-3a to keep."""
OM_GALLRINGEN = "gallringsbeslut"
"""The template of the beslut to dispose of an akt: to decide so is no note that keeps it longer."""
IFYLLT = "f:"
"""What was filled in for the handling alone stands in its event under this and the code of the field."""
EGNA = "e:"
"""The kommun's own words, as they were then, stand in the event under this and the name of the part."""
ORIGINALET = "o:"
"""What else the handling said that the akt does not hold stands in the event under this. Only a copy reads it."""


class Handling(Base):
    """One finished handling. `ersatter` is the number of the one it corrects, `kopia_av` of what it is a copy of.

    `arkiv_sha256` is empty on a masked copy, which has no archive form. `lamnad` is the day it reached its
    reader and `lamnad_satt` how; None until then. `beteckning` is what it is called to a reader who may not know of the
    akt; empty where it says the aktnummer.
    """

    __tablename__ = "handling"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    mall: Mapped[str] = mapped_column(String(40))
    mallversion: Mapped[str] = mapped_column(String(40))
    titel: Mapped[str] = mapped_column(String(200))
    sprak: Mapped[str] = mapped_column(String(8))
    dag: Mapped[date | None]
    av: Mapped[int | None]
    sidor: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    arkiv_sha256: Mapped[str] = mapped_column(String(64))
    ersatter: Mapped[int | None]
    kopia_av: Mapped[int | None]
    lamnad: Mapped[date | None]
    lamnad_satt: Mapped[str | None] = mapped_column(String(20))
    beteckning: Mapped[str] = mapped_column(String(20), default="", server_default="", index=True)


class Handlingsinnehall(Base):
    """The bytes of a handling in one form, encrypted. Triggers refuse update and delete."""

    __tablename__ = "handlingsinnehall"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(8), primary_key=True)
    innehall: Mapped[bytes] = mapped_column(LargeBinary)


class Handlingsutkast(Base):
    """A draft: the template and what is filled in, encrypted. No history: it is no handling yet.

    `version` counts the savings, so that nobody writes over somebody else's. `ersatter` is the number of the
    handling that it is to correct.
    """

    __tablename__ = "handlingsutkast"
    # A number is never used again: a page left open must not save into somebody else's draft.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), index=True)
    mall: Mapped[str] = mapped_column(String(40))
    sprak: Mapped[str] = mapped_column(String(8))
    ersatter: Mapped[int | None]
    innehall: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int]
    skapad: Mapped[datetime]
    skapad_av: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"))
    andrad: Mapped[datetime]
    andrad_av: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"))


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that an event gives, or what it changes."""
    del after
    v = event.kort
    key: dict[str, Varde] = {"akt_id": event.akt_id, "seq": event.seq}
    if event.kod in (FARDIG, KOPIA):
        return [
            Rad(
                "handling",
                key,
                {
                    "mall": v["mall"],
                    "mallversion": v["mallversion"],
                    "titel": v["titel"],
                    "sprak": v["sprak"],
                    "dag": event.dag,
                    "av": event.av,
                    "sidor": v["sidor"],
                    "sha256": v["sha256"],
                    "arkiv_sha256": v.get("arkiv_sha256") or "",
                    "ersatter": v.get("ersatter"),
                    "kopia_av": v.get("kopia_av"),
                    "lamnad": None,
                    "lamnad_satt": None,
                    "beteckning": v.get("beteckning") or "",
                },
            )
        ]
    if event.kod == LAMNAD:
        given: dict[str, Varde | date] = {"lamnad": event.dag, "lamnad_satt": v["satt"]}
        return [Rad("handling", {**key, "seq": v["handling"]}, given, uppdaterar=True)]
    return []


def sha256(content: bytes) -> str:
    """The checksum as it stands in the event: hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def add_content(
    session: Session, akt_id: int, nummer: str, seq: int, form: str, content: bytes, key: bytes
) -> None:
    """Store the bytes of a handling, in the transaction of the event that holds their checksum."""
    sealed = encrypt(key, content, _place(nummer, seq, form))
    session.add(Handlingsinnehall(akt_id=akt_id, seq=seq, form=form, innehall=sealed))
    session.flush()


def read_content(
    session: Session, ring: Nyckelring, akt: Akt, handling: Handling, form: str = ATT_LASA
) -> bytes:
    """The stored bytes, checked against the event's checksum.

    Raises:
        IntegrityFault: they are missing, or are not those that were stored.
    """
    row = session.get(Handlingsinnehall, (akt.id, handling.seq, form))
    wanted = handling.sha256 if form == ATT_LASA else handling.arkiv_sha256
    content = (
        decrypt(ring.unwrap(akt.nyckel), row.innehall, _place(akt.nummer, handling.seq, form))
        if row
        else b""
    )
    if row is None or sha256(content) != wanted:
        raise IntegrityFault(
            vad="Handlingen går inte att läsa.",
            varfor="Den finns inte kvar så som den färdigställdes."
            if row
            else "Innehållet saknas.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        )
    return content


def open_content(nummer: str, seq: int, form: str, sealed: bytes, key: bytes) -> bytes:
    """Stored bytes in the clear, unchecked.

    Raises:
        IntegrityFault: they, or their place, have been changed.
    """
    return decrypt(key, sealed, _place(nummer, seq, form))


def _place(nummer: str, seq: int, form: str) -> bytes:
    """What the bytes are sealed to: they cannot be moved to another handling."""
    return f"handling:{nummer}:{seq}:{form}".encode()


def seal_draft(key: bytes, nummer: str, varden: Mapping[str, Varde]) -> bytes:
    """What is filled in, encrypted with the key of the akt."""
    plain = json.dumps(dict(varden), sort_keys=True, ensure_ascii=False).encode()
    return encrypt(key, plain, f"utkast:{nummer}".encode())


def open_draft(key: bytes, nummer: str, utkast: Handlingsutkast) -> dict[str, Varde]:
    """What is filled in, in the clear."""
    plain = decrypt(key, utkast.innehall, f"utkast:{nummer}".encode())
    varden: dict[str, Varde] = json.loads(plain)
    return varden


def handlingar_i(session: Session, akt_id: int) -> list[Handling]:
    """The finished handlingar of an akt and the masked copies, newest first."""
    query = select(Handling).where(Handling.akt_id == akt_id).order_by(Handling.seq.desc())
    return list(session.scalars(query))


def utkast_i(session: Session, akt_id: int) -> list[Handlingsutkast]:
    """The drafts of an akt, the one changed last first."""
    query = (
        select(Handlingsutkast)
        .where(Handlingsutkast.akt_id == akt_id)
        .order_by(Handlingsutkast.andrad.desc(), Handlingsutkast.id.desc())
    )
    return list(session.scalars(query))
