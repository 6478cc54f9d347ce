"""What Slack's refusals mean for what is sent next."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.outcome import LONGEST_WAIT_S, TryLater
from bot.slack.api.outcomes import Stopped, asked


def refused(retry_after: Any) -> SlackResponse:
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, status_code=429,
        data={"ok": False, "error": "ratelimited"}, headers={"Retry-After": retry_after},
    )  # fmt: skip
    raise SlackApiError("ratelimited", response)  # type: ignore[no-untyped-call]  # untyped there


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ("30", 30.0),
        ("1e9", LONGEST_WAIT_S),
        ("-5", 1.0),
        ("nan", 1.0),
        ("soon", 30.0),
        (None, 30.0),
    ],
)
def test_slacks_wish_to_wait_is_an_hour_at_most(told: Any, waited: float) -> None:
    with pytest.raises(Stopped) as stopped:
        asked(lambda: refused(told))
    outcome = stopped.value.outcome
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == waited
