"""X's text as its author wrote it: whole, with real links, without what X put around it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.channels import outside

_NAME = re.compile(r"@\w{1,15}\b")
_LINK = re.compile(r"https?://\S+")


def written(post: Mapping[str, Any]) -> str:
    """The whole text of a post in the new spelling. X escapes ``& < >`` and shortens links.

    Links to the post's own pictures are left out; the pictures are attachments. Raises Unreadable
    where the words are no text.
    """
    long = outside.part(post, "note_post")
    whole = outside.text(long.get("text"))
    source = long if whole else post
    text = whole or outside.words(post, "text")
    for url in _urls(source) or _urls(post):
        short = outside.text(url.get("url"))
        if short:
            text = text.replace(short, "" if url.get("media_key") else _target(url, short))
    return _unescaped(text).strip()


def own_words(text: str) -> str:
    """What is left of a text without names and links."""
    return _LINK.sub("", _NAME.sub("", text)).strip()


def _urls(source: Mapping[str, Any]) -> list[dict[str, Any]]:
    return outside.parts(outside.part(source, "entities"), "urls")


def _target(url: Mapping[str, Any], short: str) -> str:
    return outside.text(url.get("unwound_url")) or outside.text(url.get("expanded_url")) or short


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
