"""X behind a server that answers what a test prepared."""

from datetime import UTC, datetime
from typing import Any

from bot.channels.x import XChannel
from bot.outbox.outcome import Outcome
from bot.sandbox.credentials import NORTHBANK
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import QUICK, XStage, parcel, x_keys

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def channel_of(script: Scripted, **given: Any) -> XChannel:
    return XChannel(accounts=[x_keys(NORTHBANK)], url=script.address, timeouts=QUICK, **given)


def problem(status: int, detail: str, **headers: str) -> Answer:
    body = {"title": "Problem", "detail": detail, "type": "about:blank", "status": status}
    return Answer(body, status, {"content-type": "application/problem+json"} | headers)


def send(script: Scripted, answer: Answer, *, attempt: int = 1) -> Outcome:
    script.answers = [answer]
    reply = {"channel": "x", "account": NORTHBANK.x_id, "in_reply_to": "5", "text": "Sorry."}
    sent = parcel(XStage.__new__(XStage), "5", "Sorry.", attempt=attempt)
    assert sent.payload | reply == sent.payload
    return channel_of(script).send(sent)
