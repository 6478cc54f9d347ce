"""What will be published, exactly: the final text, its length as the channel counts it, the account it
goes out from, and the only *Send* there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records.answers.reply import PURPOSE_MEANING, Purpose
from bot.domain.records.cases.case import Surface
from bot.language import say, say_count
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.answers.approval_words import why
from bot.slack.views.answers.ending_fields import ending_fields
from bot.slack.views.answers.pledge_words import PledgeOffered, offer_fields
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

CONFIRM_FORM = "reply_confirm"
METADATA_MOST = 3000
BECAUSE = "because"  # why somebody sends what the gate points out


class TooLongToKeep(ValueError):
    """What was typed, with its quotes and line ends, does not fit into the preview's memory."""

    def __init__(self) -> None:
        super().__init__(say("This is longer than the form can hold. Please shorten it a little."))


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
    resolves: bool = False  # the case ends with it
    needs_acceptance: tuple[str, ...] = ()  # the deadlines of a complaint that then ask for it
    waits_because: tuple[str, ...] = ()  # for a second person
    promises: tuple[PledgeOffered, ...] = ()
    posts: tuple[
        tuple[str, int], ...
    ] = ()  # it goes out as, where they are several, and their lengths
    remarks: tuple[str, ...] = ()  # of the gate: what is pointed out, with the words it is about


def confirm_form(answer: AnswerShown, *, key: FormKey) -> Block:
    """The exact text, and *Send*. Raises TooLongToKeep."""
    metadata = form_metadata(key)
    if len(metadata) > METADATA_MOST:
        raise TooLongToKeep
    case = answer.case
    blocks = [
        parts.section(_exactly(case, private=key.surface != Surface.PUBLIC)),
        *_words(answer),
        parts.context(_measure(answer)),
    ]
    if answer.in_reply_to:
        blocks += [parts.context(say("In answer to")), rich.quote(answer.in_reply_to, most=400)]
    if answer.news:
        blocks.insert(0, parts.section(f"🟠 {answer.news}"))
    if answer.remarks:
        blocks += _remarks(answer.remarks)
    blocks += offer_fields(answer.promises)
    if answer.resolves:
        blocks += ending_fields(needs_acceptance=answer.needs_acceptance)
    blocks.append(parts.context(_after(answer)))
    return parts.modal(
        callback_id=CONFIRM_FORM,
        title=say("Send this answer?"),
        submit=_submit(answer),
        close=say("Back"),
        metadata=metadata,
        blocks=blocks,
    )


def _words(answer: AnswerShown) -> list[Block]:
    """What is published: one post, or each of several with how full it is."""
    if len(answer.posts) < 2:
        return [rich.exact(answer.text)]
    count = len(answer.posts)
    blocks = [
        parts.context(
            say_count(
                count,
                "As {count} post:",
                "As {count} posts, each in answer to the one before. What is refused holds the rest:",
            )
        )
    ]
    for text, length in answer.posts:
        size = say("{length:,} of {limit:,}", length=length, limit=answer.limit)
        blocks += [rich.exact(text), parts.context(size)]
    return blocks


def _remarks(remarks: Sequence[str]) -> list[Block]:
    """What the gate points out, and a line for why it may go all the same; *Send* is the press that says so."""
    field = parts.text_field(BECAUSE, most=300)
    return [
        parts.section("\n".join(f"🟠 {parts.safe(each, 500)}" for each in remarks)),
        parts.input_block(
            say("Why may it go as it is?"),
            field,
            block_id=BECAUSE,
            hint=say("Only the bank reads this: it stays in the record of the case."),
            optional=True,
        ),
    ]


def _submit(answer: AnswerShown) -> str:
    if answer.waits_because:
        return say("Ask for approval")
    return say("Send and resolve") if answer.resolves else say("Send")


def _exactly(case: CaseShown, *, private: bool) -> str:
    told = {"account": parts.safe(case.account_name), "channel": parts.safe(case.channel_title)}
    if private:
        return say(
            "*Exactly this* will be sent by *{account}* on {channel}, to the customer alone:",
            **told,
        )
    return say(
        "*Exactly this* will be published by *{account}* on {channel}, for everybody to read:",
        **told,
    )


def _measure(answer: AnswerShown) -> str:
    size = say("*{length:,} of {limit:,}*", length=answer.length, limit=answer.limit)
    words = [say(PURPOSE_MEANING[answer.purpose])]
    if len(answer.posts) < 2:
        words.insert(0, size)
    if answer.costs_link:
        channel = parts.safe(answer.case.channel_title)
        words.append(say("Holds a link, which {channel} charges extra for", channel=channel))
    return "  ·  ".join(words)


def _after(answer: AnswerShown) -> str:
    record = say(
        "Only the bank sees who sent it: the record of {case} keeps your name.",
        case=answer.case.reference,
    )
    if answer.resolves:
        ends = say(
            "The case is resolved once the answer is published, and stays open if it is not."
        )
        record = f"{ends} {record}"
    if answer.waits_because:
        waits = say(
            "It waits for a second person before it goes: {why}.", why=why(answer.waits_because)
        )
        return f"🟠 {waits} {record}"
    if answer.undo_s < 1:
        return record
    undo = say_count(
        int(answer.undo_s),
        "After *Send* you have {count} second to undo it in the thread.",
        "After *Send* you have {count} seconds to undo it in the thread.",
    )
    return f"{undo} {record}"
