"""The headline: the first message of a case's thread, drawn anew after every change.

From the top: who and where, what they said, how it stands, what can be done about it now.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.records.case import CaseState, Surface
from bot.domain.sla.policy import Metric
from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import listed, say, say_count
from bot.slack.api.metadata import EVENT_TYPE
from bot.slack.api.mrkdwn import escape
from bot.slack.api.values import CaseValue
from bot.slack.views import parts, rich
from bot.slack.views.answers.by_hand import by_hand_buttons
from bot.slack.views.around import around_words
from bot.slack.views.cases.more_menu import more_menu
from bot.slack.views.cases.priority_line import priority_line
from bot.slack.views.cases.private_talk import talk_blocks, who_where
from bot.slack.views.chat.files import file_blocks
from bot.slack.views.chat.words_chat import chat_line
from bot.slack.views.chat.words_chat_end import rated
from bot.slack.views.clocks import clock_words
from bot.slack.views.models import AboveShown, CaseShown, ClosureShown, PostShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

_REOPENABLE = {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}
_MEDIA_LINKED = 2  # with two of the longest addresses a line is as long as Slack takes
_REGULATORY = "regulatory"
_WINDOW = "private_window"


def headline_blocks(case: CaseShown) -> list[Block]:
    """The whole message."""
    blocks = [
        parts.header(who_where(case)),
        _where(case),
        *talk_blocks(case),
        *_said(case),
        *priority_line(case),
        parts.fields(_facts(case), accessory=_why(case)),
        *_complaint(case),
        *_remarks(case),
    ]
    menu = more_menu(case)
    elements = _buttons(case) + ([menu] if menu else [])
    if elements:
        blocks.append(parts.actions(f"{EVENT_TYPE}-{case.case_id}-{case.version}", elements))
    return blocks


def headline_text(case: CaseShown) -> str:
    """What a notification and a screen reader say. Slack updates take at most 4,000 characters."""
    said = "" if case.post is None or case.post.deleted_at else parts.clip(case.post.text, 200)
    line = say(
        "{case}, {state}: {who}",
        case=case.reference,
        state=say(STATE_WORDS[case.state]).lower(),
        who=who_where(case),
    )
    return escape(f"{line}: {said}" if said else line)


def _where(case: CaseShown) -> Block:
    opened = case.post.posted_at if case.post else case.opened_at
    words = say(
        "*{case}*  ·  to {account}  ·  {when}",
        case=case.reference,
        account=parts.safe(case.account_name),
        when=moment(opened),
    )
    if case.also_to:
        others = parts.safe(listed(case.also_to))
        words = f"{words}  ·  {say('also to {accounts}', accounts=others)}"
    link = open_link(case.post, channel_title=case.channel_title)
    return parts.context(f"{words}  ·  {link}" if link else words)


def _said(case: CaseShown) -> list[Block]:
    """What the customer said first; nothing where all of it stands below."""
    if case.post is None and case.later_posts:
        return []
    return post_blocks(case.post, channel_title=case.channel_title)


def open_link(post: PostShown | None, *, channel_title: str) -> str:
    """``Open on X`` as mrkdwn, where there is an address and the post still stands."""
    if post is None or post.deleted_at:
        return ""
    return parts.link(post.permalink, say("Open on {channel}", channel=channel_title))


def post_blocks(post: PostShown | None, *, channel_title: str) -> list[Block]:
    """What the customer said as it stands now; a post they took down is not shown any more."""
    if post is None:
        return [parts.context(say("_There is no text to show._"))]
    if post.deleted_at is not None:
        gone = say(
            "_The customer took this post down on {channel}, {when}. What it said is no longer "
            "shown._",
            channel=parts.safe(channel_title),
            when=moment(post.deleted_at),
        )
        return [parts.context(gone)]
    if post.file is not None:
        return file_blocks(post.file)
    words = rich.post(post.text) if post.text.strip() else parts.context(say("_No words._"))
    return [words, *_above(post.above, channel_title=channel_title), *_under(post)]


def _above(above: AboveShown | None, *, channel_title: str) -> list[Block]:
    """What the customer answered, quoted: without it "this too!" means nothing."""
    if above is None:
        return []
    who = parts.safe(above.author) if above.author else say("somebody")
    link = parts.link(above.permalink, say("Open on {channel}", channel=channel_title))
    line = parts.context("  ·  ".join(filter(None, (say("In answer to {who}", who=who), link))))
    return [line, rich.quote(above.text, most=300)] if above.text.strip() else [line]


def _under(post: PostShown) -> list[Block]:
    notes: list[str] = []
    if post.edited_at is not None:
        notes.append(say("Edited by the customer {when}", when=moment(post.edited_at)))
    if post.attachments:
        one, other = "With {count} picture or file", "With {count} pictures or files"
        notes.append(say_count(post.attachments, one, other))
    if post.found_by:
        notes.append(say("Found by the words: {words}", words=parts.safe(post.found_by, 200)))
    if post.findings:
        notes.append(say("Personal data was hidden before it came here"))
    lines = ["  ·  ".join(notes), _media(post)]
    return [parts.context(line) for line in lines if line]


def _media(post: PostShown) -> str:
    """The first pictures and films as links that open them on their platform."""
    links = [
        parts.link(one.address, one.description or say("Picture or film {number}", number=number))
        for number, one in enumerate(post.media[:_MEDIA_LINKED], start=1)
    ]
    return "  ·  ".join(filter(None, links))


def _facts(case: CaseShown) -> list[str]:
    facts = [
        f"*{say('State')}*\n{_state(case)}",
        f"*{say('Owner')}*\n{_owner(case)}",
    ]
    apart = {_REGULATORY} | ({_WINDOW} if case.talk.surface == Surface.PUBLIC else set())
    facts += [clock_words.field(c) for c in case.clocks if c.metric not in apart][:6]
    if case.answer_gone:
        facts.append(f"*{say('Answer')}*\n{say('🟠 our only answer is gone')}")
    if not case.clocks and case.state not in _REOPENABLE:
        facts.append(f"*{say('Clock')}*\n{say('None runs for this case')}")
    return facts


def _complaint(case: CaseShown) -> list[Block]:
    """The deadlines of a case that was marked as a complaint, apart from the desk's own promises."""
    clocks = [clock for clock in case.clocks if clock.metric == _REGULATORY]
    if not clocks:
        return []
    rules = {clock.rule_title for clock in clocks}
    note = say("Complaint deadlines are reminders, not legal advice.")
    if len(rules) == 1 and all(rules):  # it is named once for all of them
        clocks = [replace(clock, rule_title="") for clock in clocks]
        note = f"*{parts.safe(rules.pop(), 120)}*  ·  {note}"
    return [parts.fields([clock_words.field(clock) for clock in clocks[:8]]), parts.context(note)]


def _why(case: CaseShown) -> Block | None:
    """Asks for the ledger of the clocks, where there are any."""
    if not case.clocks:
        return None
    value = str(CaseValue(case.case_id, case.version))
    return parts.button(say("Why?"), action_id="why", value=value)


def _state(case: CaseShown) -> str:
    """Since when is said where no other line says it already."""
    words = say(STATE_WORDS[case.state])
    is_dated_below = case.closure is not None and case.state in _REOPENABLE
    if case.state in {CaseState.NEW, CaseState.CLAIMED} or is_dated_below:
        return words
    return say("{state} since {when}", state=words, when=moment(case.state_since))


def _owner(case: CaseShown) -> str:
    if not case.owner:
        return say("Nobody yet")
    who = f"<@{case.owner}>"
    if not case.owner_since:
        return who
    return say("{who} since {when}", who=who, when=moment(case.owner_since))


def _remarks(case: CaseShown) -> list[Block]:
    remarks = [_reopened(case, case.reopened_at)] if case.reopened_at is not None else []
    if case.later_posts:
        remarks.append(_below(case))
    if case.public.answers_removed and not case.public.answers:
        remarks.append(say("⚠️ Our answer was removed"))
    if case.public.hidden:
        remarks.append(
            say_count(case.public.hidden, "1 post is hidden", "{count} posts are hidden")
        )
    if chat := chat_line(case.chat):
        remarks.append(chat)
    if said := rated(case.chat):
        remarks.append(said)
    if case.previous_case_id:
        before = case_reference(case.previous_case_id)
        remarks.append(say("Wrote before: {case}", case=before))
    remarks += around_words(case.around)
    if not case.answerable:
        remarks.append(
            say(
                "{channel} takes no answer to this post from here. Open it there and answer by "
                "hand; your answer is recognised.",
                channel=parts.safe(case.channel_title),
            )
        )
    blocks = [parts.context("  ·  ".join(remarks))] if remarks else []
    if case.closure is not None and case.state in _REOPENABLE | {CaseState.CLOSED}:
        blocks += _closure(case.closure)
    return blocks


def _reopened(case: CaseShown, at: datetime) -> str:
    """When; and that nothing times its resolution, where the policy gives it no new clock."""
    when = moment(at)
    clock = next((one for one in case.clocks if one.metric == Metric.RESOLUTION), None)
    if clock is not None and not clock.is_running:
        return say("↩️ Reopened {when}; no clock runs for its resolution again", when=when)
    return say("↩️ Reopened {when}", when=when)


def _below(case: CaseShown) -> str:
    if case.post is None:
        one, other = (
            "{count} message from the customer below",
            "{count} messages from the customer below",
        )
        return say_count(case.later_posts, one, other)
    one = "{count} later message from the customer below"
    return say_count(case.later_posts, one, "{count} later messages from the customer below")


def _closure(closure: ClosureShown) -> list[Block]:
    meaning, when = parts.safe(closure.meaning, 200), moment(closure.closed_at)
    if closure.slack_user_id:
        who = f"<@{closure.slack_user_id}>"
        words = say("*{meaning}* by {who}, {when}", meaning=meaning, who=who, when=when)
    else:
        words = say("*{meaning}*, {when}", meaning=meaning, when=when)
    blocks = [parts.context(words)]
    if closure.remark:
        blocks.append(rich.quote(closure.remark, most=500))
    return blocks


def _buttons(case: CaseShown) -> list[Block]:
    """Only what makes sense now; the one that comes next stands first and is green."""
    value = str(CaseValue(case.case_id, case.version))
    if case.state in _REOPENABLE:
        return [parts.button(say("Reopen"), action_id="reopen", value=value)]
    if case.state in {CaseState.CLOSED, CaseState.MERGED}:
        return []
    owned = bool(case.owner)
    buttons: list[Block] = []
    if not owned:
        buttons.append(parts.button(say("Claim"), action_id="claim", value=value, style="primary"))
    if case.answerable:
        style = "primary" if owned and case.state != CaseState.WITH_CUSTOMER else ""
        buttons.append(parts.button(say("Reply…"), action_id="reply", value=value, style=style))
    else:
        buttons += by_hand_buttons(case)
    buttons.append(parts.button(say("Resolve…"), action_id="resolve", value=value))
    if case.state != CaseState.WITH_CUSTOMER:  # it has a reply
        buttons.append(
            parts.button(say("No reply needed…"), action_id="not_actionable", value=value)
        )
    return buttons
