"""What one stored post of X means. Everything needed is in the item: no call is made here."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.x import direct, ids
from bot.channels.x.includes import attachments_of, context_of, permalink, person_of
from bot.channels.x.spelling import normal
from bot.channels.x.text import own_words, written
from bot.domain.channels.inbound import Happening, Inbound, Person, Unreadable

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
        post, includes = item["post"], item.get("includes") or {}
        try:
            return self._inbound(account, handle, post, includes, str(item.get("found_by") or ""))
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
        self,
        account: str,
        handle: str,
        post: dict[str, Any],
        includes: dict[str, Any],
        found_by: str,
    ) -> Inbound:
        post_id = str(int(post["id"]))
        history = [str(each) for each in post.get("edit_history_post_ids") or [] if each]
        first = history[0] if history else post_id
        author = _author(post, includes)
        references = {each["type"]: str(each["id"]) for each in post.get("referenced_posts") or []}
        text = written(post)
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
            conversation=str(post.get("conversation_id") or references.get("replied_to") or first),
            parent_external_id=references.get("replied_to"),
            author=author,
            is_ours=is_ours,
            is_repost=_is_repost(references, text, attachments),
            answerable=to_us is not False and not (found_by and to_us is None),
            found_by="" if to_us else found_by,
            context=context_of(post, includes, web_url=self.web_url),
            text=text,
            attachments=attachments,
            permalink=permalink(self.web_url, author.handle if author else "", post_id),
            language=_language(post),
            at=_at(post, post_id, first),
        )


def _item(body: bytes) -> dict[str, Any]:
    try:
        item = normal(json.loads(body))
    except ValueError:
        raise Unreadable("This item of X is not JSON.") from None
    if not isinstance(item, dict) or not isinstance(item.get("post") or item.get("dm"), dict):
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
    return person_of(author_id, includes) if author_id else None


def _is_repost(
    references: Mapping[str, str], text: str, attachments: tuple[dict[str, Any], ...]
) -> bool:
    if _REPOSTED & references.keys():
        return True
    return "quoted" in references and not own_words(text) and not attachments


def _addresses(
    account: str, handle: str, post: Mapping[str, Any], includes: Mapping[str, Any]
) -> bool | None:
    """X's reply rule (2026-02-23): the author named the answering account, or quoted a post of it.

    A hint only: where X does not say whom a post names it is None, and an answer is tried.
    """
    mentions = _mentions(post) + _mentions(post.get("note_post") or {})
    named = any(
        str(m.get("id") or "") == account or str(m.get("username") or "").lower() == handle.lower()
        for m in mentions
    )
    quoted = {str(r["id"]) for r in post.get("referenced_posts") or [] if r["type"] == "quoted"}
    ours = (str(p.get("id")) for p in includes.get("posts") or [] if p.get("author_id") == account)
    if named or any(each in quoted for each in ours):
        return True
    return False if mentions else None


def _mentions(source: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list((source.get("entities") or {}).get("mentions") or [])


def _language(post: Mapping[str, Any]) -> str:
    """BCP 47, or empty. X's own codes for "no words" (und, qme, zxx …) name no language."""
    code = str(post.get("lang") or "")
    return "" if code in {"und", "zxx"} or code.startswith("q") else code
