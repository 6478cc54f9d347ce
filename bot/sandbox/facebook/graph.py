"""Graph's one address for everything: version, object and edge out of the path, then a table.

Source: developers.facebook.com/docs/graph-api/{overview,guides/versioning} (2026-09): an unknown or
expired version is answered like the oldest live one; the answer's header says which.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.credentials import BRANDS, FACEBOOK_APP_ID, Brand
from bot.sandbox.facebook.access import APP_TOKEN, caller, page_of
from bot.sandbox.facebook.errors import GraphError, missing, trace_id
from bot.sandbox.facebook.messenger import TALK, Messenger
from bot.sandbox.facebook.reading import Reading
from bot.sandbox.facebook.writing import Writing

OLDEST, NEWEST = 21, 26
VERSION = re.compile(r"v(\d+)\.0$")
SCOPES = [
    "pages_show_list", "pages_read_engagement", "pages_read_user_content",
    "pages_manage_engagement", "pages_manage_metadata", "pages_messaging",
]  # fmt: skip


@dataclass(frozen=True)
class Request:
    """A Graph call taken apart: node "me", "debug_token" or an id; edge "" when there is none."""

    method: str
    version: str
    node: str
    edge: str
    given: dict[str, str]


Answer = Callable[[Brand | None, Request, float], dict[str, Any]]


def read_request(call: Call) -> Request:
    """Take the path and the parameters (query, then form or JSON body) apart."""
    segments = [s for s in call.path.split("/graph", 1)[-1].split("/") if s]
    version = f"v{OLDEST}.0"
    if segments and re.match(r"v\d+\.\d+$", segments[0]):
        asked = VERSION.match(segments.pop(0))
        if asked and OLDEST <= int(asked[1]) <= NEWEST:
            version = asked[0]
    node, edge = [*segments, "", ""][:2]
    edge = "/".join([edge, *segments[2:]]) if len(segments) > 2 else edge
    return Request(call.method, version, node, edge, {**call.query, **_body(call)})


def usage_headers(request: Request | None, *, minutes: int = 0) -> dict[str, str]:
    """Headers of every answer; `minutes` is how long the throttled Page has to wait."""
    used = 100 if minutes else 5
    business = {
        "type": "pages",
        "call_count": used,
        "total_cputime": used,
        "total_time": used,
        "estimated_time_to_regain_access": minutes,
    }
    app = {"call_count": used, "total_time": used, "total_cputime": used}
    return {
        "x-app-usage": json.dumps(app),
        "x-business-use-case-usage": json.dumps({b.page_id: [business] for b in BRANDS}),
        "facebook-api-version": request.version if request else f"v{OLDEST}.0",
        "x-fb-trace-id": trace_id(),
    }


class Graph:
    """The table of operations. `answer` is called with the world's lock held."""

    def __init__(self, reading: Reading, writing: Writing, messenger: Messenger) -> None:
        self.reading = reading
        self.writing = writing
        self.messenger = messenger
        self.table: dict[str, Answer] = {
            "GET /me": lambda b, r, late: reading.me(b, r.given),
            "GET /debug_token": lambda b, r, late: _debug_token(r.given),
            "GET /:id": self._node,
            "POST /:id": lambda b, r, late: writing.change(b, r.node, r.given, late),
            "DELETE /:id": lambda b, r, late: writing.delete(b, r.node),
            "GET /:id/feed": self._feed,
            "GET /:id/visitor_posts": self._feed,
            "GET /:id/tagged": self._feed,
            "GET /:id/comments": lambda b, r, late: reading.comments(r.node, r.given),
            "POST /:id/comments": lambda b, r, late: writing.comment(b, r.node, r.given, late),
            "GET /:id/subscribed_apps": lambda b, r, late: self._subscribed(self._page(r, b)),
            "POST /:id/subscribed_apps": self._subscribe,
            "DELETE /:id/subscribed_apps": self._subscribe,
            "GET /:id/messages": lambda b, r, late: messenger.messages_of(_own(b), r.node, r.given),
            "POST /:id/messages": lambda b, r, late: messenger.send(b, self._page(r, b), r.given),
            "GET /:id/conversations": lambda b, r, late: self._conversations(b, r),
        }

    def operation(self, request: Request) -> str | None:
        """The operation's name, such as "POST /:id/comments"; None when not simulated."""
        alone = request.node in ("me", "debug_token") and not request.edge
        node = request.node if alone else ":id"
        name = f"{request.method} /{node}" + (f"/{request.edge}" if request.edge else "")
        return name if request.node and name in self.table else None

    def answer(self, request: Request, call: Call, late: float) -> dict[str, Any]:
        """Do it. Raises GraphError."""
        brand = caller(call, request.given)
        operation = self.operation(request)
        assert operation is not None, "asked before"
        return self.table[operation](brand, request, late)

    def _page(self, request: Request, brand: Brand | None) -> str:
        """The Page of an edge that only Pages have; `me` is the caller's own."""
        page_id = brand.page_id if brand and request.node == "me" else request.node
        if page_id not in self.reading.objects.pages or brand is None or brand.page_id != page_id:
            raise missing(page_id, request.method)
        return page_id

    def _node(self, brand: Brand | None, request: Request, late: float) -> dict[str, Any]:
        if request.node.startswith(TALK):
            return self.messenger.talk(_own(brand), request.node)
        return self.reading.node(request.node, request.given)

    def _feed(self, brand: Brand | None, request: Request, late: float) -> dict[str, Any]:
        return self.reading.feed(self._page(request, brand), request.edge, request.given)

    def _conversations(self, brand: Brand | None, request: Request) -> dict[str, Any]:
        return self.messenger.conversations(self._page(request, brand), request.given)

    def _subscribed(self, page_id: str) -> dict[str, Any]:
        fields = self.writing.webhook.subscribed[page_id]
        app = {"id": FACEBOOK_APP_ID, "name": "Earshot sandbox", "subscribed_fields": fields}
        return {"data": [app] if fields else []}

    def _subscribe(self, brand: Brand | None, request: Request, late: float) -> dict[str, Any]:
        page_id = self._page(request, brand)
        fields = [f for f in request.given.get("subscribed_fields", "").split(",") if f]
        if request.method == "POST" and not fields:
            raise GraphError(100, "(#100) The parameter subscribed_fields is required.")
        self.writing.webhook.subscribed[page_id] = fields if request.method == "POST" else []
        self.reading.objects.world.changed("facebook")
        return {"success": True}


def _own(brand: Brand | None) -> str:
    """The caller's own Page."""
    if brand is None:
        raise GraphError(230)
    return brand.page_id


def _debug_token(given: dict[str, str]) -> dict[str, Any]:
    token = given.get("input_token", "")
    brand = page_of(token)
    if brand is None and token != APP_TOKEN:
        error = {"code": 190, "message": "Invalid OAuth access token", "subcode": 467}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    data = {"app_id": FACEBOOK_APP_ID, "application": "Earshot sandbox", "is_valid": True}
    times = {"expires_at": 0, "data_access_expires_at": 0, "issued_at": 0}
    whose = {"type": "PAGE", "profile_id": brand.page_id} if brand else {"type": "APP"}
    return {"data": data | times | whose | {"scopes": SCOPES if brand else []}}


def _body(call: Call) -> dict[str, str]:
    if not call.body:
        return {}
    if "json" not in call.headers.get("content-type", ""):
        return call.form()
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in call.json().items()
    }
