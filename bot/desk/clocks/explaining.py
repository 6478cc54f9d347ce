"""Why each clock stands where it stands, and what other rules would have made of it. Changes nothing."""

from datetime import datetime

from bot.desk import private_words
from bot.desk.case_access import NoSuchCase
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.ledger import Ledger, ledger_of
from bot.domain.sla.replays.replay import canonical, replay
from bot.domain.sla.replays.what_if import Comparison
from bot.storage.clocks import stored_clocks as stored
from bot.storage.clocks.history import cases_opened, histories
from bot.storage.clocks.timeline import proposed_timeline, timeline


def explain(desk: Desk, *, case_id: int) -> list[Ledger]:
    """The ledger of every clock of a case up to now, oldest first.

    Raises NoSuchCase, NotForYou, VersionLost.
    """
    case = desk.session.get(Case, case_id)
    if case is None:
        raise NoSuchCase(case_id)
    private_words.require_for_private_only(desk, case=case)
    found = stored.clocks_of(session=desk.session, case_id=case_id)
    return [
        ledger_of(
            clock,
            calendar=stored.calendar_of(session=desk.session, clock=clock),
            until=desk.now,
        )
        for clock in found
    ]


def what_if(desk: Desk, *, proposed: HouseRules, start: datetime, end: datetime) -> Comparison:
    """The cases opened in a period, the end not included, under proposed files and as recorded.

    The weekly data lies over the proposed files as it did over the bank's at the time.
    """
    result = Comparison()
    numbers = cases_opened(session=desk.session, start=start, end=end)
    known = (*proposed.calendars.values(), *proposed.regulatory_calendars.values())
    zones = {calendar.name: calendar.zone for calendar in known}
    in_force = timeline(session=desk.session, present=desk.rules)
    under = proposed_timeline(session=desk.session, files=proposed, present=desk.rules)
    for history in histories(session=desk.session, case_ids=numbers):
        recorded = stored.clocks_of(session=desk.session, case_id=history.case_id)
        window_h = desk.private_window_h(history.channel)
        again = replay(history, rules=in_force, now=desk.now, window_h=window_h)
        result.as_recorded += canonical(again) == canonical(recorded)
        lived_by = {in_force.at(each.place, name=each.rules).sla.version for each in history.events}
        result.by_older_policy += bool(lived_by - {desk.rules.sla.version})
        result.add(
            recorded=recorded,
            proposed=replay(history, rules=under, now=desk.now, window_h=window_h),
            zones=zones,
            now=desk.now,
        )
    return result
