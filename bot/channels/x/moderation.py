"""Taking down a post of our own. To do it twice does no harm: what is gone is gone.

Hiding is left out: X hides only replies in a conversation that the account itself began.
Source: docs.x.com/x-api/posts/manage-tweets, 2026-08.
"""

import time

from bot.channels.channel import Moderation, ModerationPayload
from bot.channels.transport import CutOff, NotReached
from bot.channels.x.client import XClient, XTrouble
from bot.channels.x.explanations import outcome
from bot.channels.x.outbound import NOT_REACHED_WAIT_S
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain

_ONLY_OWN = "not authorized to delete"


def moderate(client: XClient, asked: ModerationPayload, *, attempt: int) -> Outcome:
    """Delete our own post; a post that is not there any more is a receipt as well."""
    if asked.act is not Moderation.REMOVE_ANSWER:
        return Refused("not_possible", "X lets nobody hide this post from here. Open it on X.")
    try:
        answer = client.delete(asked.external_id)
    except NotReached:
        return TryLater(NOT_REACHED_WAIT_S, "X could not be reached; nothing was deleted.")
    except CutOff as cut:
        return Uncertain(f"X may have deleted the post or not. {cut}")
    except XTrouble as trouble:
        return _ended(trouble, asked, attempt)
    told = answer.get("data")
    if not isinstance(told, dict) or "deleted" not in told:
        return Uncertain("X did not say whether it deleted the post.")
    return Receipt(asked.external_id)


def _ended(trouble: XTrouble, asked: ModerationPayload, attempt: int) -> Outcome:
    if trouble.status == 404:
        return Receipt(asked.external_id)
    if trouble.status == 403 and _ONLY_OWN in trouble.detail.lower():
        return Refused("not_ours", "X deletes only what this account wrote itself.")
    brake = f"x:{asked.account}"
    ended = outcome(trouble, attempt=attempt, brake=brake, now=time.time())
    if isinstance(ended, Refused) and ended.code in {"no_credit", "forbidden", "invalid"}:
        words = f"{ended.explanation.split(' Until then')[0]} Or delete it on X itself."
        return Refused(ended.code, words)
    return ended
