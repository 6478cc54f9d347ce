"""The headline: the first message of a case's thread, drawn anew after every change, in a few lines.

Who and where; the latest words; how it stands; what can be done about it now. What else there is to know
stands small below, and takes no room where there is nothing.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.languages.names import language_title
from bot.domain.records.cases.case import CaseState
from bot.domain.sla.policy import Metric
from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import listed, say, say_count
from bot.slack.api.metadata import EVENT_TYPE
from bot.slack.api.mrkdwn import escape
from bot.slack.api.values import CaseValue
from bot.slack.views import parts, rich
from bot.slack.views.answers.by_hand import by_hand_buttons
from bot.slack.views.answers.pledge_words import pledge_lines
from bot.slack.views.around import around_words
from bot.slack.views.cases.case_rows import latest_words
from bot.slack.views.chat.words_chat import chat_line
from bot.slack.views.chat.words_chat_end import rated
from bot.slack.views.clocks import clock_words
from bot.slack.views.clocks.outcome_form import outcome_words
from bot.slack.views.listening.meant import meant_blocks
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS
from bot.slack.views.threads.more_menu import more_menu
from bot.slack.views.threads.posted_line import ask_button, gone_words, posted_line
from bot.slack.views.threads.posts import first_stands, latest_blocks, notes_of
from bot.slack.views.threads.private_talk import talk_blocks, who_where
from bot.slack.views.threads.state_line import REGULATORY, state_line

_REOPENABLE = {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}


def headline_blocks(case: CaseShown) -> list[Block]:
    """The whole message."""
    blocks = [
        _who_where(case),
        *talk_blocks(case),
        *latest_blocks(case),
        state_line(case),
        *pledge_lines(case),
        *posted_line(case),
        *meant_blocks(case),
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
    said = latest_words(case, most=200)
    line = say(
        "{case}, {state}: {who}",
        case=case.reference,
        state=say(STATE_WORDS[case.state]).lower(),
        who=who_where(case),
    )
    return escape(f"{line}: {said}" if said else line)


def _who_where(case: CaseShown) -> Block:
    """Always rich text: Slack refuses to replace a message of rich text by one without."""
    opened = case.post.posted_at if case.post else case.opened_at
    others = parts.clip(listed(case.also_to), 120)
    where = parts.apart(
        case.reference,
        say("to {account}", account=parts.clip(case.account_name, 60)),
        say("also to {accounts}", accounts=others) if others else "",
        language_title(case.language) if case.language else "",
    )
    post = case.post
    link = rich.link_to(post.permalink if post and not post.deleted_at else "", _open_words(case))
    return rich.line(
        rich.words(who_where(case), bold=True),
        rich.words(f"{parts.dot()}{where}{parts.dot()}"),
        rich.moment(opened),
        *([rich.words(parts.dot()), link] if link else []),
    )


def _open_words(case: CaseShown) -> str:
    return say("Open on {channel}", channel=parts.clip(case.channel_title, 40))


def _complaint(case: CaseShown) -> list[Block]:
    """The deadlines of a case that was marked as a complaint, apart from the desk's own promises."""
    clocks = [clock for clock in case.clocks if clock.metric == REGULATORY]
    if not clocks:
        return []
    rules = {clock.rule_title for clock in clocks}
    words = [say("Complaint deadlines are reminders, not legal advice.")]
    if len(rules) == 1 and all(rules):  # it is named once for all of them
        clocks = [replace(clock, rule_title="") for clock in clocks]
        words.insert(0, f"*{parts.safe(rules.pop(), 120)}*")
    told = [f"*{clock_words.name_of(c)}*: {clock_words.standing(c)}" for c in clocks[:8]]
    told += [f"*{each}*" for each in outcome_words(case.outcomes)]
    return [parts.context(parts.apart(*words[:-1], *told, words[-1]))]


def _remarks(case: CaseShown) -> list[Block]:
    remarks = [*notes_of(case), *filter(None, [gone_words(case)])]
    if case.reopened_at is not None:
        remarks.append(_reopened(case, case.reopened_at))
    if case.later_posts and not first_stands(case):
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
        before = parts.link(case.previous_link, before) or before
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
    blocks = [parts.context(parts.apart(*remarks))] if remarks else []
    ended = case.state in _REOPENABLE | {CaseState.CLOSED}
    if case.closure is not None and case.closure.remark and ended:
        blocks.append(rich.quote(case.closure.remark, most=300))
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
    buttons += ask_button(case)
    buttons.append(parts.button(say("Resolve…"), action_id="resolve", value=value))
    if case.state != CaseState.WITH_CUSTOMER:  # it has a reply
        buttons.append(
            parts.button(say("No reply needed…"), action_id="not_actionable", value=value)
        )
    return buttons
