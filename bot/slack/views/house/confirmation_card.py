"""The direct message that asks whether a command was typed by whom it names."""

from bot.domain.records.confirmation import Confirmation, Confirmed
from bot.domain.text.moments import moment
from bot.language import say, say_stored
from bot.slack.api.values import ConfirmationValue
from bot.slack.views import parts
from bot.slack.views.models import Drawn

IT_IS_ME, NOT_ME_STOP = "command_is_mine", "command_not_mine"


def confirmation_card(asked: Confirmation) -> Drawn:
    """Who typed what, until when, and the two buttons; once it is answered, what was said and done."""
    what = parts.safe(say_stored(asked.what), 1000)
    if asked.decision is not None:
        return _over(asked, what)
    title = say(
        "🔐 {name} typed a command in your name: {what} Was it you, or on your behalf?",
        name=parts.safe(asked.operator),
        what=what,
    )
    hint = say(
        "It waits for you until {until}, and does exactly this, once. If you did not expect it, say no.",
        until=moment(asked.ends_at),
    )
    value = str(ConfirmationValue(asked.pk))
    buttons = [
        parts.button(say("Yes, it is me"), action_id=IT_IS_ME, value=value, style="primary"),
        parts.button(say("No, stop"), action_id=NOT_ME_STOP, value=value, style="danger"),
    ]
    blocks = [
        parts.section(title),
        parts.context(hint),
        parts.actions(f"confirmation-{asked.pk}", buttons),
    ]
    return Drawn(blocks, title)


def _over(asked: Confirmation, what: str) -> Drawn:
    if asked.decision is not Confirmed.YES:
        words = say("⛔ You said that it was not you: {what} It was not done.", what=what)
    elif asked.used_at is None:
        words = say("✅ You confirmed; nothing was done yet: {what}", what=what)
    else:
        words = say("✅ You confirmed, and it was done: {what}", what=what)
    return Drawn([parts.context(words)], words)
