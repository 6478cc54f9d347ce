"""The two forms of a public answer: writing it, and seeing exactly what will be published.

Nothing leaves from the first one. The second shows the final text, its length as the channel
counts it and the account it goes out from, and has the only *Send* there is.
"""

from dataclasses import dataclass

from bot.domain.case import Surface
from bot.domain.reply import PURPOSE_MEANING, Purpose
from bot.slack.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown, PostShown
from bot.slack.views.moments import moment
from bot.slack.views.parts import Block

REPLY_FORM = "reply"
CONFIRM_FORM = "reply_confirm"
TEXT_MOST = 2400  # so that what was typed fits into the preview's own memory (3,000 characters)
METADATA_MOST = 3000


class TooLongToKeep(ValueError):
    """What was typed, with its quotes and line ends, does not fit into the preview's memory."""

    def __init__(self) -> None:
        super().__init__("This is longer than the form can hold. Please shorten it a little.")


@dataclass(frozen=True)
class AnswerShown:
    """An answer as it will be published."""

    case: CaseShown
    text: str
    length: int
    limit: int
    in_reply_to: str
    purpose: Purpose
    undo_s: float = 0.0
    costs_link: bool = False
    news: str = ""  # what happened to the case while the form was open


def reply_form(
    case: CaseShown, *, latest: PostShown | None, limit: int, key: FormKey, private: bool = False
) -> Block:
    """The form in which an answer is written."""
    said = [parts.context("_They took the post down._")]
    if latest is not None and latest.deleted_at is None:
        quoted = rich.post(latest.text) if latest.text.strip() else parts.context("_No words._")
        said = [quoted, parts.context(moment(latest.posted_at))]
    return parts.modal(
        callback_id=REPLY_FORM,
        title=f"Reply to {case.reference}",
        submit="Preview",
        metadata=form_metadata(key),
        blocks=[
            _who_wrote(case),
            *said,
            parts.context(_goes_to(case, private=private)),
            parts.input_block(
                "Your answer",
                _text_input(limit),
                block_id="text",
                hint=f"Up to {limit:,} characters as {case.channel_title} counts them. "
                "You see the exact text before it goes.",
            ),
            parts.input_block("What does it do for the customer?", _purposes(), block_id="purpose"),
        ],
    )


def confirm_form(answer: AnswerShown, *, key: FormKey) -> Block:
    """The exact text, and *Send*. Raises TooLongToKeep."""
    metadata = form_metadata(key)
    if len(metadata) > METADATA_MOST:
        raise TooLongToKeep
    case = answer.case
    blocks = [
        parts.section(
            f"*Exactly this* will be published by *{parts.safe(case.account_name)}* "
            f"on {parts.safe(case.channel_title)}, for everybody to read:"
            if key.surface == Surface.PUBLIC
            else f"*Exactly this* will be sent by *{parts.safe(case.account_name)}* "
            f"on {parts.safe(case.channel_title)}, to the customer alone:"
        ),
        rich.exact(answer.text),
        parts.context(_measure(answer)),
    ]
    if answer.in_reply_to:
        blocks += [parts.context("In answer to"), rich.quote(answer.in_reply_to, most=400)]
    if answer.news:
        blocks.insert(0, parts.section(f"🟠 {answer.news}"))
    blocks.append(parts.context(_after(answer)))
    return parts.modal(
        callback_id=CONFIRM_FORM,
        title="Send this answer?",
        submit="Send",
        close="Back",
        metadata=metadata,
        blocks=blocks,
    )


def _who_wrote(case: CaseShown) -> Block:
    name = parts.clip(case.author, 90)
    return rich.line(rich.words(name, bold=True), rich.words(f" wrote on {case.channel_title}"))


def _goes_to(case: CaseShown, *, private: bool) -> str:
    surface = "privately, to the customer alone" if private else "publicly, for everybody to read"
    return (
        f"You answer as *{parts.safe(case.account_name)}* "
        f"on {parts.safe(case.channel_title)}, *{surface}*."
    )


def _text_input(limit: int) -> Block:
    return {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "focus_on_load": True,
        # Room above the limit: markup and long links count less once they are public.
        "max_length": min(TEXT_MOST, max(500, limit * 3)),
    }


def _purposes() -> Block:
    options = [parts.option(meaning, purpose) for purpose, meaning in PURPOSE_MEANING.items()]
    return {
        "type": "radio_buttons",
        "action_id": "purpose",
        "options": options,
        "initial_option": options[0],
    }


def _measure(answer: AnswerShown) -> str:
    words = [f"*{answer.length:,} of {answer.limit:,}*", PURPOSE_MEANING[answer.purpose]]
    if answer.costs_link:
        words.append(
            f"Holds a link, which {parts.safe(answer.case.channel_title)} charges extra for"
        )
    return "  ·  ".join(words)


def _after(answer: AnswerShown) -> str:
    undo = ""
    if answer.undo_s >= 1:
        undo = f"After *Send* you have {int(answer.undo_s)} seconds to undo it in the thread. "
    return f"{undo}Only the bank sees who sent it: the record of {answer.case.reference} keeps your name."
