"""X's read operations: mentions, an account's own posts, lookup by id, recent search.

Sources: docs.x.com/x-api/posts/{user-posts-timeline-by-user-id,...}, /x-api/fundamentals/pagination
and OpenAPI 2.167 (2026-08).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.credentials import Brand
from bot.sandbox.x.posts import SNOWFLAKE_EPOCH_MS, XPost, XPosts, parse, timestamp
from bot.sandbox.x.problems import PROBLEMS, ProblemError, invalid, unavailable
from bot.sandbox.x.rendering import included, post_document, user_document
from bot.sandbox.x.search import matcher
from bot.sandbox.x.spelling import (
    EXPANSIONS,
    FIELD_PARAMETERS,
    POST_FIELDS,
    USER_FIELDS,
    Spelling,
    asked,
    check_parameters,
    shown,
)

WINDOW = frozenset({"since_id", "until_id", "start_time", "end_time", "max_results"})
PAGING = WINDOW | FIELD_PARAMETERS | {"pagination_token"}
MENTIONS_REACHABLE = 800
POSTS_REACHABLE = 3200
SEARCH_DAYS = 7


class Reading:
    """The read handlers over one set of posts. Called with the world's lock held."""

    def __init__(self, posts: XPosts) -> None:
        self.posts = posts
        self.spelling: Spelling = "old"

    def me(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        check_parameters(call.query, FIELD_PARAMETERS, self.spelling)
        if brand is None:
            raise ProblemError(
                403,
                "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
                title="Unsupported Authentication",
                type=PROBLEMS + "unsupported-authentication",
            )
        fields = asked(call.query, "user.fields", USER_FIELDS, self.spelling)
        return {"data": user_document(self.posts.users[brand.x_id], fields)}

    def mentions(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        check_parameters(call.query, PAGING, self.spelling)
        user_id = self._known_user(call)
        named = (p for p in self.posts.newest() if user_id in self.posts.mentioned(p))
        return self._page(call, islice(named, MENTIONS_REACHABLE), least=5)

    def own_posts(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        check_parameters(call.query, PAGING | {"exclude"}, self.spelling)
        user_id = self._known_user(call)
        without = set(call.query.get("exclude", "").split(","))
        own = (
            post
            for post in self.posts.newest()
            if post.author_id == user_id
            and not ("replies" in without and post.in_reply_to)
            and not ("retweets" in without and post.repost_of)
        )
        return self._page(call, islice(own, POSTS_REACHABLE), least=5)

    def search(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        allowed = PAGING | {"query", "next_token", "sort_order"}
        check_parameters(call.query, allowed, self.spelling)
        wanted = matcher(self.posts, call.query.get("query", ""))
        since = self.posts.world.now() - timedelta(days=SEARCH_DAYS)
        _refuse_too_old(call.query, since)
        found = (p for p in self.posts.newest() if parse(p.created_at) >= since and wanted(p))
        return self._page(call, found, least=10)

    def by_ids(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        check_parameters(call.query, FIELD_PARAMETERS | {"ids"}, self.spelling)
        ids = [post_id for post_id in call.query.get("ids", "").split(",") if post_id]
        if not 1 <= len(ids) <= 100 or not all(post_id.isdigit() for post_id in ids):
            raise invalid("ids", ",".join(ids), "`ids` has to be 1 to 100 numeric ids")
        found, errors = self._look_up(ids, "ids")
        return self._with_includes(call, found, errors)

    def by_id(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        check_parameters(call.query, FIELD_PARAMETERS, self.spelling)
        found, errors = self._look_up([call.parameters["id"]], "id")
        answer = self._with_includes(call, found, errors)
        if found:
            answer["data"] = answer["data"][0]
        return answer

    def _look_up(self, ids: list[str], parameter: str) -> tuple[list[XPost], list[dict[str, str]]]:
        found: list[XPost] = []
        errors: list[dict[str, str]] = []
        for post_id in ids:
            post = self.posts.posts.get(post_id)
            why = self.posts.hidden_because(post)
            if post is None or why is not None:
                errors.append(unavailable(post_id, why or "missing", parameter))
            else:
                found.append(post)
        return found, errors

    def _known_user(self, call: Call) -> str:
        user_id = call.parameters["id"]
        if user_id not in self.posts.users:
            raise invalid("id", user_id, f"The `id` query parameter value [{user_id}] is not valid")
        return user_id

    def _page(self, call: Call, posts: Iterable[XPost], *, least: int) -> dict[str, Any]:
        size = _page_size(call.query.get("max_results", "10"), least)
        token = call.query.get("pagination_token") or call.query.get("next_token")
        window = [p for p in posts if _inside(p, call.query) and _after_token(p, token)]
        page = window[:size]
        answer = self._with_includes(call, page, [])
        meta: dict[str, Any] = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
        if len(window) > size:
            meta["next_token"] = f"s{page[-1].id}"
        return answer | {"meta": meta}

    def _with_includes(
        self, call: Call, page: list[XPost], errors: list[dict[str, str]]
    ) -> dict[str, Any]:
        expansions = asked(call.query, "expansions", EXPANSIONS, self.spelling)
        fields = asked(call.query, "tweet.fields", POST_FIELDS, self.spelling)
        fields = shown(fields, expansions, self.spelling)
        user_fields = asked(call.query, "user.fields", USER_FIELDS, self.spelling)
        includes, missing = included(self.posts, page, expansions, fields, user_fields)
        answer: dict[str, Any] = {}
        if page:  # `data` is absent, not [], when there is nothing
            answer["data"] = [post_document(self.posts, post, fields) for post in page]
        if includes:
            answer["includes"] = includes
        if errors or missing:
            answer["errors"] = errors + missing
        return answer


def _page_size(text: str, least: int) -> int:
    if not text.isdigit() or not least <= int(text) <= 100:
        message = f"The `max_results` query parameter value [{text}] is not between {least} and 100"
        raise invalid("max_results", text, message)
    return int(text)


def _inside(post: XPost, query: dict[str, str]) -> bool:
    """since_id, until_id and end_time exclude their own moment; start_time includes it."""
    at = parse(post.created_at)
    return (
        int(post.id) > _number(query, "since_id", 0)
        and int(post.id) < _number(query, "until_id", 1 << 63)
        and (at >= _moment(query, "start_time") if "start_time" in query else True)
        and (at < _moment(query, "end_time") if "end_time" in query else True)
    )


def _after_token(post: XPost, token: str | None) -> bool:
    return token is None or int(post.id) < _number(
        {"pagination_token": token[1:]}, "pagination_token", 0
    )


def _refuse_too_old(query: dict[str, str], since: datetime) -> None:
    """Recent search takes no since_id and no start_time of more than seven days ago."""
    told = query.get("since_id")
    oldest = (int(since.timestamp() * 1000) - SNOWFLAKE_EPOCH_MS) << 22
    if told is not None and _number(query, "since_id", 0) < oldest:
        words = f"'since_id' must be a tweet id created after [{timestamp(since)}]. Please use a "
        raise invalid("since_id", told, f"{words}'since_id' that is larger than {oldest}")
    if "start_time" in query and _moment(query, "start_time") < since:
        words = f"Invalid 'start_time':'{query['start_time']}'. 'start_time' must be on or after "
        raise invalid("start_time", query["start_time"], words + timestamp(since))


def _number(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not text.isdigit():
        raise invalid(name, text, f"The `{name}` query parameter value [{text}] is not a valid id")
    return int(text)


def _moment(query: dict[str, str], name: str) -> datetime:
    try:
        return parse(query[name])
    except ValueError:
        raise invalid(name, query[name], f"`{name}` is not a valid RFC 3339 date-time") from None
