"""The census in one line: what was said to us by the platforms' own lists, and what became of all of it."""

from datetime import timedelta

from pydantic import AwareDatetime

from bot.digest.census_figures import Counted
from bot.digest.words.wording import OUTCOME_WORDS
from bot.domain.records.census import Aside
from bot.domain.text.moments import moment
from bot.language import listed, say

_STALE = timedelta(hours=36)
_ASIDE_WORDS: dict[str, str] = {
    **OUTCOME_WORDS,
    Aside.BLOCKED: "of blocked authors",
    Aside.REPOST: "reposts",
    Aside.TAKEN_DOWN: "taken down",
    Aside.UNREADABLE: "could not be read",
    Aside.NO_USE: "nothing to answer",
    Aside.ENDED: "ended without an answer",
}


def verdict(told: Counted) -> str:
    """``312 in, 312 mirrored, 309 answered, 0 waiting, 3 set aside (spam 3), 0 lost``."""
    parts = [
        say("{count} in", count=told.heard),
        say("{count} mirrored", count=told.mirrored),
        say("{count} answered", count=told.answered),
        say("{count} waiting", count=told.waiting),
        _aside(told),
    ]
    if told.on_its_way:
        parts.append(say("{count} on its way", count=told.on_its_way))
    if unshown := told.unshown + told.not_in_slack:
        parts.append(say("{count} not shown in Slack", count=unshown))
    if told.late:
        parts.append(say("{count} found late, and taken in now", count=told.late))
    return listed([*parts, say("{count} lost", count=told.lost)])


def line(told: Counted, *, now: AwareDatetime) -> str:
    """The verdict for a digest, marked where something is to be seen to."""
    is_stale = now - told.taken_at > _STALE
    mark = "⚠️" if told.has_gaps or is_stale or not told.is_whole else "✅"
    words = say(
        "{mark} Census, {since} to {until}: {verdict}",
        mark=mark,
        since=moment(told.since),
        until=moment(told.until),
        verdict=verdict(told),
    )
    if is_stale:
        return f"{words}. " + say("None was taken since.")
    return words if told.is_whole else f"{words}. " + say("Not everything could be read.")


def _aside(told: Counted) -> str:
    known = {why: count for why, count in told.aside.items() if count}
    reasons = listed(f"{say(_ASIDE_WORDS.get(why, why))} {count:,}" for why, count in known.items())
    count = sum(known.values())
    if not known:
        return say("{count} set aside", count=count)
    return say("{count} set aside ({reasons})", count=count, reasons=reasons)
