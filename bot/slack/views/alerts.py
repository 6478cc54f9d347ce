"""A clock that is about to run out, or has: short, and addressed to whoever can act on it."""

from dataclasses import dataclass

from bot.slack.views import parts, rich
from bot.slack.views.clock_words import metric_words
from bot.slack.views.headline import STATE_WORDS
from bot.slack.views.models import CaseShown, ClockShown, Drawn
from bot.slack.views.moments import moment


@dataclass(frozen=True)
class AlertShown:
    """A warning or a breach of one clock of one case."""

    case: CaseShown
    clock: ClockShown
    step: str  # "warning", "breach"
    in_thread: bool


def alert(shown: AlertShown) -> Drawn:
    """In the thread it speaks to the owner; elsewhere it tells enough to decide on a phone."""
    sentence = _sentence(shown)
    blocks = [parts.section(sentence)]
    if not shown.in_thread:
        case = shown.case
        who = f"{parts.clip(case.author, 90)} on {case.channel_title}"
        blocks.append(rich.line(rich.words(who, bold=True)))
        if case.post is not None and not case.post.deleted_at and case.post.text.strip():
            blocks.append(rich.quote(case.post.text, most=300))
        blocks.append(parts.context(_standing(case)))
    return Drawn(blocks, sentence)


def _sentence(shown: AlertShown) -> str:
    case, clock = shown.case, shown.clock
    is_late = shown.step == "breach"
    mark = f"🔴 *{case.reference} is overdue*" if is_late else f"🟠 *{case.reference} is due soon*"
    if clock.metric == "claimed":
        what = "it was to be claimed by" if is_late else "it is to be claimed by"
    else:
        what = f"the {metric_words(clock.metric).lower()} {'was' if is_late else 'is'} due"
    return f"{mark}: {what} {moment(clock.due_at)}. {_call(shown)}"


def _call(shown: AlertShown) -> str:
    if shown.case.owner:
        return f"<@{shown.case.owner}>, it is yours."
    if shown.in_thread:
        return "Nobody holds it yet: please claim it above."
    return "Nobody holds it."


def _standing(case: CaseShown) -> str:
    words = [STATE_WORDS[case.state], f"to {parts.safe(case.account_name)}"]
    words.append(parts.link(case.thread_link, "Open the case"))
    return "  ·  ".join(word for word in words if word)
