"""Looking whether public posts we hold are still there: a removal whose webhook was lost.

Source: developers.facebook.com/docs/graph-api/batch-requests (2026): up to 50 reads in one request,
each counted as a call of its own, each answered apart. "Gone" and "not allowed to see it" are one
error (100/33). So the same request reads something that needs the permission for customers' words,
and when hardly anything is left, nothing is believed.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.channels.channel import PollFailed
from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.explanations import GONE
from bot.channels.facebook.polling import explained
from bot.domain.channels.inbound import Happening, Inbound
from bot.language import stored

AT_ONCE = 49  # and one that must succeed
_FEW = 4
_NUMBERS = re.compile(r"[0-9]+_[0-9]+")  # of posts and comments


def gone(client: FacebookClient, ids: Sequence[str]) -> list[str]:
    """Which of these are no longer there. Raises PollFailed.

    A comment counts when the Page's post above it can still be read: of one elsewhere, where the Page
    was only named, nobody could tell. Recommendations cannot be read at all and are not asked for.
    """
    ours = [each for each in ids if _NUMBERS.fullmatch(each)]
    found = _unseen(client, ours)
    if len(ours) >= _FEW and len(found) * 2 > len(ours):
        raise PollFailed(
            stored(
                "Facebook shows hardly anything any more of what {who} was told. Earshot removes nothing "
                "for that; look whether the Page's token has lost a permission.",
                who=client.keys.name,
            ),
            needs_person=True,
        )
    above = {each: _post_above(client.keys.id, each) for each in found}
    unseen = set(_unseen(client, sorted({post for post in above.values() if post})))
    return [each for each, post in above.items() if post is None or post not in unseen]


def _unseen(client: FacebookClient, ids: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(ids), AT_ONCE):
        look = partial(_gone, client, ids[start : start + AT_ONCE])
        found += explained(look, who=client.keys.name)
    return found


def _post_above(page: str, external_id: str) -> str | None:
    """The Page's post that a comment would stand under; None for a post of the Page itself."""
    number = external_id.partition("_")[0]
    return None if number == page else f"{page}_{number}"


def removal(page: str, external_id: str, *, now: datetime) -> Inbound:
    """That it is gone; when it went, nobody says."""
    return Inbound(
        channel="facebook",
        account=page,
        happening=Happening.REMOVED,
        external_id=external_id,
        conversation=external_id,
        at=now,
    )


def _gone(client: FacebookClient, ids: Sequence[str]) -> list[str]:
    probe = f"{client.keys.id}/visitor_posts?fields=id&limit=1"
    first, *others = client.batch([probe, *(f"{each}?fields=id" for each in ids)])
    if not isinstance(first, dict) or first.get("code") != 200:
        raise PollFailed(
            stored("Facebook lets us read nothing of {who} just now.", who=client.keys.name)
        )
    return [each for each, answer in zip(ids, others, strict=True) if _is_gone(answer)]


def _is_gone(answer: Any) -> bool:
    try:
        error = json.loads(answer["body"])["error"]
        return (error["code"], error.get("error_subcode")) == GONE
    except (KeyError, TypeError, ValueError):
        return False
