"""Which rules were in force where in the trail, read back for a replay.

An entry that clocks hear names the rules it was decided by, for a process may act by older ones after
newer were noted. Of entries that name none, their number says under which they were written.
"""

from collections.abc import Callable

from sqlmodel import Session, col

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import RulesInForce
from bot.domain.rules.house.weekly_data import ClosedDayRow, HouseData
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.overlay import laid_over
from bot.domain.sla.clock_rules import ClockRules, PastRules, Timeline
from bot.storage.clocks.rule_versions import load_calendar, load_policy, load_preset
from bot.storage.clocks.rules_in_force import name_in, notes, versions_of
from bot.storage.clocks.stored_calendars import as_stored


def timeline(*, session: Session, present: HouseRules) -> Timeline:
    """From the first note on; the present rules where nothing was noted. Raises VersionLost."""
    now = versions_of(present)

    def meant(versions: RulesInForce) -> ClockRules:
        return present if versions == now else _past(session, versions)

    return _timeline(session, meant) or Timeline.always(present)


def proposed_timeline(*, session: Session, files: HouseRules, present: HouseRules) -> Timeline:
    """As if the bank's files had said this all along: what is no matter of files, the weekly data and
    the channels' windows, is as it was in force at each place. As in the present rules where nothing
    was noted."""
    known: dict[str, HouseRules] = {}

    def meant(versions: RulesInForce) -> HouseRules:
        beside = versions.model_dump_json(include={"closed_days", "private_windows"})
        if beside not in known:
            laid = laid_over(files, _closed_days(versions))
            windows = {"private_windows": versions.private_windows}
            known[beside] = as_stored(session=session, rules=laid.model_copy(update=windows))
        return known[beside]

    return _timeline(session, meant) or Timeline.always(meant(versions_of(present)))


def _timeline(session: Session, meant: Callable[[RulesInForce], ClockRules]) -> Timeline | None:
    """The notes with the rules they mean; None where there is none."""
    entries = list(session.exec(notes().order_by(col(AuditEntry.sequence))))
    rules = tuple(meant(RulesInForce.read(entry.details)) for entry in entries)
    names = {name_in(entry.details): each for entry, each in zip(entries, rules, strict=True)}
    return Timeline(tuple(entry.pk for entry in entries), rules, names) if entries else None


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
        private_windows=versions.private_windows,
    )
