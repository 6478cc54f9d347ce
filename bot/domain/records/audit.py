"""The audit trail: who did what to a case and when. Append-only, each entry chained to the last.

An entry holds ids, verbs and times, never customer text. Both databases refuse to change or delete a row.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import JSON, Field, UniqueConstraint

from bot.domain.records.columns import Stored
from bot.domain.records.staff import Actor, ActorKind

FIRST_HASH = "0" * 64


class AuditEntry(Stored, table=True):
    """One change to one case (``case_id`` 0 is the house itself: policies, roles, operators)."""

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    case_id: int
    sequence: int  # 1, 2, 3 … within the case
    at: datetime
    actor_kind: str
    actor_id: str
    verb: str
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    previous_hash: str
    hash: str

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return Actor(kind=ActorKind(self.actor_kind), id=self.actor_id)

    def computed_hash(self) -> str:
        """The hash this entry should carry, from its own content and its predecessor's hash."""
        content = {
            "case": self.case_id,
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": [self.actor_kind, self.actor_id],
            "verb": self.verb,
            "details": self.details,
            "previous": self.previous_hash,
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def faults_in(entries: Iterable[AuditEntry]) -> list[str]:
    """What is wrong with a case's chain, oldest entry first; an empty list means it holds."""
    faults: list[str] = []
    previous = FIRST_HASH
    for expected, entry in enumerate(entries, start=1):
        if entry.sequence != expected:
            faults.append(f"Entry {expected} is missing; {entry.sequence} stands in its place.")
        if entry.previous_hash != previous:
            faults.append(f"Entry {entry.sequence} does not follow the one before it.")
        if entry.computed_hash() != entry.hash:
            faults.append(f"Entry {entry.sequence} was changed after it was written.")
        previous = entry.hash
    return faults
