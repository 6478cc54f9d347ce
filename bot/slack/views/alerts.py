"""A clock that is about to run out, or has: short, and addressed to whoever can act on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.sla.ladder import BREACH, WARNING, is_late
from bot.slack.views import parts, rich
from bot.slack.views.clock_words import name_of
from bot.slack.views.headline import STATE_WORDS
from bot.slack.views.models import CaseShown, ClockShown, Drawn
from bot.slack.views.moments import moment, plural

_LISTED = 10


@dataclass(frozen=True)
class AlertShown:
    """A step of one clock of one case."""

    case: CaseShown
    clock: ClockShown
    step: str  # "warning", "breach", or a further one: "150%"
    in_thread: bool


def alert(shown: AlertShown) -> Drawn:
    """In the thread it speaks to the owner; elsewhere it tells enough to decide on a phone."""
    if shown.in_thread:
        sentence = _sentence(shown)
        return Drawn([parts.section(sentence)], sentence)
    return bundle([shown])


def bundle(alerts: Sequence[AlertShown]) -> Drawn:
    """What one reader is told at once: one case at length, or up to ten in a line each."""
    by_case: dict[int, list[AlertShown]] = {}
    for shown in alerts:
        by_case.setdefault(shown.case.case_id, []).append(shown)
    groups = list(by_case.values())
    return _one_case(groups[0]) if len(groups) == 1 else _several(groups)


def _one_case(alerts: Sequence[AlertShown]) -> Drawn:
    case, sentences = alerts[0].case, [_sentence(shown) for shown in alerts]
    blocks = [parts.section(sentence) for sentence in sentences[:_LISTED]]
    who = f"{parts.clip(case.author, 90)} on {case.channel_title}"
    blocks.append(rich.line(rich.words(who, bold=True)))
    if case.post is not None and not case.post.deleted_at and case.post.text.strip():
        blocks.append(rich.quote(case.post.text, most=300))
    blocks.append(parts.context(_standing(case)))
    return Drawn(blocks, sentences[0])


def _several(groups: Sequence[Sequence[AlertShown]]) -> Drawn:
    late = sum(any(_is_broken(shown) for shown in group) for group in groups)
    closed = sum(any(is_late(shown.step) for shown in group) for group in groups) - late
    soon = len(groups) - late - closed
    counts = [f"{late} overdue"] if late else []
    counts += [f"{closed} with a window that closed"] if closed else []
    counts += [f"{soon} due soon"] if soon else []
    mark = "🔴" if late else "🟠"
    title = f"{mark} *{plural(len(groups), 'case')}*: {', '.join(counts)}."
    blocks = [parts.section(title)]
    blocks += [parts.section(_line(group)) for group in groups[:_LISTED]]
    more = len(groups) - _LISTED
    if more > 0:
        blocks.append(parts.context(f"… and {more} more."))
    return Drawn(blocks, f"{title} The first is {groups[0][0].case.reference}.")


def _line(group: Sequence[AlertShown]) -> str:
    case = group[0].case
    where = parts.link(case.thread_link, case.reference) or f"*{case.reference}*"
    waiting = [shown for shown in group if shown.clock.is_running]
    dues = "; ".join(_due(shown) for shown in waiting or group)
    if not waiting:
        return f"✅ {where}: {dues}; settled since."
    mark = "🔴" if any(_is_broken(shown) for shown in waiting) else "🟠"
    owner = f"held by <@{case.owner}>" if case.owner else "nobody holds it"
    return f"{mark} {where}: {dues}; {owner}."


def _is_broken(shown: AlertShown) -> bool:
    return is_late(shown.step) and not shown.clock.is_window


def _due(shown: AlertShown) -> str:
    if shown.clock.is_window and is_late(shown.step):
        return f"the window for the {name_of(shown.clock)} closed {moment(shown.clock.due_at)}"
    verb = "was" if is_late(shown.step) else "is"
    return f"{name_of(shown.clock)} {verb} due {moment(shown.clock.due_at)}"


def _sentence(shown: AlertShown) -> str:
    case, clock = shown.case, shown.clock
    late = is_late(shown.step)
    if late and clock.is_window:
        closed = f"the window for the {name_of(clock)} closed {moment(clock.due_at)}"
        return f"⚪ *{case.reference}*: {closed}. No promise is broken; what comes after it is owed now. {_call(shown)}"
    if not late:
        mark = f"🟠 *{case.reference} is due soon*"
    elif shown.step == BREACH:
        mark = f"🔴 *{case.reference} is overdue*"
    else:
        mark = f"🔴🔴 *{case.reference} is overdue*"
    if clock.metric == "claimed":
        what = "it was to be claimed by" if late else "it is to be claimed by"
    else:
        name = name_of(clock)
        name = name if clock.title else name.lower()
        what = f"the {name} {'was' if late else 'is'} due"
    share = "" if shown.step in (WARNING, BREACH) else f" ({_reached(shown.step)})"
    return f"{mark}: {what} {moment(clock.due_at)}{share}. {_call(shown)}"


def _reached(step: str) -> str:
    """``150 % of its time`` or ``7 calendar weeks``: how far it has come."""
    return f"{step[:-1]} % of its time are over" if step.endswith("%") else f"after {step}"


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
