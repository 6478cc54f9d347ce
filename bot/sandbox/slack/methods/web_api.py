"""The Web API's front door: arguments, token, faults, rate limits, then one method.

Errors are answered as Slack answers them: HTTP 200 with `"ok": false`, except 429.
"""

import json
from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.sandbox.calls import Call
from bot.sandbox.credentials import SLACK_APP_TOKEN, SLACK_BOT_TOKEN
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.slack.methods import chat, conversations, files, people, reactions, views
from bot.sandbox.slack.methods.limits import RateLimits
from bot.sandbox.slack.methods.scopes import check_scope, scope_headers
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.threads import thread_of
from bot.sandbox.slack.workspace import Json, Workspace

# How calls name a message: posts by their thread, changes and reads by the message itself.
_STAMPS = ("thread_ts", "ts", "timestamp", "message_ts")
JSON_ARGUMENTS = ("blocks", "metadata", "view", "files")
Method = Callable[[Workspace, Json], Json]
METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **reactions.METHODS,
    **views.METHODS,
}


class WebApi:
    """Answers POST and GET /slack/api/{method}."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self.workspace = workspace
        self.faults = faults
        self.limits = RateLimits()

    def answer(self, call: Call) -> Response:
        name = call.parameters["method"]
        args = arguments(call)
        self.workspace.site = call.url.split("/slack/")[0]
        refused = self._refusal(name, args, call.headers.get("authorization", ""))
        if refused is not None:
            return refused
        response = self.faults.guard(
            "slack",
            name,
            lambda late: self._run(name, {**args, "late": late}),
            fail,
            about=self._about(args),
        )
        response.headers.update(scope_headers(self.workspace, name))
        return response

    def _about(self, args: Json) -> dict[str, str]:
        """What a call is about, so that a fault can be one channel's, thread's or user group's alone."""
        channel = str(args.get("channel") or args.get("channel_id") or "")
        ts = next((str(args[name]) for name in _STAMPS if args.get(name)), "")
        with self.workspace.world.lock:
            if channel in self.workspace.people:
                channel = f"D{channel[1:]}"
            thread = thread_of(self.workspace, channel, ts) if ts else ""
        plain = {name: value for name, value in args.items() if isinstance(value, str)}
        return {**plain, "channel": channel, "thread_ts": thread}

    def _refusal(self, name: str, args: Json, authorization: str) -> Response | None:
        if name not in METHODS:
            return JSONResponse({"ok": False, "error": "unknown_method", "req_method": name})
        token = authorization.removeprefix("Bearer ") or str(args.pop("token", ""))
        wanted = SLACK_APP_TOKEN if name == "apps.connections.open" else SLACK_BOT_TOKEN
        if token != wanted:
            error = "invalid_auth" if token else "not_authed"
            return JSONResponse({"ok": False, "error": error})
        if self.workspace.token_error:
            return JSONResponse({"ok": False, "error": self.workspace.token_error})
        if speed := self.workspace.rate_limits:
            wait = self.limits.wait(name, str(args.get("channel", "")), speed=speed)
            return _rate_limited(wait) if wait else None
        return None

    def _run(self, name: str, args: Json) -> Response:
        with self.workspace.world.lock:
            try:
                check_scope(self.workspace, name, args)
                result = METHODS[name](self.workspace, args)
            except SlackRefusal as refusal:
                return JSONResponse({"ok": False, "error": refusal.error, **refusal.extra})
            self.workspace.calls[name] = self.workspace.calls.get(name, 0) + 1
            return JSONResponse({"ok": True, **result})


def arguments(call: Call) -> Json:
    """Query, form and JSON body in one; structured values are read from their JSON text."""
    args: Json = dict(call.query)
    if call.headers.get("content-type", "").startswith("application/json"):
        args |= call.json()
    elif call.body:
        args |= call.form()
    return {name: _read(name, value) for name, value in args.items()}


def _read(name: str, value: Any) -> Any:
    if name in JSON_ARGUMENTS and isinstance(value, str) and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _rate_limited(seconds: float) -> Response:
    return JSONResponse(
        {"ok": False, "error": "ratelimited"},
        status_code=429,
        headers={"Retry-After": str(max(1, round(seconds)))},
    )


def fail(fault: Fault) -> Response:
    """The answer of a failure on demand: 429, a code, or a server in trouble."""
    if fault.kind in ("429", "ratelimited"):
        return _rate_limited(fault.seconds)
    if fault.status is None and fault.kind != "error_after":  # a code of Slack's own
        return JSONResponse({"ok": False, "error": fault.kind})
    if fault.status is not None and fault.status < 500:
        return JSONResponse({"ok": False, "error": "fatal_error"}, status_code=fault.status)
    # Slack: "some aspect of the operation may have succeeded".
    status = fault.status or 503
    return JSONResponse({"ok": False, "error": "internal_error"}, status_code=status)
