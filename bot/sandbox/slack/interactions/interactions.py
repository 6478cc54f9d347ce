"""What people do to the bot: clicks, forms, shortcuts, commands, and the answers to them.

Each is sent in the caller's thread
with no lock held, as the person waits for the answer; the outcome says what they saw.
"""

from typing import Any

from bot.sandbox.slack.interactions.form_values import client_errors, state_values
from bot.sandbox.slack.interactions.outcomes import send_form, send_payload
from bot.sandbox.slack.interactions.payloads import (
    action,
    base_payload,
    clickable,
    command_fields,
    find_element,
    message_payload,
)
from bot.sandbox.slack.interactions.response_urls import take_response
from bot.sandbox.slack.interactions.submissions import apply_response
from bot.sandbox.slack.messages import find_message
from bot.sandbox.slack.people.talk import as_command
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace


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
            message, ephemeral = clickable(self.workspace, user, channel, ts)
            block, element = find_element(message, action_id, block_id, value)
            payload = message_payload(self.workspace, user, channel, message, ephemeral)
            payload["actions"] = [action(block, element, value)]
        return send_payload(self.workspace, payload)

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
            block, element = find_element(view, action_id, block_id, value)
            view["state"] = {"values": state_values(view["blocks"], values or {})}
            payload = base_payload(self.workspace, "block_actions", user, view_id)
            payload |= {"container": {"type": "view", "view_id": view_id}, "view": view}
            payload["actions"] = [action(block, element, value)]
        return send_payload(self.workspace, payload)

    def submit(self, *, user: str, view_id: str, values: Json | None = None) -> Json:
        """Send a modal's form; `errors` (by block id) in the outcome keep it open."""
        with self.workspace.world.lock:
            view = self._view(user, view_id)
            entered = state_values(view["blocks"], values or {})
            errors = client_errors(view["blocks"], entered)
            if errors:
                return {"ok": False, "sent": False, "errors": errors}
            view["state"] = {"values": entered}
            payload = base_payload(self.workspace, "view_submission", user, view_id)
            payload |= {"view": view, "response_urls": []}
        outcome = send_payload(self.workspace, payload, wants_json=True)
        if not outcome["ok"]:
            return outcome
        with self.workspace.world.lock:
            return outcome | apply_response(self.workspace, user, view_id, outcome.pop("answer"))

    def close_view(self, *, user: str, view_id: str, everything: bool = False) -> Json:
        """Dismiss a modal (or all of them); tells the bot if it asked to be told.

        What was typed is not in it: ``"state": {"values": {}}`` beside an input block in
        slackapi/bolt-python (a test of requests of organisations, recorded 2022).
        """
        with self.workspace.world.lock:
            view = self._view(user, view_id)
            stack = self.workspace.stacks[user]
            keep = [] if everything or view["clear_on_close"] else stack[: stack.index(view_id)]
            gone = [id for id in stack if id not in keep]
            self.workspace.stacks[user] = keep
            closed = [self.workspace.views.pop(id) for id in gone]
            self.workspace.world.changed("slack")
            payloads = [
                base_payload(self.workspace, "view_closed", user)
                | {"view": {**view, "state": {"values": {}}}, "is_cleared": everything}
                for view in reversed(closed)
                if view["notify_on_close"]
            ]
        return (
            [send_payload(self.workspace, payload) for payload in payloads][-1]
            if payloads
            else {"ok": True}
        )

    def shortcut(
        self, *, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Json:
        """A message shortcut on a message, or a global one when no message is given."""
        with self.workspace.world.lock:
            if channel is None or ts is None:
                payload = base_payload(self.workspace, "shortcut", user)
            else:
                message = find_message(self.workspace, channel, ts)
                payload = message_payload(self.workspace, user, channel, message, ephemeral=False)
                del payload["container"], payload["state"]
                payload |= {"type": "message_action", "message_ts": ts}
            payload |= {"callback_id": callback_id, "action_ts": self.workspace.next_ts()}
        return send_payload(self.workspace, payload)

    def command(self, *, user: str, channel: str, text: str, thread_ts: str | None = None) -> Json:
        """A slash command with its text, such as "/case list". Refused in threads, as by Slack."""
        name, _, rest = text.partition(" ")
        if thread_ts:
            return {"ok": False, "error": f"{name} is not supported in threads. Sorry!"}
        with self.workspace.world.lock:
            words = as_command(self.workspace, name, rest.strip())
            fields = command_fields(self.workspace, user, channel, name, words)
        outcome = send_form(self.workspace, fields)
        answer = outcome.pop("answer", None)
        if answer:
            with self.workspace.world.lock:
                take_response(self.workspace, {"user": user, "channel": channel}, answer)
        return outcome

    def _view(self, user: str, view_id: str) -> Json:
        home = self.workspace.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        if view_id not in self.workspace.stacks.get(user, []):
            raise SlackRefusal("view_not_open")
        return self.workspace.views[view_id]
