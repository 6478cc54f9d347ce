"""How long an answer waits for a second pair of eyes, where the policy promises something of it.

Whoever calls these writes ``approval_asked`` (with the surface) or ``approval_decided`` in the case's
trail, in the same transaction: a replay reads them there.
"""

from datetime import datetime

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case, Surface
from bot.domain.sla import decisions
from bot.storage.clocks.case_clocks import StoredClocks


def on_asked(desk: Desk, *, case: Case, surface: Surface, at: datetime) -> None:
    """Start the approval clock, if none runs: one wait is one clock, however often it is asked."""
    clocks = StoredClocks(desk.session, case, desk.rules)
    decisions.approval_asked(clocks, at=at, surface=str(surface))


def on_decided(desk: Desk, *, case: Case, at: datetime) -> None:
    """Meet the approval clock: somebody looked and said yes or no."""
    decisions.approval_decided(StoredClocks(desk.session, case, desk.rules), at=at)
