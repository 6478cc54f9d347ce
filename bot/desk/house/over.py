"""What is over and of no more use is forgotten by days: what the inbox settled, redraws that went, timers that fired
or were cancelled.

The trail says what happened; what was posted in Slack keeps its delivery, since it may have to be erased there.
"""

from collections import Counter
from datetime import timedelta

from bot.desk.desk import Desk
from bot.inbox import review
from bot.outbox import sweep
from bot.storage.clocks import timers

OVER = "over"


def forget(desk: Desk, done: Counter[str], /, *, limit: int) -> int:
    """Remove at most so much of each, and add it to what was done; how much of the one of which it was most."""
    kept = timedelta(days=desk.rules.retention.over_days)
    before, db_before = desk.now - kept, desk.database_now - kept
    removed = (
        review.forget_settled(session=desk.session, before=before, limit=limit),
        sweep.forget_redraws(session=desk.session, before=db_before, limit=limit),
        timers.forget_over(session=desk.session, before=before, limit=limit),
    )
    done[OVER] += sum(removed)
    return max(removed)
