"""What one stored post of X means. Everything needed is in the item: no call is made here."""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import outside
from bot.channels.outside import part, parts, text, texts
from bot.channels.x import direct, ids
from bot.channels.x.includes import (
    attachments_of,
    context_of,
    permalink,
    person_of,
    references_of,
)
from bot.channels.x.spelling import normal
from bot.channels.x.text import own_words, written
from bot.domain.channels.inbound import Happening, Inbound, Person, Unreadable

_CORE = (
    "id", "conversation_id", "author_id", "created_at", "sender_id", "dm_conversation_id", "event_type",
)  # fmt: skip
_REPOSTED = frozenset({"retweeted", "reposted"})


@dataclass(frozen=True)
class Reader:
    """Reads items for one of our accounts. ``ours`` are all our account ids on X."""

    ours: Collection[str]
    web_url: str  # https://x.com

    def read(self, *, account: str, handle: str, body: bytes) -> Inbound:
        """The item as an Inbound. Raises Unreadable."""
        item = _item(body)
        if "dm" in item:
            return direct.read(item, account=account, ours=self.ours, web_url=self.web_url)
        with outside.reading("X's post"):
            return self._inbound(
                account, handle, item["post"], part(item, "includes"), text(item.get("found_by"))
            )

    def glimpse(self, *, account: str, handle: str, body: bytes) -> Inbound | None:
        """What is left of an item without all that can be strange; None when that is nothing."""
        with suppress(Unreadable):
            item = _item(body)
            kind = "dm" if "dm" in item else "post"
            core = outside.plain(item[kind], *_CORE)
            history = texts(item[kind], "edit_history_post_ids")
            bare = {kind: core | ({"edit_history_post_ids": history} if history else {})}
            return self.read(account=account, handle=handle, body=json.dumps(bare).encode())
        return None

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
        self,
        account: str,
        handle: str,
        post: Mapping[str, Any],
        includes: Mapping[str, Any],
        found_by: str,
    ) -> Inbound:
        post_id = ids.number_in(post)
        history = [e for e in texts(post, "edit_history_post_ids") if ids.is_number(e)]
        first = history[0] if history else post_id
        author = _author(post, includes)
        references = references_of(post)
        words = written(post)
        attachments = attachments_of(post, includes)
        is_ours = author is not None and author.external_id in self.ours
        to_us = _addresses(account, handle, post, includes)
        return Inbound(
            channel="x",
            # One brand's answer that names another brand is among that one's mentions too.
            account=author.external_id if author is not None and is_ours else account,
            happening=Happening.POSTED if post_id == first else Happening.EDITED,
            external_id=first,
            version_id=post_id,
            conversation=text(post.get("conversation_id")) or references.get("replied_to") or first,
            parent_external_id=references.get("replied_to"),
            author=author,
            is_ours=is_ours,
            is_repost=_is_repost(references, words, attachments),
            answerable=to_us is not False and not (found_by and to_us is None),
            found_by="" if to_us else found_by,
            context=context_of(post, includes, web_url=self.web_url),
            text=words,
            attachments=attachments,
            permalink=permalink(self.web_url, author.handle if author else "", post_id),
            language=_language(post),
            at=_at(post, post_id, first),
            first_at=ids.time_of(first) if first != post_id else None,
        )


def _item(body: bytes) -> dict[str, Any]:
    item = normal(outside.parsed(body, what="This item of X"))
    if not isinstance(item, dict) or not isinstance(item.get("post") or item.get("dm"), dict):
        raise Unreadable("This item of X holds no post.")
    return item


def _at(post: Mapping[str, Any], post_id: str, first: str) -> datetime:
    """The post's own time; for an edit the time in the new version's id, which is the edit's."""
    given = outside.moment(post.get("created_at")) if post_id == first else None
    return given or ids.time_of(post_id)


def _author(post: Mapping[str, Any], includes: Mapping[str, Any]) -> Person | None:
    author_id = text(post.get("author_id"))
    return person_of(author_id, includes) if author_id else None


def _is_repost(
    references: Mapping[str, str], words: str, attachments: tuple[dict[str, Any], ...]
) -> bool:
    if _REPOSTED & references.keys():
        return True
    return "quoted" in references and not own_words(words) and not attachments


def _addresses(
    account: str, handle: str, post: Mapping[str, Any], includes: Mapping[str, Any]
) -> bool | None:
    """X's reply rule (2026-02-23): the author named the answering account, or quoted a post of it.

    A hint only: where X does not say whom a post names it is None, and an answer is tried.
    """
    mentions = _mentions(post) + _mentions(part(post, "note_post"))
    named = any(
        text(m.get("id")) == account or text(m.get("username")).lower() == handle.lower()
        for m in mentions
    )
    ours = {
        text(p.get("id")) for p in parts(includes, "posts") if text(p.get("author_id")) == account
    }
    if named or references_of(post).get("quoted") in ours:
        return True
    return False if mentions else None


def _mentions(source: Mapping[str, Any]) -> list[dict[str, Any]]:
    return parts(part(source, "entities"), "mentions")


def _language(post: Mapping[str, Any]) -> str:
    """BCP 47, or empty. X's own codes for "no words" (und, qme, zxx …) name no language."""
    code = text(post.get("lang"))
    return "" if code in {"und", "zxx"} or code.startswith("q") else code
