"""Recommendations of a Page, and posts elsewhere that name it: complaints come there too.

Sources: developers.facebook.com/docs/graph-api/webhooks/reference/page, fields ``ratings`` and
``mention`` (only their schema is documented); recommendations cannot be polled since v22.0
(/docs/graph-api/reference/recommendation, 2026-11).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.facebook.told import Told
from bot.channels.outside import moment, needed, part, text, words
from bot.domain.channels.inbound import Happening, NotUsed, Person, Unreadable

_VERBS = {
    "add": Happening.POSTED,
    "edit": Happening.EDITED,
    "edited": Happening.EDITED,
    "update": Happening.EDITED,
    "remove": Happening.REMOVED,
    "delete": Happening.REMOVED,
}
_NO_WORDS = "(Does not recommend the Page; wrote no words.)"
_FRIENDLY = "(Recommends the Page; wrote no words.)"
_COMMENT_NOT_SHOWN = (
    "(Comments on a recommendation, in words that Facebook does not show us. Open it there.)"
)
_NOT_SHOWN = "(Names the Page in a post that Facebook does not show us. Open it there.)"


def rating(value: Mapping[str, Any], *, sent: object) -> Told | NotUsed:
    """A recommendation, or a comment under one. A new friendly one without a word needs nobody."""
    happening = _VERBS.get(text(value.get("verb")))
    item = text(value.get("item")) or "rating"  # what is taken back is told with little else
    if item not in {"rating", "comment"}:
        return NotUsed(reason=f"an item of kind {item} under a recommendation")
    if happening is None:
        return NotUsed(reason=f"the verb {text(value.get('verb'))}")
    if item == "comment":
        return _comment(value, happening, sent=sent)
    is_friendly = text(value.get("recommendation_type")).casefold() != "negative"
    said = words(value, "review_text")
    if happening == Happening.POSTED and is_friendly and not said:
        return NotUsed(reason="a recommendation without words")
    story = needed(value, "open_graph_story_id")
    unsaid = _FRIENDLY if is_friendly else _NO_WORDS
    return Told(
        happening=happening,
        object_id=story,
        post_id=story,
        parent_id=None,
        author=_person(value, "reviewer"),
        text="" if happening == Happening.REMOVED else said or unsaid,
        attachments=(),
        at=_at(value, happening, sent),
        permalink="",
        first_at=_first_at(value, happening),
    )


def _comment(value: Mapping[str, Any], happening: Happening, *, sent: object) -> Told:
    """A comment under a recommendation. Where its words do not come along it has to be opened there."""
    story, comment = needed(value, "open_graph_story_id"), needed(value, "comment_id")
    said = words(value, "message") or words(value, "review_text")
    return Told(
        happening=happening,
        object_id=comment,
        post_id=story,
        parent_id=text(value.get("parent_id")) or story,
        author=_person(value, "sender") or _person(value, "reviewer"),
        text="" if happening == Happening.REMOVED else said or _COMMENT_NOT_SHOWN,
        attachments=(),
        at=_at(value, happening, sent),
        permalink="",
        first_at=_first_at(value, happening),
    )


def mention(value: Mapping[str, Any], *, page: str, sent: object) -> Told | NotUsed:
    """A post or comment elsewhere. Its words are there only with a further permission."""
    happening = _VERBS.get(text(value.get("verb")))
    post_id = needed(value, "post_id")
    if post_id.startswith(f"{page}_"):
        return NotUsed(reason="a mention on the Page itself, which the feed tells too")
    if happening is None:
        return NotUsed(reason=f"the verb {text(value.get('verb'))}")
    said = words(value, "message")
    if happening == Happening.EDITED and not said:
        return NotUsed(reason="a change without words")
    comment = text(value.get("comment_id"))
    return Told(
        happening=happening,
        object_id=comment or post_id,
        post_id=post_id,
        parent_id=post_id if comment else None,
        author=_person(value, "sender"),
        text="" if happening == Happening.REMOVED else said or _NOT_SHOWN,
        attachments=(),
        at=_at(value, happening, sent),
        permalink="",
        answerable=bool(said),
        first_at=_first_at(value, happening),
    )


def _person(value: Mapping[str, Any], who: str) -> Person | None:
    given = part(value, "from")
    number = text(given.get("id")) or text(value.get(f"{who}_id"))
    name = text(given.get("name")) or text(value.get(f"{who}_name"))
    return Person(external_id=number, name=name) if number else None


def _at(value: Mapping[str, Any], happening: Happening, sent: object) -> datetime:
    """A change repeats the time of the first words."""
    first = moment(value.get("created_time")) if happening == Happening.POSTED else None
    at = first or moment(sent)
    if at is None:
        raise Unreadable("Facebook does not say when it happened.")
    return at


def _first_at(value: Mapping[str, Any], happening: Happening) -> datetime | None:
    return moment(value.get("created_time")) if happening == Happening.EDITED else None
