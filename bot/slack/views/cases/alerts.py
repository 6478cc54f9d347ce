"""A clock that is about to run out, or has: short, and addressed to whoever can act on it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from bot.domain.sla.ladder import BREACH, WARNING, is_late
from bot.domain.sla.ledger_words import target_words
from bot.domain.text.moments import moment
from bot.language import clauses, listed, say, say_count
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import case_row, late_words, words_line
from bot.slack.views.cases.row_acts import Acts, menu
from bot.slack.views.clocks.clock_words import name_of
from bot.slack.views.models import CaseShown, ClockShown, Drawn
from bot.slack.views.states import STATE_WORDS

LISTED = 10  # cases of a bundle that have a line of their own


@dataclass(frozen=True)
class AlertShown:
    """A step of one clock of one case."""

    case: CaseShown
    clock: ClockShown
    step: str  # "warning", "breach", or a further one: "150%"
    in_thread: bool
    late: timedelta = (
        timedelta()
    )  # how long after the due time, where that is more than the step says

    @property
    def is_settled(self) -> bool:
        """Whether it is not so any more: answered, ended, or resting before it was due."""
        clock = self.clock
        return not clock.is_running or (clock.paused_at is not None and not is_late(self.step))


class Standing(IntEnum):
    """How a case of a bundle stands, the loudest first."""

    LATE = 0
    CLOSED = 1
    SOON = 2
    SETTLED = 3


@dataclass(frozen=True)
class Tally:
    """How many cases stand how."""

    late: int = 0
    closed: int = 0
    soon: int = 0
    settled: int = 0

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> "Tally":
        """Count them."""
        counts = Counter(standings)
        return cls(
            late=counts[Standing.LATE],
            closed=counts[Standing.CLOSED],
            soon=counts[Standing.SOON],
            settled=counts[Standing.SETTLED],
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.late + other.late,
            self.closed + other.closed,
            self.soon + other.soon,
            self.settled + other.settled,
        )

    @property
    def cases(self) -> int:
        """All of them."""
        return self.late + self.closed + self.soon + self.settled


NO_MORE = Tally()


def alert(shown: AlertShown) -> Drawn:
    """In the thread it speaks to the owner; elsewhere it tells enough to decide on a phone."""
    if shown.in_thread:
        sentence = _sentence(shown)
        return Drawn([parts.section(sentence)], sentence)
    return bundle([shown])


def bundle(alerts: Sequence[AlertShown], rest: Tally = NO_MORE) -> Drawn:
    """What one reader is told at once: one case at length, or up to ten in a line each.

    ``rest`` counts the cases that are not among ``alerts``.
    """
    by_case: dict[int, list[AlertShown]] = {}
    for shown in alerts:
        by_case.setdefault(shown.case.case_id, []).append(shown)
    groups = list(by_case.values())
    one = len(groups) == 1 and not rest.cases
    return _one_case(groups[0]) if one else _several(groups, rest)


def _one_case(alerts: Sequence[AlertShown]) -> Drawn:
    case = alerts[0].case
    waiting = [shown for shown in alerts if not shown.is_settled][:LISTED]
    sentences = [_statement(shown) for shown in waiting]
    if waiting:
        sentences[-1] += f" {_call(waiting[-1])}"
    sentences = sentences or [_line(alerts)]
    blocks = [parts.section(sentence) for sentence in sentences]
    blocks[0] = parts.section(sentences[0], accessory=menu(case))
    blocks += [words_line(case, most=300), parts.context(_standing(case))]
    return Drawn(blocks, sentences[0])


def _several(groups: Sequence[Sequence[AlertShown]], rest: Tally) -> Drawn:
    shown, hidden = groups[:LISTED], groups[LISTED:]
    tally = Tally.of(_standing_of(group) for group in groups) + rest
    counts = [say_count(tally.late, "{count} overdue", "{count} overdue")] if tally.late else []
    if tally.closed:
        counts.append(
            say_count(
                tally.closed,
                "{count} with a window that closed",
                "{count} with windows that closed",
            )
        )
    if tally.soon:
        counts.append(say_count(tally.soon, "{count} due soon", "{count} due soon"))
    if tally.settled:
        counts.append(say_count(tally.settled, "{count} settled since", "{count} settled since"))
    mark = "🔴" if tally.late else "🟠" if tally.closed or tally.soon else "✅"
    title = f"{mark} *{say_count(tally.cases, '{count} case', '{count} cases')}*: {listed(counts)}."
    blocks = [parts.section(title)]
    for group in shown:
        blocks += case_row(group[0].case, told=_told(group), acts=Acts.MENU)
    more = len(hidden) + rest.cases
    if more > 0:
        blocks.append(parts.context(say_count(more, "… and {count} more.", "… and {count} more.")))
    first = say("The first is {case}.", case=groups[0][0].case.reference)
    return Drawn(blocks, f"{title} {first}")


def _standing_of(group: Sequence[AlertShown]) -> Standing:
    waiting = [shown for shown in group if not shown.is_settled]
    if not waiting:
        return Standing.SETTLED
    if any(_is_broken(shown) for shown in waiting):
        return Standing.LATE
    return Standing.CLOSED if any(is_late(shown.step) for shown in waiting) else Standing.SOON


def _line(group: Sequence[AlertShown]) -> str:
    """All of one case in a sentence, where nothing waits any more."""
    case = group[0].case
    where = parts.link(case.thread_link, case.reference) or f"*{case.reference}*"
    dues = clauses(_due(shown) for shown in group)
    return say("✅ {case}: {dues}; settled since.", case=where, dues=dues)


def _told(group: Sequence[AlertShown]) -> str:
    """How its promises stand, the loudest mark first, and how late it truly is."""
    waiting = [shown for shown in group if not shown.is_settled]
    dues = clauses(_due(shown) for shown in waiting or group)
    if not waiting:
        return say("✅ {dues}; settled since", dues=dues)
    broken = [shown for shown in waiting if _is_broken(shown)]
    further = next((shown for shown in broken if shown.step != BREACH), None)
    mark = "🔴🔴" if further else "🔴" if broken else "🟠"
    worst = further or max(broken, key=lambda shown: shown.late, default=None)
    far = _how_far(worst) if worst is not None and (worst is further or worst.late) else ""
    return f"{mark} {dues}{far}"


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
    return say(
        "⚪ *{case}*: the window for the {clock} closed {when}. No promise is broken; what comes "
        "after it is owed now.",
        case=shown.case.reference,
        **told,
    )


def _sentence(shown: AlertShown) -> str:
    return f"{_statement(shown)} {_call(shown)}"


def _statement(shown: AlertShown) -> str:
    case = shown.case.reference
    if shown.clock.is_window and is_late(shown.step):
        return _closed_window(shown)
    if not is_late(shown.step):
        head = say("🟠 *{case} is due soon*", case=case)
    elif shown.step == BREACH:
        head = say("🔴 *{case} is overdue*", case=case)
    else:
        head = say("🔴🔴 *{case} is overdue*", case=case)
    far = "" if shown.step in (WARNING, BREACH) else _how_far(shown)
    return f"{head}: {_what(shown)}{far}."


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


def _how_far(shown: AlertShown) -> str:
    """`` (22 h late)``; of a step before the due time, `` (80 % of its time is over)``."""
    if is_late(shown.step) and shown.late:
        return f" ({late_words(shown.late)})"
    if shown.step.endswith("%"):
        return f" ({say('{share} % of its time is over', share=shown.step[:-1])})"
    return f" ({say('after {time}', time=target_words(shown.step))})"


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
