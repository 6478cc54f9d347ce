"""A seal on the record: where each chain stood at a moment, bound to the seal before it.

Its line is written outside the database as well. Whoever can change the database cannot take back what
stands there: a missing end of a chain, or a missing case, shows against the seals.
"""

import hmac
import json
from datetime import UTC, datetime
from typing import Any, Self

from sqlmodel import JSON, Field

from bot.domain.records.columns import Table
from bot.domain.records.trail.audit import FIRST_HASH, RecordKeys

Head = tuple[int, str]  # how many entries a chain has, and the hash of the last


class RecordSeal(Table, table=True):
    """One seal. It names the chains that grew since the one before."""

    __tablename__ = "record_seals"

    number: int = Field(primary_key=True)  # 1, 2, 3 …
    at: datetime  # the database's time
    heads: dict[str, list[Any]] = Field(default_factory=dict, sa_type=JSON)  # case: number, hash
    up_to: int  # the newest entry's row
    key_id: str
    previous: str
    seal: str

    def computed(self, keys: RecordKeys) -> str | None:
        """The seal it should carry; None when its key is not listed."""
        content = {
            "seal": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "heads": self.heads,
            "up_to": self.up_to,
            "key": self.key_id,
            "previous": self.previous,
        }
        return keys.bound(self.key_id, content)

    @property
    def line(self) -> str:
        """The seal as one line of text, as it stands outside the database."""
        told = {**self.model_dump(), "at": self.at.astimezone(UTC).isoformat()}
        return json.dumps(told, sort_keys=True, separators=(",", ":"))

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Read a line again. Raises ValueError."""
        told = json.loads(line)
        if not isinstance(told, dict):
            raise ValueError("This line is no seal.")
        return cls.model_validate({**told, "at": datetime.fromisoformat(str(told.get("at")))})


def next_seal(
    last: RecordSeal | None,
    *,
    keys: RecordKeys,
    at: datetime,
    heads: dict[int, Head],
    up_to: int,
) -> RecordSeal:
    """The seal after this one, or the first."""
    made = RecordSeal(
        number=last.number + 1 if last else 1,
        at=at,
        heads={str(case): list(head) for case, head in sorted(heads.items())},
        up_to=up_to,
        key_id=keys.current,
        previous=last.seal if last else FIRST_HASH,
        seal="",
    )
    made.seal = made.computed(keys) or ""
    return made


def faults_in_seals(seals: list[RecordSeal], keys: RecordKeys) -> list[str]:
    """What is wrong with the seals, oldest first; an empty list means that they hold."""
    faults: list[str] = []
    previous = FIRST_HASH
    for expected, seal in enumerate(seals, start=1):
        if seal.number != expected:
            faults.append(f"Seal {expected} is missing; {seal.number} stands in its place.")
        if seal.previous != previous:
            faults.append(f"Seal {seal.number} does not follow the one before it.")
        faults += fault_of_seal(seal, keys)
        previous = seal.seal
    return faults


def fault_of_seal(seal: RecordSeal, keys: RecordKeys) -> list[str]:
    """What is wrong with this seal by itself."""
    should = seal.computed(keys)
    if should is None:
        return [
            f"Seal {seal.number} was made with the key “{seal.key_id[:20]}”, which is not listed."
        ]
    if not hmac.compare_digest(should, seal.seal):
        return [f"Seal {seal.number} was changed after it was made."]
    return []
