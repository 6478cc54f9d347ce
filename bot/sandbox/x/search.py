"""The part of X's search language that the sandbox understands; anything else is refused aloud.

Source: docs.x.com/x-api/posts/search/integrate/operators (2026-08). Since 2026-05-04 a keyword
search gives no reposts.
"""

import shlex
from collections.abc import Callable

from bot.sandbox.x.posts import XPost, XPosts
from bot.sandbox.x.problems import ProblemError, invalid

QUERY_LIMIT = 512
Test = Callable[[XPost], bool]


def matcher(posts: XPosts, query: str) -> Test:
    """A test for one query: words, "phrases", @names, conversation_id:, from:, to:, is:reply,
    is:retweet, is:quote, each with - for not, all joined by AND."""
    if not 1 <= len(query) <= QUERY_LIMIT:
        raise invalid("query", query, f"`query` has to be 1 to {QUERY_LIMIT} characters")
    tests = [_test(posts, word) for word in _words(query)]
    return lambda post: post.repost_of is None and all(test(post) for test in tests)


def _words(query: str) -> list[str]:
    try:
        return shlex.split(query)
    except ValueError:
        raise invalid("query", query, "There were errors processing your query") from None


def _test(posts: XPosts, word: str) -> Test:
    if word.startswith("-"):
        inner = _test(posts, word[1:])
        return lambda post: not inner(post)
    if word == "OR" or "(" in word:
        raise ProblemError(501, "The sandbox's search knows no OR and no parentheses.")
    operator, colon, value = word.partition(":")
    if not colon:
        return lambda post: word.casefold() in post.text.casefold()
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


def _is(posts: XPosts, user_id: str | None, name: str) -> bool:
    user = posts.users.get(user_id or "")
    return user is not None and name.lstrip("@").casefold() in (user.username.casefold(), user.id)
