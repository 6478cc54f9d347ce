"""The bank's own numbers, addresses and links among the *Desk settings*, and known ones of fraudsters."""

from bot.domain.rules.house.contact_row import FRAUD, OURS, ContactRow
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.home.reviewed_forms import select, text
from bot.slack.views.parts import Block

_LEFT_TO_RIGHT = (
    "\u200e"  # or the groups of a number stand in order from the right in an Arabic line
)


def about() -> str:
    """What the kind is for."""
    return say(
        "The bank's own numbers, addresses and links: they may stand in any answer and are never masked. "
        "Known ones of fraudsters are shown to staff by name."
    )


def said(row: ContactRow) -> str:
    """One row, as mrkdwn."""
    whose = say("of a fraudster") if row.whose == FRAUD else ""
    number = f"*{_LEFT_TO_RIGHT}{parts.safe(row.value)}{_LEFT_TO_RIGHT}*"
    return parts.apart(number, whose, parts.safe(row.name))


def fields() -> list[Block]:
    """The number, whose it is, and what of."""
    whose = [(OURS, say("Ours: may be published")), (FRAUD, say("A fraudster's"))]
    return [
        parts.input_block(
            say("Number, e-mail address or link"),
            text("", most=100),
            block_id="value",
            hint=say(
                "Like +44 20 7946 0958, help@bank.example, @bank.example for all of a domain, or "
                "bank.example for all links there."
            ),
        ),
        parts.input_block(say("Whose"), select(whose, OURS), block_id="whose"),
        parts.input_block(
            say("What of"),
            text("", most=40),
            block_id="name",
            hint=say("Of a fraudster's number staff see this in its place."),
            optional=True,
        ),
    ]
