"""The simulated X API v2, mounted at /x: routes, who may call, limits, faults; and what people do.

The methods `post`, `edit`, `delete`, `message` and `timeline` are for the console and the stories.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.calls import EVERY_METHOD, Call, endpoint
from bot.sandbox.credentials import BRANDS, Brand
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.tally import Tally
from bot.sandbox.world import World
from bot.sandbox.x.control import control_routes
from bot.sandbox.x.limits import Limits
from bot.sandbox.x.messages import Messages
from bot.sandbox.x.posts import XPosts
from bot.sandbox.x.problems import ProblemError, problem
from bot.sandbox.x.reading import Reading
from bot.sandbox.x.signing import caller
from bot.sandbox.x.spelling import Spelling, spelled
from bot.sandbox.x.writing import Writing

log = logging.getLogger("bot.sandbox.x")
Read = Callable[[Call, Brand | None], dict[str, Any]]
UserRead = Callable[[Call, Brand], dict[str, Any]]
Write = Callable[[Call, Brand, float], dict[str, Any]]
Run = Callable[[Call, Brand | None, float], Response]


class XPart:
    """X, as far as the sandbox knows it."""

    name = "x"

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.posts = XPosts(world)
        self.reading = Reading(self.posts)
        self.writing = Writing(self.posts)
        self.messages = Messages(self.posts)
        self.limits = Limits()
        self.tally = Tally()

    @property
    def spelling(self) -> Spelling:
        """Which field names X speaks at the moment: "old" or "new"."""
        return self.reading.spelling

    @spelling.setter
    def spelling(self, spelling: Spelling) -> None:
        self.reading.spelling = spelling

    def post(
        self,
        *,
        author: str,
        text: str,
        in_reply_to: str | None = None,
        quote_of: str | None = None,
        repost_of: str | None = None,
        media: Sequence[dict[str, str]] = (),
    ) -> str:
        """Publish as a person, or as a bank in X's own app; the post's id. KeyError: no such post.

        `author` is a handle or a display name; nobody has to exist before.
        """
        with self.world.lock:
            post = self.posts.write(
                author=self.posts.person(author),
                said=text,
                reply_to=self.posts.posts[in_reply_to] if in_reply_to else None,
                quote_of=self.posts.posts[quote_of].id if quote_of else None,
                repost_of=self.posts.posts[repost_of] if repost_of else None,
                media=self._media(media),
            )
            return post.id

    def edit(self, post_id: str, text: str) -> str:
        """Change a post; the id of the new version. KeyError: no such post."""
        with self.world.lock:
            newest = self.posts.posts[post_id].history[-1]
            return self.posts.edit(self.posts.posts[newest], text).id

    def delete(self, post_id: str) -> None:
        """Take a post back, with all its versions. KeyError: no such post."""
        with self.world.lock:
            self.posts.delete(self.posts.posts[post_id])
            self.world.changed("x")

    def message(
        self,
        *,
        author: str,
        to: str,
        text: str,
        media: Sequence[dict[str, str]] = (),
        group: str = "",
        shares: str = "",
        encrypted: bool = False,
    ) -> str:
        """A direct message from a person to an account, or back in X's own app; the event's id.

        `group` is a group's id, `shares` a post's; an `encrypted` one is never told to the API.
        """
        with self.world.lock:
            sender, recipient = self.posts.person(author), self.posts.person(to)
            sent = self.messages.write(
                sender_id=sender.id,
                recipient_id=recipient.id,
                text=text,
                media=self._media(media),
                group=group,
                shares=shares,
                encrypted=encrypted,
            )
            return sent.id

    def conversation(self, limit: int) -> list[dict[str, Any]]:
        """The private side for display, newest first."""
        with self.world.lock:
            return [
                {
                    "id": m.id,
                    "author": self.posts.users[m.sender_id].name,
                    "username": self.posts.users[m.sender_id].username,
                    "conversation": m.dm_conversation_id,
                    "text": m.text,
                    "at": m.created_at,
                    "is_bank": any(brand.x_id == m.sender_id for brand in BRANDS),
                    "encrypted": m.encrypted,
                }
                for m in reversed(self.messages.sent[-limit:])
            ]

    def timeline(self, limit: int) -> list[dict[str, Any]]:
        """The public side for display, newest first: last versions only, deleted ones marked."""
        with self.world.lock:
            newest = reversed(list(self.posts.posts.values()))
            shown = [post for post in newest if post.id == post.history[-1]]
            return [self._shown(post.id) for post in shown[:limit]]

    def snapshot(self) -> dict[str, Any]:
        return self.posts.snapshot() | {
            "messages": self.messages.snapshot(),
            "spelling": self.spelling,
            "limits_enforced": self.limits.enforced,
            "calls": self.tally.snapshot(),
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.posts.restore(data)
        self.messages.restore(data["messages"])
        self.spelling = data["spelling"]
        self.limits.enforced = data["limits_enforced"]
        self.tally.restore(data["calls"])

    def routes(self) -> Sequence[BaseRoute]:
        reading, writing, messages = self.reading, self.writing, self.messages
        routes = [
            self._read("GET /2/users/me", reading.me),
            self._read("GET /2/users/:id/mentions", reading.mentions),
            self._read("GET /2/users/:id/tweets", reading.own_posts),
            self._read("GET /2/tweets/search/recent", reading.search),
            self._read("GET /2/tweets", reading.by_ids),
            self._read("GET /2/tweets/:id", reading.by_id),
            self._read("GET /2/usage/tweets", self._usage),
            self._route("GET /2/dm_events", self._for_user(messages.events)),
            self._route(
                "GET /2/dm_conversations/with/:id/dm_events",
                self._for_user(messages.events_with),
            ),
            self._write("POST /2/tweets", writing.publish, 201),
            self._write("DELETE /2/tweets/:id", writing.delete, 200),
            self._write("PUT /2/tweets/:id/hidden", writing.hide, 200),
            self._write("POST /2/dm_conversations/with/:id/messages", messages.send, 201),
            Route("/{path:path}", endpoint(_unknown), methods=EVERY_METHOD),
        ]
        return [*control_routes(self), Mount("/x", routes=routes)]

    def _read(self, operation: str, handler: Read) -> Route:
        def run(call: Call, brand: Brand | None, late: float) -> Response:
            return JSONResponse(spelled(handler(call, brand), self.spelling))

        return self._route(operation, run)

    def _for_user(self, handler: UserRead) -> Run:
        def run(call: Call, brand: Brand | None, late: float) -> Response:
            return JSONResponse(spelled(handler(call, _user(brand)), self.spelling))

        return run

    def _write(self, operation: str, handler: Write, status: int) -> Route:
        def run(call: Call, brand: Brand | None, late: float) -> Response:
            data = handler(call, _user(brand), late)
            if self.spelling == "new" and "edit_history_tweet_ids" in data:
                data["edit_history_tweet_ids"] = [""]  # seen on the wire, September 2026
            return JSONResponse({"data": data}, status_code=status)

        return self._route(operation, run)

    def _route(self, operation: str, run: Run) -> Route:
        def play(call: Call) -> Response:
            with self.world.lock:
                self.tally.received(operation)

            def act(late: float) -> Response:
                with self.world.lock:
                    return self.tally.answered(operation, self._answer(operation, run, call, late))

            return self.faults.guard("x", operation, act, _refusal)

        method, path = operation.split(" ", 1)
        return Route(path.replace(":id", "{id}"), endpoint(play), methods=[method])

    def _answer(self, operation: str, run: Run, call: Call, late: float) -> Response:
        try:
            brand = caller(call)
            allowed, headers = self.limits.spend(operation, brand.x_id if brand else None)
            if not allowed:
                return problem(429, headers=headers)
            response = run(call, brand, late)
        except ProblemError as refused:
            return refused.response()
        response.headers.update(headers)
        return response

    def _media(self, media: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        """Pictures and films with keys, as X numbers them: 3 is a picture, 13 a film."""
        return [
            {"type": "photo", **each}
            | {"media_key": f"{13 if each.get('type') == 'video' else 3}_{self.posts.new_id()}"}
            for each in media
        ]

    def _usage(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        usage = {"project_id": "1", "project_cap": "3000000", "cap_reset_day": 1}
        return {"data": usage | {"project_usage": str(len(self.posts.posts))}}

    def _shown(self, post_id: str) -> dict[str, Any]:
        post = self.posts.posts[post_id]
        author = self.posts.users[post.author_id]
        return {
            "id": post.id,
            "author": author.name,
            "username": author.username,
            "is_bank": any(brand.x_id == author.id for brand in BRANDS),
            "text": post.text,
            "said": post.said,
            "at": post.created_at,
            "conversation_id": post.conversation_id,
            "in_reply_to": post.in_reply_to,
            "quote_of": post.quote_of,
            "repost_of": post.repost_of,
            "edited": len(post.history) > 1,
            "deleted": post.deleted,
            "hidden": post.hidden,
            "via": post.via,
            "link": f"https://x.com/{author.username}/status/{post.id}",
        }


def _user(brand: Brand | None) -> Brand:
    if brand is None:
        raise ProblemError(403, "This endpoint needs user context; a bearer token has none.")
    return brand


def _refusal(fault: Fault) -> Response:
    status = fault.status or 503
    if status != 429:
        return problem(status)
    return problem(429, headers=Limits.headers(0, 0, int(time.time() + fault.seconds)))


def _unknown(call: Call) -> Response:
    log.error("not simulated: %s %s", call.method, call.path)
    return problem(501, f"The sandbox does not know {call.method} {call.path}.")
