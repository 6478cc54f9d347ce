"""Which rules were in force where in the trail, read back for a replay.

The numbers of entries put the trail of the house and that of a case in one order. What a process that
still ran by older rules did after the note counts as under the new ones.
"""

from sqlmodel import Session, col

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.audit import AuditEntry
from bot.domain.records.trail_details import RulesInForce
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.overlay import laid_over
from bot.domain.rules.weekly_data import ClosedDayRow, HouseData
from bot.domain.sla.clock_rules import ClockRules, PastRules, Timeline
from bot.storage.clocks.rule_versions import load_calendar, load_policy, load_preset
from bot.storage.clocks.rules_in_force import notes, versions_of
from bot.storage.stored_calendars import as_stored


def timeline(*, session: Session, present: HouseRules) -> Timeline:
    """From the first note on; the present rules where nothing was noted. Raises VersionLost."""
    begins: list[int] = []
    rules: list[ClockRules] = []
    now = versions_of(present).stored()
    for entry in session.exec(notes().order_by(col(AuditEntry.sequence))):
        begins.append(entry.pk)
        rules.append(
            present if entry.details == now else _past(session, RulesInForce.read(entry.details))
        )
    return Timeline(tuple(begins), tuple(rules)) if rules else Timeline.always(present)


def proposed_timeline(*, session: Session, files: HouseRules, present: HouseData) -> Timeline:
    """As if the bank's files had said this all along: over them, at each place, the weekly data that was
    in force there. The present data where nothing was noted."""
    begins: list[int] = []
    rules: list[HouseRules] = []
    for entry in session.exec(notes().order_by(col(AuditEntry.sequence))):
        data = _closed_days(RulesInForce.read(entry.details))
        same = bool(rules) and rules[-1].data == data
        begins.append(entry.pk)
        rules.append(rules[-1] if same else _laid(session, files, data))
    if rules:
        return Timeline(tuple(begins), tuple(rules))
    return Timeline.always(_laid(session, files, present))


def _laid(session: Session, files: HouseRules, data: HouseData) -> HouseRules:
    return as_stored(session=session, rules=laid_over(files, data))


def _closed_days(versions: RulesInForce) -> HouseData:
    closed = versions.closed_days.items()
    rows = tuple(ClosedDayRow(calendar=name, day=day) for name, days in closed for day in days)
    return HouseData(closed_days=rows)


def _past(session: Session, versions: RulesInForce) -> PastRules:
    def calendars(named: dict[str, str]) -> dict[str, BusinessCalendar]:
        return {name: load_calendar(session=session, version=each) for name, each in named.items()}

    presets = versions.presets.items()
    return PastRules(
        sla=load_policy(session=session, version=versions.policy),
        calendars=calendars(versions.calendars),
        teams=versions.teams,
        presets={name: load_preset(session=session, version=each) for name, each in presets},
        regulatory_calendars=calendars(versions.regulatory_calendars),
    )
