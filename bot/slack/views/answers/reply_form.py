"""The form in which an answer is written. Nothing leaves from it; the next one is ``reply_preview``."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records.answers.reply import PURPOSE_MEANING, Purpose
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.mrkdwn import plain
from bot.slack.api.values import CaseValue, FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.answers.reply_begun import (
    ColleagueShown,
    HolderShown,
    colleague_blocks,
    holder_blocks,
)
from bot.slack.views.answers.reply_places import PlaceShown, place_blocks
from bot.slack.views.answers.while_typing import TYPED, typing_block
from bot.slack.views.machine_words import ask_button, offer_blocks, translation_blocks
from bot.slack.views.models import CaseShown, PostShown
from bot.slack.views.parts import Block

REPLY_FORM = "reply"
FIRST_LINE = "first_line"
CANNED_REPLY = "canned_reply"
PAST_ANSWER = "past_answer"
THEN_RESOLVE = "preview_and_resolve"
TALK_MOST, NOTES_MOST = 4, 2
_TALK_TEXT_MOST = 300
_TRANSLATION_MOST = 2000
TEXT_MOST = 2400  # so that what was typed fits into the preview's own memory (3,000 characters)


@dataclass(frozen=True)
class SaidBefore:
    """A word of the talk so far. ``author`` is empty where it is ours; of a note, the colleague."""

    author: str
    text: str
    is_note: bool = False


@dataclass(frozen=True)
class CannedShown:
    """A reply that is kept ready. ``is_near``: it speaks of what the customer writes about."""

    entry_id: int
    title: str
    is_near: bool


@dataclass(frozen=True)
class PastShown:
    """An answer that was given to the like of this. ``became``: what became of its case."""

    reply_id: int
    text: str
    became: str


@dataclass(frozen=True)
class Writing:
    """What stands in the form already, and what the writer should know first."""

    text: str = ""
    purpose: str = ""
    notices: tuple[str, ...] = ()  # our own mrkdwn
    places: tuple[PlaceShown, ...] = ()
    colleague: ColleagueShown | None = None
    draft_by: str = ""  # a machine that writes drafts, where the bank has one
    offered: str = ""  # a draft of its that is not in the box
    talk: tuple[SaidBefore, ...] = ()  # before the post that is answered, the oldest first
    holder: HolderShown | None = None
    may_resolve: bool = False
    first_lines: tuple[str, ...] = ()  # the bank's, to begin the first answer with
    canned: tuple[CannedShown, ...] = ()  # replies that are kept ready for such an answer
    past: tuple[PastShown, ...] = ()  # what was answered before to the like of it
    posts_most: int = 1  # so many the answer may be published as
    fill: str = ""  # new at each filling: Slack keeps what was typed under an unchanged block id

    def block(self, name: str) -> str:
        """The id of a block that this filling may change."""
        return f"{name}-{self.fill}" if self.fill else name


NOTHING_YET = Writing()


def reply_form(
    case: CaseShown,
    *,
    latest: PostShown | None,
    limit: int,
    key: FormKey,
    private: bool = False,
    writing: Writing = NOTHING_YET,
) -> Block:
    """The form in which an answer is written. Slack tells nothing of what was typed when it is
    closed (recorded ``view_closed`` payloads have an empty state), hence it is kept while one types."""
    said = [parts.context(say("_They took the post down._"))]
    if latest is not None and latest.deleted_at is None:
        quoted = (
            rich.post(latest.text) if latest.text.strip() else parts.context(say("_No words._"))
        )
        translation = translation_blocks(latest, most=_TRANSLATION_MOST)
        said = [quoted, *translation, parts.context(moment(latest.posted_at))]
    most = _text_most(limit * writing.posts_most)
    return parts.modal(
        callback_id=REPLY_FORM,
        title=say("Reply to {case}", case=case.reference),
        submit=say("Preview"),
        metadata=form_metadata(key),
        notify_on_close=True,
        blocks=[
            *_notices(writing, most=most),
            *(holder_blocks(case, writing.holder) if writing.holder else []),
            *_talk(case, writing),
            _who_wrote(case),
            *said,
            parts.context(_goes_to(case, private=private)),
            *place_blocks(writing.places, chosen=key.surface),
            *(colleague_blocks(case, writing.colleague) if writing.colleague else []),
            *(
                offer_blocks(case, writing.offered, provider=writing.draft_by)
                if writing.offered
                else []
            ),
            *_first_lines(writing),
            _answer(writing, most=most, limit=limit, channel=case.channel_title),
            typing_block(),
            *_saving(case, draft_by=writing.draft_by),
            parts.input_block(
                say("What does it do for the customer?"),
                _purposes(writing.purpose),
                block_id=writing.block("purpose"),
            ),
            *(_then_resolve(case) if writing.may_resolve else []),
        ],
    )


def _talk(case: CaseShown, writing: Writing) -> list[Block]:
    """What was said before, in a line each, so that nobody has to look it up."""
    if not writing.talk:
        return []
    lines = [
        rich.line(
            *([rich.words("🗒️ ")] if one.is_note else []),
            rich.words(parts.clip(one.author or case.account_name, 90), bold=True),
            rich.words(f": {parts.clip(' '.join(one.text.split()), _TALK_TEXT_MOST)}"),
        )
        for one in writing.talk[-TALK_MOST - NOTES_MOST :]
    ]
    return [parts.context(say("The talk so far")), *lines, parts.divider()]


def _who_wrote(case: CaseShown) -> Block:
    name = parts.clip(case.author, 90)
    wrote = " " + say("wrote on {channel}", channel=case.channel_title)
    return rich.line(rich.words(name, bold=True), rich.words(wrote))


def _goes_to(case: CaseShown, *, private: bool) -> str:
    told = {"account": parts.safe(case.account_name), "channel": parts.safe(case.channel_title)}
    if private:
        return say(
            "You answer as *{account}* on {channel}, *privately, to the customer alone*.", **told
        )
    return say("You answer as *{account}* on {channel}, *publicly, for everybody to read*.", **told)


def _notices(writing: Writing, *, most: int) -> list[Block]:
    notices = list(writing.notices)
    if len(plain(writing.text)) > most:
        cut = say("The text is longer than this form: only its beginning stands here.")
        notices.append(f"🟠 {cut}")
    return [parts.section(notice) for notice in notices]


def _text_most(limit: int) -> int:
    """Room above the limit: markup and long links count less once they are public."""
    return min(TEXT_MOST, max(500, limit * 3))


def _answer(writing: Writing, *, most: int, limit: int, channel: str) -> Block:
    """Where it is written; Slack tells what stands there with every character."""
    block = parts.input_block(
        say("Your answer"),
        _text_input(most, writing.text),
        block_id=writing.block("text"),
        hint=_how_long(writing.posts_most, limit=limit, channel=channel),
    )
    return {**block, "dispatch_action": True}


def _how_long(posts: int, *, limit: int, channel: str) -> str:
    if posts > 1:
        return say(
            "Up to {limit:,} characters a post as {channel} counts them, and up to {posts} posts. You see "
            "the exact text before it goes.",
            limit=limit,
            channel=channel,
            posts=posts,
        )
    return say(
        "Up to {limit:,} characters as {channel} counts them. You see the exact text before it goes.",
        limit=limit,
        channel=channel,
    )


def _text_input(most: int, text: str) -> Block:
    initial = text if text.strip() else ""
    return {
        **parts.text_field(TYPED, most=most, multiline=True, initial=initial),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        "focus_on_load": True,
    }


def _first_lines(writing: Writing) -> list[Block]:
    """The bank's ways to begin, its canned replies, and what was answered before; what is chosen comes into
    the box, where it can be changed."""
    lines = [(line, str(number), "") for number, line in enumerate(writing.first_lines)]
    canned = [
        (f"★ {one.title}" if one.is_near else one.title, str(one.entry_id), "")
        for one in writing.canned
    ]
    past = [
        (" ".join(one.text.split()), str(one.reply_id), one.became)
        for one in writing.past
        if one.text.split()
    ]
    selects = [
        *_choice(FIRST_LINE, say("Begin with…"), lines),
        *_choice(CANNED_REPLY, say("Canned replies…"), canned),
        *_choice(PAST_ANSWER, say("Answered before…"), past),
    ]
    return [parts.actions(writing.block("first_line"), selects)] if selects else []


def _choice(
    action_id: str, placeholder: str, options: Sequence[tuple[str, str, str]]
) -> list[Block]:
    """``options``: what stands there, its value, and a line below it."""
    if not options:
        return []
    select: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": parts.plain_text(placeholder, 150),
        "options": [
            parts.option(title, value, description=below) for title, value, below in options
        ],
    }
    return [select]


def _saving(case: CaseShown, *, draft_by: str) -> list[Block]:
    value = str(CaseValue(case.case_id, case.version))
    save = parts.button(say("Save draft"), action_id="save_draft", value=value)
    asks = [ask_button(case, provider=draft_by)] if draft_by else []
    return [parts.actions("saving", [save, *asks])]


def _then_resolve(case: CaseShown) -> list[Block]:
    """The other way on: a form has one green button, and what it does must stand on it."""
    value = str(CaseValue(case.case_id, case.version))
    on = parts.button(say("Preview, and resolve with it"), action_id=THEN_RESOLVE, value=value)
    return [parts.actions("then", [on])]


def _purposes(chosen: str) -> Block:
    effects = purpose_effects()
    options = [
        parts.option(say(meaning), purpose, description=effects[purpose])
        for purpose, meaning in PURPOSE_MEANING.items()
    ]
    first = next((option for option in options if option["value"] == chosen), options[0])
    return {
        "type": "radio_buttons",
        "action_id": "purpose",
        "options": options,
        "initial_option": first,
    }


def purpose_effects() -> dict[Purpose, str]:
    """What each purpose does to the case, in one line; Slack takes 75 characters."""
    return {
        Purpose.ANSWERS: say("Stops the response clock. The customer has the next word."),
        Purpose.ASKS: say("The clock pauses if your policy says so, until they answer."),
        Purpose.MOVES_TO_PRIVATE: say("Stops no clock: to ask them over is no answer yet."),
        Purpose.HOLDING: say("Stops no clock. The case stays with you."),
    }
