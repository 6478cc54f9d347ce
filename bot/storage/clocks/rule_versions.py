"""Keeping each policy, regulatory preset and calendar as it was resolved, and getting one by its hash.

A preset is a kind of policy and is kept in the same table: a clock points at either.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlmodel import Session, col, select

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.policy import SlaPolicy
from bot.domain.sla.regulatory import RegulatoryPreset
from bot.domain.sla.replays.rule_versions import CalendarVersion, PolicyVersion
from bot.storage.clocks import rules_in_force
from bot.storage.clocks.stored_calendars import as_stored
from bot.storage.engine import insert_or_nothing, ours
from bot.storage.record import audit

_Rule = TypeVar("_Rule", SlaPolicy, RegulatoryPreset, BusinessCalendar)
_AnyRule = SlaPolicy | RegulatoryPreset | BusinessCalendar
_Table = type[PolicyVersion] | type[CalendarVersion]
_STORED = {
    "policy": Trail.POLICY_STORED,
    "preset": Trail.PRESET_STORED,
    "calendar": Trail.CALENDAR_STORED,
}
_KNOWN_LIMIT = 256
_known: dict[str, BaseModel] = {}  # a version never changes, so one reading does for the process


class VersionLost(Exception):
    """A clock points at a version that is not stored; the database was changed by other means."""

    def __init__(self, kind: str, version: str) -> None:
        super().__init__(
            f"The {kind} version {version[:12]}… is not in the database. Restore it from a backup; "
            "a clock that counts by it cannot be moved."
        )


def store_versions(
    *, session: Session, rules: HouseRules, now: datetime, by: Actor | None = None
) -> None:
    """Store the policy, what staff are offered for complaints, and every calendar. Safe to repeat.

    The trail of the house says from when they were in force, and ``by`` whom; without it the bank's
    files have changed, and who did that is known where the bank keeps them.
    """
    by = by or Actor.system()
    rules = as_stored(session=session, rules=rules)
    stored = _store(session, _rules_of(rules), now)
    audit.record_all(
        session=session,
        actor=by,
        happened=[
            audit.Happened(
                case_id=audit.HOUSE,
                verb=_STORED[_kind(rule)],
                at=now,
                details={"name": rule.name, "version": rule.version},
            )
            for rule in stored
        ],
    )
    rules_in_force.note(session=session, rules=rules, now=now, by=by)


class NotedRules:
    """Sees to it that nothing is decided by rules of which the trail of the house does not know, as by a
    process that still runs with older files. One serves all threads."""

    def __init__(self) -> None:
        self._known: HouseRules | None = None

    def see_to(self, *, session: Session, rules: HouseRules, now: datetime) -> None:
        """Store and note these rules, unless they were noted before."""
        if rules is self._known:
            return
        if rules_in_force.is_noted(session=session, rules=rules):
            self._known = rules
        else:
            store_versions(session=session, rules=rules, now=now)


def not_stored(*, session: Session, rules: HouseRules) -> list[str]:
    """The policy and calendars of the files that the database has not, as ``calendar “standard”``."""
    return [
        f"{_kind(rule)} “{rule.name}”"
        for rule in _rules_of(as_stored(session=session, rules=rules))
        if session.get(_table_of(rule), rule.version) is None
    ]


def store_policy(*, session: Session, policy: SlaPolicy, now: datetime) -> None:
    """Store this policy unless it is there."""
    _store(session, [policy], now)


def store_preset(*, session: Session, preset: RegulatoryPreset, now: datetime) -> None:
    """Store this regulatory preset unless it is there."""
    _store(session, [preset], now)


def store_calendars(
    *, session: Session, calendars: Iterable[BusinessCalendar], now: datetime
) -> None:
    """Store these calendars unless they are there."""
    _store(session, list(calendars), now)


def load_policy(*, session: Session, version: str) -> SlaPolicy:
    """The policy of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, PolicyVersion, SlaPolicy)


def load_preset(*, session: Session, version: str) -> RegulatoryPreset:
    """The regulatory preset of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, PolicyVersion, RegulatoryPreset)


def load_calendar(*, session: Session, version: str) -> BusinessCalendar:
    """The calendar of that hash, exactly as it was. Raises VersionLost."""
    return _load(session, version, CalendarVersion, BusinessCalendar)


def _store(session: Session, rules: Sequence[_AnyRule], now: datetime) -> list[_AnyRule]:
    """Store those that are not there yet; returns them."""
    stored: list[_AnyRule] = []
    for table in (PolicyVersion, CalendarVersion):
        missing = _missing(session, table, [one for one in rules if _table_of(one) is table])
        if not missing:
            continue
        rows = [
            {
                "version": rule.version,
                "name": rule.name,
                "body": rule.model_dump(mode="json"),
                "stored_at": now,
            }
            for rule in missing
        ]
        nothing_twice = insert_or_nothing(session, table, "version").values(rows)
        returning = nothing_twice.returning(col(table.version))
        ours = set(session.connection().execute(returning).scalars())
        stored += [rule for rule in missing if rule.version in ours]
    return stored


def _missing(session: Session, table: _Table, rules: Sequence[_AnyRule]) -> Sequence[_AnyRule]:
    unit = ours(session)
    asked = [rule for rule in rules if not unit.is_stored(f"rule:{rule.version}")]
    if not asked:
        return []
    versions = [rule.version for rule in asked]
    known = set(session.exec(select(table.version).where(col(table.version).in_(versions))))
    unit.stored |= {f"rule:{version}" for version in known}
    return [rule for rule in asked if rule.version not in known]


def _rules_of(rules: HouseRules) -> list[_AnyRule]:
    presets = rules.regulatory.choices.values()
    used = [rules.regulatory_calendar(clock.calendar) for each in presets for clock in each.clocks]
    found: list[_AnyRule] = [rules.sla, *presets, *rules.calendars.values(), *used]
    return list({rule.version: rule for rule in found}.values())


def _table_of(rule: _AnyRule) -> _Table:
    return CalendarVersion if isinstance(rule, BusinessCalendar) else PolicyVersion


def _kind(rule: _AnyRule) -> str:
    if isinstance(rule, BusinessCalendar):
        return "calendar"
    return "policy" if isinstance(rule, SlaPolicy) else "preset"


def _load(session: Session, version: str, table: _Table, model: type[_Rule]) -> _Rule:
    known = _known.get(version)
    if isinstance(known, model):
        return known
    row: Any = session.get(table, version)
    if row is None:
        raise VersionLost("policy" if table is PolicyVersion else "calendar", version)
    rule = model.model_validate(row.body)
    if table is CalendarVersion and rule.version != version:  # see BusinessCalendar.stored
        rule = model.model_validate({**row.body, "stored_as": version})
    if len(_known) >= _KNOWN_LIMIT:
        _known.clear()
    _known[version] = rule
    return rule
