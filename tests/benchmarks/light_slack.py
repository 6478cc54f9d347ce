"""Processes that a measurement starts beside ours: a Slack that takes everything at once, and a naive bot.

python -m tests.benchmarks.light_slack slack PORT
python -m tests.benchmarks.light_slack naive PORT SLACK_URL
"""

import hashlib
import hmac
import itertools
import json
import sys
import time

import uvicorn
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.credentials import FACEBOOK_APP_SECRET, NORTHBANK, SLACK_BOT_TOKEN

CHANNEL = "C0NORTHBANK"


def slack() -> Starlette:
    """Takes every call; ``/count`` tells how many messages stand as headlines, and how many in threads."""
    numbers, posted = itertools.count(time.time_ns() // 1000), {"headlines": 0, "in_threads": 0}

    async def call(request: Request) -> Response:
        told = await request.body()
        if request.path_params["method"] != "chat.postMessage":
            return JSONResponse(_ANSWERS.get(request.path_params["method"], {}) | {"ok": True})
        thread = json.loads(told).get("thread_ts")
        posted["in_threads" if thread else "headlines"] += 1
        at = next(numbers)
        ts = f"{at // 10**6}.{at % 10**6:06}"
        message = {"ts": ts, "thread_ts": thread or ts}
        return JSONResponse({"ok": True, "channel": CHANNEL, "ts": ts, "message": message})

    async def count(_request: Request) -> Response:
        return JSONResponse(posted)

    async def nothing(_request: Request) -> Response:
        return JSONResponse({"data": []})

    return Starlette(
        routes=[
            Route("/count", count),
            Route("/slack/api/{method}", call, methods=["GET", "POST"]),
            Route("/{rest:path}", nothing, methods=["GET", "POST"]),
        ]
    )


def naive(slack_url: str) -> Starlette:
    """What one writes in an evening: check the signature, read the comment, post it to Slack, forget it."""
    client = WebClient(SLACK_BOT_TOKEN, base_url=slack_url)

    async def told(request: Request) -> Response:
        body = await request.body()
        signed = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"sha256={signed}", request.headers["x-hub-signature-256"]):
            return PlainTextResponse("no", status_code=403)
        for entry in json.loads(body)["entry"]:
            for change in entry["changes"]:
                value = change["value"]
                words = f"*{value['from']['name']}*: {value['message']}"
                await run_in_threadpool(client.chat_postMessage, channel=CHANNEL, text=words)
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/webhooks/facebook", told, methods=["POST"])])


_ANSWERS: dict[str, dict[str, object]] = {
    "auth.test": {"url": "https://bank.slack.test/", "user_id": "U0BOT", "team_id": "T0BANK"},
    "users.list": {"members": [], "response_metadata": {"next_cursor": ""}},
    "usergroups.users.list": {"users": []},
    "conversations.open": {"channel": {"id": "D0SOMEBODY"}},
    "conversations.info": {"channel": {"id": CHANNEL, "is_member": True, "is_private": False}},
}
PAGE = NORTHBANK.page_id


def main() -> None:
    """Serve one of them on loopback until killed."""
    what, port, *more = sys.argv[1:]
    served = slack() if what == "slack" else naive(more[0])
    uvicorn.run(served, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
