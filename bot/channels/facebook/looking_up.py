"""Looking one comment up: is it there, did a Page of ours write it, and does it answer this customer?

Source: developers.facebook.com/docs/graph-api/reference/comment (2026-09). "Gone" and "not allowed to
see it" are one error (100/33), so what is gone is believed only while the post above it can be read.
"""

from typing import Any

from bot.channels.certainty import looked_up
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import GONE
from bot.channels.facebook.polling import explained
from bot.channels.outside import moment, part, text
from bot.domain.records.answers.looked import Looked
from bot.outbox.kinds import LookPayload
from bot.outbox.outcome import Outcome, Receipt, Refused

_FIELDS = "id,from,created_time"
_OF_A_COMMENT = f"{_FIELDS},parent{{id}}"  # a post has no parent, and Graph refuses to be asked


def look_up(client: FacebookClient, asked: LookPayload) -> Outcome:
    """Read it once; see LooksUp.look_up."""

    def read() -> Outcome:
        fields = _FIELDS if asked.external_id.startswith(f"{asked.account}_") else _OF_A_COMMENT
        told = explained(
            lambda: _node(client, asked.external_id, fields=fields), who=client.keys.name
        )
        return _gone(client, asked) if told is None else _judged(told, asked)

    return looked_up(read)


def _node(client: FacebookClient, external_id: str, *, fields: str) -> dict[str, Any] | None:
    """None for what is not there, or not for us to see."""
    try:
        return client.node(external_id, fields=fields)
    except GraphTrouble as trouble:
        if (trouble.error.code, trouble.error.subcode) != GONE or trouble.status >= 500:
            raise
        return None


def _gone(client: FacebookClient, asked: LookPayload) -> Outcome:
    above = _post_above(asked)
    seen = explained(lambda: _node(client, above, fields="id"), who=client.keys.name)
    if seen is None:
        return Refused(Looked.NOBODY_LOOKED, "Facebook does not show that place to the Page.")
    return Refused(Looked.NOT_THERE, "Facebook knows no such comment.")


def _judged(comment: dict[str, Any], asked: LookPayload) -> Outcome:
    author = text(part(comment, "from").get("id"))
    if not author:
        return Refused(Looked.NOBODY_LOOKED, "Facebook does not say who wrote it.")
    if author not in asked.accounts:
        return Refused(Looked.BY_ANOTHER, "None of our Pages wrote that comment.")
    parent = text(part(comment, "parent").get("id"))
    places = {*asked.under, *asked.beside}
    if parent not in places and _post_above(asked) not in asked.under:
        return Refused(Looked.ELSEWHERE, "That comment of ours answers somebody else.")
    return Receipt(asked.external_id, at=moment(comment.get("created_time")))


def _post_above(asked: LookPayload) -> str:
    """The Page's post that a comment stands under; of a post, the Page itself."""
    number = asked.external_id.partition("_")[0]
    return number if number == asked.account else f"{asked.account}_{number}"
