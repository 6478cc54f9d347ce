"""Calendars by the version under which the database knows them already.

Versions written before said the names of holidays too, which change with the machine's language. A
calendar that still decides the same keeps that version, so that nothing seems to have changed.
"""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import RulesInForce
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.replays.rule_versions import CalendarVersion
from bot.storage.record.audit import HOUSE


def as_stored(*, session: Session, rules: HouseRules) -> HouseRules:
    """The rules, each calendar of which is the stored one where one decides the same."""
    ours = {each.version: each for each in _calendars_of(rules)}
    query = select(CalendarVersion.version).where(col(CalendarVersion.version).in_(ours))
    stored = set(session.exec(query))
    new = [each for version, each in ours.items() if version not in stored]
    known = _alike(session, new) if new else {}
    if not known:
        return rules

    def kept(calendars: Mapping[str, BusinessCalendar]) -> dict[str, BusinessCalendar]:
        return {name: known.get(each.version, each) for name, each in calendars.items()}

    return rules.model_copy(
        update={
            "calendars": kept(rules.calendars),
            "regulatory_calendars": kept(rules.regulatory_calendars),
        }
    )


def _calendars_of(rules: HouseRules) -> list[BusinessCalendar]:
    return [*rules.calendars.values(), *rules.regulatory_calendars.values()]


def _alike(session: Session, wanted: list[BusinessCalendar]) -> dict[str, BusinessCalendar]:
    """Stored calendars that decide what these do, by their version: those in force, else the latest."""
    names = {each.name for each in wanted}
    query = select(CalendarVersion).where(col(CalendarVersion.name).in_(names))
    rows = session.exec(query.order_by(col(CalendarVersion.stored_at))).all()
    in_force = _in_force(session)
    alike: dict[str, BusinessCalendar] = {}
    for row in sorted(rows, key=lambda row: row.version in in_force):
        calendar = BusinessCalendar.stored(row.body, version=row.version)
        alike[calendar.decides] = calendar
    return {each.version: alike[each.decides] for each in wanted if each.decides in alike}


def _in_force(session: Session) -> set[str]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == HOUSE, col(AuditEntry.verb) == Trail.RULES_IN_FORCE)
        .order_by(col(AuditEntry.sequence).desc())
        .limit(1)
    )
    last = session.exec(query).first()
    if last is None:
        return set()
    noted = RulesInForce.read(last.details)
    return {*noted.calendars.values(), *noted.regulatory_calendars.values()}
