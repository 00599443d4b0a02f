"""Profilversion: each version of a profile that an akt has begun with, kept for as long as the akt."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.rules.profil import Profil, bygg
from caseflow.settings import Settings
from caseflow.store.base import Base
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
    if session.get(Profilversion, profil.version) is None:
        content = json.loads(json.dumps(asdict(profil)))
        content.pop("kallor")
        session.add(
            Profilversion(version=profil.version, profil=profil.id, innehall=content, sparad=now)
        )
        session.flush()  # the akt that follows is written by statements of its own


def profile_of(session: Session, settings: Settings, profil_id: str, version: str) -> Profil:
    """The profile in the version that an akt began with; today's file only when it is the same."""
    current = profiles(settings).get(profil_id)
    if current is not None and current.version == version:
        return current
    kept = session.get_one(Profilversion, version)
    return bygg([(f"version {version}", kept.innehall)])
