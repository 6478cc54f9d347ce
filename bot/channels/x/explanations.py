"""What X's refusals mean, in words for a person, and what to do about each.

Source: docs.x.com/x-api/fundamentals/response-codes-and-errors, 2026-08; the sentences of the reply
rule and of duplicates are those X sends, which its documentation does not list.
"""

from bot.channels.channel import PollFailed
from bot.channels.x.client import XTrouble
from bot.language import stored
from bot.outbox.outcome import Outcome, Refused, TryLater, Uncertain

NO_RESET_KNOWN_S = 60.0
DEVELOPER = "developer.x.com"

_NOT_ALLOWED = (
    "X lets an app answer only people who named or quoted the account. "
    "Use “open on X” and answer there by hand; the answer is then recognised by itself."
)
NO_CREDIT = "X has no credit left. Buy credit at developer.x.com and send it again."
_MEANWHILE = (
    "Until then: Use “open on X” and answer there by hand; the answer is then recognised by itself."
)
_NO_MESSAGES = (
    "X does not let this account write to the customer in private: they take private messages only "
    "from people they follow, or have blocked the account. If they wrote in public too, ask them there "
    "to write first."
)
_FORBIDDEN = {
    "reply to this conversation is not allowed": ("reply_not_allowed", _NOT_ALLOWED),
    "deleted or not visible": (
        "gone",
        "The post is no longer there, or its author has hidden it from this account.",
    ),
    "cannot send messages": ("cannot_message", _NO_MESSAGES),
    "not following you": ("cannot_message", _NO_MESSAGES),
    "not verified to send message": ("cannot_message", _NO_MESSAGES),
    "direct message": (
        "permission",
        stored(
            "The app may not write private messages. Give it *Read, write and direct messages* at "
            "{where}, then make new tokens.",
            where=DEVELOPER,
        ),
    ),
    "too long": ("too_long", "X counts this answer as too long. Shorten it and send it again."),
    "oauth1": (
        "permission",
        stored(
            "The app may only read. Give it *Read and write* at {where}, then make new tokens.",
            where=DEVELOPER,
        ),
    ),
}
_DUPLICATE = "duplicate content"


def poll_failed(trouble: XTrouble, *, who: str, now: float) -> PollFailed:
    """Why reading failed, and whether waiting mends it."""
    if trouble.status == 429:
        wait = _until(trouble, now)
        return PollFailed(
            stored("X asks to wait before reading {who} again.", who=who), retry_after_s=wait
        )
    if trouble.status >= 500:
        return PollFailed(
            stored(
                "X has trouble of its own ({status}) reading {who}.", status=trouble.status, who=who
            )
        )
    words = {
        401: stored(
            "X does not accept the tokens of {who}. Make new ones at {where}.",
            who=who,
            where=DEVELOPER,
        ),
        402: stored(
            "X has no credit left for {who}, so nothing comes in. Buy credit at {where}.",
            who=who,
            where=DEVELOPER,
        ),
        403: stored(
            "X does not let the app read for {who}: {detail}", who=who, detail=trouble.detail
        ),
        404: stored("X does not know the account id of {who}. Check EARSHOT_X_ACCOUNTS.", who=who),
    }
    usual = stored(
        "X did not accept the request for {who} ({status}): {detail}",
        who=who,
        status=trouble.status,
        detail=trouble.detail,
    )
    return PollFailed(words.get(trouble.status, usual), needs_person=True)


def outcome(trouble: XTrouble, *, attempt: int, brake: str | None, now: float) -> Outcome:
    """How a send ends that X answered otherwise than with a post. Only what is certain is said."""
    if trouble.status == 429:
        return TryLater(_until(trouble, now), "X asks to wait before the next post.", brake)
    if trouble.status not in {400, 401, 402, 403, 404}:
        return Uncertain(
            stored("X answered {status}; the answer may be there or not.", status=trouble.status)
        )
    if trouble.status == 403 and _DUPLICATE in trouble.detail.lower():
        return _duplicate(attempt)
    return _refused(trouble)


def _refused(trouble: XTrouble) -> Refused:
    if trouble.status == 403:
        for sentence, (code, words) in _FORBIDDEN.items():
            if sentence in trouble.detail.lower():
                return Refused(code, words)
    # No credit is not waited out: an answer that goes out days later, unasked, would be worse.
    code, words = {
        401: (
            "token",
            stored(
                "X does not accept the account's tokens. Make new ones at {where}.", where=DEVELOPER
            ),
        ),
        402: (
            "no_credit",
            f"{NO_CREDIT} {_MEANWHILE}",
        ),
        403: ("forbidden", stored("X does not allow this: {detail}", detail=trouble.detail)),
        404: ("gone", "The post is no longer there."),
    }.get(
        trouble.status,
        ("invalid", stored("X did not accept this answer: {detail}", detail=trouble.detail)),
    )
    return Refused(code, words)


def _duplicate(attempt: int) -> Outcome:
    """On a resend: the first one is there. On a first attempt: it was said before."""
    if attempt > 1:
        return Uncertain("X says the same text is there already.")
    words = "X refuses to publish the same words again so soon. Change the text and send it again."
    return Refused("duplicate", words)


def _until(trouble: XTrouble, now: float) -> float:
    wait_s = trouble.wait_s(now)
    return NO_RESET_KNOWN_S if wait_s is None else max(1.0, wait_s)
