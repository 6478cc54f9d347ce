"""Recommendations of a Page, and posts elsewhere that name it: complaints come there too.

Sources: developers.facebook.com/docs/graph-api/webhooks/reference/page, fields ``ratings`` and
``mention`` (only their schema is documented); recommendations cannot be polled since v22.0
(/docs/graph-api/reference/recommendation, 2026-11).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.facebook.moments import moment
from bot.channels.facebook.told import Told
from bot.domain.channels.inbound import Happening, NotUsed, Person

_VERBS = {
    "add": Happening.POSTED,
    "edit": Happening.EDITED,
    "edited": Happening.EDITED,
    "update": Happening.EDITED,
    "remove": Happening.REMOVED,
    "delete": Happening.REMOVED,
}
_NO_WORDS = "(Does not recommend the Page; wrote no words.)"
_NOT_SHOWN = "(Names the Page in a post that Facebook does not show us. Open it there.)"


def rating(value: Mapping[str, Any], *, sent: object) -> Told | NotUsed:
    """A recommendation. A friendly one without a word needs nobody."""
    happening = _VERBS.get(str(value.get("verb")))
    if value["item"] != "rating":
        return NotUsed(reason=f"an item of kind {value['item']} under a recommendation")
    if happening is None:
        return NotUsed(reason=f"the verb {value.get('verb')}")
    words = str(value.get("review_text") or "")
    if not words and value.get("recommendation_type") != "negative":
        return NotUsed(reason="a recommendation without words")
    story = str(value["open_graph_story_id"])
    return Told(
        happening=happening,
        object_id=story,
        post_id=story,
        parent_id=None,
        author=_person(value, "reviewer"),
        text="" if happening == Happening.REMOVED else words or _NO_WORDS,
        attachments=(),
        at=_at(value, happening, sent),
        permalink="",
    )


def mention(value: Mapping[str, Any], *, page: str, sent: object) -> Told | NotUsed:
    """A post or comment elsewhere. Its words are there only with a further permission."""
    happening = _VERBS.get(str(value.get("verb")))
    post_id = str(value["post_id"])
    if post_id.startswith(f"{page}_"):
        return NotUsed(reason="a mention on the Page itself, which the feed tells too")
    if happening is None:
        return NotUsed(reason=f"the verb {value.get('verb')}")
    words = str(value.get("message") or "")
    if happening == Happening.EDITED and not words:
        return NotUsed(reason="a change without words")
    comment = str(value.get("comment_id") or "")
    return Told(
        happening=happening,
        object_id=comment or post_id,
        post_id=post_id,
        parent_id=post_id if comment else None,
        author=_person(value, "sender"),
        text="" if happening == Happening.REMOVED else words or _NOT_SHOWN,
        attachments=(),
        at=_at(value, happening, sent),
        permalink="",
        answerable=bool(words),
    )


def _person(value: Mapping[str, Any], who: str) -> Person | None:
    given = value.get("from") or {}
    number = str(given.get("id") or value.get(f"{who}_id") or "")
    name = str(given.get("name") or value.get(f"{who}_name") or "")
    return Person(external_id=number, name=name) if number else None


def _at(value: Mapping[str, Any], happening: Happening, sent: object) -> datetime:
    """A change repeats the time of the first words."""
    told = value.get("created_time") if happening == Happening.POSTED else None
    return moment(told or sent)
