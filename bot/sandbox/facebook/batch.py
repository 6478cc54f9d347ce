"""Graph's batch: several reads in one request, each answered apart.

Source: developers.facebook.com/docs/graph-api/batch-requests (2026): at most 50.
"""

import json
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.facebook.errors import GraphError
from bot.sandbox.facebook.graph import Request

BATCH = "POST /batch"
MOST = 50


def is_batch(request: Request) -> bool:
    """A request to no object, with a list of others in it."""
    return request.method == "POST" and not request.node and "batch" in request.given


def requests_in(request: Request) -> list[Request]:
    """The requests of a batch; each is made with the caller's own token."""
    asked = json.loads(request.given["batch"])
    if len(asked) > MOST:
        raise GraphError(100, f"(#100) A batch takes at most {MOST} requests")
    own = {k: v for k, v in request.given.items() if k in {"access_token", "appsecret_proof"}}
    return [_one(request.version, each["method"], each["relative_url"], own) for each in asked]


def _one(version: str, method: str, relative: str, own: dict[str, str]) -> Request:
    address = urlsplit(relative)
    node, _, edge = address.path.strip("/").partition("/")
    return Request(method, version, node, edge, {**dict(parse_qsl(address.query)), **own})
