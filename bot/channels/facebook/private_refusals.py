"""What Messenger refuses and why, in words that say what to do instead.

Source: developers.facebook.com/docs/messenger-platform/error-codes (2026-03).
"""

from bot.channels.facebook.client import GraphTrouble
from bot.channels.facebook.explanations import outcome
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Refused

OUTSIDE_WINDOW = (10, 2018278)
_ANOTHER_APP = (10, 2018300)
_NOBODY = (100, 2018001)
_REPLIED_ALREADY = 10900
_UNAVAILABLE = 551
_PERMISSION = (
    "The Page's token lacks the permission pages_messaging, or the app is not live with advanced "
    "access to it."
)


def private_outcome(trouble: GraphTrouble, *, reply: ReplyPayload, attempt: int) -> Outcome:
    """How a private send ends that Graph answered without an id."""
    usual = outcome(trouble, attempt=attempt, page=reply.account)
    if not isinstance(usual, Refused):
        return usual
    error = trouble.error
    found = (error.code, error.subcode)
    if found == OUTSIDE_WINDOW:
        return Refused("window", _too_late(reply))
    if found == _ANOTHER_APP:
        words = (
            "Another app, or the Page's own inbox, holds this conversation on Facebook. "
            "Answer there, or move it to Earshot there first."
        )
        return Refused("another_app", words)
    if found == _NOBODY:
        words = "Facebook finds nobody to send this to. What they wrote may be gone."
        return Refused("gone", words)
    if error.code == _REPLIED_ALREADY:
        words = (
            "Facebook allows one private answer to a post, and this post has had it. "
            "Ask in public for a message to the Page."
        )
        return Refused("answered_privately", words)
    if error.code == _UNAVAILABLE:
        words = (
            "This person takes no messages from the Page just now. If they wrote in public too, answer "
            "there."
        )
        return Refused("unavailable", words)
    if usual.code == "permission":
        return Refused("permission", f"{_PERMISSION} {error.message}".strip())
    return usual


def _too_late(reply: ReplyPayload) -> str:
    if reply.private_reply_to:
        return "Facebook takes a private answer to a post for seven days only. Answer in public."
    return (
        "Messenger takes an answer for 24 hours after the customer's last word only, and that is over. "
        "If they wrote in public too, answer there; else wait until they write again."
    )
