"""What the thread says where our only answer was removed: the question, its two presses, what was decided."""

from collections.abc import Callable

from bot.language import say
from bot.slack.api.values import MessageValue
from bot.slack.views import parts
from bot.slack.views.models import EventShown
from bot.slack.views.parts import Block

OWED, LEFT = "answer_owed", "answer_left"


def _gone(shown: EventShown) -> str:
    channel, owner = parts.safe(shown.channel_title), shown.details.get("to_person") or ""
    if owner:
        return say(
            "🟠 <@{who}>, our only answer is gone from {channel}. Please say what that means.",
            who=owner,
            channel=channel,
        )
    return say(
        "🟠 Our only answer is gone from {channel}. Nobody has this case: whoever reads this, please say "
        "what that means.",
        channel=channel,
    )


def _owed(shown: EventShown) -> str:
    return say("{who}: an answer is owed again. Its clock runs from now.", who=shown.actor)


def _left(shown: EventShown) -> str:
    return say("{who}: it is left at that, the customer was answered.", who=shown.actor)


def after_removal(shown: EventShown) -> list[Block]:
    """Under the question: the two ways to answer it."""
    if shown.template != "answer_gone":
        return []
    message_id = shown.details.get("message_id") or 0
    value = str(MessageValue(message_id))
    owed, left = say("An answer is owed again"), say("Leave it: the customer was answered")
    buttons = [
        parts.button(owed, action_id=OWED, value=value, style="primary"),
        parts.button(left, action_id=LEFT, value=value),
    ]
    return [parts.actions(f"removed-{message_id}", buttons)]


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "answer_gone": _gone,
    "answer_owed": _owed,
    "answer_left": _left,
}
