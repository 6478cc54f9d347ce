"""The simulated Graph API, mounted at /graph: the dispatcher and its faults."""

import logging
from collections.abc import Sequence
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.calls import EVERY_METHOD, Call, endpoint
from bot.sandbox.facebook.batch import BATCH, is_batch, requests_in
from bot.sandbox.facebook.control import control_routes
from bot.sandbox.facebook.errors import CODES, GraphError, graph_error, trace_id
from bot.sandbox.facebook.graph import Graph, Request, read_request, usage_headers
from bot.sandbox.facebook.people import FacebookPeople
from bot.sandbox.facebook.reading import Reading
from bot.sandbox.facebook.webhook import Webhook
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.tally import Tally
from bot.sandbox.world import World

log = logging.getLogger("bot.sandbox.facebook")


class FacebookPart(FacebookPeople):
    """Facebook Pages, as far as the sandbox knows them: what people do there, and the API over it."""

    name = "facebook"

    def __init__(self, world: World, faults: Faults, bot_url: str) -> None:
        super().__init__(world, Webhook(world, faults, bot_url))
        self.faults = faults
        self.graph = Graph(Reading(self.objects), self.writing, self.messenger)
        self.tally = Tally()
        self.webhook.start()

    def snapshot(self) -> dict[str, Any]:
        return self.objects.snapshot() | {
            "messages": self.messenger.snapshot(),
            "webhook": self.webhook.snapshot(),
            "calls": self.tally.snapshot(),
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.objects.restore(data)
        self.messenger.restore(data["messages"])
        self.webhook.restore(data["webhook"])
        self.tally.restore(data["calls"])

    def routes(self) -> Sequence[BaseRoute]:
        graph = Route("/{path:path}", endpoint(self._play), methods=EVERY_METHOD)
        return [*control_routes(self), Mount("/graph", routes=[graph])]

    def _play(self, call: Call) -> Response:
        request = read_request(call)
        if is_batch(request):
            return self._play_batch(request, call)
        operation = self.graph.operation(request)
        if operation is None:
            log.error("not simulated: %s %s", call.method, call.path)
            return _not_simulated(call)
        with self.world.lock:
            self.tally.received(operation)

        def act(late: float) -> Response:
            with self.world.lock:
                return self.tally.answered(operation, self._answer(request, call, late))

        return self.faults.guard("facebook", operation, act, _refusal)

    def _play_batch(self, request: Request, call: Call) -> Response:
        def act(late: float) -> Response:
            with self.world.lock:
                self.tally.received(BATCH)
                return self.tally.answered(BATCH, JSONResponse(self._each(request, call, late)))

        return self.faults.guard("facebook", BATCH, act, _refusal)

    def _each(self, request: Request, call: Call, late: float) -> list[dict[str, Any]]:
        answers = [self._answer(one, call, late) for one in requests_in(request)]
        return [{"code": a.status_code, "body": bytes(a.body).decode()} for a in answers]

    def _answer(self, request: Request, call: Call, late: float) -> Response:
        try:
            response: Response = JSONResponse(self.graph.answer(request, call, late))
        except GraphError as refused:
            response = refused.response()
        response.headers.update(usage_headers(request))
        return response


def _refusal(fault: Fault) -> Response:
    """A fault's kind is an HTTP status or a Graph code; both become Graph's error document."""
    status = fault.status or 503
    code = {401: 190, 403: 200, 429: 80001, 500: 1, 503: 2}.get(status, status)
    response = graph_error(code if code in CODES else 1)
    if fault.status in (500, 502, 503):
        response.status_code = fault.status
    if code == 80001:
        response.headers.update(usage_headers(None, minutes=max(1, round(fault.seconds / 60))))
    return response


def _not_simulated(call: Call) -> Response:
    words = f"The sandbox does not know {call.method} {call.path}."
    error = {"message": words, "type": "NotSimulated", "code": 501, "fbtrace_id": trace_id()}
    return JSONResponse({"error": error}, status_code=501)
