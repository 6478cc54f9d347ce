"""Slack's rate limits, in real time: a token bucket per method, and per channel for posting.

A test may let that time run faster: what takes Slack a minute then takes three seconds.

Source: docs.slack.dev/apis/web-api/rate-limits (2026). How large a burst Slack forgives is not
documented; four messages a channel, and forty in a workspace, are this simulator's guess.
"""

import math
import time

PER_MINUTE = {
    "auth.test": 600,
    "chat.getPermalink": 600,
    "chat.postEphemeral": 100,
    "users.info": 100,
    "conversations.members": 100,
    "views.open": 100,
    "views.update": 100,
    "views.push": 100,
    "views.publish": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "files.info": 100,
    "users.list": 20,
    "conversations.list": 20,
    "users.conversations": 20,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
}
TIER_3 = 50
POSTS_PER_SECOND = 1.0
POST_BURST = 4
POSTS_PER_MINUTE = 400  # "several hundred" in a workspace
POSTS_AT_ONCE = 40


class RateLimits:
    """Remembers the calls made; `wait` says how long the next one has to wait."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, channel: str, *, speed: float = 1.0) -> int:
        """Seconds of Retry-After for this call; 0 when it may go, and is then counted."""
        if method == "chat.postMessage":
            workspace = self._take("posts", POSTS_AT_ONCE, POSTS_PER_MINUTE / 60 * speed)
            return workspace or self._take(f"post {channel}", POST_BURST, POSTS_PER_SECOND * speed)
        most = PER_MINUTE.get(method, TIER_3)
        return self._take(method, most, most / 60 * speed)

    def _take(self, name: str, most: float, rate: float) -> int:
        now = time.monotonic()
        level, since = self._buckets.get(name, (most, now))
        level = min(most, level + (now - since) * rate)
        if level < 1:
            self._buckets[name] = (level, now)
            return max(1, math.ceil((1 - level) / rate))
        self._buckets[name] = (level - 1, now)
        return 0
