"""The Voice of the customer in words: a line for each cause and for the rest, for Slack and a terminal."""

from datetime import datetime
from typing import NamedTuple

from bot.digest.voice import ASKED_AGAIN, IDEAS, PRAISE, CauseFigures, Voice
from bot.digest.words.lengths import duration
from bot.domain.lessons.cause_step import CAUSE_STATE_WORDS
from bot.language import say, say_count


class VoiceRow(NamedTuple):
    """A line: what, and how much; ``part`` is what can be read of it, where anything can."""

    label: str
    value: str
    part: str = ""


def sentence(voice: Voice) -> str:
    """The whole of it in a breath."""
    if not voice.causes:
        return say("Nobody named a root cause in this time.")
    first = voice.causes[0]
    count = say_count(first.cases, "{count} case", "{count} cases")
    return say("Most often: {cause}, {cases}.", cause=first.said, cases=count)


def cause_rows(voice: Voice, *, now: datetime) -> tuple[VoiceRow, ...]:
    """A line for each cause: how often, which way it goes, how far the business is, and for how long."""
    return tuple(VoiceRow(one.said, _told(one, now), one.cause) for one in voice.causes)


def other_rows(voice: Voice) -> tuple[VoiceRow, ...]:
    """Ideas, praise, what was misdirected or not understood, rules that hurt; and what nobody gave a cause."""
    answered = say("{part} of {count} answered", part=voice.rules_answered, count=voice.rules)
    return (
        VoiceRow(say("Ideas"), f"{voice.ideas:,}", IDEAS),
        VoiceRow(say("Praise"), f"{voice.praise:,}", PRAISE),
        VoiceRow(say("Asked again after our answer"), f"{voice.asked_again:,}", ASKED_AGAIN),
        VoiceRow(say("Meant for another bank"), f"{voice.misdirected:,}"),
        VoiceRow(say("Rules that hurt customers"), answered if voice.rules else "0"),
        VoiceRow(say("Resolved without a root cause"), f"{voice.unnamed:,}"),
    )


def title_of(voice: Voice, part: str) -> str:
    """What a part is called."""
    others = {row.part: row.label for row in other_rows(voice) if row.part}
    return others.get(part) or next((one.said for one in voice.causes if one.cause == part), part)


def _told(one: CauseFigures, now: datetime) -> str:
    cases = say_count(one.cases, "{count} case", "{count} cases")
    words = [f"{cases} {_trend(one)}".rstrip(), say(CAUSE_STATE_WORDS[one.state])]
    lasted = one.lasted(now)
    if lasted is not None:
        length = duration(lasted)
        mended = one.mended_at is not None
        words.append(
            say("after {length}", length=length)
            if mended
            else say("known for {length}", length=length)
        )
    return " · ".join(words)


def _trend(one: CauseFigures) -> str:
    """``(3 → 5 → 8)``: the last three weeks."""
    last = one.weeks[-3:]
    return f"({' → '.join(str(each) for each in last)})" if any(last) else ""
