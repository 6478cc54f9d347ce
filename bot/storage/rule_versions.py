"""Keeping each policy, regulatory preset and calendar as it was resolved, and getting one by its hash.

A preset is a kind of policy and is kept in the same table: a clock points at either.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from bot.domain.business_calendar import BusinessCalendar
from bot.domain.house_rules import HouseRules
from bot.domain.sla.policy import SlaPolicy
from bot.domain.sla.regulatory import RegulatoryPreset
from bot.domain.sla.rule_versions import CalendarVersion, PolicyVersion

_Rule = TypeVar("_Rule", SlaPolicy, RegulatoryPreset, BusinessCalendar)
_Table = type[PolicyVersion] | type[CalendarVersion]
_KNOWN_LIMIT = 256
_known: dict[str, BaseModel] = {}  # a version never changes, so one reading does for the process


class VersionLost(Exception):
    """A clock points at a version that is not stored; the database was changed by other means."""

    def __init__(self, kind: str, version: str) -> None:
        super().__init__(
            f"The {kind} version {version[:12]}… is not in the database. Restore it from a backup; "
            "a clock that counts by it cannot be moved."
        )


def store_versions(*, session: Session, rules: HouseRules, now: datetime) -> None:
    """Store the policy, what staff are offered for complaints, and every calendar. Safe to repeat."""
    store_policy(session=session, policy=rules.sla, now=now)
    store_calendars(session=session, calendars=rules.calendars.values(), now=now)
    for preset in rules.regulatory.choices.values():
        store_preset(session=session, preset=preset, now=now)
        used = [rules.regulatory_calendar(clock.calendar) for clock in preset.clocks]
        store_calendars(session=session, calendars=used, now=now)


def store_policy(*, session: Session, policy: SlaPolicy, now: datetime) -> None:
    """Store this policy unless it is there."""
    _store(session, PolicyVersion, policy, now)


def store_preset(*, session: Session, preset: RegulatoryPreset, now: datetime) -> None:
    """Store this regulatory preset unless it is there."""
    _store(session, PolicyVersion, preset, now)


def store_calendars(
    *, session: Session, calendars: Iterable[BusinessCalendar], now: datetime
) -> None:
    """Store these calendars unless they are there."""
    for calendar in calendars:
        _store(session, CalendarVersion, calendar, now)


def load_policy(*, session: Session, version: str) -> SlaPolicy:
    """The policy of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, PolicyVersion, SlaPolicy)


def load_preset(*, session: Session, version: str) -> RegulatoryPreset:
    """The regulatory preset of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, PolicyVersion, RegulatoryPreset)


def load_calendar(*, session: Session, version: str) -> BusinessCalendar:
    """The calendar of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, CalendarVersion, BusinessCalendar)


def _store(
    session: Session,
    table: _Table,
    rule: SlaPolicy | RegulatoryPreset | BusinessCalendar,
    now: datetime,
) -> None:
    if session.get(table, rule.version) is not None:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(
        version=rule.version, name=rule.name, body=rule.model_dump(mode="json"), stored_at=now
    )
    session.connection().execute(statement.on_conflict_do_nothing(index_elements=["version"]))


def _load(session: Session, version: str, table: _Table, model: type[_Rule]) -> _Rule:
    known = _known.get(version)
    if isinstance(known, model):
        return known
    row: Any = session.get(table, version)
    if row is None:
        raise VersionLost("policy" if table is PolicyVersion else "calendar", version)
    rule = model.model_validate(row.body)
    if len(_known) >= _KNOWN_LIMIT:
        _known.clear()
    _known[version] = rule
    return rule
