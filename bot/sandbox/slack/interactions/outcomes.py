"""Hands an interaction to the bot and says what the person saw of the answer."""

import json
import time
from typing import Any

import requests

from bot.sandbox.slack.delivery.courier import Heard
from bot.sandbox.slack.workspace import Json, Workspace


def send_payload(workspace: Workspace, payload: Json, *, wants_json: bool = False) -> Json:
    """Send an interaction's payload. The bot's answer is in the outcome when it is wanted."""
    outcome = send_form(workspace, {"payload": json.dumps(payload, ensure_ascii=False)})
    if not wants_json:
        outcome.pop("answer", None)
    return outcome


def send_form(workspace: Workspace, fields: dict[str, str]) -> Json:
    """Send form fields; `ok`, `status`, `milliseconds` and `answer`, or `error` as Slack names it."""
    began = time.monotonic()
    try:
        answer = workspace.courier.form(fields)
    except requests.Timeout:
        return {"ok": False, "error": "operation_timed_out"}
    except requests.RequestException:
        return {"ok": False, "error": "dispatch_failed"}
    took = round((time.monotonic() - began) * 1000)
    if answer.status_code != 200:
        return {"ok": False, "error": f"http_{answer.status_code}", "milliseconds": took}
    return {"ok": True, "status": 200, "milliseconds": took, "answer": _read(answer)}


def _read(answer: Heard) -> Any:
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return {"text": answer.text}
