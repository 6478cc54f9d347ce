"""What Graph's error codes mean, in words for a person, and what to do about each.

Source: developers.facebook.com/docs/graph-api/guides/error-handling and
/docs/graph-api/overview/rate-limiting, 2026-09.
"""

from bot.channels.channel import PollFailed
from bot.channels.facebook.client import GraphTrouble
from bot.language import stored
from bot.outbox.keys import account_brake
from bot.outbox.outcome import Outcome, Refused, TryLater, Uncertain, bounded_wait

WAIT_S = 300.0  # where Graph does not say how long; calling on would prolong it
GONE = (100, 33)
SETTINGS = "EARSHOT_FACEBOOK_PAGES"

_THROTTLES = frozenset({4, 17, 32, 341, 613, *range(80000, 80100)})
_TEMPORARY = frozenset({1, 2})
_DUPLICATES = frozenset({506, 1705})
_DEAD_TOKEN = {
    458: "the app was removed from the Page",
    460: "the password of its owner was changed",
    463: "it has expired",
    464: "its owner's account is not confirmed",
    467: "it is no longer valid",
}


def poll_failed(trouble: GraphTrouble, *, who: str) -> PollFailed:
    """Why reading failed, and whether waiting mends it."""
    code = trouble.error.code
    if trouble.status >= 500 or code in _TEMPORARY:
        return PollFailed(stored("Facebook has trouble of its own reading {who}.", who=who))
    if wait := asked_to_wait(trouble):
        return PollFailed(
            stored("Facebook asks to wait before reading {who} again.", who=who), retry_after_s=wait
        )
    if trouble.error.is_transient:
        return PollFailed(stored("Facebook could not read {who} just now.", who=who))
    return PollFailed(f"{who}: {_refused(trouble).explanation}", needs_person=True)


def asked_to_wait(trouble: GraphTrouble) -> float | None:
    """For how many seconds Facebook wants no call; None where that is not what it says."""
    if trouble.status >= 500 or trouble.error.code in _TEMPORARY or not _is_throttle(trouble):
        return None
    return bounded_wait(trouble.wait_s or WAIT_S)


def outcome(trouble: GraphTrouble, *, attempt: int, page: str) -> Outcome:
    """How a send ends that Graph answered without an id. Only what is certain is said."""
    code = trouble.error.code
    if trouble.status >= 500:
        return Uncertain(
            stored(
                "Facebook answered {status}; the answer may be there or not.", status=trouble.status
            )
        )
    if _is_throttle(trouble):
        wait = bounded_wait(trouble.wait_s or WAIT_S)
        reason = "Facebook asks to wait before the next answer."
        return TryLater(wait, reason, brake=account_brake("facebook", page))
    if code in _TEMPORARY or trouble.error.is_transient:
        return Uncertain("Facebook says it failed for a moment; the answer may be there or not.")
    if code in _DUPLICATES:
        return _duplicate(attempt)
    if code or trouble.status in {400, 401, 403, 404}:
        return _refused(trouble)
    return Uncertain(
        stored("Facebook answered {status} without saying why.", status=trouble.status)
    )


def _is_throttle(trouble: GraphTrouble) -> bool:
    return trouble.error.code in _THROTTLES or trouble.status == 429


def _refused(trouble: GraphTrouble) -> Refused:
    error = trouble.error
    if error.code == 190:
        why = _DEAD_TOKEN.get(error.subcode, "it cannot be used")
        return Refused(
            "token",
            stored(
                "Facebook does not accept the Page's token: {why}. Make a new one, {setting}.",
                why=why,
                setting=SETTINGS,
            ),
        )
    if error.code == 10 or 200 <= error.code <= 299:
        words = (
            "The Page's token lacks a permission; it needs pages_manage_engagement and "
            "pages_read_user_content."
        )
        return Refused("permission", f"{words} {error.message}")
    if (error.code, error.subcode) == GONE:
        return Refused("gone", "The post is no longer there, or the Page may not see it.")
    if error.code == 368:
        words = (
            "Facebook has blocked the Page from this for a while. Look into its support inbox before "
            "anything else is answered."
        )
        return Refused("blocked", words)
    return Refused(
        "invalid",
        stored(
            "Facebook did not accept this ({code}): {message}",
            code=error.code,
            message=error.message,
        ),
    )


def _duplicate(attempt: int) -> Outcome:
    """On a resend: the first one is there. On a first attempt: it was said before."""
    if attempt > 1:
        return Uncertain("Facebook says the same text is there already.")
    words = "Facebook refuses to publish the same words again so soon. Change the text."
    return Refused("duplicate", words)
