"""The forms that send the bank's own words about a chat: exactly these, and who reads them. Nothing can be typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.records.chat import Nudge
from bot.domain.text.moments import span
from bot.language import say, say_count
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block


@dataclass(frozen=True)
class ChatWordsShown:
    """The bank's own words about a chat as they would be sent."""

    text: str
    is_public: bool
    lasts: timedelta  # for how long the link of a new invitation is good
    costs_link: bool
    undo_s: float


@dataclass(frozen=True)
class ExactForm:
    """One of them: its id, its title, and what stands below the words."""

    callback_id: str
    title: Callable[[], str]
    notes: Callable[[ChatWordsShown], list[str]]


def exact_form(form: ExactForm, case: CaseShown, words: ChatWordsShown, *, key: FormKey) -> Block:
    """``key`` carries the text and the surface back, so that what was shown is what goes."""
    return parts.modal(
        callback_id=form.callback_id,
        title=form.title(),
        submit=say("Send"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(
                rich.words(parts.clip(case.author, 90), bold=True),
                rich.words(f" · {case.channel_title}"),
            ),
            parts.section(_exactly(case, is_public=words.is_public)),
            rich.exact(words.text),
            parts.context(*form.notes(words), *_cost(case, words), *_undo(words.undo_s)),
        ],
    )


def _exactly(case: CaseShown, *, is_public: bool) -> str:
    """Who reads what follows, and as whose words."""
    told = {"account": parts.safe(case.account_name), "channel": parts.safe(case.channel_title)}
    if is_public:
        return say(
            "*Exactly this* will be published by *{account}* on {channel}, for everybody to read:",
            **told,
        )
    return say(
        "*Exactly this* will be sent by *{account}* on {channel}, to the customer alone:", **told
    )


def _cost(case: CaseShown, words: ChatWordsShown) -> list[str]:
    """That the platform asks money for a link, where it does."""
    channel = parts.safe(case.channel_title)
    told = say("Holds a link, which {channel} charges extra for", channel=channel)
    return [told] if words.costs_link else []


def _undo(seconds: float) -> list[str]:
    """For how long it can be undone, where it can."""
    told = say_count(
        int(seconds),
        "After *Send* you have {count} second to undo it in the thread.",
        "After *Send* you have {count} seconds to undo it in the thread.",
    )
    return [told] if seconds >= 1 else []


def _of_invitation(words: ChatWordsShown) -> list[str]:
    notes = [
        say(
            "The end of the link is made when it is sent, and nobody here sees it. It is good for "
            "{span}.",
            span=span(words.lasts),
        )
    ]
    if words.is_public:
        notes.append(
            say(
                "No private way to the customer is open. Everybody can read the link, and it alone "
                "lets nobody in: its page first asks for a proof of who they are."
            )
        )
    return [*notes, say("It stops no clock: to ask them over is no answer yet.")]


def _of_reminder(_words: ChatWordsShown) -> list[str]:
    return [
        say(
            "It holds the link of the invitation, which is completed when it is sent. One invitation "
            "has one reminder."
        ),
        say("It stops no clock."),
    ]


def _of_answer_waits(_words: ChatWordsShown) -> list[str]:
    return [
        say(
            "Nothing of what was said in the chat stands in it. They are told once until they come "
            "back."
        ),
        say("It stops no clock."),
    ]


def _of_closing_line(_words: ChatWordsShown) -> list[str]:
    return [say("A case has one closing line."), say("It stops no clock.")]


INVITATION = ExactForm("chat_invitation", lambda: say("Move to secure chat"), _of_invitation)
NUDGES: Mapping[Nudge, ExactForm] = {
    Nudge.REMINDER: ExactForm("chat_reminder", lambda: say("Remind the customer"), _of_reminder),
    Nudge.ANSWER_WAITS: ExactForm(
        "chat_answer_waits", lambda: say("An answer waits"), _of_answer_waits
    ),
    Nudge.CLOSING_LINE: ExactForm(
        "chat_closing_line", lambda: say("The closing line"), _of_closing_line
    ),
}
