"""Profilversion: each version of a profile that an akt has begun with, kept for as long as the akt."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.errors import IntegrityFault
from caseflow.rules.profil import Profil, bygg
from caseflow.settings import Settings
from caseflow.store.append import run
from caseflow.store.base import Base, instant
from caseflow.store.profiler import profiles


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
    content = asdict(profil)
    content.pop("kallor")
    run(
        session,
        "INSERT INTO profilversion (version, profil, innehall, sparad)"
        " VALUES (:version, :profil, :innehall, :sparad) ON CONFLICT DO NOTHING",
        {
            "version": profil.version,
            "profil": profil.id,
            "innehall": json.dumps(content),
            "sparad": instant(now),
        },
    )


def profile_of(session: Session, settings: Settings, profil_id: str, version: str) -> Profil:
    """The profile in the version that an akt began with; today's file only when it is the same.

    Raises:
        IntegrityFault: the kept version is missing, or its content is no longer what its name says.
    """
    current = profiles(settings).get(profil_id)
    if current is not None and current.version == version:
        return current
    kept = session.get(Profilversion, version)
    profil = bygg([(f"version {version}", kept.innehall)]) if kept else None
    if profil is None or profil.version != version:
        raise IntegrityFault(
            vad=f"Profilversionen {version} saknas eller har ändrats.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        )
    return profil
