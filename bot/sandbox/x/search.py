"""The part of X's search language that the sandbox understands; anything else is refused aloud.

Source: docs.x.com/x-api/posts/search/integrate/operators and /build-a-query (2026-08): AND binds
stronger than OR, parentheses group. Since 2026-05-04 a keyword search gives no reposts.
"""

import re
from collections.abc import Callable

from bot.sandbox.x.posts import XPost, XPosts
from bot.sandbox.x.problems import ProblemError, invalid

QUERY_LIMIT = 512
Test = Callable[[XPost], bool]
_PARTS = re.compile(r'-?"[^"]*"|-?\(|\)|[^\s()"]+')


def matcher(posts: XPosts, query: str) -> Test:
    """A test for one query: words, "phrases", @names, conversation_id:, from:, to:, is:reply,
    is:retweet, is:quote, each with - for not; AND by standing side by side, OR, parentheses."""
    if not 1 <= len(query) <= QUERY_LIMIT:
        raise invalid("query", query, f"`query` has to be 1 to {QUERY_LIMIT} characters")
    if query.count('"') % 2 or query.count("(") != query.count(")"):
        raise invalid("query", query, "There were errors processing your query")
    parts = _PARTS.findall(query)
    wanted = _either(posts, parts)
    if parts:
        raise invalid("query", query, "There were errors processing your query")
    return lambda post: post.repost_of is None and wanted(post)


def _either(posts: XPosts, parts: list[str]) -> Test:
    tests = [_all(posts, parts)]
    while parts and parts[0] == "OR":
        parts.pop(0)
        tests.append(_all(posts, parts))
    return lambda post: any(test(post) for test in tests)


def _all(posts: XPosts, parts: list[str]) -> Test:
    tests: list[Test] = []
    while parts and parts[0] not in {")", "OR"}:
        tests.append(_one(posts, parts))
    return lambda post: all(test(post) for test in tests)


def _one(posts: XPosts, parts: list[str]) -> Test:
    part = parts.pop(0)
    if not part.endswith("("):
        return _test(posts, part)
    inner = _either(posts, parts)
    parts.pop(0)
    return (lambda post: not inner(post)) if part.startswith("-") else inner


def _test(posts: XPosts, word: str) -> Test:
    if word.startswith("-"):
        inner = _test(posts, word[1:])
        return lambda post: not inner(post)
    if word.startswith('"'):
        return _holds(word.strip('"'))
    if word.startswith("@"):
        return lambda post: _names(posts, post, word)
    operator, colon, value = word.partition(":")
    if not colon:
        return _holds(word)
    tests: dict[str, Test] = {
        "conversation_id": lambda post: post.conversation_id == value,
        "from": lambda post: _is(posts, post.author_id, value),
        "to": lambda post: _is(posts, post.in_reply_to_user_id, value),
        "is": lambda post: {
            "reply": post.in_reply_to is not None,
            "retweet": post.repost_of is not None,
            "quote": post.quote_of is not None,
        }[value],
    }
    if operator not in tests or (operator == "is" and value not in ("reply", "retweet", "quote")):
        raise ProblemError(501, f"The sandbox's search does not know {word!r}.")
    return tests[operator]


def _holds(words: str) -> Test:
    return lambda post: words.casefold() in post.text.casefold()


def _names(posts: XPosts, post: XPost, name: str) -> bool:
    user = posts.by_name(name)
    return user is not None and user.id in posts.mentioned(post)


def _is(posts: XPosts, user_id: str | None, name: str) -> bool:
    user = posts.users.get(user_id or "")
    return user is not None and name.lstrip("@").casefold() in (user.username.casefold(), user.id)
