"""The chain, computed here once more from the bytes in the database and nothing else."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.akter import ANTECKNING, faktum, last, oppna, rader
from tests.databas import Verksamhet
from tests.store.conftest import Rik


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def header_of(nummer: str, row: dict[str, Any]) -> bytes:
    """The header columns by name, with the akt's number, as JSON without spaces in order of name."""
    names = "av delprocess handelsedatum kod registrerad roll seq typ ursprung".split()
    dag = row["handelsedatum"]
    content = {
        "akt": nummer,
        **{name: row[name] for name in names},
        "handelsedatum": dag.isoformat() if isinstance(dag, date) else dag,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_chain_is_exactly_the_formula(rik: Rik) -> None:
    """`hash = SHA-256(prev || SHA-256(salt || header) || SHA-256(ciphertext))`, from 32 zero bytes."""
    for akt in rader(rik.db, "SELECT id, nummer, hash, seq FROM akt"):
        prev = bytes(32)
        events = rader(
            rik.db, "SELECT * FROM handelse WHERE akt_id = :id ORDER BY seq", id=akt["id"]
        )
        for row in events:
            header = sha256(bytes(row["salt"]), header_of(akt["nummer"], row))
            prev = sha256(prev, header, sha256(bytes(row["innehall"])))
            assert bytes(row["hash"]) == prev, row["seq"]
        assert bytes(akt["hash"]) == prev
        assert akt["seq"] == len(events) > 0


def test_a_chain_of_hashes_still_verifies_when_content_is_gone(rik: Rik) -> None:
    """Gallring keeps the two inner hashes of an event and nothing else."""
    akt = rader(rik.db, "SELECT id, hash FROM akt WHERE nummer = :n", n=rik.nummer)[0]
    rows = rader(rik.db, "SELECT * FROM handelse WHERE akt_id = :id ORDER BY seq", id=akt["id"])
    kept = [
        (sha256(bytes(r["salt"]), header_of(rik.nummer, r)), sha256(bytes(r["innehall"])))
        for r in rows
    ]
    prev = bytes(32)
    for inner_header, inner_content in kept:
        prev = sha256(prev, inner_header, inner_content)
    assert prev == bytes(akt["hash"])


def test_the_content_opens_with_the_akts_own_key_at_its_own_place_only(rik: Rik) -> None:
    akt = last(rik.db, rik.nummer)
    key = rik.db.ring.unwrap(akt.nyckel)
    row = rader(rik.db, "SELECT * FROM handelse WHERE akt_id = :id AND seq = 6", id=akt.id)[0]
    sealed = bytes(row["innehall"])
    header = header_of(rik.nummer, row)
    plain = AESGCM(key).decrypt(sealed[:12], sealed[12:], header)
    assert json.loads(plain)["varden"] == ANTECKNING


def test_without_the_key_nobody_can_say_that_somebody_else_did_it(rik: Rik) -> None:
    akt = last(rik.db, rik.nummer)
    row = rader(rik.db, "SELECT * FROM handelse WHERE akt_id = :id AND seq = 6", id=akt.id)[0]
    forged = header_of(rik.nummer, {**row, "roll": "beslutsfattare"})
    sealed = bytes(row["innehall"])
    with pytest.raises(InvalidTag):
        AESGCM(rik.db.ring.unwrap(akt.nyckel)).decrypt(sealed[:12], sealed[12:], forged)


def test_every_event_has_a_salt_and_a_nonce_of_its_own(rik: Rik) -> None:
    rows = rader(rik.db, "SELECT salt, innehall FROM handelse")
    assert {len(bytes(r["salt"])) for r in rows} == {16}
    assert len({bytes(r["salt"]) for r in rows}) == len(rows)
    assert len({bytes(r["innehall"])[:12] for r in rows}) == len(rows)


SECRETS = ("lugnaste veckan på länge", "En mycket egen rubrik", "Kusin från orten")


def test_no_text_of_a_note_lies_in_the_clear(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    note = {"rubrik": SECRETS[1], "typ": "kontakt", "anteckning": SECRETS[0], "kalla": SECRETS[2]}
    faktum(v, nummer, "journalanteckning", note)
    for table in ("handelse", "akt", "journalanteckning", "bevakning"):
        for row in rader(v.db, f"SELECT * FROM {table}"):
            for value in row.values():
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                assert not any(text.encode() in raw for text in SECRETS), table


def test_no_text_of_a_note_and_no_name_lies_in_the_file(liten_verksamhet: Verksamhet) -> None:
    """Not in a free page, not in the write-ahead log."""
    v = liten_verksamhet
    nummer = oppna(v, namn="Ellen Hittepåsson", telefon="08-123 45 67")
    note = {"rubrik": SECRETS[1], "typ": "kontakt", "anteckning": SECRETS[0]}
    faktum(v, nummer, "journalanteckning", note)
    files = list(v.db.settings.data.glob("caseflow.sqlite*"))
    assert len(files) >= 2
    found = b"".join(path.read_bytes() for path in files)
    assert nummer.encode() in found
    for text in (*SECRETS, "Hittepåsson", "123 45 67", "Hittepåsson".casefold()):
        assert text.encode() not in found


def test_the_file_is_an_ordinary_database_with_full_synchronisation(
    liten_verksamhet: Verksamhet,
) -> None:
    """What has been answered must survive a power cut, and reading never waits for writing."""
    with liten_verksamhet.db.write() as session:
        pragma = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
