"""Deleting our own comment, hiding a customer's and showing it again. Doing it twice does no harm.

Source: developers.facebook.com/docs/graph-api/reference/comment (2026-09): DELETE, and POST with
``is_hidden``, which only comments have.
"""

from collections.abc import Callable

from bot.channels.certainty import Call
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import GONE, outcome
from bot.channels.transport import CutOff, NotReached
from bot.domain.records.answers.moderation import Act
from bot.outbox.kinds import ModerationPayload
from bot.outbox.outcome import Outcome, Receipt, Refused


def moderate(client: FacebookClient, asked: ModerationPayload, *, attempt: int) -> Outcome:
    """Do it once and say strictly what is certain."""
    post = asked.external_id
    if asked.act == Act.REMOVE_ANSWER:
        return _ended(lambda: client.remove(post), lambda: False, asked, attempt)
    if post.startswith(f"{asked.account}_"):
        words = "Facebook lets us hide comments, not posts on the Page. Hide the post on Facebook."
        return Refused("not_possible", words)
    hidden = asked.act == Act.HIDE
    return _ended(
        lambda: client.change(post, is_hidden="true" if hidden else "false"),
        lambda: _is_hidden(client, post) is hidden,
        asked,
        attempt,
    )


def _ended(
    do: Callable[[], None], is_so: Callable[[], bool], asked: ModerationPayload, attempt: int
) -> Outcome:
    def means(trouble: GraphTrouble) -> Outcome:
        gone = (trouble.error.code, trouble.error.subcode) == GONE and trouble.status < 500
        if gone and asked.act == Act.REMOVE_ANSWER:
            return Receipt(asked.external_id)
        ended = outcome(trouble, attempt=attempt, page=asked.account)
        already = isinstance(ended, Refused) and not gone and is_so()
        return Receipt(asked.external_id) if already else ended

    return Call(
        do,
        trouble=GraphTrouble,
        means=means,
        told=lambda _: Receipt(asked.external_id),
        not_reached="Facebook could not be reached; nothing was done.",
        cut_off="Facebook may have done it or not.",
    ).outcome()


def _is_hidden(client: FacebookClient, post: str) -> bool | None:
    """None where Facebook does not say."""
    try:
        told = client.node(post, fields="id,is_hidden").get("is_hidden")
    except (NotReached, CutOff, GraphTrouble):
        return None
    return told if isinstance(told, bool) else None
