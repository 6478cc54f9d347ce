"""Sorting how a Slack call ended into the outbox's four outcomes, strictly.

What is certainly not sent may be tried again; what may have been sent is looked for.
Codes: docs.slack.dev/reference/methods/chat.postMessage (2026).
"""

import re
import socket
from collections.abc import Callable
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.keys import WORKSPACE_BRAKE
from bot.outbox.outcome import Outcome, Refused, TryLater, Uncertain, bounded_wait

_RETRY_AFTER_UNSAID_S = 30.0
_UNREACHABLE_AFTER_S = 5.0
_PERSON_NEEDED_AFTER_S = 60.0
_CODE = re.compile(r"[a-z][a-z0-9_]*")

# "Some aspect of the operation may have succeeded", in Slack's own words.
_MAYBE_DONE = {"internal_error", "fatal_error", "service_unavailable"}
_SLOW_DOWN = {"ratelimited", "rate_limited", "message_limit_exceeded", "request_timeout"}

# What only a person mends. The delivery stays, so nothing is lost and it goes on afterwards.
_TOKEN_TROUBLE = {
    "invalid_auth": "Slack does not know our token. Install the app again and set the new one.",
    "not_authed": "No Slack token is set. Set EARSHOT_SLACK_BOT_TOKEN.",
    "account_inactive": "The Slack app was removed from the workspace. Install it again.",
    "token_revoked": "Slack's token was revoked. Install the app again and set the new one.",
    "token_expired": "Slack's token has expired. Install the app again and set the new one.",
    "missing_scope": "The Slack app lacks a permission. Apply config/slack_manifest.yaml.",
    "no_permission": "The Slack app lacks a permission. Apply config/slack_manifest.yaml.",
    "org_login_required": "The Slack workspace is being moved. Posts wait until it is back.",
    "team_access_not_granted": "The Slack app has no access to the workspace. Ask a Slack admin.",
}
_CHANNEL_TROUBLE = {
    "channel_not_found": "Earshot cannot see the Slack channel {channel}. Invite it there.",
    "not_in_channel": "Earshot is not in the Slack channel {channel}. Invite it there.",
    "is_archived": "The Slack channel {channel} is archived. Unarchive it, or change the route.",
    "restricted_action": "Slack does not let Earshot post in {channel}. Ask a Slack admin.",
    "ekm_access_denied": "The bank's own Slack encryption key is not available for {channel}.",
    "user_not_found": "Slack knows no user {channel}. Mend the id in the routing file.",
    "private_channel_open": "Private words wait: {channel} is not known to be a private channel.",
    "messages_tab_disabled": "The app's messages are off. Apply config/slack_manifest.yaml.",
}

# A delivery that waits for one of these says so at the start of its error: ``code: sentence``.
PERSON_NEEDED = frozenset(_TOKEN_TROUBLE) | frozenset(_CHANNEL_TROUBLE)


class Stopped(Exception):
    """A call that did not bring an answer to go on with; carries the outcome it means."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


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
    except (OSError, ValueError) as error:
        outcome = _sorted_failure(error)
    else:
        return answer.data if isinstance(answer.data, dict) else {}
    if repeatable and isinstance(outcome, Uncertain):
        outcome = TryLater(after_s=_UNREACHABLE_AFTER_S, reason=outcome.reason)
    raise Stopped(outcome)


def _sorted_answer(response: Any, *, slack_channel: str) -> Outcome:
    status = getattr(response, "status_code", 200)
    code = str(response.get("error") or "")
    if status == 429 or code in _SLOW_DOWN:
        headers = {name.lower(): value for name, value in response.headers.items()}
        wait = _seconds(headers.get("retry-after"))
        return TryLater(after_s=wait, reason="ratelimited", brake=WORKSPACE_BRAKE)
    if status >= 500 or code in _MAYBE_DONE:
        return Uncertain(reason=f"Slack answered {code if _CODE.fullmatch(code) else status}")
    if not _CODE.fullmatch(code):
        return Uncertain(reason="Slack's answer could not be read")
    return trouble(code, slack_channel=slack_channel) or Refused(
        code=code, explanation=_plainly(code)
    )


def trouble(code: str, *, slack_channel: str) -> TryLater | None:
    """Codes a person can mend: wait, and say what to do. The reason is ``code: sentence``."""
    if code in _TOKEN_TROUBLE:
        sentence = _TOKEN_TROUBLE[code]
        return TryLater(_PERSON_NEEDED_AFTER_S, f"{code}: {sentence}", brake=WORKSPACE_BRAKE)
    known = "restricted_action" if code.startswith("restricted_action") else code
    if known in _CHANNEL_TROUBLE:
        sentence = _CHANNEL_TROUBLE[known].format(channel=slack_channel)
        return TryLater(_PERSON_NEEDED_AFTER_S, f"{code}: {sentence}")
    return None


def _sorted_failure(error: Exception) -> Outcome:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | socket.gaierror):  # not a byte was sent
        return TryLater(after_s=_UNREACHABLE_AFTER_S, reason="Slack cannot be reached")
    return Uncertain(reason=f"the connection to Slack broke ({type(cause).__name__})")


def _seconds(retry_after: Any) -> float:
    value = retry_after[0] if isinstance(retry_after, list) and retry_after else retry_after
    try:
        return max(1.0, bounded_wait(float(value)))
    except (TypeError, ValueError):
        return _RETRY_AFTER_UNSAID_S


def _plainly(code: str) -> str:
    known = {
        "message_not_found": "The message it belongs to was deleted in Slack",
        "thread_not_found": "The thread it belongs to was deleted in Slack",
        "cant_update_message": "Slack does not let Earshot change that message",
        "edit_window_closed": "Slack does not let that message be changed any more",
        "invalid_blocks": "Slack refuses the layout of the message",
        "msg_too_long": "Slack finds the message too long",
        "msg_blocks_too_long": "Slack finds the message too long",
    }
    return known.get(code, f"Slack refuses it ({code})")
