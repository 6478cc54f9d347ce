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
    stamp = headers.get("x_slack_request_timestamp", str(int(time.time())))
    base = f"v0:{stamp}:{body}".encode()
    secret = credentials.SLACK_SIGNING_SECRET.encode()
    signature = "v0=" + hmac.new(secret, base, hashlib.sha256).hexdigest()
    sent = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    address = f"{workplace.bot_address}/slack/events"
    return requests.post(address, data=body.encode(), headers=sent, timeout=10)


def event(workplace: Workplace, *, event_id: str = "", **fields: Any) -> requests.Response:
    """One event in Slack's envelope."""
    number = next(_ids)
    envelope = {
        "type": "event_callback",
        "team_id": credentials.SLACK_TEAM_ID,
        "api_app_id": credentials.SLACK_APP_ID,
        "event_id": event_id or f"EvTest{number}",
        "event_time": int(time.time()),
        "event": {"event_ts": f"{int(time.time())}.{number:06d}", **fields},
    }
    return send(workplace, json.dumps(envelope))
