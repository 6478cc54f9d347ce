"""Sealing: what was masked is kept encrypted, under a key of its case, so that it can be erased.

AES-256-GCM. A case's key is stored wrapped by a master key; destroying it makes everything sealed for
that case unreadable, in backups too once they are as old as the key. Master keys come from the
environment, newest first; an older one stays listed as long as anything is sealed with it.
"""

import base64
import binascii
import hashlib
import hmac
import os
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlmodel import Field, Session, col, select

from bot.domain.records.audit import RecordKeys
from bot.domain.records.columns import Table
from bot.storage.engine import database_now, insert_or_nothing

_VERSION = b"\x01"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_CASE_KEY = "case"  # the key id inside what a case's own key sealed


class CaseKey(Table, table=True):
    """The key of one case, wrapped; gone once destroyed, while the row says when."""

    __tablename__ = "case_keys"

    case_id: int = Field(primary_key=True)
    key_id: str  # the master key it is wrapped with
    wrapped_key: bytes | None = None
    created_at: datetime  # the database's time
    destroyed_at: datetime | None = None


class BadKeys(ValueError):
    """The setting with the master keys cannot be used. The text never holds a key."""


class Destroyed(LookupError):
    """What was sealed for this case was erased on purpose and cannot be shown any more."""

    def __init__(self, case_id: int) -> None:
        super().__init__(f"The originals of case {case_id} were erased and cannot be shown.")


class CannotOpen(ValueError):
    """Something sealed does not open: its key is not listed, or it was changed."""


class MissingKey(CannotOpen):
    """The master key it was sealed with is not listed: it opens once the key is back."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"This was sealed with master key “{key_id[:20]}”, which is not listed any more."
        )
        self.key_id = key_id


class Vault:
    """Seals and opens. ``master_keys`` is ``k2:<base64>,k1:<base64>``, the current one first."""

    def __init__(self, master_keys: str) -> None:
        self._keys = _parsed(master_keys)
        self._current = next(iter(self._keys))
        # From the oldest, so that adding a key keeps old fingerprints comparable. Taking the oldest
        # off the list ends that: an edit is then told from a repeat by its text only.
        oldest = list(self._keys.values())[-1]
        self._fingerprint_key = _derived(oldest, b"earshot fingerprint")

    def seal(self, *, session: Session, case_id: int, text: str) -> bytes:
        """The text, readable only with this case's key, which is made when first needed.

        Raises Destroyed: an erased case gets no second key.
        """
        return self.seal_bytes(session=session, case_id=case_id, data=text.encode())

    def seal_bytes(self, *, session: Session, case_id: int, data: bytes) -> bytes:
        """The same, of a file. Raises Destroyed."""
        key = self._case_key(session, case_id)
        return _sealed(key, _CASE_KEY, data, _about_case(case_id))

    def open(self, *, session: Session, case_id: int, sealed: bytes) -> str:
        """The text that was sealed for this case. Raises Destroyed, CannotOpen."""
        return self.open_bytes(session=session, case_id=case_id, sealed=sealed).decode()

    def open_bytes(self, *, session: Session, case_id: int, sealed: bytes) -> bytes:
        """The same, of a file. Raises Destroyed, CannotOpen."""
        row = session.get(CaseKey, case_id)
        if row is None:
            raise CannotOpen(f"Case {case_id} has no key, so nothing was sealed for it.")
        return _opened(self._unwrapped(row), sealed, _about_case(case_id))

    def destroy(self, *, session: Session, case_id: int, now: datetime) -> None:
        """Erase the case's key for good, and keep it from ever getting another."""
        self._insert_key(session, case_id)
        row = session.get_one(CaseKey, case_id, with_for_update=True, populate_existing=True)
        if row.destroyed_at is None:
            row.wrapped_key = None
            row.destroyed_at = now
            session.add(row)

    def rewrap(self, *, session: Session, limit: int = 500) -> int:
        """Wrap case keys of older master keys with the current one; how many it did this time."""
        query = (
            select(CaseKey)
            .where(col(CaseKey.key_id) != self._current, col(CaseKey.wrapped_key).is_not(None))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = session.exec(query).all()
        for row in rows:
            row.wrapped_key = self._wrapped(row.case_id, self._unwrapped(row))
            row.key_id = self._current
            session.add(row)
        return len(rows)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the listed master keys, the current one first."""
        return tuple(self._keys)

    def opens_key_of(self, row: CaseKey) -> bool:
        """Whether the case's own key can be had; the key itself goes nowhere."""
        try:
            self._unwrapped(row)
        except CannotOpen:
            return False
        return True

    def seal_body(self, body: bytes, context: str) -> bytes:
        """A received item's body. It opens only with the same context, such as its source and key."""
        return _sealed(self._keys[self._current], self._current, body, _about_item(context))

    def open_body(self, sealed: bytes, context: str) -> bytes:
        """The body again. Raises CannotOpen."""
        return _opened(self._master(key_id_of(sealed)), sealed, _about_item(context))

    def fingerprint(self, said: str | bytes) -> str:
        """A keyed hash: the same for the same text or file, and of no use to who lacks the key."""
        data = said.encode() if isinstance(said, str) else said
        return hmac.new(self._fingerprint_key, data, hashlib.sha256).hexdigest()

    def token_source(self, about: str) -> str:
        """What a token is made from: no secret, and stored in its place."""
        return f"{self._current}:{about}"

    def token(self, source: str) -> str:
        """A word of 43 characters that nobody guesses without the key; the same for the same source.

        Raises MissingKey.
        """
        master = self._master(source.partition(":")[0])
        key = _derived(master, b"earshot token")
        made = hmac.new(key, source.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    @property
    def record_keys(self) -> RecordKeys:
        """What the entries of the audit trail are bound with, one of each master key."""
        bound = {key_id: _derived(key, b"earshot record") for key_id, key in self._keys.items()}
        return RecordKeys(current=self._current, keys=bound)

    def _case_key(self, session: Session, case_id: int) -> bytes:
        row = session.get(CaseKey, case_id)
        if row is None:
            self._insert_key(session, case_id)
            row = session.get_one(CaseKey, case_id, populate_existing=True)
        return self._unwrapped(row)

    def _insert_key(self, session: Session, case_id: int) -> None:
        """Make the case's key unless somebody else just did."""
        row = CaseKey(
            case_id=case_id,
            key_id=self._current,
            wrapped_key=self._wrapped(case_id, AESGCM.generate_key(_KEY_BYTES * 8)),
            created_at=database_now(session),
        )
        session.execute(insert_or_nothing(session, CaseKey, "case_id").values(row.model_dump()))

    def _wrapped(self, case_id: int, key: bytes) -> bytes:
        return _sealed(self._keys[self._current], self._current, key, _about_key(case_id))

    def _unwrapped(self, row: CaseKey) -> bytes:
        if row.wrapped_key is None:
            raise Destroyed(row.case_id)
        master = self._master(key_id_of(row.wrapped_key))
        return _opened(master, row.wrapped_key, _about_key(row.case_id))

    def _master(self, key_id: str) -> bytes:
        try:
            return self._keys[key_id]
        except KeyError:
            raise MissingKey(key_id) from None


def new_key(key_id: str | None = None) -> str:
    """A new master key as the setting takes it: ``k1:<base64>``. Without an id it gets one."""
    chosen = key_id or f"k{os.urandom(3).hex()}"
    return f"{chosen}:{base64.b64encode(os.urandom(_KEY_BYTES)).decode()}"


def _derived(master: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(master)


def _parsed(master_keys: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for number, part in enumerate(filter(None, map(str.strip, master_keys.split(","))), start=1):
        key_id, separator, encoded = part.partition(":")
        if not separator or not key_id.isalnum() or len(key_id) > 20 or key_id == _CASE_KEY:
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
    if len(key) != _KEY_BYTES:
        raise BadKeys(f"Master key “{key_id}” must be {_KEY_BYTES} bytes, not {len(key)}.")
    return key


def head_of(key_id: str) -> bytes:
    """What everything that is sealed with this master key begins with."""
    return _VERSION + bytes([len(key_id)]) + key_id.encode()


def _sealed(key: bytes, key_id: str, data: bytes, about: bytes) -> bytes:
    """Version, length of the key id, key id, nonce, ciphertext; all of it authenticated."""
    head = head_of(key_id)
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, data, head + about)


def _opened(key: bytes, sealed: bytes, about: bytes) -> bytes:
    size = 2 + len(key_id_of(sealed).encode())
    nonce, data = sealed[size : size + _NONCE_BYTES], sealed[size + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, data, sealed[:size] + about)
    except (InvalidTag, ValueError):
        raise CannotOpen("This was changed after it was sealed, or belongs elsewhere.") from None


def key_id_of(sealed: bytes) -> str:
    """The master key that this was sealed with. Raises CannotOpen for what was not sealed by us."""
    if len(sealed) < 2 or sealed[:1] != _VERSION:
        raise CannotOpen("This was not sealed by us.")
    try:
        return sealed[2 : 2 + sealed[1]].decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpen("This was not sealed by us.") from None


def _about_case(case_id: int) -> bytes:
    return f"case:{case_id}".encode()


def _about_key(case_id: int) -> bytes:
    return f"case-key:{case_id}".encode()


def _about_item(context: str) -> bytes:
    return f"item:{context}".encode()
