"""Keys: a master key wraps one key per akt and per person; a separate key makes the search indexes.

AES-256-GCM throughout. The key file is JSON, mode 0600. Rotation only rewraps keys.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseflow.engine.errors import IntegrityFault

_KEY = 32
_NONCE = 12
_ID = 4


@dataclass(frozen=True, slots=True)
class Nyckelring:
    """The open keyring. `master` maps key id (4 bytes as text) to key; `aktiv` wraps new keys."""

    aktiv: str
    master: dict[str, bytes]
    index: bytes

    def new_key(self) -> tuple[bytes, bytes]:
        """A fresh key and the same key wrapped by the active master key."""
        key = secrets.token_bytes(_KEY)
        return key, self.wrap(key)

    def wrap(self, key: bytes) -> bytes:
        """Key id, nonce and ciphertext."""
        return self.aktiv.encode() + encrypt(self.master[self.aktiv], key, b"nyckel")

    def unwrap(self, wrapped: bytes) -> bytes:
        """The key inside.

        Raises:
            IntegrityFault: unknown master key, or the wrapped key has been changed.
        """
        master = self.master.get(wrapped[:_ID].decode("ascii", "replace"))
        if master is None:
            raise IntegrityFault(
                vad="En nyckel är låst med en huvudnyckel som inte finns i nyckelfilen.",
                gor_nu="Återställ rätt nyckelfil (CASEFLOW_KEYS) och försök igen.",
            )
        return decrypt(master, wrapped[_ID:], b"nyckel")

    def index_of(self, kind: str, text: str) -> bytes:
        """A keyed hash for exact search; `kind` keeps names and numbers apart."""
        return hmac.new(
            self.index, f"{kind}:{text}".encode(errors="surrogatepass"), hashlib.sha256
        ).digest()


def encrypt(key: bytes, plain: bytes, associated: bytes) -> bytes:
    """Nonce and ciphertext."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, associated)


def decrypt(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """The plain bytes.

    Raises:
        IntegrityFault: the bytes or their place have been changed.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], associated)
    except (InvalidTag, ValueError) as fault:
        raise IntegrityFault(
            vad="Innehållet går inte att läsa.",
            varfor="Det har ändrats, eller så är nyckeln en annan.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        ) from fault


def create(path: Path) -> None:
    """A new key file, mode 0600. What is there already is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "aktiv": "0001",
        "nycklar": {"0001": base64.b64encode(secrets.token_bytes(_KEY)).decode()},
        "index": base64.b64encode(secrets.token_bytes(_KEY)).decode(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)


def load(path: Path) -> Nyckelring:
    """The keyring in the file.

    Raises:
        IntegrityFault: the file is missing, is no key file, or others may read it.
    """
    if not path.exists():
        raise IntegrityFault(
            vad=f"Nyckelfilen {path} saknas.",
            varfor="Utan den går akterna inte att läsa, och en ny fil hjälper inte.",
            gor_nu="Återställ den ur säkerhetskopian. Är installationen ny: kör caseflow init.",
        )
    if path.stat().st_mode & 0o077:
        raise IntegrityFault(
            vad=f"Nyckelfilen {path} kan läsas av andra.",
            gor_nu=f"Kör chmod 600 {path} och starta om.",
        )
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        ring = Nyckelring(
            data["aktiv"],
            {k: base64.b64decode(v) for k, v in data["nycklar"].items()},
            base64.b64decode(data["index"]),
        )
    except (ValueError, KeyError, AttributeError, TypeError) as fault:
        raise IntegrityFault(
            vad=f"Nyckelfilen {path} går inte att läsa.",
            gor_nu="Återställ den ur säkerhetskopian. Skriv aldrig över den.",
        ) from fault
    if ring.aktiv not in ring.master or any(
        len(k) != _KEY for k in (*ring.master.values(), ring.index)
    ):
        raise IntegrityFault(
            vad=f"Nyckelfilen {path} är skadad.", gor_nu="Återställ den ur säkerhetskopian."
        )
    return ring
