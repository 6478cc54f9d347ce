"""Sentences about answers that were given on the platform itself."""

from collections.abc import Callable

from bot.domain.records.answers.looked import Looked
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import MessageValue
from bot.slack.views import parts
from bot.slack.views.answers.native_answers import counted_as
from bot.slack.views.models import EventShown
from bot.slack.views.parts import Block

WAS_NONE = "answer_was_none"


def _by_hand(shown: EventShown) -> str:
    channel = parts.safe(shown.channel_title)
    link = parts.link(shown.permalink, say("See it on {channel}", channel=shown.channel_title))
    told = say(
        "✅ {who} answered {case} by hand on {channel}.",
        who=shown.actor,
        case=case_reference(shown.case_id),
        channel=channel,
    )
    return f"{told} {link}".rstrip()


def _was(shown: EventShown) -> str:
    said = say(
        "{who} said that what we wrote on {channel} was no answer.",
        who=shown.actor,
        channel=parts.safe(shown.channel_title),
    )
    return f"{said} {counted_as(str(shown.details.get('purpose') or 'answers'))}"


def _found(shown: EventShown) -> str:
    return say("Earshot looked on {channel}: the answer is there.", channel=_channel(shown))


def _not_there(shown: EventShown) -> str:
    code, who = shown.details.get("code") or "", shown.details.get("to_person") or "USLACKBOT"
    why = {
        str(Looked.BY_ANOTHER): say("none of our accounts wrote what is at that address"),
        str(Looked.ELSEWHERE): say("what is at that address answers somebody else"),
    }.get(code, say("nothing is at that address"))
    told = say(
        "🔴 <@{who}>, Earshot looked on {channel} for the answer you told of, and {why}.",
        who=who,
        channel=_channel(shown),
        why=why,
    )
    so = say("It does not count: the clocks run on as if nothing had been said.")
    if not shown.details.get("unanswered"):
        so = say("The case has ended since. Reopen it if the customer still waits.")
    return f"{told} {so}"


def _not_looked_up(shown: EventShown) -> str:
    who = shown.details.get("to_person") or "USLACKBOT"
    return say(
        "Nobody looked on {channel} whether that answer is there: it counts on the word of <@{who}>.",
        channel=_channel(shown),
        who=who,
    )


def _channel(shown: EventShown) -> str:
    return parts.safe(shown.channel_title)


def after_native(shown: EventShown) -> list[Block]:
    """Under an answer that counts on somebody's word: the way back."""
    if shown.template not in {"answer_found", "answer_not_looked_up"}:
        return []
    message_id = shown.details.get("message_id") or 0
    sure = parts.confirm(
        say("No answer?"),
        say("Then the clocks run on as if nothing had been said. This cannot be taken back here."),
        yes=say("It was no answer"),
    )
    label, value = say("That was no answer"), str(MessageValue(message_id))
    button = parts.button(label, action_id=WAS_NONE, value=value, confirm=sure)
    return [parts.actions(f"was-none-{message_id}", [button])]


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "answered_by_hand": _by_hand,
    "answer_was": _was,
    "answer_found": _found,
    "answer_not_there": _not_there,
    "answer_not_looked_up": _not_looked_up,
}
