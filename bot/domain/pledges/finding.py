"""Finds what a text promises its reader by when: who does what is a pattern, when is another, and both stand
in one sentence. What is promised without a time is no pledge: nobody could be reminded of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.personal_data.folding import fold
from bot.domain.pledges.arabic import ARABIC
from bot.domain.pledges.english import ENGLISH
from bot.domain.pledges.german import GERMAN
from bot.domain.pledges.romance import FRENCH, PORTUGUESE, SPANISH
from bot.domain.pledges.tongues import AM, PM, Tongue, meant
from bot.domain.pledges.when import Clock, On, Unit, When, Within, moment_of
from bot.domain.records.pledge import Deed

MOST = 3  # of one answer
_READ = 6_000
_TONGUES = (ENGLISH, ARABIC, FRENCH, SPANISH, GERMAN, PORTUGUESE)
_SENTENCE_END = re.compile(r"[.!?؟…]+(?=\s+[^a-zà-ÿ\s]|\s*$)|\n+|;")
_SAME_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "’": "'", "‘": "'", "ʼ": "'"})
_AND_UNTIL = re.compile(r" ?(?:-|to|and|a|et|y|e|und|bis|و|الي) ?")


@dataclass(frozen=True)
class Said:
    """Something promised, as it was said."""

    deed: Deed
    when: When
    words: str  # the sentence


@dataclass(frozen=True)
class Due:
    """Something promised, and the moment that it meant."""

    deed: Deed
    at: datetime
    words: str


def pledges_in(text: str, *, said_at: datetime, calendar: BusinessCalendar) -> list[Due]:
    """What the text promises, each with its moment, in its order; at most MOST, and each once."""
    found: dict[tuple[Deed, datetime], Due] = {}
    for said in said_in(text):
        at = moment_of(said.when, said_at=said_at, calendar=calendar)
        if at is not None:
            found.setdefault((said.deed, at), Due(said.deed, at, said.words))
    return list(found.values())[:MOST]


def said_in(text: str) -> Iterator[Said]:
    """What the text promises by when, as it says it."""
    for sentence in _sentences(text[:_READ]):
        folded = fold(sentence).text.lower().translate(_SAME_LETTERS)
        for tongue in _TONGUES:
            found = list(_of_sentence(folded, sentence, tongue))
            yield from found
            if found:
                break


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[start : end.start()].strip()
        start = end.end()
    yield text[start:].strip()


def _of_sentence(folded: str, sentence: str, tongue: Tongue) -> Iterator[Said]:
    """Of several pledges in a sentence each has the time that stands between it and the next."""
    matches = list(tongue.pledge.finditer(folded))
    for place, match in enumerate(matches):
        start = match.start() if place else 0
        end = matches[place + 1].start() if place + 1 < len(matches) else len(folded)
        if tongue.denial.search(folded, 0, match.start()):
            continue
        when = _when(folded[start:end], tongue)
        if when is not None:
            yield Said(Deed(match.lastgroup or ""), when, " ".join(sentence.split()))


def _when(words: str, tongue: Tongue) -> When | None:
    """Whichever is said first: a span of time, or a day and its hour."""
    span, on = _span(words, tongue), _on(words, tongue)
    if span is None or on is None:
        found = span or on
        return found[1] if found else None
    return span[1] if span[0] <= on[0] else on[1]


def _span(words: str, tongue: Tongue) -> tuple[int, Within] | None:
    for pattern, within in tongue.one_word:
        if match := pattern.search(words):
            return match.start(), within
    match = tongue.span.search(words)
    if match is None:
        return None
    count = _number(match["upto"] or match["count"] or "1", tongue)
    unit = meant(match["unit"], tongue.units)
    if not isinstance(unit, Unit):
        return None
    working = (
        bool(match["before"] or match["after"])
        or "werk" in match["unit"]
        or "arbeit" in match["unit"]
    )
    return match.start(), Within(count, unit, working)


def _number(word: str, tongue: Tongue) -> int:
    known = meant(word, tongue.numbers)
    return known if isinstance(known, int) else int(word)


def _on(words: str, tongue: Tongue) -> tuple[int, On] | None:
    clock = _clock(words, tongue)
    day = _date(words, tongue) or _named_day(words, tongue)
    if clock is None and (part := _first(words, tongue.part)) is not None:
        clock = part
        day = day or (part[0], On(days=0))
    if day is None:
        return (clock[0], On(clock=clock[1])) if clock else None
    return day[0], replace(day[1], clock=clock[1] if clock else None)


def _named_day(words: str, tongue: Tongue) -> tuple[int, On] | None:
    """A day by its name comes before the end of one: "by the end of Friday" is Friday's."""
    found = [(match.start(), on) for pattern, on in tongue.day if (match := pattern.search(words))]
    named = [each for each in found if each[1].end_of is None]
    return next(iter(named or found), None)


def _date(words: str, tongue: Tongue) -> tuple[int, On] | None:
    match = tongue.date.search(words)
    if match is None:
        return None
    month = next(
        int(name.rpartition("_")[2])
        for name, said in match.groupdict().items()
        if said and not name.startswith("day")
    )
    return match.start(), On(month=month, day=int(match["day"] or match["day_behind"]))


def _first(words: str, named: list[tuple[re.Pattern[str], Clock]]) -> tuple[int, Clock] | None:
    for pattern, clock in named:
        if match := pattern.search(words):
            return match.start(), clock
    return None


def _clock(words: str, tongue: Tongue) -> tuple[int, Clock] | None:
    """The first time of the clock; of "between 3 and 5 pm" the later one."""
    found: tuple[int, Clock] | None = None
    ended = -1
    for match in tongue.clock.finditer(words):
        said = _read_clock(match, tongue)
        follows = ended >= 0 and _AND_UNTIL.fullmatch(words, ended, match.start()) is not None
        if said is not None and (found is None or follows):
            found = match.start(), said
        elif found is not None:
            break
        ended = match.end()
    return found


def _read_clock(match: re.Match[str], tongue: Tongue) -> Clock | None:
    word = match["hour"]
    is_marked = bool(match["by"] or match["minute"]) or match["half"] is not None
    hour = meant(word, tongue.hours)
    hour = hour if isinstance(hour, int) else int(word) if word.isdecimal() else 99
    half = meant(match["half"], tongue.halves) if match["half"] is not None else None
    if not is_marked or hour > 24 or (half in {AM, PM} and hour > 12):
        return None
    minute = int(match["minute"] or 0) or 30 * bool(match.groupdict().get("past"))
    if hour == 24:
        return Clock(23, 59)
    if half == PM:
        return Clock(hour % 12 + 12, minute)
    if half == AM:
        return Clock(hour % 12, minute)
    return Clock(hour, minute, exact=hour > 12)
