"""A clock that is about to run out, or has: short, and addressed to whoever can act on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.sla.ladder import BREACH, WARNING, is_late
from bot.domain.sla.ledger_words import target_words
from bot.language import listed, say, say_count
from bot.slack.views import parts, rich
from bot.slack.views.cases.headline import STATE_WORDS
from bot.slack.views.clocks.clock_words import name_of
from bot.slack.views.models import CaseShown, ClockShown, Drawn
from bot.slack.views.moments import moment

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
    author = parts.clip(case.author, 90)
    who = say("{author} on {channel}", author=author, channel=case.channel_title)
    blocks.append(rich.line(rich.words(who, bold=True)))
    if case.post is not None and not case.post.deleted_at and case.post.text.strip():
        blocks.append(rich.quote(case.post.text, most=300))
    blocks.append(parts.context(_standing(case)))
    return Drawn(blocks, sentences[0])


def _several(groups: Sequence[Sequence[AlertShown]]) -> Drawn:
    late = sum(any(_is_broken(shown) for shown in group) for group in groups)
    closed = sum(any(is_late(shown.step) for shown in group) for group in groups) - late
    soon = len(groups) - late - closed
    counts = [say_count(late, "{count} overdue", "{count} overdue")] if late else []
    if closed:
        counts.append(
            say_count(
                closed,
                "{count} with a window that closed",
                "{count} with windows that closed",
            )
        )
    counts += [say_count(soon, "{count} due soon", "{count} due soon")] if soon else []
    mark = "🔴" if late else "🟠"
    title = f"{mark} *{say_count(len(groups), '{count} case', '{count} cases')}*: {listed(counts)}."
    blocks = [parts.section(title)]
    blocks += [parts.section(_line(group)) for group in groups[:_LISTED]]
    more = len(groups) - _LISTED
    if more > 0:
        blocks.append(parts.context(say_count(more, "… and {count} more.", "… and {count} more.")))
    first = say("The first is {case}.", case=groups[0][0].case.reference)
    return Drawn(blocks, f"{title} {first}")


def _line(group: Sequence[AlertShown]) -> str:
    case = group[0].case
    where = parts.link(case.thread_link, case.reference) or f"*{case.reference}*"
    waiting = [shown for shown in group if shown.clock.is_running]
    dues = "; ".join(_due(shown) for shown in waiting or group)
    if not waiting:
        return say("✅ {case}: {dues}; settled since.", case=where, dues=dues)
    broken = [shown for shown in waiting if _is_broken(shown)]
    further = next((shown.step for shown in broken if shown.step != BREACH), "")
    mark = "🔴🔴" if further else "🔴" if broken else "🟠"
    dues += f" ({_reached(further)})" if further else ""
    told = {"mark": mark, "case": where, "dues": dues}
    if case.owner:
        return say("{mark} {case}: {dues}; held by <@{who}>.", **told, who=case.owner)
    return say("{mark} {case}: {dues}; nobody holds it.", **told)


def _is_broken(shown: AlertShown) -> bool:
    return is_late(shown.step) and not shown.clock.is_window


def _due(shown: AlertShown) -> str:
    told = {"clock": name_of(shown.clock), "when": moment(shown.clock.due_at)}
    if shown.clock.is_window and is_late(shown.step):
        return say("the window for the {clock} closed {when}", **told)
    if is_late(shown.step):
        return say("{clock} was due {when}", **told)
    return say("{clock} is due {when}", **told)


def _closed_window(shown: AlertShown) -> str:
    told = {"clock": name_of(shown.clock), "when": moment(shown.clock.due_at)}
    sentence = say(
        "⚪ *{case}*: the window for the {clock} closed {when}. No promise is broken; what comes "
        "after it is owed now.",
        case=shown.case.reference,
        **told,
    )
    return f"{sentence} {_call(shown)}"


def _sentence(shown: AlertShown) -> str:
    case = shown.case.reference
    if shown.clock.is_window and is_late(shown.step):
        return _closed_window(shown)
    if not is_late(shown.step):
        head = say("🟠 *{case} is due soon*", case=case)
    elif shown.step == BREACH:
        head = say("🔴 *{case} is overdue*", case=case)
    else:
        head = say("🔴🔴 *{case} is overdue*", case=case)
    share = "" if shown.step in (WARNING, BREACH) else f" ({_reached(shown.step)})"
    return f"{head}: {_what(shown)}{share}. {_call(shown)}"


def _what(shown: AlertShown) -> str:
    """Which promise it is about, and when it ends or ended."""
    clock, late, when = shown.clock, is_late(shown.step), moment(shown.clock.due_at)
    if clock.metric == "claimed":
        if late:
            return say("it was to be claimed by {when}", when=when)
        return say("it is to be claimed by {when}", when=when)
    if clock.metric == "private_window":
        channel = parts.safe(shown.case.channel_title)
        if late:
            return say(
                "{channel} took a private answer only until {when}", channel=channel, when=when
            )
        return say("{channel} takes a private answer only until {when}", channel=channel, when=when)
    name = name_of(clock) if clock.title else name_of(clock).lower()
    if late:
        return say("the {clock} was due {when}", clock=name, when=when)
    return say("the {clock} is due {when}", clock=name, when=when)


def _reached(step: str) -> str:
    """``150 % of its time`` or ``7 calendar weeks``: how far it has come."""
    if step.endswith("%"):
        return say("{share} % of its time is over", share=step[:-1])
    return say("after {time}", time=target_words(step))


def _call(shown: AlertShown) -> str:
    if shown.case.owner:
        return say("<@{who}>, it is yours.", who=shown.case.owner)
    if shown.in_thread:
        return say("Nobody holds it yet: please claim it above.")
    return say("Nobody holds it.")


def _standing(case: CaseShown) -> str:
    account = parts.safe(case.account_name)
    words = [say(STATE_WORDS[case.state]), say("to {account}", account=account)]
    words.append(parts.link(case.thread_link, say("Open the case")))
    return "  ·  ".join(word for word in words if word)
