"""Save a draft of a handling: what is filled in so far. Nothing needs to be whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.actions.handlingsgrund import ersatt, filled, refuse_identity
from caseflow.documents.mallar.mall import Mall
from caseflow.documents.render import mall_for
from caseflow.documents.ur_akten import Bestallning, provat, underlag_ur_akten
from caseflow.engine.errors import Conflict, NotFound
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handling import Handlingsutkast, seal_draft
from caseflow.store.handlingsatkomst import refuse_reader, utkastet
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Sparat:
    """A saved draft: its number, and how many times it has been saved."""

    id: int
    version: int


def spara_utkast(  # noqa: PLR0913 - a draft has these parts
    db: Databas,
    aktor: Aktor,
    nummer: str,
    mall: str,
    given: Mapping[str, object],
    *,
    now: datetime,
    sprak: str = "sv",
    ersatter: int | None = None,
    utkast: int | None = None,
    version: int | None = None,
) -> Sparat:
    """A new draft, or with `utkast` the same one saved again; `version` is the one that was opened.

    The whole akt is read and weighed before anything is locked; others wait only for the row to be written.

    Raises:
        NotFound: no such akt for this person, no such template there, no such draft.
        BadInput: every faulty field at once; what is empty is no fault.
        Refused: the person does not work in the akt, or a text shows who an anonymous person is.
        Conflict: somebody has saved it since it was opened.
    """
    asked = Bestallning(mall, sprak)
    with db.read() as session:
        akt, roll, kind = _akten(session, aktor, nummer, asked)
        ersatt(session, akt.id, kind, ersatter)
        underlag = underlag_ur_akten(db, session, akt, aktor, roll, asked, now=now)
        varden = filled(provat(kind, underlag, given))
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        refuse_identity(akt.snapshot, profil, varden, kind, dag=underlag.dag)
    with db.write() as session:
        akt, _, _ = _akten(session, aktor, nummer, asked)
        if utkast is None:
            draft = Handlingsutkast(
                akt_id=akt.id,
                mall=mall,
                ersatter=ersatter,
                version=0,
                skapad=now,
                skapad_av=aktor.id,
            )
            session.add(draft)
        else:
            draft = _unchanged(utkastet(session, akt.id, utkast, lock=True), version, mall)
        draft.innehall = seal_draft(db.ring.unwrap(akt.nyckel), akt.nummer, varden)
        draft.sprak = sprak
        draft.andrad, draft.andrad_av = now, aktor.id
        draft.version += 1
        session.flush()
        return Sparat(draft.id, draft.version)


def _akten(
    session: Session, aktor: Aktor, nummer: str, asked: Bestallning
) -> tuple[Akt, str, Mall]:
    """The akt, the role that the person has in it, and the template: asked when read, and again when written.

    Raises:
        NotFound: no such akt for this person, or no such template there.
        Refused: the person does not work in it.
    """
    akt, roll = open_akt(session, aktor, nummer)
    mall = mall_for(asked.mall, akt.slag, asked.sprak)
    refuse_reader(aktor, akt, mall.av)
    return akt, roll, mall


def _unchanged(draft: Handlingsutkast, version: int | None, mall: str) -> Handlingsutkast:
    """The draft, when it is what was opened.

    Raises:
        NotFound: it is of another template, which the person's role was not weighed for.
        Conflict: somebody has saved it since that version was opened.
    """
    if draft.mall != mall:
        raise NotFound(
            vad="Utkastet finns inte.", gor_nu="Gå tillbaka till handlingarna och välj det där."
        )
    if version is not None and version != draft.version:
        raise Conflict(
            vad="Någon annan hann före.",
            varfor="Utkastet har sparats sedan du öppnade det.",
            gor_nu="Det du skrev finns kvar på sidan. Öppna utkastet i en ny flik och jämför.",
        )
    return draft
