"""What a handling has from outside its akt, called something else; and one as it was once kept. Only for tests."""

import json
from dataclasses import asdict, replace

from sqlalchemy import select

from caseflow.store.akt import Akt
from caseflow.store.append import append, lock
from caseflow.store.enhet import Enhet
from caseflow.store.handelselasning import las_handelser, originalet
from caseflow.store.handling import ARKIVETS, ATT_LASA, ORIGINALET, add_content, open_content
from caseflow.store.handling import Handlingsinnehall as Innehall
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.nycklar import encrypt
from caseflow.store.person import Person, identitet
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse
from tests.databas import at

NYTT = "Kallad Zxqv"


def byt_alla_namn(db: Databas, nytt: str = NYTT, *, skydd: str | None = None) -> None:
    """Units, their letterheads, everybody who works there and every person."""
    with db.write() as session:
        for enhet in session.scalars(select(Enhet)):
            enhet.namn, enhet.brevhuvud = f"{nytt} {enhet.id}", f"{nytt}gatan {enhet.id}"
            enhet.brevhuvud_diskret = f"{nytt}plan {enhet.id}"
        for medarbetare in session.scalars(select(Medarbetare)):
            medarbetare.namn = f"{nytt} {medarbetare.id}"
        for person in session.scalars(select(Person)):
            who = identitet(person, db.ring)
            called = replace(
                who,
                namn=nytt if who.namn else "",
                personnummer="198803131239" if who.personnummer else "",
                pseudonym=nytt if who.pseudonym else "",
                skydd=who.skydd if skydd is None else skydd,
            )
            content = json.dumps(asdict(called)).encode()
            key, place = db.ring.unwrap(person.nyckel), f"person:{person.id}".encode()
            person.innehall, person.skydd = encrypt(key, content, place), called.skydd


def som_den_sparades(db: Databas, nummer: str, seq: int, text_sha256: str = "", **kort: str) -> int:
    """The same handling once more, as a release stored it that kept nothing of the original but what the akt says.

    With `text_sha256` it is as one whose page said something else.
    """
    with db.write() as session:
        last = lock(session, nummer)
        assert last is not None
        akt = session.get_one(Akt, last.id)
        event = next(e for e in las_handelser(session, db.ring, akt) if e.seq == seq)
        kept = {**originalet(session, db.ring, akt, seq), "text_sha256": text_sha256}
        ny = NyHandelse(
            typ=event.typ,
            kod=event.kod,
            dag=event.dag,
            effekt={"kort": {**event.kort, **kort}},
            varden={
                **event.varden,
                **kort,
                **({f"{ORIGINALET}{k}": v for k, v in kept.items()} if text_sha256 else {}),
            },
            av=event.av,
            roll=event.roll,
        )
        _, copy = append(session, db.ring, last, ny, now=at(str(event.dag), 16))
        key = db.ring.unwrap(akt.nyckel)
        for form in (ATT_LASA, ARKIVETS):
            row = session.get_one(Innehall, (akt.id, seq, form))
            content = open_content(nummer, seq, form, row.innehall, key)
            add_content(session, akt.id, nummer, copy.seq, form, content, key)
        return copy.seq
