"""The platform's own deadline: for how many hours after a private message it takes our answer.

A channel states it as a capability. Any answer of ours that is published in private keeps it.
"""

from bot.desk.desk import Desk
from bot.domain.records.case import Case
from bot.domain.records.message import Message
from bot.domain.sla import decisions
from bot.domain.sla.case_clocks import CustomerMessage
from bot.storage.clocks.case_clocks import StoredClocks


def on_customer_wrote(desk: Desk, *, case: Case, message: Message) -> None:
    """Start a new window at each private message of the platform's; one that ran out before it stays missed.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    sent = CustomerMessage(message.posted_at, message.id, str(message.surface))
    decisions.private_message(
        StoredClocks(desk.session, case, desk.rules),
        sent,
        window_h=desk.private_window_h(message.channel),
    )
