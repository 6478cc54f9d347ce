"""What a private word times beside the response: the platform's own deadline for it, or the chat's promise.

A channel states it as a capability. Any answer of ours that is published in private keeps it.
"""

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.messages.message import Message
from bot.domain.sla import private_decisions
from bot.domain.sla.case_clocks import CustomerMessage
from bot.storage.clocks.case_clocks import StoredClocks


def on_customer_wrote(desk: Desk, *, case: Case, message: Message) -> None:
    """Start a new window at each private message of the platform's; one that ran out before it stays missed.
    A word in the secure chat opens no window: it starts the chat's own clock.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    sent = CustomerMessage(message.posted_at, message.id, str(message.surface))
    clocks = StoredClocks(desk.session, case, desk.rules)
    window_h = desk.private_window_h(message.channel)
    private_decisions.private_message(clocks, sent, window_h=window_h)
    if message.channel == WEBCHAT:
        private_decisions.wrote_in_chat(clocks, sent)
