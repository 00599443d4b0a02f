"""E-mail to staff: which notes wait to be told, and the words. Number and link only, never a person.

A note is queued in the transaction that makes it, so a mail server that does not answer loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from caseflow.engine.errors import BadInput
from caseflow.store.epost import VANTAR, Epost
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.notis import Notis

SUBJECT = "Bevakningar i caseflow"
NAMED = 20
"""So many akter are named in an e-mail; the list has them all."""


@dataclass(frozen=True, slots=True)
class Brev:
    """What one e-mail says: to whom, of how many bevakningar, and the aktnummer that may be named.

    `nyckel` is the same for every try of the same e-mail and says nothing; `fran` and `adress` are settings.
    """

    till: str
    fran: str
    adress: str
    nyckel: str
    antal: int
    nummer: tuple[str, ...]
    skapad: datetime


def letter(brev: Brev) -> EmailMessage:
    """The e-mail: how many, number and link. No name, no kind, no reason.

    Raises:
        BadInput: the address cannot stand in an e-mail.
    """
    message = EmailMessage()
    try:
        message["From"] = Address(addr_spec=brev.fran)
        message["To"] = Address(addr_spec=brev.till)
    except (ValueError, IndexError, MessageError) as fault:
        raise BadInput(
            vad="E-postadressen går inte att använda.",
            gor_nu="Rätta adressen, och försök skicka igen.",
        ) from fault
    message["Subject"] = SUBJECT
    message["Date"] = format_datetime(brev.skapad)
    message["Message-ID"] = f"<{brev.nyckel}@{domain_of(brev.fran)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_words(brev), cte="quoted-printable")
    return message


def domain_of(epost: str) -> str:
    """The part after @."""
    return epost.rpartition("@")[2]


def _words(brev: Brev) -> str:
    """Everybody gets the list's address, so that it does not tell of an akt that is not named."""
    how_many = "en bevakning" if brev.antal == 1 else f"{brev.antal} bevakningar"
    lines = [f"Du har {how_many} att se över i caseflow.", ""]
    for nummer in brev.nummer[:NAMED]:
        lines += [nummer, f"{brev.adress}/arenden/{nummer}", ""]
    lines += [
        "Alla dina notiser:",
        f"{brev.adress}/notiser",
        "",
        "Du behöver logga in för att läsa. Det går inte att svara på det här brevet.",
        "Vill du inte ha e-post kan du stänga av den:",
        f"{brev.adress}/notiser-och-kalender",
    ]
    return "\n".join(lines) + "\n"


def queue_mail(session: Session, told: Mapping[int, Sequence[int]], *, now: datetime) -> None:
    """Let a waiting e-mail tell of new notes; `told` are notis ids by medarbetare.

    One e-mail tells of many: a row that no worker holds takes them, else a new one is made. Whoever has
    turned e-mail off, or is disabled, gets none. The caller's transaction holds the notes and this, or neither.
    """
    wanted = {id_: ids for id_, ids in told.items() if ids}
    if not wanted:
        return
    session.flush()
    receivers = session.scalars(
        select(Medarbetare.id)
        .where(
            Medarbetare.id.in_(wanted),
            Medarbetare.aktiv.is_(True),
            Medarbetare.epostnotiser.is_(True),
        )
        .order_by(Medarbetare.id)
    ).all()
    waiting: dict[int, Epost] = {}
    for row in session.scalars(
        select(Epost)
        .where(Epost.medarbetare_id.in_(receivers), Epost.status == VANTAR, Epost.lan.is_(None))
        .order_by(Epost.medarbetare_id, Epost.id)
        .with_for_update(skip_locked=True)  # a worker that is taking a row reads its notes soon
    ):
        waiting.setdefault(row.medarbetare_id, row)
    for id_ in receivers:
        if id_ not in waiting:
            waiting[id_] = Epost(
                medarbetare_id=id_,
                status=VANTAR,
                skapad=now,
                nasta=now,
                forsok=0,
                lan=None,
                lana_till=None,
                skickad=None,
                fel="",
            )
            session.add(waiting[id_])
    session.flush()
    for id_ in receivers:
        session.execute(
            update(Notis).where(Notis.id.in_(wanted[id_])).values(epost_id=waiting[id_].id)
        )
