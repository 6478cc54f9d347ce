"""Laying the weekly data over the files: the one place that says which wins.

- Duty: a team that has any shift in the data has those and no others; the others keep duty.toml's.
- Closed days come on top of calendar.toml, and win over special hours and worked holidays.
- The bank's own numbers and addresses come on top of replies.toml's, those of fraudsters of personal_data.toml's.
- Absences: whoever is away is told nothing; see ``HouseRules.duty_targets``.

What names a team or calendar that the files do not have any more is passed over, and listed by ``idle``.
"""

from bot.domain.calendar.business_calendar import BusinessCalendar, DayHours
from bot.domain.rules.answers.reply_rules import ReplyRules
from bot.domain.rules.house.contact_row import FRAUD, OURS
from bot.domain.rules.house.duty import EVERY_TEAM, DutyRoster, Shift, TeamRoster
from bot.domain.rules.house.weekly_data import ClosedDayRow, DutyRow, HouseData
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.personal_data_rules import FraudNumber, PersonalDataRules


def laid_over(rules: HouseRules, data: HouseData) -> HouseRules:
    """The rules in force: the files with this data over them, whatever data was there before."""
    files = rules.files or rules
    return files.model_copy(
        update={
            "calendars": _calendars(files, data),
            "duty": _roster(files, data),
            "replies": _replies(files, data),
            "personal_data": _personal_data(files, data),
            "data": data,
            "files": files,
        }
    )


def idle(rules: HouseRules, data: HouseData) -> tuple[str, ...]:
    """What is entered and has no effect, because the files do not know its team or calendar."""
    teams = {row.team for row in data.duty if not _is_team(rules, row.team)}
    teams |= {row.team for row in data.members if row.team not in rules.routing.teams}
    calendars = {row.calendar for row in data.closed_days} - set(rules.calendars)
    return (
        *(f"there is no team “{team}” in routing.toml" for team in sorted(teams)),
        *(f"there is no calendar “{name}” in calendar.toml" for name in sorted(calendars)),
    )


def _is_team(rules: HouseRules, team: str) -> bool:
    return team == EVERY_TEAM or team in rules.routing.teams


def _replies(files: HouseRules, data: HouseData) -> ReplyRules:
    own = tuple(row.value for row in data.contacts if row.whose == OURS and not row.is_link)
    if not own:
        return files.replies
    together = (*files.replies.own_contacts, *own)
    return files.replies.model_copy(update={"own_contacts": together})


def _personal_data(files: HouseRules, data: HouseData) -> PersonalDataRules:
    known = tuple(
        FraudNumber(value=row.value, name=row.name)
        for row in data.contacts
        if row.whose == FRAUD and not row.is_link
    )
    if not known:
        return files.personal_data
    together = (*files.personal_data.fraud, *known)
    return files.personal_data.model_copy(update={"fraud": together})


def _calendars(files: HouseRules, data: HouseData) -> dict[str, BusinessCalendar]:
    closed: dict[str, list[ClosedDayRow]] = {}
    for row in data.closed_days:
        closed.setdefault(row.calendar, []).append(row)
    return {
        name: _with_closed(calendar, closed[name]) if name in closed else calendar
        for name, calendar in files.calendars.items()
    }


def _with_closed(calendar: BusinessCalendar, rows: list[ClosedDayRow]) -> BusinessCalendar:
    """Made anew, because the version of a calendar is worked out from what it says."""
    if calendar.always_open:
        return calendar
    days = {row.day: DayHours(reason=row.reason or "closed") for row in rows}
    return BusinessCalendar(
        name=calendar.name,
        time_zone=calendar.time_zone,
        week=calendar.week,
        days=dict(sorted({**calendar.days, **days}.items())),
    )


def _roster(files: HouseRules, data: HouseData) -> DutyRoster:
    by_team: dict[str, list[DutyRow]] = {}
    for row in data.duty:
        if _is_team(files, row.team):
            by_team.setdefault(row.team, []).append(row)
    entered = {team: _team_roster(files, team, rows) for team, rows in by_team.items()}
    return DutyRoster(teams={**files.duty.teams, **entered})


def _team_roster(files: HouseRules, team: str, rows: list[DutyRow]) -> TeamRoster:
    """In the time zone of duty.toml where that names one, else of the team's calendar."""
    known = files.duty.teams.get(team)
    zone = known.time_zone if known else files.calendar_of_team(team).time_zone
    shifts = tuple(Shift(days=row.days, hours=row.hours, people=(row.person,)) for row in rows)
    return TeamRoster(time_zone=zone, shifts=shifts)
