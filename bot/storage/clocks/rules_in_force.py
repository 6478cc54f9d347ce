"""Which policy, calendars and presets are in force from when on: noted in the trail of the house."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import RulesInForce
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house_rules import HouseRules
from bot.storage.record import audit

_NAME = 12  # letters; a bank has hundreds of versions, not millions


def note(*, session: Session, rules: HouseRules, now: datetime, by: Actor) -> None:
    """Write in the trail of the house that these are in force from now on, unless they were already."""
    versions = versions_of(rules)
    last = session.exec(notes().order_by(col(AuditEntry.sequence).desc()).limit(1)).first()
    if last is None or last.details != versions.stored():
        audit.record(
            session=session,
            case_id=audit.HOUSE,
            actor=by,
            verb=versions.verb,
            details=versions.stored(),
            at=now,
        )


def is_noted(*, session: Session, rules: HouseRules) -> bool:
    """Whether the trail of the house says, anywhere, that these were in force."""
    wanted = versions_of(rules).stored()
    return any(entry.details == wanted for entry in session.exec(notes()))


def name_of(rules: HouseRules) -> str:
    """What an entry of a case's trail calls the rules it was decided by: the beginning of a hash of
    their versions."""
    return name_in(versions_of(rules).stored())


def name_in(noted: Mapping[str, Any]) -> str:
    """The same, of what a note says."""
    canonical = json.dumps(noted, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_NAME]


def notes() -> Any:
    """The entries that say which rules came into force, in no order."""
    return select(AuditEntry).where(
        AuditEntry.case_id == audit.HOUSE, col(AuditEntry.verb) == Trail.RULES_IN_FORCE
    )


def versions_of(rules: HouseRules) -> RulesInForce:
    """The versions by name, and which calendar each team has, as an entry has them."""
    presets = rules.regulatory.choices
    named = {clock.calendar for each in presets.values() for clock in each.clocks}
    told: dict[str, Any] = {
        "closed_days": _closed_days(rules),
        "private_windows": rules.private_windows,
    }
    return RulesInForce(
        policy=rules.sla.version,
        calendars={name: each.version for name, each in sorted(rules.calendars.items())},
        teams={name: rules.calendar_of_team(name).name for name in sorted(rules.routing.teams)}
        | {"": rules.calendar_of_team(rules.routing.fallback.team).name},
        presets={name: each.version for name, each in sorted(presets.items())},
        regulatory_calendars={
            name: rules.regulatory_calendar(name).version for name in sorted(named)
        },
        **{name: each for name, each in told.items() if each},  # as it was before there were any
    )


def _closed_days(rules: HouseRules) -> dict[str, list[date]]:
    """The closed days of the weekly data that count, in order."""
    closed: dict[str, set[date]] = {}
    for row in rules.data.closed_days:
        known = rules.calendars.get(row.calendar)
        if known is not None and not known.always_open:
            closed.setdefault(row.calendar, set()).add(row.day)
    return {name: sorted(days) for name, days in sorted(closed.items())}
