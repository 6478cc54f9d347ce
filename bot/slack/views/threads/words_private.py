"""The sentences that tie a case's private thread to its public one. Never a word of the customer."""

from collections.abc import Callable

from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import say, say_stored
from bot.slack.views import parts
from bot.slack.views.models import EventShown


def _to_private(shown: EventShown) -> str:
    link = parts.link(shown.permalink, say("Open the private thread"))
    return f"{say('→')} {link}" if link else say("It stands in the private channel.")


def _to_public(shown: EventShown) -> str:
    link = parts.link(shown.permalink, say("Open the public thread"))
    return f"{say('→')} {link}" if link else ""


def _private_word(shown: EventShown) -> str:
    wrote = say("🔒 The customer wrote in private, {when}.", when=moment(shown.at))
    return f"{wrote} {_to_private(shown)}"


def _answered_in_private(shown: EventShown) -> str:
    if shown.slack_user_id:
        said = say("🔒 {who} answered in private, {when}.", who=shown.actor, when=moment(shown.at))
    else:
        channel = parts.safe(shown.channel_title)
        said = say("🔒 The customer was answered in private on {channel} itself.", channel=channel)
    return f"{said} {_to_private(shown)}"


def _private_thread(shown: EventShown) -> str:
    what = say(
        "🔒 This is the private part of {case}. Only members of this channel see what is said here; "
        "nothing of it stands anywhere else.",
        case=case_reference(shown.case_id),
    )
    blindness = parts.safe(say_stored(shown.explanation), 500) if shown.explanation else ""
    return " ".join(part for part in (what, blindness, _to_public(shown)) if part)


def _private_beside(shown: EventShown) -> str:
    return f"{say('🔒 This customer also writes in private.')} {_to_private(shown)}"


def _public_beside(shown: EventShown) -> str:
    return f"{say('The customer now writes in public as well.')} {_to_public(shown)}".rstrip()


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "private_word": _private_word,
    "answered_in_private": _answered_in_private,
    "private_thread": _private_thread,
    "private_beside": _private_beside,
    "public_beside": _public_beside,
}
