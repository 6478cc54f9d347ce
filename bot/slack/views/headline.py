"""The headline: the first message of a case's thread, drawn anew after every change.

From the top: who and where, what they said, how it stands, what can be done about it now.
"""

from bot.domain.case import CaseState
from bot.slack.metadata import EVENT_TYPE
from bot.slack.mrkdwn import escape
from bot.slack.values import button_value
from bot.slack.views import clock_words, parts, rich
from bot.slack.views.models import CaseShown, ClosureShown, PostShown
from bot.slack.views.moments import moment, plural
from bot.slack.views.parts import Block

STATE_WORDS = {
    CaseState.NEW: "New",
    CaseState.CLAIMED: "In hand",
    CaseState.WITH_CUSTOMER: "With the customer",
    CaseState.SNOOZED: "Snoozed",
    CaseState.RESOLVED: "Resolved",
    CaseState.CLOSED: "Closed",
    CaseState.NOT_ACTIONABLE: "No reply needed",
    CaseState.MERGED: "Merged into another case",
}
_REOPENABLE = {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}
_REGULATORY = "regulatory"
_SHOWN_AS_ORDINARY = {"", "normal"}


def headline_blocks(case: CaseShown) -> list[Block]:
    """The whole message."""
    blocks = [
        parts.header(f"{parts.clip(case.author, 90)} on {case.channel_title}"),
        _where(case),
        *post_blocks(case.post, channel_title=case.channel_title),
        parts.fields(_facts(case), accessory=_why(case)),
        *_complaint(case),
        *_remarks(case),
    ]
    buttons = _buttons(case)
    if buttons:
        blocks.append(parts.actions(f"{EVENT_TYPE}-{case.case_id}-{case.version}", buttons))
    return blocks


def headline_text(case: CaseShown) -> str:
    """What a notification and a screen reader say. Slack updates take at most 4,000 characters."""
    said = "" if case.post is None or case.post.deleted_at else parts.clip(case.post.text, 200)
    state = STATE_WORDS[case.state].lower()
    return escape(
        f"{case.reference}, {state}: {parts.clip(case.author, 90)} on {parts.clip(case.channel_title, 40)}"
        + (f": {said}" if said else "")
    )


def _where(case: CaseShown) -> Block:
    opened = case.post.posted_at if case.post else case.opened_at
    words = f"*{case.reference}*  ·  to {parts.safe(case.account_name)}  ·  {moment(opened)}"
    link = open_link(case.post, channel_title=case.channel_title)
    return parts.context(f"{words}  ·  {link}" if link else words)


def open_link(post: PostShown | None, *, channel_title: str) -> str:
    """``Open on X`` as mrkdwn, where there is an address and the post still stands."""
    if post is None or post.deleted_at:
        return ""
    return parts.link(post.permalink, f"Open on {channel_title}")


def post_blocks(post: PostShown | None, *, channel_title: str) -> list[Block]:
    """What the customer said as it stands now; a post they took down is not shown any more."""
    if post is None:
        return [parts.context("_There is no text to show._")]
    if post.deleted_at is not None:
        return [
            parts.context(
                f"_The customer took this post down on {parts.safe(channel_title)}, "
                f"{moment(post.deleted_at)}. What it said is no longer shown._"
            )
        ]
    if not post.text.strip():
        return [parts.context("_No words._"), *_under(post)]
    return [rich.post(post.text), *_under(post)]


def _under(post: PostShown) -> list[Block]:
    notes: list[str] = []
    if post.edited_at is not None:
        notes.append(f"Edited by the customer {moment(post.edited_at)}")
    if post.attachments:
        notes.append(f"With {plural(post.attachments, 'picture or file', 'pictures or files')}")
    if post.findings:
        notes.append("Personal data was hidden before it came here")
    return [parts.context("  ·  ".join(notes))] if notes else []


def _facts(case: CaseShown) -> list[str]:
    facts = [
        f"*State*\n{_state(case)}",
        f"*Owner*\n{_owner(case)}",
    ]
    facts += [clock_words.field(c) for c in case.clocks if c.metric != _REGULATORY][:6]
    if not case.clocks and case.state not in _REOPENABLE:
        facts.append("*Clock*\nNone runs for this case")
    if case.priority not in _SHOWN_AS_ORDINARY:
        facts.append(f"*Priority*\n{parts.safe(case.priority).capitalize()}")
    return facts


def _complaint(case: CaseShown) -> list[Block]:
    """The deadlines of a case that was marked as a complaint, apart from the desk's own promises."""
    clocks = [clock for clock in case.clocks if clock.metric == _REGULATORY]
    if not clocks:
        return []
    return [
        parts.fields([clock_words.field(clock) for clock in clocks[:8]]),
        parts.context("Complaint deadlines are reminders, not legal advice."),
    ]


def _why(case: CaseShown) -> Block | None:
    """Asks for the ledger of the clocks, where there are any."""
    if not case.clocks:
        return None
    value = button_value(case.case_id, case.version)
    return parts.button("Why?", action_id="why", value=value)


def _state(case: CaseShown) -> str:
    """Since when is said where no other line says it already."""
    words = STATE_WORDS[case.state]
    is_dated_below = case.closure is not None and case.state in _REOPENABLE
    if case.state in {CaseState.NEW, CaseState.CLAIMED} or is_dated_below:
        return words
    return f"{words} since {moment(case.state_since)}"


def _owner(case: CaseShown) -> str:
    if not case.owner:
        return "Nobody yet"
    since = f" since {moment(case.owner_since)}" if case.owner_since else ""
    return f"<@{case.owner}>{since}"


def _remarks(case: CaseShown) -> list[Block]:
    remarks: list[str] = []
    if case.later_posts:
        remarks.append(f"{plural(case.later_posts, 'later message')} from the customer below")
    if case.previous_case_id:
        remarks.append(f"Wrote before: C-{case.previous_case_id}")
    if not case.answerable:
        remarks.append(
            f"{parts.safe(case.channel_title)} takes no answer to this post from here. "
            "Open it there and answer by hand; your answer is recognised."
        )
    blocks = [parts.context("  ·  ".join(remarks))] if remarks else []
    if case.closure is not None and case.state in _REOPENABLE | {CaseState.CLOSED}:
        blocks += _closure(case.closure)
    return blocks


def _closure(closure: ClosureShown) -> list[Block]:
    who = f" by <@{closure.slack_user_id}>" if closure.slack_user_id else ""
    words = f"*{parts.safe(closure.meaning, 200)}*{who}, {moment(closure.closed_at)}"
    blocks = [parts.context(words)]
    if closure.remark:
        blocks.append(rich.quote(closure.remark, most=500))
    return blocks


def _buttons(case: CaseShown) -> list[Block]:
    """Only what makes sense now; the one that comes next stands first and is green."""
    value = button_value(case.case_id, case.version)
    if case.state in _REOPENABLE:
        reopen = parts.button("Reopen", action_id="reopen", value=value)
        return [reopen, parts.button("Complaint…", action_id="complaint", value=value)]
    if case.state in {CaseState.CLOSED, CaseState.MERGED}:
        return []
    owned = bool(case.owner)
    buttons: list[Block] = []
    if not owned:
        buttons.append(parts.button("Claim", action_id="claim", value=value, style="primary"))
    if case.answerable:
        style = "primary" if owned and case.state != CaseState.WITH_CUSTOMER else ""
        buttons.append(parts.button("Reply…", action_id="reply", value=value, style=style))
    buttons.append(parts.button("Resolve…", action_id="resolve", value=value))
    if case.state != CaseState.WITH_CUSTOMER:  # it has a reply
        buttons.append(parts.button("No reply needed…", action_id="not_actionable", value=value))
    buttons.append(parts.button("Complaint…", action_id="complaint", value=value))
    if owned:
        buttons.append(parts.button("Release", action_id="release", value=value))
    return buttons
