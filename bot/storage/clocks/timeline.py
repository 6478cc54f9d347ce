"""Which rules were in force where in the trail, read back for a replay.

The numbers of entries put the trail of the house and that of a case in one order. What a process that
still ran by older rules did after the note counts as under the new ones.
"""

from sqlmodel import Session, col

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.audit import AuditEntry
from bot.domain.records.trail_details import RulesInForce
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock_rules import ClockRules, PastRules, Timeline
from bot.storage.clocks.rule_versions import load_calendar, load_policy, load_preset
from bot.storage.clocks.rules_in_force import notes, versions_of


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
