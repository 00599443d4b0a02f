"""Definition: each version of an akt's processes and kinds of facts that an akt has begun with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.definition import checksum
from caseflow.engine.errors import CaseflowError, IntegrityFault
from caseflow.processes.definitioner import (
    Definitioner,
    definitioner_for,
    med_dagens_kontakt,
    ur_innehall,
)
from caseflow.store.akt import Akt
from caseflow.store.append import run
from caseflow.store.base import Base, instant

_READ: dict[tuple[str, str], Definitioner] = {}
"""What this process has read and checked: a version is its content, so it never grows old."""
_GALLER = "galler"
"""In the row of a version from before definitions were kept: the version that its akter run on."""


class Definition(Base):
    """The content of a kind of akt's definition by its version (content hash)."""

    __tablename__ = "definition"

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    slag: Mapped[str] = mapped_column(String(20))
    innehall: Mapped[dict[str, object]]
    sparad: Mapped[datetime]


def keep(session: Session, definitioner: Definitioner, *, now: datetime) -> None:
    """Remember this version, once."""
    if session.get(Definition, definitioner.version) is not None:
        return
    content = definitioner.as_dict()
    # The version says nothing of names and help texts: the sum is over them too.
    _insert(
        session,
        definitioner.version,
        definitioner.slag,
        {**content, "summa": checksum(content)},
        now=now,
    )


def _insert(
    session: Session, version: str, slag: str, innehall: dict[str, object], *, now: datetime
) -> None:
    run(
        session,
        "INSERT INTO definition (version, slag, innehall, sparad)"
        " VALUES (:version, :slag, :innehall, :sparad) ON CONFLICT DO NOTHING",
        {
            "version": version,
            "slag": slag,
            "innehall": json.dumps(innehall),
            "sparad": instant(now),
        },
    )


def definitioner_of(session: Session, slag: str, version: str) -> Definitioner:
    """The definitions in the version that an akt runs on; today's only when they are the same.

    What goes out to the person is tried as today in all of them.

    Raises:
        IntegrityFault: the kept version is missing, or its content is no longer what its name says.
    """
    today = definitioner_for(slag)
    if today.version == version:
        return today
    known = _READ.get((slag, version))
    if known is None:
        known = _READ[slag, version] = _read(session, slag, version)
    return known


def _read(session: Session, slag: str, version: str) -> Definitioner:
    kept = session.get(Definition, version)
    found = checked(kept) if kept is not None and kept.slag == slag else None
    if isinstance(found, str):
        return definitioner_of(session, slag, found)
    if found is None:
        raise IntegrityFault(
            vad=f"Definitionen {version} saknas eller har ändrats.",
            varfor="Ärendet går efter den, och inget annat får träda i dess ställe.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        )
    return med_dagens_kontakt(found)


def checked(kept: Definition) -> Definitioner | str | None:
    """What a row holds: definitions, the version that stands in its place, or None when it was changed."""
    content = dict(kept.innehall)
    if set(content) == {_GALLER}:
        return str(content[_GALLER])
    said = content.pop("summa", None)
    try:
        found = ur_innehall(kept.slag, content)
    except CaseflowError:
        return None
    return found if said == checksum(content) and found.version == kept.version else None


@dataclass(frozen=True, slots=True)
class Tidigare:
    """Every definition of a kind of akt that has been kept, the latest first; read when they are asked for.

    Only for names: what happened under a definition is called what it was called there.
    """

    session: Session
    slag: str

    def __iter__(self) -> Iterator[Definitioner]:
        """Those that can be read; verify says which cannot."""
        kept = select(Definition.version).where(Definition.slag == self.slag)
        for version in self.session.scalars(kept.order_by(Definition.sparad.desc())).all():
            with suppress(IntegrityFault):
                yield definitioner_of(self.session, self.slag, version)


def pin_unpinned(session: Session, *, now: datetime) -> None:
    """Akter from before definitions were kept run on today's from now on, until somebody moves them.

    Done once: when nothing has been kept yet.
    """
    if session.scalar(select(func.count()).select_from(Definition)):
        return
    for slag, version in session.execute(select(Akt.slag, Akt.process_version).distinct()):
        today = definitioner_for(slag)
        keep(session, today, now=now)
        if version != today.version:
            _insert(session, version, slag, {_GALLER: today.version}, now=now)
