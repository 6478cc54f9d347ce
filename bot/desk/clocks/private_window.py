"""The platform's own deadline: for how many hours after a private word it takes our answer.

A channel states it as a capability. Any answer of ours that is published in private keeps it.
"""

from sqlmodel import Session

from bot.domain.records.case import Case
from bot.domain.records.message import Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla import decisions
from bot.domain.sla.case_clocks import Word
from bot.storage.clocks.case_clocks import StoredClocks


def on_customer_wrote(
    *,
    session: Session,
    rules: HouseRules,
    case: Case,
    message: Message,
    window_h: float | None,
) -> None:
    """Each private word opens a new window; one that ran out before it stays missed.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    word = Word(message.posted_at, message.id, str(message.surface))
    decisions.private_word(StoredClocks(session, case, rules), word, window_h=window_h)
