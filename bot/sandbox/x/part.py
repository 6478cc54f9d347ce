"""The simulated X API v2, mounted at /x: routes, who may call, limits, faults."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.calls import EVERY_METHOD, Call, endpoint
from bot.sandbox.credentials import Brand
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.tally import Tally
from bot.sandbox.world import World
from bot.sandbox.x.control import control_routes
from bot.sandbox.x.limits import Limits
from bot.sandbox.x.people import XPeople
from bot.sandbox.x.problems import ProblemError, problem
from bot.sandbox.x.signing import caller
from bot.sandbox.x.spelling import spelled
from bot.sandbox.x.writing import Writing

log = logging.getLogger("bot.sandbox.x")
Read = Callable[[Call, Brand | None], dict[str, Any]]
UserRead = Callable[[Call, Brand], dict[str, Any]]
Write = Callable[[Call, Brand, float], dict[str, Any]]
Run = Callable[[Call, Brand | None, float], Response]


class XPart(XPeople):
    """X, as far as the sandbox knows it: what people do there, and the API over it."""

    name = "x"

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world)
        self.faults = faults
        self.writing = Writing(self.posts)
        self.tally = Tally()

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

    def _usage(self, call: Call, brand: Brand | None) -> dict[str, Any]:
        usage = {"project_id": "1", "project_cap": "3000000", "cap_reset_day": 1}
        return {"data": usage | {"project_usage": str(len(self.posts.posts))}}


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
