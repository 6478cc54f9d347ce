"""The id of a post or comment in the address a person copies from Facebook.

A comment's id in the Graph API is its post's number and its own, joined by an underscore; the address
holds both apart. The inner answers of a comment stand in ``reply_comment_id``.
"""

import re
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

_POST = re.compile(r"/([^/]+)/posts/(?:[^/]*/)?(\d{1,25})/?")
_NUMBER = re.compile(r"\d{1,25}")


def id_in_link(link: str, *, web_url: str) -> str | None:
    """The Graph id in a public address; None for any other address."""
    address = urlsplit(link)
    host = (address.hostname or "").removeprefix("www.").removeprefix("m.")
    if host != "facebook.com" and address.hostname != urlsplit(web_url).hostname:
        return None
    post = _POST.fullmatch(address.path)
    if post is None:
        return None
    told = parse_qs(address.query)
    for name in ("reply_comment_id", "comment_id"):
        comment = (told.get(name) or [""])[0]
        if _NUMBER.fullmatch(comment):
            return f"{post[2]}_{comment}"
    return f"{post[1]}_{post[2]}" if post[1].isdigit() else None


def account_in_link(link: str, *, pages: Collection[str]) -> str | None:
    """On whose Page an address is; ``pages`` are the ids of ours.

    Empty where the address has a Page's name, which Facebook does not tell us; None for another Page.
    """
    post = _POST.fullmatch(urlsplit(link).path)
    if post is None or not post[1].isdigit():
        return ""
    return post[1] if post[1] in pages else None
