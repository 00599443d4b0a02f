"""Keys: a file that only its owner reads, and nothing that opens with the wrong one."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.errors import IntegrityFault
from caseflow.store.nycklar import Nyckelring, create, decrypt, encrypt, load

KEY = bytes(range(32))


def test_a_new_key_file_is_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "under" / "nycklar.json"
    create(path)
    ring = load(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    create(path)
    assert load(path) == ring, "what is there is left alone"
    assert {len(key) for key in (*ring.master.values(), ring.index)} == {32}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666, 0o610])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "nycklar.json"
    create(path)
    path.chmod(mode)
    with pytest.raises(IntegrityFault) as caught:
        load(path)
    assert "kan läsas av andra" in caught.value.vad
    assert "chmod 600" in caught.value.gor_nu


GOOD = {"aktiv": "0001", "nycklar": {"0001": "A" * 43 + "="}, "index": "A" * 43 + "="}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "inte json",
        "[]",
        "{}",
        json.dumps(GOOD | {"aktiv": "0002"}),
        json.dumps(GOOD | {"nycklar": {"0001": "AAAA"}}),
        json.dumps(GOOD | {"nycklar": {"0001": "inte base64!"}}),
        json.dumps(GOOD | {"nycklar": ["0001"]}),
        json.dumps(GOOD | {"index": 7}),
        json.dumps(GOOD | {"index": "AAAA"}),
    ],
)
def test_a_damaged_key_file_is_refused_and_never_written_over(tmp_path: Path, content: str) -> None:
    path = tmp_path / "nycklar.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(IntegrityFault) as caught:
        load(path)
    assert "säkerhetskopian" in caught.value.gor_nu
    assert path.read_text() == content


def ring() -> Nyckelring:
    return Nyckelring("0001", {"0001": KEY}, bytes(32))


def test_a_wrapped_key_opens_with_its_master_key() -> None:
    key, wrapped = ring().new_key()
    assert ring().unwrap(wrapped) == key
    assert wrapped.startswith(b"0001")
    assert key not in wrapped


def test_rotation_rewraps_keys_and_touches_no_content() -> None:
    key, wrapped = ring().new_key()
    sealed = encrypt(key, b"innehall", b"plats")
    rotated = Nyckelring("0002", {"0001": KEY, "0002": bytes(32)}, bytes(32))
    rewrapped = rotated.wrap(rotated.unwrap(wrapped))
    assert rewrapped.startswith(b"0002")
    only_new = Nyckelring("0002", {"0002": bytes(32)}, bytes(32))
    assert decrypt(only_new.unwrap(rewrapped), sealed, b"plats") == b"innehall"
    with pytest.raises(IntegrityFault, match="huvudnyckel som inte finns"):
        only_new.unwrap(wrapped)


@given(st.integers(0, 63))
def test_every_changed_byte_of_a_wrapped_key_is_found(place: int) -> None:
    _, wrapped = ring().new_key()
    place %= len(wrapped)
    changed = wrapped[:place] + bytes([wrapped[place] ^ 1]) + wrapped[place + 1 :]
    with pytest.raises(IntegrityFault):
        ring().unwrap(changed)


@pytest.mark.parametrize("sealed", [b"", b"kort", bytes(12), bytes(40)])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(IntegrityFault, match="går inte att läsa"):
        decrypt(KEY, sealed, b"")


def test_a_sealed_text_does_not_open_at_another_place() -> None:
    with pytest.raises(IntegrityFault):
        decrypt(KEY, encrypt(KEY, b"text", b"VN-1:1"), b"VN-1:2")


def test_indexes_keep_kinds_apart_and_take_any_text() -> None:
    r = ring()
    assert r.index_of("namn", "anna") == r.index_of("namn", "anna")
    assert r.index_of("namn", "anna") != r.index_of("personnummer", "anna")
    assert len(r.index_of("namn", "\ud800")) == 32
