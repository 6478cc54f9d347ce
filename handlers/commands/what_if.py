"""`earshot what-if`: a period replayed under proposed rules, beside what was recorded. Read only."""

import json
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import bootstrap
from bot.desk.clocks import explaining
from bot.domain.rules.house_rules import HouseRules, joined
from bot.domain.sla.replays.what_if import Comparison, HourOfWeek
from config import files
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def tell(
    *, policy: Path | None, calendar: Path | None, first: date, last: date, as_json: bool
) -> None:
    """Print the comparison for the cases opened from the first to the last day, both included."""
    if last < first:
        raise CannotStart(f"--to {last} is before --from {first}. Swap the two.")
    settings = with_database()
    proposed = _proposed(settings.config, policy, calendar)
    app = bootstrap.build(settings, pool_size=1)
    zone = _house_zone(app.rules)
    start, end = _midnight(first, zone), _midnight(last + timedelta(days=1), zone)
    try:
        with app.looking() as desk:
            found = explaining.what_if(desk, proposed=proposed, start=start, end=end)
    finally:
        app.database.dispose()
    if as_json:
        head = {"from": start.isoformat(), "to": end.isoformat()}
        print(json.dumps(head | found.as_json(), indent=2))
    else:
        _print(found, first=first, last=last)


def _print(found: Comparison, *, first: date, last: date) -> None:
    cases = "1 case" if found.cases == 1 else f"{found.cases:,} cases"
    print(f"{cases} opened from {first} to {last}.")
    if found.without_clock:
        print(
            f"No proposed rule takes {found.without_clock:,} of them: they would have no clock, and be "
            "flagged. Put a rule without a match last."
        )
    for sentence in found.sentences():
        print(sentence)
    if found.cases:
        print(_difference(found))
    by_hour = found.by_hour()
    if by_hour:
        print("\nWhen they would have broken, by the hour of the week:")
        for line in _table(by_hour):
            print(line)
    if found.as_recorded < found.cases:
        others = found.cases - found.as_recorded
        print(
            f"\n{others:,} of the {found.cases:,} cases do not replay to their record, so count them with "
            "care: they began with an older release, or rows were changed by other means."
        )


def _difference(found: Comparison) -> str:
    if not found.differing:
        return "No case differs from what was recorded."
    differ = "differs" if found.differing == 1 else "differ"
    words = (
        f"{found.differing:,} of {found.cases:,} {differ} from what was recorded: another due time, "
        "or another verdict."
    )
    if not found.by_older_policy:
        return words
    cases = "1 case" if found.by_older_policy == 1 else f"{found.by_older_policy:,} cases"
    return (
        f"{words} {cases} went by another policy of the bank's at first; the proposed one is counted "
        "from the first word on."
    )


def _table(by_hour: Counter[HourOfWeek]) -> list[str]:
    hours = sorted({moment.hour for moment in by_hour})
    lines = ["       " + " ".join(f"{day:>5}" for day in _DAYS)]
    for hour in hours:
        counts = [by_hour.get(HourOfWeek(day, hour), 0) for day in range(7)]
        cells = " ".join(f"{count or '·':>5}" for count in counts)
        lines.append(f"{hour:02}:00  {cells}")
    return lines


def _proposed(folder: Path | None, policy: Path | None, calendar: Path | None) -> HouseRules:
    """The house's own rules with this policy in the place of the bank's, over the shipped one as that is,
    and this calendar over the bank's."""
    read = files.read(folder)
    values = dict(read.values)
    if policy is not None:
        values["sla"] = files.laid_over(files.read(None).values["sla"], _read(policy))
    if calendar is not None:
        values["calendar"] = files.laid_over(values["calendar"], _read(calendar))
    own = {"sla": policy, "calendar": calendar}

    def where(path: tuple[str | int, ...]) -> str:
        return str(own.get(str(path[0])) or read.where(path))

    return joined(values, where=where, channels=bootstrap.CHANNELS)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotStart(f"{path} is not TOML: {error}.") from error


def _house_zone(rules: HouseRules) -> ZoneInfo:
    """The days are those of the bank's fallback team."""
    team = rules.routing.teams[rules.routing.fallback.team]
    return rules.calendars[team.calendar].zone


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
