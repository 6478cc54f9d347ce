"""How long an answer waits for a second pair of eyes, where the policy promises something of it.

Whoever calls these writes ``approval_asked`` (with the surface) or ``approval_decided`` in the case's
trail, in the same transaction: a replay reads them there.
"""

from datetime import datetime

from sqlmodel import Session

from bot.domain.records.case import Case, Surface
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla import decisions
from bot.storage.clocks.case_clocks import StoredClocks


def on_asked(
    *, session: Session, rules: HouseRules, case: Case, surface: Surface, at: datetime
) -> None:
    """An answer waits. One wait is one clock, however often it is asked."""
    decisions.approval_asked(StoredClocks(session, case, rules), at=at, surface=str(surface))


def on_decided(*, session: Session, case: Case, at: datetime) -> None:
    """Somebody looked and said yes or no: either keeps the promise."""
    decisions.approval_decided(StoredClocks(session, case), at=at)
