"""Send the e-mails that wait: each is taken under a lease, sent, and marked only by whoever holds the lease.

What is sent is put together at the sending, from ids: somebody who has lost the right to open an akt since
the note was made is not told of it. An e-mail is sent at least once; every try of it has the same Message-ID.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from caseflow.engine.errors import BadInput
from caseflow.notices.epost import Brev, domain_of, letter
from caseflow.notices.smtp import NotSent, deliver, server_of
from caseflow.rules.kalender import svensk_dag
from caseflow.settings import Settings
from caseflow.store.akt import Akt
from caseflow.store.atkomst import aktor_for, opening_role
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.epost import DOD, SKICKAD, VANTAR, Epost
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.notis import Notis
from caseflow.store.person import Person
from caseflow.store.session import Databas

BATCH = 40
LEASE = timedelta(minutes=15)
"""Longer than a whole pass can take: BATCH e-mails of at most notices.smtp.TOTAL_SECONDS each."""
MAX_TRIES = 8
"""So many times an e-mail is refused for its own sake, or is the end of its worker, before it is given up."""
GIVE_UP_AFTER = timedelta(days=5)
"""So long a receiver may be told to wait (RFC 5321, 4.5.4.1). A server that is away is waited for without end."""
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=60)
NOTHING_TO_TELL = "inget att skicka"


@dataclass(frozen=True, slots=True)
class _Held:
    """A row that this worker has alone until the lease is over."""

    id: int
    token: str
    tries: int
    made: datetime


def send_waiting(db: Databas, *, now: datetime) -> int:
    """Send what waits, at most `BATCH` e-mails; how many were sent. Without a mail server nothing is done.

    A server that cannot be used at all ends the pass: the rest wait for the next one.

    Raises:
        BadInput: the mail server's address is none.
    """
    if not db.settings.smtp_url:
        return 0
    server = server_of(db.settings.smtp_url)
    sent = 0
    for _ in range(BATCH):
        held = _claim(db, now)
        if held is None:
            break
        if held.tries > MAX_TRIES:
            _mark(db, held, {"status": DOD, "fel": "avbruten varje gång"})
            continue
        try:
            brev = _put_together(db, held, now)
            if brev is None:
                _mark(db, held, {"status": SKICKAD, "fel": NOTHING_TO_TELL})
                continue
            deliver(server, letter(brev), name=domain_of(db.settings.epost_fran))
        except BadInput:
            _mark(db, held, {"status": DOD, "fel": "adressen går inte att använda"})
        except NotSent as fault:
            _mark(db, held, _after_failure(held, fault, now))
            if fault.down:
                break
        else:
            _mark(db, held, {"status": SKICKAD, "skickad": now, "fel": ""})
            sent += 1
    return sent


def send_installation(installed: Settings, *, now: datetime) -> int:
    """As `send_waiting`, for a worker process, which knows only the settings."""
    db = Databas(installed)
    try:
        return send_waiting(db, now=now)
    finally:
        db.close()


def _claim(db: Databas, now: datetime) -> _Held | None:
    """Take the row that has waited longest; the lease stands before anything leaves the house.

    A try is counted when it begins, so that one whose worker dies each time comes to an end as well. A
    row that has never been tried does not look at the clock, which may have been set back.
    """
    with db.write() as session:
        row = session.scalar(
            select(Epost)
            .where(
                Epost.status == VANTAR,
                or_(Epost.nasta <= now, Epost.forsok == 0),
                or_(Epost.lan.is_(None), Epost.lana_till < now),
            )
            .order_by(Epost.nasta, Epost.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.lan = secrets.token_hex(16)
        row.lana_till = now + LEASE
        row.forsok += 1
        return _Held(row.id, row.lan, row.forsok, row.skapad)


def _put_together(db: Databas, held: _Held, now: datetime) -> Brev | None:
    """What the e-mail says now, or None when nothing is left that the receiver should be told."""
    with db.read() as session:
        row = session.get_one(Epost, held.id)
        person = session.get_one(Medarbetare, row.medarbetare_id)
        if not person.aktiv or not person.epostnotiser:
            return None
        aktor = aktor_for(session, person, svensk_dag(now))
        told = [
            (akt, protected)
            for akt, protected in _notes(session, held.id, person.id)
            if akt.synlig and opening_role(aktor, akt.slag, akt.enhet_id)
        ]
        if not told:
            return None
        named = [
            akt.nummer for akt, protected in told if not protected and akt.slag != "partnerkontakt"
        ]
        return Brev(
            till=person.epost,
            fran=db.settings.epost_fran,
            adress=db.settings.adress,
            nyckel=db.ring.index_of("epost", str(held.id)).hex()[:32],
            antal=len(told),
            nummer=tuple(dict.fromkeys(named)),
            skapad=row.skapad,
        )


def _notes(session: Session, epost_id: int, medarbetare_id: int) -> list[tuple[Akt, bool]]:
    """One akt for each bevakning that is still open and unread, and whether its person is protected."""
    rows = session.execute(
        select(Akt, Person.skydd, Notis.bevakning_nr)
        .join(Notis, Notis.akt_id == Akt.id)
        .join(Bevakning, and_(Bevakning.akt_id == Akt.id, Bevakning.nr == Notis.bevakning_nr))
        .outerjoin(Person, Person.id == Akt.person_id)
        .where(
            Notis.epost_id == epost_id,
            Notis.medarbetare_id == medarbetare_id,
            Notis.last.is_(None),
            Bevakning.status.in_(OPEN),
        )
        .order_by(Bevakning.dag, Notis.id)
    )
    each = {(akt.id, nr): (akt, bool(skydd)) for akt, skydd, nr in rows}
    return list(each.values())


def _after_failure(held: _Held, fault: NotSent, now: datetime) -> dict[str, object]:
    """One minute, two, four and so on to an hour; after the last try nobody tries until somebody asks.

    What passes by itself is not counted as a try of the e-mail: a server that is away over a weekend kills
    none. There the wait is as long as the e-mail is old, so that it doubles too.
    """
    fel = fault.kind[:100]
    old = now - held.made
    if fault.passing and (fault.down or held.tries == 1 or old < GIVE_UP_AFTER):
        wait = min(max(old, SHORTEST_WAIT), LONGEST_WAIT)
        return {"nasta": now + wait, "fel": fel, "forsok": max(1, held.tries - 1)}
    if fault.passing or held.tries >= MAX_TRIES:
        return {"status": DOD, "fel": fel}
    wait = min(timedelta(minutes=2 ** (held.tries - 1)), LONGEST_WAIT)
    return {"nasta": now + wait, "fel": fel}


def _mark(db: Databas, held: _Held, values: dict[str, object]) -> bool:
    """Write the outcome and give back the lease, unless somebody else has taken it over since."""
    with db.write() as session:
        marked = session.scalar(
            update(Epost)
            .where(Epost.id == held.id, Epost.lan == held.token)
            .values(**values, lan=None, lana_till=None)
            .returning(Epost.id)
        )
    return marked is not None
