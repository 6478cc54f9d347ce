"""The audit trail: who did what to a case and when. Append-only, each entry bound to the last.

An entry holds ids, verbs and times, never customer text. It is bound with a key that the database has
not, and so are the fingerprints in it of the rows that it vouches for.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import JSON, Field, Index, UniqueConstraint, text

from bot.domain.records.columns import Stored
from bot.domain.records.staff import Actor, ActorKind
from bot.domain.records.trail.verbs import Trail

FIRST_HASH = "0" * 64
_ROW_LETTERS = 32  # 128 bits, and a third less of the database


@dataclass(frozen=True)
class RecordKeys:
    """What entries are bound with: a key of each master key, by its id. ``current`` binds new ones."""

    current: str
    keys: Mapping[str, bytes]

    def bound(self, key_id: str, content: object) -> str | None:
        """The keyed hash of this content; None when there is no key of that name."""
        key = self.keys.get(key_id)
        return hmac.digest(key, _canonical(content), "sha256").hex() if key else None

    def fingerprint(self, key_id: str, row: str, values: list[object]) -> str | None:
        """What an entry keeps of a row: it tells whether the row is the same, and nothing that is in it."""
        whole = self.bound(key_id, ["row", row, values])
        return whole[:_ROW_LETTERS] if whole else None


class AuditEntry(Stored, table=True):
    """One change to one case (``case_id`` 0 is the house itself: policies, roles, operators)."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence"),
        Index("ix_audit_entries_at", "at"),
    )

    case_id: int
    sequence: int  # 1, 2, 3 … within the case
    at: datetime
    actor_kind: str
    actor_id: str
    verb: str
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    rows: dict[str, str | None] | None = Field(
        default=None, sa_type=JSON
    )  # ``notes:7`` to its fingerprint as it then stood; None: it was deleted
    key_id: str = Field(
        default="", sa_column_kwargs={"server_default": text("''")}
    )  # empty: of old
    previous_hash: str
    hash: str

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return Actor(kind=ActorKind(self.actor_kind), id=self.actor_id)

    def computed_hash(self, keys: RecordKeys) -> str | None:
        """The hash this entry should carry, from its own content and its predecessor's hash; None when
        its key is not listed. Entries of releases before have one without a key."""
        content = {
            "case": self.case_id,
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": [self.actor_kind, self.actor_id],
            "verb": self.verb,
            "details": self.details,
            "previous": self.previous_hash,
        }
        if not self.key_id:
            return hashlib.sha256(_canonical(content)).hexdigest()
        return keys.bound(self.key_id, {**content, "key": self.key_id, "rows": self.rows or {}})


def faults_in(entries: Iterable[AuditEntry], keys: RecordKeys) -> list[str]:
    """What is wrong with a case's chain, oldest entry first; an empty list means it holds."""
    entries = list(entries)
    faults: list[str] = []
    previous = FIRST_HASH
    old_until = carried_over_until(entries)
    for expected, entry in enumerate(entries, start=1):
        if entry.sequence != expected:
            faults.append(f"Entry {expected} is missing; {entry.sequence} stands in its place.")
        if entry.previous_hash != previous:
            faults.append(f"Entry {entry.sequence} does not follow the one before it.")
        faults += _fault_of(entry, keys, old_until)
        previous = entry.hash
    return faults


def carried_over_until(entries: Iterable[AuditEntry]) -> int:
    """The number of the keyed entry that took over, as found, all that stands before it; 0 for none."""
    carried = [e.sequence for e in entries if e.verb == Trail.CARRIED_OVER and e.key_id]
    return max(carried, default=0)


def _fault_of(entry: AuditEntry, keys: RecordKeys, old_until: int) -> list[str]:
    expected = entry.computed_hash(keys)
    if expected is None:
        return [
            f"Entry {entry.sequence} was bound with the key “{entry.key_id[:20]}”, which is not listed."
        ]
    if not hmac.compare_digest(expected, entry.hash):
        return [f"Entry {entry.sequence} was changed after it was written."]
    if not entry.key_id and entry.sequence > old_until:
        return [f"Entry {entry.sequence} was written without the key."]
    return []


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
        errors="surrogatepass"
    )
