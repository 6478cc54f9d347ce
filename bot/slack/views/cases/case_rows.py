"""A case in a list, the same wherever one looks: how it stands against its promise, whose it is, why it is
urgent, and the customer's latest words."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.text.moments import moment, span
from bot.language import say
from bot.slack.views import parts, rich
from bot.slack.views.answers.pledge_words import promised_words
from bot.slack.views.around import priority_words
from bot.slack.views.cases.row_acts import Acts, buttons, menu
from bot.slack.views.clocks.clock_words import name_of, standing
from bot.slack.views.models import CaseShown, ClockShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

_WORDS_MOST = 160


def case_row(
    case: CaseShown, *, told: str, acts: Acts = Acts.BUTTONS, number: int | None = None
) -> list[Block]:
    """Two blocks, and its buttons in a third. ``told``: our own mrkdwn that says how it stands against its promise."""
    link = parts.link(case.thread_link, case.reference) or case.reference
    place = f"{number}. " if number is not None else ""
    first = "  ·  ".join([f"{place}*{link}*", told, owner_words(case)])
    section = parts.section(
        "\n".join([parts.line(first), parts.line(_facts(case))]),
        accessory=menu(case) if acts is Acts.MENU else None,
    )
    under = buttons(case) if acts is Acts.BUTTONS else []
    return [section, words_line(case), *under]


def words_line(case: CaseShown, *, most: int = _WORDS_MOST) -> Block:
    """``Ana Ruiz (@anar) on X, Northbank: My card …``: the customer's latest words, as they are."""
    author, channel = parts.clip(case.author, 60), parts.clip(case.channel_title, 40)
    where = say("{author} on {channel}", author=author, channel=channel)
    if case.brand:
        where = say("{where}, {brand}", where=where, brand=parts.clip(case.brand, 40))
    said = latest_words(case, most=most)
    elements = [rich.words(where, bold=True)]
    return rich.line(*elements, rich.words(f": {said}")) if said else rich.line(*elements)


def latest_words(case: CaseShown, *, most: int = _WORDS_MOST) -> str:
    """The beginning of what the customer said last, in one line; nothing once it was taken down."""
    post = case.latest or case.post
    if post is None or post.deleted_at is not None:
        return ""
    return parts.clip(" ".join(post.text.split()), most).strip()


def late_words(late: timedelta) -> str:
    """``22 h late``."""
    return say("{time} late", time=span(late))


def owner_words(case: CaseShown) -> str:
    """Whose it is, as mrkdwn."""
    if case.owner:
        return f"<@{case.owner}>"
    if case.offered_to:
        return say("offered to {who}", who=f"<@{case.offered_to}>")
    return say("nobody has it")


def against_promise(case: CaseShown, *, now: datetime) -> str:
    """How late it truly is; else what falls due next, and when."""
    owed = next((each for each in case.around.pledges if each.due_at < now), None)
    if owed is not None:
        return promised_words(replace(owed, is_broken=True))
    running = [clock for clock in case.clocks if clock.is_running]
    late = [clock for clock in running if lateness(clock, now=now)]
    if late:
        worst = min(late, key=lambda clock: clock.due_at)
        late_by = late_words(lateness(worst, now=now))
        due = say("due {when}", when=moment(worst.due_at))
        return say("🔴 {clock} {late}, {due}", clock=name_of(worst), late=late_by, due=due)
    if not running:
        return say("No clock runs")
    next_ = min(running, key=lambda clock: (clock.paused_at is not None, clock.due_at))
    return f"{name_of(next_)} {standing(next_)}"


def lateness(clock: ClockShown, *, now: datetime) -> timedelta:
    """For how long its promise has been broken; nothing while it is not, or when only a window closed."""
    broken = clock.paused_at is None or clock.paused_at > clock.due_at
    if clock.is_window or not broken:
        return timedelta()
    return max(timedelta(), now - clock.due_at)


def _facts(case: CaseShown) -> str:
    """Priority with its reason, state, age."""
    words = []
    if case.priority not in {"", "normal"}:
        words.append(f"*{priority_words(case.priority, case.around)}*")
    words.append(say(STATE_WORDS[case.state]))
    if case.answer_gone:
        words.append(say("🟠 our only answer is gone"))
    words.append(say("opened {when}", when=moment(case.opened_at)))
    if case.closure and case.closure.remark:
        words.append(f"“{parts.safe(case.closure.remark, 200)}”")
    return "  ·  ".join(words)
