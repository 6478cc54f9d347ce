"""A surge in Slack: one post that is kept up to date, a word to whoever is told, and the report at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment, span
from bot.language import listed, say, say_count
from bot.slack.api.values import SurgeValue
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import words_line
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block

ANSWER_MANY, TELL_ALL = "surge_answer", "surge_mended"
NAME_IT, END_IT = "surge_name", "surge_end"
_BARS = "▁▂▃▄▅▆▇█"
_SAID_MOST = 8
_SHOWN_MOST = 4


@dataclass(frozen=True)
class SurgeShown:
    """A surge as it stands now."""

    surge_id: int
    name: str
    brand: str
    began_at: datetime
    last_word_at: datetime
    customers: int = 0
    cases: int = 0
    waiting: int = 0
    on_their_way: int = 0
    answered: int = 0
    first_answered_at: datetime | None = None
    posts: Sequence[int] = ()  # over time, so many minutes each
    minutes: int = 1
    said: Sequence[tuple[str, int]] = ()  # what its customers spoke of, and how many of them
    first: Sequence[CaseShown] = ()
    loudest: Sequence[CaseShown] = ()  # who wrote most often
    opened_by: str = ""  # a Slack user id
    refused: Sequence[
        tuple[str, str]
    ] = ()  # answers that did not go out: the case as mrkdwn, and why
    cause: str = ""
    note: str = ""
    owner: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    link: str = ""  # to its post


def surge_post(shown: SurgeShown) -> Drawn:
    """The post in the channel."""
    title = _title(shown)
    blocks = [
        parts.header(title),
        parts.section(parts.line(_counts(shown))),
        *([parts.context(_bars(shown))] if sum(shown.posts) else []),
        *_refused(shown),
        *_told_by_staff(shown),
        *_words(say("The first:"), shown.first),
        *_words(say("Wrote most often:"), shown.loudest),
        parts.context(_what_it_does(shown)),
    ]
    if shown.ended_at is None:
        blocks.append(parts.actions(f"surge-{shown.surge_id}", _buttons(shown)))
    return Drawn(blocks, title)


def surge_told(shown: SurgeShown) -> Drawn:
    """To whoever is told: what it is, and the way there."""
    name = parts.link(shown.link, shown.name) or parts.safe(shown.name)
    words = say_count(
        shown.customers,
        "🌊 A surge: *{name}*, {count} customer of {brand} so far.",
        "🌊 A surge: *{name}*, {count} customers of {brand} so far.",
        name=name,
        brand=parts.safe(shown.brand),
    )
    return Drawn([parts.section(parts.line(words))], words)


def surge_line(shown: SurgeShown) -> str:
    """A surge that goes on, in one line of mrkdwn with the way to its post."""
    name = parts.link(shown.link, shown.name) or parts.safe(shown.name)
    line = say_count(
        shown.customers,
        "🌊 *{name}*: {count} customer, {waiting} waiting",
        "🌊 *{name}*: {count} customers, {waiting} waiting",
        name=name,
        waiting=f"{shown.waiting:,}",
    )
    cause = say("*Cause:* {words}", words=parts.safe(shown.cause, 120)) if shown.cause else ""
    return parts.line("  ·  ".join(filter(None, [line, cause])))


def surge_report(shown: SurgeShown) -> Drawn:
    """What came of it, once it is over."""
    title = say("Report: {name}", name=shown.name)
    ended = shown.ended_at or shown.last_word_at
    facts = [
        say(
            "*Lasted:* {time}, from {start}",
            time=span(ended - shown.began_at),
            start=moment(shown.began_at),
        ),
        say("*Customers:* {people}, in {cases} cases", people=shown.customers, cases=shown.cases),
        say("*Answered:* {answered} of {cases}", answered=shown.answered, cases=shown.cases),
        say("*First answer:* {time}", time=_first_answer(shown)),
    ]
    if shown.cause:
        facts.append(say("*Cause:* {words}", words=parts.safe(shown.cause, 500)))
    blocks = [parts.header(title), parts.section("\n".join(map(parts.line, facts)))]
    if sum(shown.posts):
        blocks.append(parts.context(_bars(shown)))
    blocks += _refused(shown)
    if shown.said:
        told = listed(f"{name} {count:,}" for name, count in shown.said[:_SAID_MOST])
        blocks.append(
            parts.context(say("What was said, by how many: {words}", words=parts.safe(told, 600)))
        )
    return Drawn(blocks, title)


def spark(counts: Sequence[int]) -> str:
    """A row of bars, the highest full: ``▁▂█▅``."""
    most = max(counts, default=0)
    if not most:
        return ""
    steps = len(_BARS) - 1
    return "".join(_BARS[-(-count * steps // most)] for count in counts)


def _title(shown: SurgeShown) -> str:
    if shown.ended_at is not None:
        return say("✅ Over: {name}", name=shown.name)
    return say_count(
        shown.customers,
        "🌊 {name}: {count} customer",
        "🌊 {name}: {count} customers",
        name=shown.name,
    )


def _counts(shown: SurgeShown) -> str:
    counts = [
        say("*{count}* wait for an answer", count=shown.waiting),
        say("*{count}* answered", count=shown.answered),
    ]
    if shown.on_their_way:
        counts.insert(1, say("*{count}* answers on their way", count=shown.on_their_way))
    since = say("{brand}, since {when}", brand=parts.safe(shown.brand), when=moment(shown.began_at))
    return "  ·  ".join([*counts, since])


def _bars(shown: SurgeShown) -> str:
    return say_count(
        shown.minutes,
        "{bars}  posts, {count} minute each, at most {most}",
        "{bars}  posts, {count} minutes each, at most {most}",
        bars=spark(shown.posts),
        most=max(shown.posts),
    )


def _refused(shown: SurgeShown) -> list[Block]:
    return [parts.section("\n".join(parts.refused_lines(shown.refused)))] if shown.refused else []


def _told_by_staff(shown: SurgeShown) -> list[Block]:
    lines = []
    if shown.cause:
        lines.append(say("*Cause:* {words}", words=parts.safe(shown.cause, 500)))
    if shown.note:
        lines.append(say("*For colleagues:* {words}", words=parts.safe(shown.note, 500)))
    if shown.owner:
        lines.append(say("*Has it:* {who}", who=f"<@{shown.owner}>"))
    return [parts.section("\n".join(map(parts.line, lines)))] if lines else []


def _words(title: str, cases: Sequence[CaseShown]) -> list[Block]:
    cases = cases[:_SHOWN_MOST]
    if not cases:
        return []
    links = listed(parts.link(case.thread_link, case.reference) or case.reference for case in cases)
    return [parts.context(f"{title} {links}"), *(words_line(case) for case in cases)]


def _what_it_does(shown: SurgeShown) -> str:
    if shown.ended_at is not None:
        if shown.ended_by:
            return say(
                "Ended by {who}, {when}.", who=f"<@{shown.ended_by}>", when=moment(shown.ended_at)
            )
        return say("Ended by itself, {when}.", when=moment(shown.ended_at))
    return say(
        "Each is still a case with its clocks. What does not match, or carries a signal, stands alone as ever."
    )


def _buttons(shown: SurgeShown) -> list[Block]:
    value = str(SurgeValue(shown.surge_id))
    ask = parts.confirm(
        say("End it?"),
        say("Nothing more is gathered. Its cases stay as they are, and the report is posted."),
        yes=say("End it"),
    )
    many = [
        *([(say("Answer many…"), ANSWER_MANY, "primary")] if shown.waiting else []),
        *([(say("It is mended…"), TELL_ALL, "")] if shown.cases else []),
    ]
    return [
        *(
            parts.button(label, action_id=act, value=value, style=style)
            for label, act, style in many
        ),
        parts.button(say("Cause, owner, note…"), action_id=NAME_IT, value=value),
        parts.button(say("End it"), action_id=END_IT, value=value, confirm=ask),
    ]


def _first_answer(shown: SurgeShown) -> str:
    if shown.first_answered_at is None:
        return say("none")
    after = shown.first_answered_at - shown.began_at
    return say("after {time}", time=span(after))
