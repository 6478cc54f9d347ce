"""What appears under the headline: the customer's later words, and what staff and Earshot did."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.mrkdwn import escape
from bot.slack.api.values import CaseValue, ReplyValue
from bot.slack.views import parts, rich
from bot.slack.views.answers.approval_words import after_approval
from bot.slack.views.answers.doubts import asked
from bot.slack.views.answers.native_answers import under_native
from bot.slack.views.answers.pledge_words import after_pledge
from bot.slack.views.answers.words_native import after_native
from bot.slack.views.answers.words_reply import after_reply
from bot.slack.views.chat.files import file_line
from bot.slack.views.chat.words_chat import after_chat
from bot.slack.views.chat.words_chat_end import after_end
from bot.slack.views.consults.words_consults import after_consult
from bot.slack.views.models import Drawn, EventShown, SaidShown
from bot.slack.views.moderation.words_removed import after_removal
from bot.slack.views.ownership.words_people import after_people
from bot.slack.views.threads.event_words import sentence_for
from bot.slack.views.threads.posts import open_link, post_blocks

_SAID_WORDS = {
    "posted": "wrote on {channel}",
    "in_headline": "wrote on {channel}; it stands at the top of this thread",
    "answered": "answered on {channel}",
    "edited": "changed what they wrote on {channel}; it now says",
    "removed": "took a post down on {channel}",
    "hidden": "has a post that is now hidden on {channel}",
    "unhidden": "has a post that is shown again on {channel}",
}

_BLOCKS_MOST = 50  # of one message
_SHOWS_THE_ANSWER = {
    "reply_queued",
    "reply_sent",
    "reply_refused",
    "reply_rest_held",
    "reply_withdrawn",
    "approval_asked",
    "approval_returned",
    "approval_expired",
}


def said(shown: SaidShown) -> Drawn:
    """The customer's words, quoted; or, for an answer, ours."""
    channel = parts.clip(shown.channel_title, 40)
    if shown.what == "answered_elsewhere":
        who = shown.account_name
        did = say("answered on {channel} itself, not from here", channel=channel)
    else:
        who = shown.author
        did = say(_SAID_WORDS.get(shown.what, _SAID_WORDS["posted"]), channel=channel)
    name = parts.clip(who, 90)
    blocks = [rich.line(rich.words(name, bold=True), rich.words(f" {did}"))]
    gone = shown.what == "removed" or shown.post.deleted_at is not None
    quoted = not gone and shown.what != "in_headline"
    if quoted:
        post = replace(shown.post, edited_at=None)  # the last line says when
        blocks += post_blocks(post, channel_title=shown.channel_title)
        blocks += under_native(shown)
    link = "" if gone else open_link(shown.post, channel_title=shown.channel_title)
    when = (shown.post.deleted_at if gone else None) or shown.post.edited_at or shown.post.posted_at
    blocks.append(parts.context("  ·  ".join(part for part in (moment(when), link) if part)))
    words = file_line(shown.post.file) if shown.post.file else shown.post.text
    preview = f": {parts.clip(words, 200)}" if quoted else ""
    return Drawn(blocks, escape(f"{name} {did}{preview}"))


def taken_down(*, channel_title: str) -> Drawn:
    """What an earlier message of the thread becomes when the post it quoted is removed."""
    # Rich text again: Slack refuses to replace a message of rich text by one without.
    words = say(
        "A post stood here that the customer took down on {channel}.",
        channel=parts.clip(channel_title, 40),
    )
    return Drawn([rich.line(rich.words(words, italic=True))], escape(words))


def event(shown: EventShown) -> Drawn:
    """One sentence on what was done, with the answer's words or the buttons where they belong."""
    if shown.template == "reply_asked":
        return asked(shown)
    sentence = sentence_for(shown)
    blocks = [parts.section(sentence)]
    if shown.reply_text and shown.template in _SHOWS_THE_ANSWER:
        asked_for = shown.approval.before if shown.template == "approval_asked" else ""
        blocks.append(rich.post(asked_for or shown.reply_text))
    if shown.remark:
        blocks.append(rich.quote(shown.remark, most=500))
    if shown.template == "reply_queued" and shown.withdrawable:
        value = str(ReplyValue(shown.reply_id))
        undo = parts.button(say("Undo"), action_id="undo", value=value)
        blocks.append(parts.actions(f"undo-{shown.reply_id}", [undo]))
    blocks += after_reply(shown) + after_native(shown) + after_removal(shown) + after_people(shown)
    blocks += after_chat(shown) + after_end(shown) + after_approval(shown)
    blocks += after_consult(shown) + after_pledge(shown)
    if shown.template == "customer_thanked":
        value = str(CaseValue(shown.case_id))
        reopen = parts.button(say("Reopen"), action_id="reopen", value=value)
        blocks.append(parts.actions(f"thanks-{shown.details.get('message_id', 0)}", [reopen]))
    return Drawn(blocks, sentence)


def events(told: Sequence[EventShown]) -> Drawn:
    """All that one post says, one below the other."""
    drawn = [event(each) for each in told]
    text = "\n".join(each.text for each in drawn)
    whole = [each.blocks for each in drawn]
    early: list[str] = []
    while (
        sum(map(len, whole)) + bool(early) > _BLOCKS_MOST
    ):  # the first ones by their sentence alone
        early.append(drawn[len(early)].text)
        whole.pop(0)
    blocks = [block for some in whole for block in some]
    return Drawn([parts.section("\n".join(early)), *blocks] if early else blocks, text)


def event_elsewhere(shown: EventShown, *, case_link: str) -> Drawn:
    """The same sentence where the case does not stand: which case it is, and nobody's words."""
    sentence = sentence_for(shown)
    reference = case_reference(shown.case_id)
    way = parts.link(case_link, reference) or reference
    return Drawn([parts.section(sentence), parts.context(way)], sentence)
