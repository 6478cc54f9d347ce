"""The digest: figures that stand alone on a phone, then the cases to look at; the details are a press away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import case_row, late_words
from bot.slack.views.cases.row_acts import Acts
from bot.slack.views.digests.figures import (
    FiguresShown,
    summary_blocks,
    ways_on,
)
from bot.slack.views.digests.voice import VoiceShown, voice_blocks
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

CASES_MOST = 5  # more is no digest; the rest is counted, and one press away


@dataclass(frozen=True)
class CaseToLookAt:
    """A case a manager should open, and why."""

    case: CaseShown
    mark: str = ""  # how pressing, for a quick eye; the words say it too
    why: str = ""  # "First response overdue since"
    since: datetime | None = None  # the due time, or since when somebody waits
    late: timedelta = timedelta()  # for how long, where it is late


@dataclass(frozen=True)
class DigestShown:
    """A period in figures, and the cases to look at first."""

    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    figures: FiguresShown
    about: str = ""  # the brands and teams, where it is not about all
    as_of: datetime | None = None  # of a digest that came late: the moment of its "now"
    names_cases: bool = True
    cases: tuple[CaseToLookAt, ...] = ()
    cases_in_all: int = 0
    seal: str = ""
    census: str = ""  # all that was said to us, and what became of it
    voice: VoiceShown | None = None  # of one for the business; then there is nothing else in it


def digest(shown: DigestShown) -> Drawn:
    """The whole message, one screen: at most 20 blocks."""
    blocks: list[Block] = [parts.header(shown.title)]
    if shown.begins_at is not None and shown.ends_at is not None:
        about = [parts.safe(shown.about, 200)] if shown.about else []
        start, end = moment(shown.begins_at), moment(shown.ends_at)
        span = say("{start} to {end}", start=start, end=end)
        late = [say("“now” is {when}", when=moment(shown.as_of))] if shown.as_of else []
        blocks.append(parts.context("  ·  ".join([span, *about, *late])))
    if shown.voice is not None:
        blocks += voice_blocks(shown.voice)
        return Drawn(blocks, f"{parts.safe(shown.title)}: {shown.voice.sentence}")
    blocks += summary_blocks(shown.figures)
    blocks += ways_on(shown.figures, block_id="digest_cases")
    if shown.names_cases:
        blocks += [parts.divider(), *_cases(shown)]
    last = [shown.census] if shown.census else []
    if shown.seal:
        last.append(say("The record was sealed: {seal}", seal=f"`{parts.safe(shown.seal, 90)}`"))
    if last:
        blocks.append(parts.context("\n".join(last)))
    return Drawn(blocks, f"{parts.safe(shown.title)}: {shown.figures.sentence}")


def _cases(shown: DigestShown) -> list[Block]:
    if not shown.cases:
        return [
            parts.section(
                say("✅ *No case needs a look.* Everything is answered or within its time.")
            )
        ]
    blocks = [parts.section(say("*Please look at these first*"))]
    for number, row in enumerate(shown.cases[:CASES_MOST], start=1):
        blocks += _row(number, row)
    left = max(shown.cases_in_all, len(shown.cases)) - min(len(shown.cases), CASES_MOST)
    if left > 0:
        blocks.append(
            parts.context(
                say_count(
                    left,
                    "and {count} more case; the most pressing are above",
                    "and {count} more cases; the most pressing are above",
                )
            )
        )
    return blocks


def _row(number: int, row: CaseToLookAt) -> list[Block]:
    return case_row(row.case, told=_why(row), acts=Acts.MENU, number=number)


def _why(row: CaseToLookAt) -> str:
    if not row.why:
        return say(STATE_WORDS[row.case.state])
    since = moment(row.since) if row.since is not None else ""
    told = f"{row.mark} {parts.safe(row.why, 200)} {since}".strip()
    return f"{told} ({late_words(row.late)})" if row.late else told
