"""The sentences of the secure chat in a case's private thread. Never a word of the customer."""

from collections.abc import Callable

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views.models import EventShown


def _entered(shown: EventShown) -> str:
    if shown.details.get("public"):
        return say(
            "🔐 The customer is in the secure chat, {when}: entered by public link, with a code sent "
            "from their account.",
            when=moment(shown.at),
        )
    return say(
        "🔐 The customer is in the secure chat, {when}: by the link sent to them in private.",
        when=moment(shown.at),
    )


def _ended(shown: EventShown) -> str:
    return say("🔐 The customer ended the secure chat, {when}.", when=moment(shown.at))


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "chat_entered": _entered,
    "chat_ended": _ended,
}
