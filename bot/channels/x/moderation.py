"""Taking down a post of our own. To do it twice does no harm: what is gone is gone.

Hiding is left out: X hides only replies in a conversation that the account itself began.
Source: docs.x.com/x-api/posts/manage-tweets, 2026-08.
"""

import time
from typing import Any

from bot.channels.certainty import Call
from bot.channels.x.client import XClient, XTrouble
from bot.channels.x.explanations import NO_CREDIT, outcome
from bot.domain.records.answers.moderation import Act
from bot.outbox.keys import account_brake
from bot.outbox.kinds import ModerationPayload
from bot.outbox.outcome import Outcome, Receipt, Refused, Uncertain

_ONLY_OWN = "not authorized to delete"
_BY_HAND = "Or delete it on X itself."


def moderate(client: XClient, asked: ModerationPayload, *, attempt: int) -> Outcome:
    """Delete our own post; a post that is not there any more is a receipt as well."""
    if asked.act is not Act.REMOVE_ANSWER:
        return Refused("not_possible", "X lets nobody hide this post from here. Open it on X.")

    def told(answer: dict[str, Any]) -> Outcome:
        data = answer.get("data")
        if not isinstance(data, dict) or "deleted" not in data:
            return Uncertain("X did not say whether it deleted the post.")
        return Receipt(asked.external_id)

    return Call(
        lambda: client.delete(asked.external_id),
        trouble=XTrouble,
        means=lambda trouble: _ended(trouble, asked, attempt),
        told=told,
        not_reached="X could not be reached; nothing was deleted.",
        cut_off="X may have deleted the post or not.",
    ).outcome()


def _ended(trouble: XTrouble, asked: ModerationPayload, attempt: int) -> Outcome:
    if trouble.status == 404:
        return Receipt(asked.external_id)
    if trouble.status == 403 and _ONLY_OWN in trouble.detail.lower():
        return Refused("not_ours", "X deletes only what this account wrote itself.")
    brake = account_brake("x", asked.account)
    ended = outcome(trouble, attempt=attempt, brake=brake, now=time.time())
    if isinstance(ended, Refused) and ended.code in {"no_credit", "forbidden", "invalid"}:
        words = f"{NO_CREDIT if ended.code == 'no_credit' else ended.explanation} {_BY_HAND}"
        return Refused(ended.code, words)
    return ended
