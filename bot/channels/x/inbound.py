"""What one stored post of X means. Everything needed is in the item: no call is made here."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.x import ids
from bot.channels.x.spelling import normal
from bot.channels.x.text import own_words, written
from bot.domain.inbound import Happening, Inbound, Person, Unreadable
from bot.domain.personal_data import find

_REPOSTED = frozenset({"retweeted", "reposted"})


@dataclass(frozen=True)
class Reader:
    """Reads items for one of our accounts. ``ours`` are all our account ids on X."""

    ours: Collection[str]
    web_url: str  # https://x.com

    def read(self, *, account: str, handle: str, body: bytes) -> Inbound:
        """The item as an Inbound. Raises Unreadable."""
        item = _item(body)
        post, includes = item["post"], item.get("includes") or {}
        try:
            return self._inbound(account, handle, post, includes)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # The error's own text could repeat what the customer wrote.
            raise Unreadable(
                f"X's post has an unexpected shape ({type(error).__name__})."
            ) from None

    def removed(self, *, account: str, external_id: str, now: datetime) -> Inbound:
        """A post that X no longer shows: deleted, protected or suspended."""
        return Inbound(
            channel="x",
            account=account,
            happening=Happening.REMOVED,
            external_id=external_id,
            conversation=external_id,
            at=now,
        )

    def _inbound(
        self, account: str, handle: str, post: dict[str, Any], includes: dict[str, Any]
    ) -> Inbound:
        post_id = str(int(post["id"]))
        history = [str(each) for each in post.get("edit_history_post_ids") or [] if each]
        first = history[0] if history else post_id
        author = _author(post, includes)
        references = {each["type"]: str(each["id"]) for each in post.get("referenced_posts") or []}
        text = written(post)
        attachments = _attachments(post, includes)
        return Inbound(
            channel="x",
            account=account,
            happening=Happening.POSTED if post_id == first else Happening.EDITED,
            external_id=first,
            version_id=post_id,
            conversation=str(post.get("conversation_id") or references.get("replied_to") or first),
            parent_external_id=references.get("replied_to"),
            author=author,
            is_ours=author is not None and author.external_id in self.ours,
            is_repost=_is_repost(references, text, attachments),
            answerable=_answerable(account, handle, post, includes),
            text=text,
            attachments=attachments,
            permalink=permalink(self.web_url, author.handle if author else "", post_id),
            language=_language(post),
            at=_at(post, post_id, first),
        )


def permalink(web_url: str, handle: str, post_id: str) -> str:
    """The public address of a post; X finds it without the handle, too, as for one that is
    somebody's number."""
    return f"{web_url}/{handle if handle and not find(handle) else 'i'}/status/{post_id}"


def _item(body: bytes) -> dict[str, Any]:
    try:
        item = normal(json.loads(body))
    except ValueError:
        raise Unreadable("This item of X is not JSON.") from None
    if not isinstance(item, dict) or not isinstance(item.get("post"), dict):
        raise Unreadable("This item of X holds no post.")
    return item


def _at(post: Mapping[str, Any], post_id: str, first: str) -> datetime:
    """The post's own time; for an edit the time in the new version's id, which is the edit's."""
    given = post.get("created_at")
    if given and post_id == first:
        return datetime.fromisoformat(str(given))
    return ids.time_of(post_id)


def _author(post: Mapping[str, Any], includes: Mapping[str, Any]) -> Person | None:
    author_id = str(post.get("author_id") or "")
    if not author_id:
        return None
    for user in includes.get("users") or []:
        if str(user.get("id")) == author_id:
            handle, name = str(user.get("username") or ""), str(user.get("name") or "")
            return Person(external_id=author_id, handle=handle, name=name)
    return Person(external_id=author_id)


def _is_repost(
    references: Mapping[str, str], text: str, attachments: tuple[dict[str, Any], ...]
) -> bool:
    if _REPOSTED & references.keys():
        return True
    return "quoted" in references and not own_words(text) and not attachments


def _answerable(
    account: str, handle: str, post: Mapping[str, Any], includes: Mapping[str, Any]
) -> bool:
    """X's reply rule (2026-02-23): the author named the answering account, or quoted a post of it.

    A hint only. Where X does not say whom a post names, an answer is tried.
    """
    mentions = _mentions(post) + _mentions(post.get("note_post") or {})
    if not mentions:
        return True
    named = any(
        str(m.get("id") or "") == account or str(m.get("username") or "").lower() == handle.lower()
        for m in mentions
    )
    quoted = {str(r["id"]) for r in post.get("referenced_posts") or [] if r["type"] == "quoted"}
    ours = (str(p.get("id")) for p in includes.get("posts") or [] if p.get("author_id") == account)
    return named or any(each in quoted for each in ours)


def _mentions(source: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list((source.get("entities") or {}).get("mentions") or [])


def _attachments(
    post: Mapping[str, Any], includes: Mapping[str, Any]
) -> tuple[dict[str, Any], ...]:
    known = {media.get("media_key"): media for media in includes.get("media") or []}
    keys = (post.get("attachments") or {}).get("media_keys") or []
    return tuple(_attachment(known.get(key) or {}) for key in keys)


def _attachment(media: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": str(media.get("type") or "media"),
        "url": str(media.get("url") or media.get("preview_image_url") or ""),
        "description": str(media.get("alt_text") or ""),
    }


def _language(post: Mapping[str, Any]) -> str:
    """BCP 47, or empty. X's own codes for "no words" (und, qme, zxx …) name no language."""
    code = str(post.get("lang") or "")
    return "" if code in {"und", "zxx"} or code.startswith("q") else code
