"""What people do to the bot: clicks, forms, shortcuts, commands, and the answers to them.

Payloads: docs.slack.dev/reference/interaction-payloads (2026). Each is sent in the caller's thread
with no lock held, as the person waits for the answer; the outcome says what they saw.
"""

import json
import time
from typing import Any

import requests

from bot.sandbox.credentials import SLACK_APP_ID, SLACK_TEAM_ID
from bot.sandbox.slack.form_values import BadEntry, client_errors, element_state, state_values
from bot.sandbox.slack.messages import elements_of, find_message, shown
from bot.sandbox.slack.response_urls import issue_response_url, take_response
from bot.sandbox.slack.staff import TEAM_DOMAIN
from bot.sandbox.slack.submissions import apply_response
from bot.sandbox.slack.workspace import Json, SlackRefusal, Workspace


class Interactions:
    """The people's hands. Raises SlackRefusal or BadEntry for what nobody could do."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def click(
        self,
        *,
        user: str,
        channel: str,
        ts: str,
        action_id: str,
        value: Any = None,
        block_id: str | None = None,
    ) -> Json:
        """Press or choose something in a message. `value` picks the button or the option."""
        with self.workspace.world.lock:
            message, ephemeral = self._clickable(user, channel, ts)
            block, element = _find_element(message, action_id, block_id, value)
            payload = self._from_message(user, channel, message, ephemeral)
            payload["actions"] = [_action(block, element, value)]
        return self._send(payload)

    def click_view(
        self,
        *,
        user: str,
        view_id: str,
        action_id: str,
        value: Any = None,
        block_id: str | None = None,
        values: Json | None = None,
    ) -> Json:
        """Press or choose something in an open modal or in the Home tab."""
        with self.workspace.world.lock:
            view = self._view(user, view_id)
            block, element = _find_element(view, action_id, block_id, value)
            view["state"] = {"values": state_values(view["blocks"], values or {})}
            payload = self._payload("block_actions", user, view_id)
            payload |= {"container": {"type": "view", "view_id": view_id}, "view": view}
            payload["actions"] = [_action(block, element, value)]
        return self._send(payload)

    def submit(self, *, user: str, view_id: str, values: Json | None = None) -> Json:
        """Send a modal's form; `errors` (by block id) in the outcome keep it open."""
        with self.workspace.world.lock:
            view = self._view(user, view_id)
            entered = state_values(view["blocks"], values or {})
            errors = client_errors(view["blocks"], entered)
            if errors:
                return {"ok": False, "sent": False, "errors": errors}
            view["state"] = {"values": entered}
            payload = self._payload("view_submission", user, view_id)
            payload |= {"view": view, "response_urls": []}
        outcome = self._send(payload, wants_json=True)
        if not outcome["ok"]:
            return outcome
        with self.workspace.world.lock:
            return outcome | apply_response(self.workspace, user, view_id, outcome.pop("answer"))

    def close_view(self, *, user: str, view_id: str, everything: bool = False) -> Json:
        """Dismiss a modal (or all of them); tells the bot if it asked to be told."""
        with self.workspace.world.lock:
            view = self._view(user, view_id)
            stack = self.workspace.stacks[user]
            keep = [] if everything or view["clear_on_close"] else stack[: stack.index(view_id)]
            gone = [id for id in stack if id not in keep]
            self.workspace.stacks[user] = keep
            closed = [self.workspace.views.pop(id) for id in gone]
            self.workspace.world.changed("slack")
            payloads = [
                self._payload("view_closed", user) | {"view": view, "is_cleared": everything}
                for view in reversed(closed)
                if view["notify_on_close"]
            ]
        return [self._send(payload) for payload in payloads][-1] if payloads else {"ok": True}

    def shortcut(
        self, *, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Json:
        """A message shortcut on a message, or a global one when no message is given."""
        with self.workspace.world.lock:
            if channel is None or ts is None:
                payload = self._payload("shortcut", user)
            else:
                message = find_message(self.workspace, channel, ts)
                payload = self._from_message(user, channel, message, ephemeral=False)
                del payload["container"], payload["state"]
                payload |= {"type": "message_action", "message_ts": ts}
            payload |= {"callback_id": callback_id, "action_ts": self.workspace.next_ts()}
        return self._send(payload)

    def command(
        self, *, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Json:
        """A slash command with its text, such as "/case list". Refused in threads, as by Slack."""
        name, _, rest = text.partition(" ")
        if thread_ts:
            return {"ok": False, "error": f"{name} is not supported in threads. Sorry!"}
        with self.workspace.world.lock:
            place, person = self.workspace.channels[channel], self.workspace.person(user)
            fields = {
                "token": "sandbox",
                "team_id": SLACK_TEAM_ID,
                "team_domain": TEAM_DOMAIN,
                "channel_id": channel,
                "channel_name": place["name"] or "directmessage",
                "user_id": user,
                "user_name": person["name"],
                "command": name,
                "text": rest.strip(),
                "api_app_id": SLACK_APP_ID,
                "is_enterprise_install": "false",
                "response_url": issue_response_url(self.workspace, user, channel),
                "trigger_id": self.workspace.triggers.issue(user),
            }
        outcome = self._deliver(fields)
        answer = outcome.pop("answer", None)
        if answer:
            with self.workspace.world.lock:
                take_response(self.workspace, {"user": user, "channel": channel}, answer)
        return outcome

    def _clickable(self, user: str, channel: str, ts: str) -> tuple[Json, bool]:
        for ephemeral in self.workspace.ephemerals:
            if (ephemeral["channel"], ephemeral["ts"], ephemeral["user"]) == (channel, ts, user):
                return ephemeral, True
        return find_message(self.workspace, channel, ts), False

    def _from_message(self, user: str, channel: str, message: Json, ephemeral: bool) -> Json:
        payload = self._payload("block_actions", user)
        thread = message.get("thread_ts")
        payload["container"] = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel,
            "is_ephemeral": ephemeral,
            **({"thread_ts": thread} if thread else {}),
        }
        place = self.workspace.channels[channel]
        payload["channel"] = {"id": channel, "name": place["name"] or "directmessage"}
        payload["state"] = {"values": state_values(message.get("blocks") or [], {})}
        payload["response_url"] = issue_response_url(
            self.workspace, user, channel, ts=message["ts"], ephemeral=ephemeral
        )
        if not ephemeral:
            payload["message"] = shown(self.workspace, message)
        return payload

    def _payload(self, kind: str, user: str, view_id: str | None = None) -> Json:
        person = self.workspace.person(user)
        return {
            "type": kind,
            "user": {
                "id": user,
                "username": person["name"],
                "name": person["name"],
                "team_id": person["team_id"],
            },
            "api_app_id": SLACK_APP_ID,
            "token": "sandbox",
            "team": {"id": SLACK_TEAM_ID, "domain": TEAM_DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.workspace.triggers.issue(user, view_id),
        }

    def _view(self, user: str, view_id: str) -> Json:
        home = self.workspace.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        if view_id not in self.workspace.stacks.get(user, []):
            raise SlackRefusal("view_not_open")
        return self.workspace.views[view_id]

    def _send(self, payload: Json, *, wants_json: bool = False) -> Json:
        outcome = self._deliver({"payload": json.dumps(payload, ensure_ascii=False)})
        if not wants_json:
            outcome.pop("answer", None)
        return outcome

    def _deliver(self, fields: dict[str, str]) -> Json:
        began = time.monotonic()
        try:
            answer = self.workspace.courier.form(fields)
        except requests.Timeout:
            return {"ok": False, "error": "operation_timed_out"}
        except requests.RequestException:
            return {"ok": False, "error": "dispatch_failed"}
        took = round((time.monotonic() - began) * 1000)
        if answer.status_code != 200:
            return {"ok": False, "error": f"http_{answer.status_code}", "milliseconds": took}
        return {"ok": True, "status": 200, "milliseconds": took, "answer": _read(answer)}


def _read(answer: requests.Response) -> Any:
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return {"text": answer.text}


def _find_element(
    holder: Json, action_id: str, block_id: str | None, value: Any
) -> tuple[Json, Json]:
    """The one element meant; among equals, the button whose value is `value`, else the first."""
    found = [
        (block, element)
        for block in holder.get("blocks") or []
        for element in elements_of(block)
        if element.get("action_id") == action_id and block_id in (None, block["block_id"])
    ]
    for block, element in found:
        if element["type"] == "button" and element.get("value") == value:
            return block, element
    if not found:
        raise BadEntry(f"There is no element with action id {action_id!r} here.")
    return found[0]


def _action(block: Json, element: Json, value: Any) -> Json:
    seconds = f"{time.time():.6f}"
    action = {"action_id": element["action_id"], "block_id": block["block_id"]}
    action |= {"type": element["type"], "action_ts": seconds}
    if element["type"] == "button":
        kept = {name: element[name] for name in ("text", "value", "style") if name in element}
        return action | kept
    return action | element_state(element, value)
