"""What is over and of no more use is forgotten by days: what the inbox settled, and redraws that went.

The trail says what happened; what was posted in Slack keeps its delivery, since it may have to be erased there.
"""

from datetime import timedelta

from bot.desk.desk import Desk
from bot.inbox import review
from bot.outbox import sweep


def forget(desk: Desk, /, *, limit: int) -> int:
    """Remove at most so much of each; how much of the one of which it was most."""
    kept = timedelta(days=desk.rules.retention.over_days)
    items = review.forget_settled(session=desk.session, before=desk.now - kept, limit=limit)
    redraws = sweep.forget_redraws(
        session=desk.session, before=desk.database_now - kept, limit=limit
    )
    return max(items, redraws)
