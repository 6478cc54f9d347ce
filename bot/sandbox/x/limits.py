"""X's rate limits by operation and caller, in fixed windows of real time, with their headers.

Source: docs.x.com/x-api/fundamentals/rate-limits (2026-08). The windows run in real time although
the sandbox's clock may jump: how fast a client may call has nothing to do with business time.
"""

import time
from collections import Counter

QUARTER = 900
# operation: (for the app's bearer, for a user, window in seconds)
LIMITS: dict[str, tuple[int, int, int]] = {
    "GET /2/users/me": (75, 75, QUARTER),
    "GET /2/users/:id/mentions": (450, 300, QUARTER),
    "GET /2/users/:id/tweets": (10_000, 900, QUARTER),
    "GET /2/tweets": (3500, 5000, QUARTER),
    "GET /2/tweets/:id": (450, 900, QUARTER),
    "GET /2/tweets/search/recent": (450, 300, QUARTER),
    "POST /2/tweets": (10_000, 100, QUARTER),
    "DELETE /2/tweets/:id": (50, 50, QUARTER),
    "PUT /2/tweets/:id/hidden": (50, 50, QUARTER),
    "GET /2/dm_events": (15, 15, QUARTER),
    "GET /2/dm_conversations/with/:id/dm_events": (15, 15, QUARTER),
    "POST /2/dm_conversations/with/:id/messages": (15, 15, QUARTER),
    "GET /2/usage/tweets": (50, 50, QUARTER),
}


class Limits:
    """Counts calls per operation and caller. While `enforced` is False it refuses nothing and tells of
    a whole budget, or a client that keeps to what it is told would wait for the next window."""

    def __init__(self) -> None:
        self.enforced = False  # as Slack's: the page and the tests switch it on
        self._used: Counter[tuple[str, str, int]] = Counter()

    def spend(self, operation: str, caller: str | None) -> tuple[bool, dict[str, str]]:
        """Whether this call is allowed, and the x-rate-limit headers of its answer."""
        app, user, window = LIMITS[operation]
        limit = app if caller is None else user
        slot = int(time.time() // window)
        key = (operation, caller or "", slot)
        allowed = not self.enforced or self._used[key] < limit
        self._used[key] += 1
        left = max(0, limit - self._used[key]) if self.enforced else limit
        return allowed, self.headers(limit, left, (slot + 1) * window)

    @staticmethod
    def headers(limit: int, remaining: int, reset: int) -> dict[str, str]:
        """`reset` is in seconds since 1970, real time. X sends no Retry-After."""
        return {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(remaining),
            "x-rate-limit-reset": str(reset),
        }
