"""Facebook behind a server that answers what a test prepared."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.channels.facebook import FacebookChannel
from bot.outbox.outcome import Outcome
from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import QUICK, FacebookStage, page_keys, parcel

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


POST = f"{NORTHBANK.page_id}_11"


def channel_of(script: Scripted, **given: Any) -> FacebookChannel:
    return FacebookChannel(
        pages=[page_keys(NORTHBANK)],
        app_secret=credentials.FACEBOOK_APP_SECRET,
        verify_token="word",
        url=script.address,
        timeouts=QUICK,
        **given,
    )


def refusal(code: int, status: int = 400, subcode: int = 0, **more: Any) -> Answer:
    error = {"message": f"(#{code}) words", "type": "OAuthException", "code": code} | more
    return Answer({"error": error | ({"error_subcode": subcode} if subcode else {})}, status)


def throttled(code: int, minutes: int) -> Answer:
    usage = {NORTHBANK.page_id: [{"type": "pages", "estimated_time_to_regain_access": minutes}]}
    answer = refusal(code, 403, is_transient=True)
    headers = answer.headers | {"x-business-use-case-usage": json.dumps(usage)}
    return Answer(answer.body, answer.status, headers)


def send(script: Scripted, answer: Answer, *, attempt: int = 1) -> Outcome:
    script.answers = [answer]
    stage = FacebookStage.__new__(FacebookStage)
    return channel_of(script).send(parcel(stage, POST, "Sorry.", attempt=attempt))
