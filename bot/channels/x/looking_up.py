"""Looking one post up: is it there, did an account of ours write it, and does it answer this customer?

Source: docs.x.com/x-api/posts/lookup, 2026-08; a post that is not shown stands in ``errors``.
"""

from typing import Any

from bot.channels.certainty import looked_up
from bot.channels.outside import moment, part, parts, text
from bot.channels.x.client import XClient
from bot.channels.x.polling import explained
from bot.channels.x.spelling import normal
from bot.domain.records.answers.looked import Looked
from bot.outbox.kinds import LookPayload
from bot.outbox.outcome import Outcome, Receipt, Refused

_GONE = "resource-not-found"
_ANSWERS = {"replied_to", "quoted"}


def look_up(client: XClient, asked: LookPayload) -> Outcome:
    """Read it once; see LooksUp.look_up."""

    def read() -> Outcome:
        told = explained(lambda: client.posts([asked.external_id]), who=f"@{client.keys.handle}")
        return _judged(normal(told), asked)

    return looked_up(read)


def _judged(answer: dict[str, Any], asked: LookPayload) -> Outcome:
    post = next((each for each in parts(answer, "data") if each.get("author_id")), None)
    if post is None:
        return _not_shown(answer)
    if text(post.get("author_id")) not in asked.accounts:
        return Refused(Looked.BY_ANOTHER, "None of our accounts wrote that post.")
    if not _is_to_the_customer(post, answer, asked):
        return Refused(Looked.ELSEWHERE, "That post of ours answers somebody else.")
    return Receipt(asked.external_id, at=moment(post.get("created_at")))


def _not_shown(answer: dict[str, Any]) -> Outcome:
    gone = any(text(error.get("type")).endswith(_GONE) for error in parts(answer, "errors"))
    if gone:
        return Refused(Looked.NOT_THERE, "X knows no such post.")
    return Refused(Looked.NOBODY_LOOKED, "X does not show that post to the account.")


def _is_to_the_customer(post: dict[str, Any], answer: dict[str, Any], asked: LookPayload) -> bool:
    """It answers or quotes what was said in the case, or another post of the same customer."""
    referred = parts(post, "referenced_posts")
    ids = {text(each.get("id")) for each in referred if text(each.get("type")) in _ANSWERS}
    authors = {
        text(each.get("author_id"))
        for each in parts(part(answer, "includes"), "posts")
        if text(each.get("id")) in ids
    }
    return bool(ids & set(asked.under) or authors & set(asked.customers))
