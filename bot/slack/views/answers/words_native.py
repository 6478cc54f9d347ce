"""Sentences about answers that were given on the platform itself."""

from collections.abc import Callable

from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.answers.native_answers import counted_as
from bot.slack.views.models import EventShown


def _who(shown: EventShown) -> str:
    return f"<@{shown.slack_user_id}>" if shown.slack_user_id else "Earshot"


def _by_hand(shown: EventShown) -> str:
    channel = parts.safe(shown.channel_title)
    link = parts.link(shown.permalink, say("See it on {channel}", channel=shown.channel_title))
    told = say(
        "✅ {who} answered {case} by hand on {channel}.",
        who=_who(shown),
        case=case_reference(shown.case_id),
        channel=channel,
    )
    return f"{told} {link}".rstrip()


def _was(shown: EventShown) -> str:
    said = say(
        "{who} said that what we wrote on {channel} was no answer.",
        who=_who(shown),
        channel=parts.safe(shown.channel_title),
    )
    return f"{said} {counted_as(str(shown.details.get('purpose') or 'answers'))}"


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "answered_by_hand": _by_hand,
    "answer_was": _was,
}
