"""Master keys as the setting lists them, and the form of everything that is sealed."""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
OF_A_ROW = b"\x02"  # what is sealed so says of which row it is, and opens nowhere else
_NONCE_BYTES = 12
KEY_BYTES = 32
CASE_KEY = "case"  # the key id inside what a case's own key sealed


class BadKeys(ValueError):
    """The setting with the master keys cannot be used. The text never holds a key."""


class CannotOpen(ValueError):
    """Something sealed does not open: its key is not listed, or it was changed."""


class MissingKey(CannotOpen):
    """The master key it was sealed with is not listed: it opens once the key is back."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"This was sealed with master key “{key_id[:20]}”, which is not listed any more."
        )
        self.key_id = key_id


def new_key(key_id: str | None = None) -> str:
    """A new master key as the setting takes it: ``k1:<base64>``. Without an id it gets one."""
    chosen = key_id or f"k{os.urandom(3).hex()}"
    return f"{chosen}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}"


def derived(master: bytes, info: bytes) -> bytes:
    """A key for one purpose, which tells nothing of the master key."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master)


def parsed(master_keys: str) -> dict[str, bytes]:
    """The keys of the setting by their ids, the current one first. Raises BadKeys."""
    keys: dict[str, bytes] = {}
    for number, part in enumerate(filter(None, map(str.strip, master_keys.split(","))), start=1):
        key_id, separator, encoded = part.partition(":")
        if not separator or not key_id.isalnum() or len(key_id) > 20 or key_id == CASE_KEY:
            raise BadKeys(f"Master key {number} must be written like k1:<base64>.")
        if key_id in keys:
            raise BadKeys(f"Master key “{key_id}” is listed twice.")
        keys[key_id] = _decoded(key_id, encoded)
    if not keys:
        raise BadKeys(
            "There is no sealing key. Run `python -m handlers keys new` and put it into EARSHOT_SEAL_KEYS."
        )
    return keys


def _decoded(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadKeys(f"Master key “{key_id}” is not base64.") from None
    if len(key) != KEY_BYTES:
        raise BadKeys(f"Master key “{key_id}” must be {KEY_BYTES} bytes, not {len(key)}.")
    return key


def head_of(key_id: str, version: bytes = VERSION) -> bytes:
    """What everything that is sealed with this master key begins with."""
    return version + bytes([len(key_id)]) + key_id.encode()


def sealed_with(
    key: bytes, key_id: str, data: bytes, about: bytes, *, version: bytes = VERSION
) -> bytes:
    """Version, length of the key id, key id, nonce, ciphertext; all of it authenticated."""
    head = head_of(key_id, version)
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, data, head + about)


def opened_with(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """What was sealed, if it was sealed about the same. Raises CannotOpen."""
    size = 2 + len(key_id_of(sealed).encode())
    nonce, data = sealed[size : size + _NONCE_BYTES], sealed[size + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, data, sealed[:size] + about)
    except (InvalidTag, ValueError):
        raise CannotOpen("This was changed after it was sealed, or belongs elsewhere.") from None


def key_id_of(sealed: bytes) -> str:
    """The master key that this was sealed with. Raises CannotOpen for what was not sealed by us."""
    if len(sealed) < 2 or sealed[:1] not in (VERSION, OF_A_ROW):
        raise CannotOpen("This was not sealed by us.")
    try:
        return sealed[2 : 2 + sealed[1]].decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpen("This was not sealed by us.") from None
