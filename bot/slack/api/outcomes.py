"""Sorting how a Slack call ended into the outbox's four outcomes, strictly.

What is certainly not sent may be tried again; what may have been sent is looked for. What each of
Slack's codes is about, ``bot.slack.api.answers`` says.
"""

import re
import socket
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.language import stored
from bot.outbox.keys import WORKSPACE_BRAKE
from bot.outbox.outcome import Held, Outcome, Refused, TryLater, Uncertain, bounded_wait
from bot.slack.api.answers import About, meaning_of

_RETRY_AFTER_UNSAID_S = 30.0
_UNREACHABLE_AFTER_S = 5.0
_PERSON_NEEDED_AFTER_S = 60.0
_PASSES_AFTER_S = 10.0
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_HELD = {
    About.WORKSPACE: Held.ALL,
    About.CHANNEL: Held.LANE,
    About.THREAD: Held.THREAD,
    About.UNKNOWN: Held.THREAD,
    About.PASSING: Held.SHORTLY,
}


class Stopped(Exception):
    """A call that did not bring an answer to go on with; carries the outcome it means."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome

    @property
    def why(self) -> str:
        """Slack's code, or our own words: for a log line."""
        match self.outcome:
            case Refused(code=code):
                return code
            case TryLater(reason=reason) | Uncertain(reason=reason):
                return reason
        return ""


def asked(
    call: Callable[[], SlackResponse], *, slack_channel: str = "", repeatable: bool = False
) -> dict[str, Any]:
    """Make the call and give back what Slack said. Raises Stopped.

    ``repeatable`` marks a call that may be made twice without harm (an update, a read): then
    what would be uncertain is simply tried again later.
    """
    try:
        answer = call()
    except SlackApiError as error:
        outcome = _sorted_answer(error.response, slack_channel=slack_channel)
    except (OSError, ValueError, HTTPException) as error:  # the last: cut in the middle of it
        outcome = _sorted_failure(error)
    else:
        return answer.data if isinstance(answer.data, dict) else {}
    if repeatable and isinstance(outcome, Uncertain):
        outcome = TryLater(after_s=_UNREACHABLE_AFTER_S, reason=outcome.reason)
    raise Stopped(outcome)


def _sorted_answer(response: Any, *, slack_channel: str) -> Outcome:
    status = getattr(response, "status_code", 200)
    code = str(response.get("error") or "")
    known = meaning_of(code)
    about = known.about
    if status == 429 or about is About.SLOW_DOWN:
        headers = {name.lower(): value for name, value in response.headers.items()}
        wait = _seconds(headers.get("retry-after"))
        return TryLater(wait, reason="ratelimited", brake=WORKSPACE_BRAKE, too_fast=True)
    if status >= 500 or about is About.MAYBE_DONE:
        return Uncertain(
            reason=stored("Slack answered {code}", code=code if _CODE.fullmatch(code) else status)
        )
    if not _CODE.fullmatch(code):
        return Uncertain(reason="Slack's answer could not be read")
    if about is About.MESSAGE:
        return Refused(
            code=code, explanation=known.sentence or stored("Slack refuses it ({code})", code=code)
        )
    return waits_for(code, slack_channel=slack_channel)


def waits_for(code: str, *, slack_channel: str) -> TryLater:
    """What is held until the cause has passed. The reason is ``code: sentence``."""
    known = meaning_of(code)
    reason = f"{code}: {known.sentence.format(channel=slack_channel)}"
    if known.about is About.PASSING:
        return TryLater(_PASSES_AFTER_S, reason, this_alone=True)
    if known.about is About.WORKSPACE:
        return TryLater(_PERSON_NEEDED_AFTER_S, reason, brake=WORKSPACE_BRAKE)
    return TryLater(_PERSON_NEEDED_AFTER_S, reason, this_alone=known.about is not About.CHANNEL)


def held_by(reason: str) -> Held | None:
    """How much waits, by the reason of a *try later*; None where nobody need be told."""
    code, colon, _ = reason.partition(": ")
    return _HELD.get(meaning_of(code).about) if colon and _CODE.fullmatch(code) else None


def _sorted_failure(error: Exception) -> Outcome:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | socket.gaierror):  # not a byte was sent
        return TryLater(after_s=_UNREACHABLE_AFTER_S, reason="Slack cannot be reached")
    return Uncertain(
        reason=stored("the connection to Slack broke ({error})", error=type(cause).__name__)
    )


def _seconds(retry_after: Any) -> float:
    value = retry_after[0] if isinstance(retry_after, list) and retry_after else retry_after
    try:
        return max(1.0, bounded_wait(float(value)))
    except (TypeError, ValueError):
        return _RETRY_AFTER_UNSAID_S
