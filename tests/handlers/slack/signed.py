"""Requests signed as Slack signs them, for what the simulated people cannot do."""

import hashlib
import hmac
import itertools
import json
import time
from typing import Any

import requests

from bot.sandbox import credentials
from tests.slack.workplace import Workplace

_ids = itertools.count(1)


def send(workplace: Workplace, body: str, **headers: str) -> requests.Response:
    """POST a body to the bot with a right signature, unless the headers say otherwise."""
    address = f"{workplace.bot_address}/slack/events"
    return requests.post(address, data=body.encode(), headers=signed(body, **headers), timeout=10)


def signed(body: str, **headers: str) -> dict[str, str]:
    """The headers Slack sends with a body, unless these say otherwise."""
    stamp = headers.get("x_slack_request_timestamp", str(int(time.time())))
    base = f"v0:{stamp}:{body}".encode()
    secret = credentials.SLACK_SIGNING_SECRET.encode()
    signature = "v0=" + hmac.new(secret, base, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }


def event(workplace: Workplace, *, event_id: str = "", **fields: Any) -> requests.Response:
    """One event in Slack's envelope."""
    return send(workplace, enveloped(event_id=event_id, **fields))


def enveloped(*, event_id: str = "", **fields: Any) -> str:
    """Its body."""
    number = next(_ids)
    envelope = {
        "type": "event_callback",
        "team_id": credentials.SLACK_TEAM_ID,
        "api_app_id": credentials.SLACK_APP_ID,
        "event_id": event_id or f"EvTest{number}",
        "event_time": int(time.time()),
        "event": {"event_ts": f"{int(time.time())}.{number:06d}", **fields},
    }
    return json.dumps(envelope)
