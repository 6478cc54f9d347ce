"""The two forms of whoever decides about an answer: other words, or a note with which it goes back."""

import json
from dataclasses import dataclass

from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.views import parts, rich
from bot.slack.views.answers.approval_words import since_returned, why
from bot.slack.views.machine_words import begun_with
from bot.slack.views.parts import Block

EDIT_FORM, RETURN_FORM = "approval_edit", "approval_return"
TEXT_MOST = 3000  # characters that Slack's field takes
_NOTE_MOST = 500


@dataclass(frozen=True)
class ApprovalKey:
    """A form's private metadata: which answer, the mark of what was read, the form's own key."""

    reply_id: int
    request_key: str
    answered: str = ""

    def __str__(self) -> str:
        told = {"v": 1, "reply": self.reply_id, "key": self.request_key, "answered": self.answered}
        return json.dumps(told)

    @classmethod
    def read(cls, private_metadata: str) -> "ApprovalKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            reply_id = content["reply"]
            if not isinstance(reply_id, int) or not 0 < reply_id < 2**31:
                raise UnreadableValue
            return cls(reply_id, str(content["key"]), str(content["answered"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


@dataclass(frozen=True)
class WaitingShown:
    """An answer that waits, as whoever decides reads it."""

    reference: str
    author: str  # Slack user id
    reasons: tuple[str, ...]
    customer: str  # what they wrote last
    news: tuple[str, ...]  # what became of it since the answer was written
    text: str
    goes_to: str  # from which account, where, and who reads it
    machine: str = ""  # the provider with whose draft it began
    machine_percent: int = 0  # of its words that are the draft's
    asked: str = ""  # as it was asked for
    returned: str = ""  # as it was asked for the time before, and came back to its author


def edit_form(waiting: WaitingShown, *, key: ApprovalKey) -> Block:
    """The answer to change and approve, below what the customer wrote last."""
    text = parts.text_field("text", most=TEXT_MOST, multiline=True, initial=waiting.text)
    return parts.modal(
        callback_id=EDIT_FORM,
        title=say("Approve {case}", case=waiting.reference),
        submit=say("Approve and send"),
        metadata=str(key),
        blocks=[
            *_head(waiting),
            parts.input_block(say("The answer"), text, block_id="text"),
            parts.context(waiting.goes_to),
            parts.context(say("Whoever wrote it sees in the thread what you changed.")),
        ],
    )


def return_form(waiting: WaitingShown, *, key: ApprovalKey) -> Block:
    """What should be otherwise, for whoever wrote it."""
    note = parts.text_field("note", most=_NOTE_MOST, multiline=True)
    return parts.modal(
        callback_id=RETURN_FORM,
        title=say("Return {case}", case=waiting.reference),
        submit=say("Return it"),
        metadata=str(key),
        blocks=[
            *_head(waiting),
            rich.exact(waiting.text),
            parts.input_block(
                say("What should be otherwise?"),
                note,
                block_id="note",
                hint=say(
                    "It stands in the thread, for colleagues only. The customer sees nothing."
                ),
            ),
        ],
    )


def _head(waiting: WaitingShown) -> list[Block]:
    wrote = say(
        "<@{who}> wrote this answer. It waits: {why}.",
        who=waiting.author,
        why=why(waiting.reasons),
    )
    news = [parts.context(f"🟠 {sentence}") for sentence in waiting.news]
    if waiting.machine:
        news.append(parts.context(begun_with(waiting.machine, waiting.machine_percent)))
    last = say("Their last words:") if waiting.news else say("In answer to")
    return [
        parts.section(wrote),
        *news,
        parts.context(last),
        rich.quote(waiting.customer or parts.BLANK, most=1000),
        *since_returned(waiting.returned, waiting.asked),
    ]
