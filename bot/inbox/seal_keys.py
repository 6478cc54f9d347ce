"""Do the master keys that are set open what is sealed in the database? Asked when a process starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select, update

from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.record_seal import RecordSeal
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.review import Erased, erased_by_source
from bot.inbox.store import TOPIC, sealed_under
from bot.storage.engine import announce
from bot.storage.master_keys import CannotOpen, head_of, key_id_of
from bot.storage.sealing import CaseKey, KeptKey, Vault

_LOST = "It cannot be read: its sealing key is lost."
_UNOPENED = "(CannotOpen)"  # how a reason ends that an older release wrote for it
WAITS = "It waits for its sealing key"  # how the reason begins of an item whose key is missing
_AT_ONCE = 500
_KEPT = (
    col(ReceivedItem.sealed_body).is_not(None),
    or_(col(ReceivedItem.state) == ItemState.WAITING, col(ReceivedItem.keep_until).is_not(None)),
)


@dataclass(frozen=True)
class KeyTrouble:
    """A master key that is missing, or listed with another value than the one things are sealed with."""

    key_id: str
    is_listed: bool
    items: int  # what customers wrote that was not taken in yet
    cases: int
    is_newest: bool  # whether the newest case was sealed with it
    binds_record: bool  # whether the record was sealed with it, and cannot be checked

    @property
    def is_of_today(self) -> bool:
        """Whether words would be lost that were just written: nothing may run without it."""
        return bool(self.items) or self.is_newest or self.binds_record


def troubles(*, session: Session, vault: Vault) -> list[KeyTrouble]:
    """Every key that something is sealed with and that does not open it, by its id."""
    items, cases = _unopened_items(session, vault), _unopened_cases(session, vault)
    newest = session.exec(
        select(CaseKey.key_id)
        .where(col(CaseKey.wrapped_key).is_not(None))
        .order_by(col(CaseKey.case_id).desc())
    ).first()
    unchecked = _unchecked(session, vault)
    return [
        KeyTrouble(
            key_id=key_id,
            is_listed=key_id in vault.key_ids,
            items=items.get(key_id, 0),
            cases=cases.get(key_id, 0),
            is_newest=key_id == newest and key_id in cases,
            binds_record=key_id in unchecked,
        )
        for key_id in sorted(items.keys() | cases.keys() | unchecked)
    ]


@dataclass(frozen=True)
class KeyUse:
    """What one master key is there for."""

    key_id: str
    is_listed: bool
    is_current: bool
    cases: int  # whose own key it wraps
    items: int  # messages that wait to be read
    entries: int  # of the audit trail that are bound with it
    is_kept: bool  # whether the entries can be checked without it

    @property
    def is_needed(self) -> bool:
        """Whether something is lost, or cannot be checked, without it."""
        return bool(self.is_current or self.cases or self.items or not self.is_kept)


def uses(*, session: Session, vault: Vault) -> list[KeyUse]:
    """Every key that is listed or that something is sealed with, the current one first."""
    cases = dict(session.exec(_cases_by_key()).all())
    by_key = select(AuditEntry.key_id, func.count()).group_by(col(AuditEntry.key_id))
    entries = {key_id: count for key_id, count in session.exec(by_key) if key_id}
    kept = {row.is_of for row in session.exec(select(KeptKey))}
    known = dict.fromkeys([*vault.key_ids, *sorted(cases), *sorted(entries)])
    return [
        KeyUse(
            key_id=key_id,
            is_listed=key_id in vault.key_ids,
            is_current=key_id == vault.key_ids[0],
            cases=cases.get(key_id, 0),
            items=_count(session, head_of(key_id)),
            entries=entries.get(key_id, 0),
            is_kept=key_id in kept,
        )
        for key_id in known
    ]


def rewrap_some(*, session: Session, vault: Vault, limit: int) -> int:
    """Wrap some of what is wrapped with a key that was rotated away; how many."""
    rotated = {row.is_of for row in session.exec(select(KeptKey))}
    return vault.rewrap(session=session, of=rotated, limit=limit)


def replay_opened(*, session: Session, vault: Vault) -> int:
    """Let what was set aside because its key was missing be read again, where it opens now; how many."""
    query = select(ReceivedItem).where(
        ReceivedItem.state == ItemState.SET_ASIDE,
        col(ReceivedItem.sealed_body).is_not(None),
        col(ReceivedItem.reason).contains(_UNOPENED),
    )
    opened = [
        item
        for item in session.exec(query.limit(_AT_ONCE).with_for_update(skip_locked=True))
        if _opens(vault, item)
    ]
    for item in opened:
        item.state, item.attempts, item.settled_at = ItemState.WAITING, 0, None
        session.add(item)
    # Those that wait for their key need not wait their time out.
    waiting = update(ReceivedItem).where(
        col(ReceivedItem.state) == ItemState.WAITING, col(ReceivedItem.reason).contains(WAITS)
    )
    session.execute(waiting.values(not_before=ReceivedItem.received_at, reason=None))
    announce(session, TOPIC)
    return len(opened)


def give_up(*, session: Session, key_id: str) -> list[Erased]:
    """Set aside for good what is sealed with a key that is lost; what that was, by source."""
    lost = select(ReceivedItem).where(*_KEPT, _begins_with(head_of(key_id)))
    query = lost.order_by(col(ReceivedItem.source), col(ReceivedItem.id)).with_for_update()
    items = session.exec(query).all()
    for item in items:
        item.state, item.reason = ItemState.SET_ASIDE, _LOST
        item.sealed_body, item.keep_until = None, None
        session.add(item)
    session.flush()
    return erased_by_source(items)


def _unopened_items(session: Session, vault: Vault) -> dict[str, int]:
    unopened: dict[str, int] = {}
    for key_id in vault.key_ids:
        newest = _newest(session, head_of(key_id))
        if newest is not None and not _opens(vault, newest):
            unopened[key_id] = _count(session, head_of(key_id))
    seen = [head_of(key_id) for key_id in vault.key_ids]
    while (strange := _newest_unlike(session, seen)) is not None:
        try:
            key_id = key_id_of(strange.sealed_body or b"")
        except CannotOpen:  # damaged: no key would mend it, and its reader sets it aside
            break
        seen.append(head_of(key_id))
        unopened[key_id] = _count(session, seen[-1])
    return unopened


def _cases_by_key() -> Any:
    return (
        select(CaseKey.key_id, func.count())
        .where(col(CaseKey.wrapped_key).is_not(None))
        .group_by(col(CaseKey.key_id))
    )


def _unchecked(session: Session, vault: Vault) -> set[str]:
    """Keys that the record was sealed with, and that are neither listed nor kept."""
    return set(session.exec(select(RecordSeal.key_id).distinct())) - vault.record_keys.keys.keys()


def _unopened_cases(session: Session, vault: Vault) -> dict[str, int]:
    query = (
        select(CaseKey.key_id, func.count(), func.max(CaseKey.case_id))
        .where(col(CaseKey.wrapped_key).is_not(None))
        .group_by(CaseKey.key_id)
    )
    return {
        key_id: count
        for key_id, count, newest in session.exec(query).all()
        if not vault.opens_key_of(session.get_one(CaseKey, newest))
    }


def _opens(vault: Vault, item: ReceivedItem) -> bool:
    try:
        vault.open_body(item.sealed_body or b"", sealed_under(item.source, item.key))
    except CannotOpen:
        return False
    return True


def _begins_with(head: bytes) -> ColumnElement[bool]:
    return func.substr(ReceivedItem.sealed_body, 1, len(head)) == head


def _newest(session: Session, head: bytes) -> ReceivedItem | None:
    query = select(ReceivedItem).where(*_KEPT, _begins_with(head))
    return session.exec(query.order_by(col(ReceivedItem.id).desc()).limit(1)).first()


def _newest_unlike(session: Session, heads: Sequence[bytes]) -> ReceivedItem | None:
    query = select(ReceivedItem).where(*_KEPT, *(~_begins_with(head) for head in heads))
    return session.exec(query.order_by(col(ReceivedItem.id).desc()).limit(1)).first()


def _count(session: Session, head: bytes) -> int:
    return session.exec(select(func.count()).where(*_KEPT, _begins_with(head))).one()
