"""A ledger in plain words and columns, the same on the command line and in Slack.

Times are those of the calendar's own time zone, because its hours are written in it.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.sla.ledger import DayTotal, Ledger, Stretch, by_day
from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.domain.sla.targets import Target, Unit
from bot.language import month_name, say, say_count, weekday_name

UNITS = {
    Unit.BUSINESS_MINUTE: ("{count} business minute", "{count} business minutes"),
    Unit.BUSINESS_HOUR: ("{count} business hour", "{count} business hours"),
    Unit.BUSINESS_DAY: ("{count} business day", "{count} business days"),
    Unit.CALENDAR_DAY: ("{count} calendar day", "{count} calendar days"),
    Unit.CALENDAR_WEEK: ("{count} calendar week", "{count} calendar weeks"),
    Unit.CALENDAR_MONTH: ("{count} calendar month", "{count} calendar months"),
    Unit.MINUTE: ("{count} minute", "{count} minutes"),
    Unit.HOUR: ("{count} hour", "{count} hours"),
}
_FOLD_ABOVE = 16  # lines; a longer ledger is told by the day


def title(ledger: Ledger) -> str:
    """``First response: missed, met 17 Nov 10:02``."""
    known = ledger.metric in set(Metric)
    named = say(METRIC_TITLE[Metric(ledger.metric)]) if known else ledger.metric
    again = f" ({ledger.generation})" if ledger.generation > 1 else ""
    if ledger.name:  # of several deadlines of one complaint: which, and under which rule
        named, again = ledger.rule, ""
    return f"{named}{again}: {standing(ledger)}"


def standing(ledger: Ledger) -> str:
    """How it stands, in a few words."""
    if ledger.due_at is None:
        return say("nothing is promised, on purpose")
    when = _moment(ledger, ledger.ended_at) if ledger.ended_at is not None else ""
    if ledger.ended == "met" and when:
        return (
            say("met late, {when}", when=when)
            if ledger.missed
            else say("met in time, {when}", when=when)
        )
    if ledger.ended == "stopped" and when:
        if ledger.missed:
            return say("stopped {when}, already missed", when=when)
        return say("stopped {when}", when=when)
    return say("missed, still waiting") if ledger.missed else say("running")


def facts(ledger: Ledger) -> str:
    """What was promised, by which rule, policy and calendar."""
    if ledger.due_at is None:
        what = "The rule “{rule}” of policy {policy} promises none."
        return say(what, rule=ledger.rule, policy=ledger.policy_version[:8])
    return say(
        "{target} by the rule “{rule}”, due {due}. Policy {policy}, calendar “{calendar}” {version}, "
        "times of {zone}.",
        target=target_words(ledger.target),
        rule=ledger.rule,
        due=_moment(ledger, ledger.due_at),
        policy=ledger.policy_version[:8],
        calendar=ledger.calendar_name,
        version=ledger.calendar_version[:8],
        zone=ledger.time_zone,
    )


def lines(ledger: Ledger, *, most: int | None = None) -> list[str]:
    """The ledger in columns and its sum; folded by the day, and cut in the middle, if too long."""
    rows = [_row(ledger, stretch) for stretch in ledger.stretches]
    if len(rows) > min(_FOLD_ABOVE, most or _FOLD_ABOVE):
        rows = [_day_row(day) for day in by_day(ledger, zone=ZoneInfo(ledger.time_zone))]
    if most is not None and len(rows) > most:
        left_out = len(rows) - most + 1
        half = (most - 1) // 2
        rows = [
            *rows[:half],
            say_count(left_out, "… {count} day …", "… {count} days …"),
            *rows[len(rows) - (most - 1 - half) :],
        ]
    counted = length(ledger.counted_s)
    target = target_words(ledger.target)
    return [*rows, say("counted {counted} of {target}", counted=counted, target=target)]


def target_words(written: str) -> str:
    """``8 business hours`` as the reader's language says it."""
    target = Target.model_validate(written)
    if target.is_none:
        return say("none")
    one, other = UNITS[target.unit]
    return say_count(target.amount, one, other)


def length(seconds: int) -> str:
    """``1:05:00``: hours, minutes, seconds."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _row(ledger: Ledger, stretch: Stretch) -> str:
    counted = length(stretch.seconds) if stretch.counts else "-"
    start, end = _moment(ledger, stretch.start), _moment(ledger, stretch.end)
    return f"{start:>15} {say('to')} {end:>15} {counted:>10}  {stretch.reason}"


def _day_row(day: DayTotal) -> str:
    counted = length(day.counted_s) if day.counted_s else "-"
    named = f"{weekday_name(day.day, short=True)} {day.day.day} {month_name(day.day)}"
    return f"{named:>10} {counted:>10}  {'; '.join(day.reasons)}".rstrip()


def _moment(ledger: Ledger, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(ledger.time_zone))
    seconds = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{local.day} {month_name(local)} {seconds}"
