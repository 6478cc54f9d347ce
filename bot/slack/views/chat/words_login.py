"""What the private thread says of customers who sign in with the bank's own login."""

from collections.abc import Callable

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.models import EventShown


def entered(shown: EventShown) -> str:
    """Somebody came in by a link for all to read, with no other proof than the login."""
    came = say(
        "🔐 Somebody is in the secure chat, {when}: entered by public link, {identified}.",
        when=moment(shown.at),
        identified=_identified(shown),
    )
    return f"{came} {_says_no_more()}"


def _identified(shown: EventShown) -> str:
    login = parts.safe(shown.details.get("title", ""))
    if not shown.person:
        return say("identified by {login}", login=login)
    return say(
        "identified by {login} as {person}",
        login=login,
        person=f"*{parts.safe(shown.person, 100)}*",
    )


def _says_no_more() -> str:
    return say("The login says who they are at the bank, not that they wrote the post.")


def _signed_in(shown: EventShown) -> str:
    return say(
        "🔐 The customer in the secure chat signed in, {when}: {identified}.",
        when=moment(shown.at),
        identified=_identified(shown),
    )


def _other_person(shown: EventShown) -> str:
    owner = shown.details.get("owner", "")
    told = {"when": moment(shown.at), "identified": _identified(shown)}
    if shown.details.get("public"):
        said = say(
            "⚠️ *Another person than before* signed in to this secure chat, {when}: {identified}. "
            "They are in. Make sure whom you talk to, or revoke the chat.",
            **told,
        )
    else:
        said = say(
            "⚠️ *Another person than before* tried to get into this secure chat, {when}: {identified}. "
            "They were not let in. Make sure whom you talk to, or revoke the chat.",
            **told,
        )
    return f"<@{owner}> {said}" if owner else said


def _failed(shown: EventShown) -> str:
    return say(
        "🔐 The customer could not sign in with {login}, {when}: what came back proves nothing. "
        "Nobody was let in by it.",
        login=parts.safe(shown.details.get("title", "")),
        when=moment(shown.at),
    )


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "chat_identified": _signed_in,
    "chat_other_person": _other_person,
    "chat_login_failed": _failed,
}
