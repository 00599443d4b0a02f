"""Profilversion: each version of a profile that an akt has begun with, kept for as long as the akt."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.errors import IntegrityFault
from caseflow.rules.profil import Profil, innehallet, ur_sparat, versionen_av
from caseflow.settings import Settings
from caseflow.store.append import run
from caseflow.store.base import Base, instant
from caseflow.store.profiler import profiles

_READ: dict[tuple[str, str], Profil] = {}
"""What this process has read and checked: a version is its content, so it never grows old."""


class Profilversion(Base):
    """The content of a profile by its version (content hash)."""

    __tablename__ = "profilversion"

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    profil: Mapped[str] = mapped_column(String(60))
    innehall: Mapped[dict[str, object]]
    sparad: Mapped[datetime]


def keep(session: Session, profil: Profil, *, now: datetime) -> None:
    """Remember this version, once."""
    if session.get(Profilversion, profil.version) is not None:
        return
    if profil.sparad_version:
        msg = f"{profil.version} comes from a kept version and is not there"
        raise ValueError(msg)
    run(
        session,
        "INSERT INTO profilversion (version, profil, innehall, sparad)"
        " VALUES (:version, :profil, :innehall, :sparad) ON CONFLICT DO NOTHING",
        {
            "version": profil.version,
            "profil": profil.id,
            "innehall": json.dumps(innehallet(profil)),
            "sparad": instant(now),
        },
    )


def profile_of(session: Session, settings: Settings, profil_id: str, version: str) -> Profil:
    """The profile in the version that an akt began with; today's file only when it is the same.

    A version kept before `Profil` had a certain field is still itself: its name is the hash of what was
    kept, and the field has the default that says what was so before it.

    Raises:
        IntegrityFault: the kept version is missing, or its content is no longer what its name says.
    """
    current = profiles(settings).get(profil_id)
    if current is not None and current.version == version:
        return current
    known = _READ.get((profil_id, version))
    if known is None:
        known = _READ[profil_id, version] = _read(session, profil_id, version)
    return known


def _read(session: Session, profil_id: str, version: str) -> Profil:
    kept = session.get(Profilversion, version)
    if kept is None or kept.profil != profil_id or versionen_av(kept.innehall) != version:
        raise IntegrityFault(
            vad=f"Profilversionen {version} saknas eller har ändrats.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        )
    return ur_sparat(kept.innehall)
