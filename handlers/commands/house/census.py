"""`earshot census`: count all that was said to us, and say what became of it. What was missed is taken in."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Counted
from bot.digest.census_figures import counted
from bot.digest.words import censuses
from bot.domain.records.census import Census
from config.settings import Settings
from handlers.commands import reading
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database
from handlers.worker import census as counting

_LONGEST = timedelta(days=7)


def take(*, since: datetime | None, slack: int, dry_run: bool, as_json: bool, name: str) -> int:
    """Say what it may cost, take it, and print its verdict; 1 where something was missed or not read.

    Raises CannotStart.
    """
    app = bootstrap.build(with_database(), pool_size=2, hears=False)
    try:
        begin = _begin(app, since)
        if not as_json:
            print(f"From {begin:%Y-%m-%d %H:%M} UTC on. {estimate(app)}")
        if dry_run:
            return 0
        reading.write_down(app.database, name=name, what="census", since=begin.isoformat())
        left_out: list[str] = []
        census = counting.take(app, since=begin, ask_slack=slack, remark=left_out.append)
    finally:
        app.database.dispose()
    if as_json:
        print(_json(census, app.settings, left_out))
    else:
        print("\n".join(_lines(census, app.settings, left_out)))
    return int(census.has_gaps or not census.is_whole)


def estimate(app: App) -> str:
    """The most that a census may cost."""
    bills = [name for name, each in app.channels.items() if _bills(each)]
    if not bills:
        return "Nothing that is read here is billed."
    most = app.settings.census_paid_reads
    return f"At most {most:,} posts are read for money ({_dollars(most, app.settings)})."


def _bills(channel: object) -> bool:
    return isinstance(channel, Counted) and channel.bills_reads


def _begin(app: App, since: datetime | None) -> datetime:
    if since is None:
        return counting.due_since(app)
    begin = since.replace(tzinfo=UTC)
    if not clock.now() - _LONGEST <= begin < clock.now():
        raise CannotStart("--since is at most seven days ago, and not in the future.")
    return begin


def _lines(census: Census, settings: Settings, left_out: Sequence[str]) -> list[str]:
    lines = [f"{censuses.verdict(counted(census))}."]
    asked = census.in_slack + census.not_in_slack
    if asked:
        lines.append(f"Slack was asked of {asked} threads: {census.in_slack} are there.")
    if census.paid_reads:
        cost = _dollars(census.paid_reads, settings)
        lines.append(f"{census.paid_reads:,} posts were read for money ({cost} at most).")
    lines += [f"Not whole: {why}" for why in census.not_whole]
    lines += [f"Left out: {what}" for what in left_out]
    return lines


def _json(census: Census, settings: Settings, left_out: Sequence[str]) -> str:
    told = census.model_dump(mode="json", exclude={"id"})
    told |= {"set_aside": census.set_aside, "whole": census.is_whole, "gaps": census.has_gaps}
    told["left_out"] = list(left_out)
    told["most_dollars"] = round(census.paid_reads * settings.x_read_price, 4)
    return json.dumps(told, ensure_ascii=False, indent=2)


def _dollars(reads: int, settings: Settings) -> str:
    return f"${reads * settings.x_read_price:,.2f}"
