"""The digest: figures that stand alone on a phone, then the cases to look at, then nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.slack.views import parts, rich
from bot.slack.views.headline import STATE_WORDS
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.moments import moment, plural
from bot.slack.views.parts import Block

CASES_MOST = 10
_FIELDS_MOST = 10


@dataclass(frozen=True)
class CaseToLookAt:
    """A case a manager should open, and why."""

    case: CaseShown
    mark: str = ""  # how pressing, for a quick eye; the words say it too
    why: str = ""  # "First response overdue since"
    since: datetime | None = None  # the due time, or since when somebody waits


@dataclass(frozen=True)
class DigestShown:
    """A period in figures. ``figures`` and ``ages`` are label and value, in order."""

    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    sentence: str
    figures: tuple[tuple[str, str], ...] = ()
    ages: tuple[tuple[str, int], ...] = ()
    cases: tuple[CaseToLookAt, ...] = ()
    cases_in_all: int = 0


def digest(shown: DigestShown) -> Drawn:
    """The whole message."""
    blocks: list[Block] = [parts.header(shown.title)]
    if shown.begins_at is not None and shown.ends_at is not None:
        blocks.append(parts.context(f"{moment(shown.begins_at)} to {moment(shown.ends_at)}"))
    blocks.append(parts.section(shown.sentence))
    figures = [f"*{parts.safe(label)}*\n{parts.safe(value, 200)}" for label, value in shown.figures]
    for start in range(0, min(len(figures), 2 * _FIELDS_MOST), _FIELDS_MOST):
        blocks.append(parts.fields(figures[start : start + _FIELDS_MOST]))
    if any(count for _, count in shown.ages):
        blocks.append(parts.section(f"*How long open cases have waited*\n{_bands(shown.ages)}"))
    blocks += [parts.divider(), *_cases(shown)]
    return Drawn(blocks, f"{parts.safe(shown.title)}: {shown.sentence}")


def _bands(ages: tuple[tuple[str, int], ...]) -> str:
    """One line a band, with a bar beside its number where there is something to compare."""
    most = max(count for _, count in ages)
    width = 12 if sum(count > 0 for _, count in ages) > 1 else 0
    lines = []
    for label, count in ages:
        bar = "▇" * max(1 if count and width else 0, round(count / most * width))
        lines.append(f"{parts.safe(label)}: *{count:,}* {bar}".rstrip())
    return "\n".join(lines)


def _cases(shown: DigestShown) -> list[Block]:
    if not shown.cases:
        return [
            parts.section("✅ *No case needs a look.* Everything is answered or within its time.")
        ]
    blocks = [parts.section("*Please look at these*")]
    for number, row in enumerate(shown.cases[:CASES_MOST], start=1):
        blocks += _row(number, row)
    left = max(shown.cases_in_all, len(shown.cases)) - min(len(shown.cases), CASES_MOST)
    if left > 0:
        blocks.append(parts.context(f"and {plural(left, 'more case')}; the oldest are above"))
    return blocks


def _row(number: int, row: CaseToLookAt) -> list[Block]:
    case = row.case
    name = parts.link(case.thread_link, case.reference) or case.reference
    owner = f"<@{case.owner}>" if case.owner else "nobody has it"
    words = f"{number}. *{name}*  ·  {_why(row)}  ·  {owner}"
    who = [rich.words(f"{parts.clip(case.author, 60)} on {case.channel_title}", bold=True)]
    if case.post is not None and not case.post.deleted_at and case.post.text.strip():
        said = parts.clip(" ".join(case.post.text.split()), 120)
        who.append(rich.words(f": {said}"))
    return [parts.section(words), rich.line(*who)]


def _why(row: CaseToLookAt) -> str:
    if not row.why:
        return STATE_WORDS[row.case.state]
    since = moment(row.since) if row.since is not None else ""
    return f"{row.mark} {parts.safe(row.why, 200)} {since}".strip()
