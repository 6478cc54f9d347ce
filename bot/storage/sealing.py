"""Sealing: what was masked is kept encrypted, under a key of its case, so that it can be erased.

AES-256-GCM. A case's key is stored wrapped by a master key; destroying it makes everything sealed for
that case unreadable, in backups too once they are as old as the key. Master keys come from the
environment, newest first; an older one stays listed as long as anything is sealed with it.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import Field, Session, col, select

from bot.domain.records.columns import Table
from bot.domain.records.trail.audit import RecordKeys
from bot.storage.engine import database_now, insert_or_nothing
from bot.storage.master_keys import (
    CASE_KEY,
    KEY_BYTES,
    OF_A_ROW,
    CannotOpen,
    MissingKey,
    derived,
    key_id_of,
    opened_with,
    parsed,
    sealed_with,
)

_RECORD, _TOKEN, _FINGERPRINT = "record", "token", "fingerprint"
_INFO = {
    _RECORD: b"earshot record",
    _TOKEN: b"earshot token",
    _FINGERPRINT: b"earshot fingerprint",
}


class CaseKey(Table, table=True):
    """The key of one case, wrapped; gone once destroyed, while the row says when."""

    __tablename__ = "case_keys"

    case_id: int = Field(primary_key=True)
    key_id: str  # the master key it is wrapped with
    wrapped_key: bytes | None = None
    created_at: datetime  # the database's time
    destroyed_at: datetime | None = None


class KeptKey(Table, table=True):
    """What was made from a master key for one purpose, wrapped, for when that key is not listed any more."""

    __tablename__ = "kept_keys"

    name: str = Field(primary_key=True)  # ``record:k1``; the fingerprints' key has no master's id
    key_id: str  # the master key it is wrapped with
    wrapped_key: bytes
    kept_at: datetime  # the database's time

    @property
    def is_of(self) -> str:
        """The master key that it was made from; empty for what is made from no single one."""
        return self.name.partition(":")[2]


class Destroyed(LookupError):
    """What was sealed for this case was erased on purpose and cannot be shown any more."""

    def __init__(self, case_id: int) -> None:
        super().__init__(f"The originals of case {case_id} were erased and cannot be shown.")


def is_erased(*, session: Session, case_id: int) -> bool:
    """Whether the case's words are gone for good: its key was destroyed, and it gets no other."""
    key = session.get(CaseKey, case_id)
    return key is not None and key.destroyed_at is not None


class Vault:
    """Seals and opens. ``master_keys`` is ``k2:<base64>,k1:<base64>``, the current one first."""

    def __init__(self, master_keys: str) -> None:
        self._keys = parsed(master_keys)
        self._current = next(iter(self._keys))
        # From the oldest, so that adding a key keeps old fingerprints comparable. Taking the oldest
        # off the list ends that, unless it was kept: an edit is then told from a repeat by its text only.
        oldest = list(self._keys.values())[-1]
        self._fingerprint_key = derived(oldest, _INFO[_FINGERPRINT])
        self._kept: dict[str, bytes] = {}

    def seal(self, *, session: Session, case_id: int, row: str, text: str) -> bytes:
        """The text, readable only with this case's key, which is made when first needed, and only in
        this ``row``: what it is called is of no matter, but no other may be called so.

        Raises Destroyed: an erased case gets no second key.
        """
        return self.seal_bytes(session=session, case_id=case_id, row=row, data=text.encode())

    def seal_bytes(self, *, session: Session, case_id: int, row: str, data: bytes) -> bytes:
        """The same, of a file. Raises Destroyed."""
        key = self._case_key(session, case_id)
        return sealed_with(key, CASE_KEY, data, _about_row(case_id, row), version=OF_A_ROW)

    def open(self, *, session: Session, case_id: int, row: str, sealed: bytes) -> str:
        """The text that was sealed for this row of this case. Raises Destroyed, CannotOpen."""
        return self.open_bytes(session=session, case_id=case_id, row=row, sealed=sealed).decode()

    def open_bytes(self, *, session: Session, case_id: int, row: str, sealed: bytes) -> bytes:
        """The same, of a file. Raises Destroyed, CannotOpen."""
        kept = session.get(CaseKey, case_id)
        if kept is None:
            raise CannotOpen(f"Case {case_id} has no key, so nothing was sealed for it.")
        of_a_row = sealed[:1] == OF_A_ROW  # what releases before sealed names its case only
        about = _about_row(case_id, row) if of_a_row else _about_case(case_id)
        return opened_with(self._unwrapped(kept), sealed, about)

    def destroy(self, *, session: Session, case_id: int, now: datetime) -> None:
        """Erase the case's key for good, and keep it from ever getting another."""
        self._insert_key(session, case_id)
        row = session.get_one(CaseKey, case_id, with_for_update=True, populate_existing=True)
        if row.destroyed_at is None:
            row.wrapped_key = None
            row.destroyed_at = now
            session.add(row)

    def rewrap(self, *, session: Session, of: Collection[str], limit: int = 500) -> int:
        """Wrap what is wrapped with one of these older master keys with the current one; how many it
        did this time. A key that is not listed is passed over."""
        older = [key_id for key_id in self._keys if key_id in of and key_id != self._current]
        query = (
            select(CaseKey)
            .where(col(CaseKey.key_id).in_(older), col(CaseKey.wrapped_key).is_not(None))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = session.exec(query).all()
        for row in rows:
            row.wrapped_key = self._wrapped(row.case_id, self._unwrapped(row))
            row.key_id = self._current
            session.add(row)
        for kept in session.exec(select(KeptKey).where(col(KeptKey.key_id).in_(older))):
            kept.wrapped_key = self._wrapped_kept(kept.name, self._unwrapped_kept(kept))
            kept.key_id = self._current
            session.add(kept)
        return len(rows)

    def keep(self, *, session: Session) -> None:
        """Keep what was made from the older master keys, so that they can be taken off the list."""
        made = {_FINGERPRINT: self._fingerprint_key}
        for key_id, key in self._keys.items():
            if key_id != self._current:
                made |= {f"{of}:{key_id}": derived(key, _INFO[of]) for of in (_RECORD, _TOKEN)}
        for name, key in made.items():
            row = KeptKey(
                name=name,
                key_id=self._current,
                wrapped_key=self._wrapped_kept(name, key),
                kept_at=database_now(session),
            )
            session.execute(insert_or_nothing(session, KeptKey, "name").values(row.model_dump()))

    def learn(self, *, session: Session) -> None:
        """Take up what was kept of master keys that are not listed any more, as far as it opens."""
        for row in session.exec(select(KeptKey)):
            if row.key_id in self._keys:
                self._kept[row.name] = self._unwrapped_kept(row)
        self._fingerprint_key = self._kept.get(_FINGERPRINT, self._fingerprint_key)

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
        return sealed_with(self._keys[self._current], self._current, body, _about_item(context))

    def open_body(self, sealed: bytes, context: str) -> bytes:
        """The body again. Raises CannotOpen."""
        return opened_with(self._master(key_id_of(sealed)), sealed, _about_item(context))

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
        key_id = source.partition(":")[0]
        key = self._kept.get(f"{_TOKEN}:{key_id}") or derived(self._master(key_id), _INFO[_TOKEN])
        made = hmac.new(key, source.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    @property
    def record_keys(self) -> RecordKeys:
        """What the entries of the audit trail are bound with, one of each master key."""
        bound = {key_id: derived(key, _INFO[_RECORD]) for key_id, key in self._keys.items()}
        kept = [name for name in self._kept if name.startswith(f"{_RECORD}:")]
        old = {name.partition(":")[2]: self._kept[name] for name in kept}
        return RecordKeys(current=self._current, keys={**old, **bound})

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
            wrapped_key=self._wrapped(case_id, AESGCM.generate_key(KEY_BYTES * 8)),
            created_at=database_now(session),
        )
        session.execute(insert_or_nothing(session, CaseKey, "case_id").values(row.model_dump()))

    def _wrapped(self, case_id: int, key: bytes) -> bytes:
        return sealed_with(self._keys[self._current], self._current, key, _about_key(case_id))

    def _wrapped_kept(self, name: str, key: bytes) -> bytes:
        return sealed_with(self._keys[self._current], self._current, key, _about_kept(name))

    def _unwrapped_kept(self, row: KeptKey) -> bytes:
        return opened_with(self._master(row.key_id), row.wrapped_key, _about_kept(row.name))

    def _unwrapped(self, row: CaseKey) -> bytes:
        if row.wrapped_key is None:
            raise Destroyed(row.case_id)
        master = self._master(key_id_of(row.wrapped_key))
        return opened_with(master, row.wrapped_key, _about_key(row.case_id))

    def _master(self, key_id: str) -> bytes:
        try:
            return self._keys[key_id]
        except KeyError:
            raise MissingKey(key_id) from None


def _about_case(case_id: int) -> bytes:
    return f"case:{case_id}".encode()


def _about_row(case_id: int, row: str) -> bytes:
    return f"case:{case_id}:{row}".encode()


def _about_key(case_id: int) -> bytes:
    return f"case-key:{case_id}".encode()


def _about_kept(name: str) -> bytes:
    return f"kept:{name}".encode()


def _about_item(context: str) -> bytes:
    return f"item:{context}".encode()
