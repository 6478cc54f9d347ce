"""The payloads of interactions (docs.slack.dev/reference/interaction-payloads, 2026)."""

import time
from typing import Any

from bot.sandbox.credentials import SLACK_APP_ID, SLACK_TEAM_ID
from bot.sandbox.slack.interactions.form_values import element_state, state_values
from bot.sandbox.slack.interactions.response_urls import issue_response_url
from bot.sandbox.slack.messages import elements_of, find_message, shown
from bot.sandbox.slack.refusals import BadEntry
from bot.sandbox.slack.staff import TEAM_DOMAIN
from bot.sandbox.slack.workspace import Json, Workspace


def clickable(workspace: Workspace, user: str, channel: str, ts: str) -> tuple[Json, bool]:
    for ephemeral in workspace.ephemerals:
        if (ephemeral["channel"], ephemeral["ts"], ephemeral["user"]) == (channel, ts, user):
            return ephemeral, True
    return find_message(workspace, channel, ts), False


def message_payload(
    workspace: Workspace, user: str, channel: str, message: Json, ephemeral: bool
) -> Json:
    payload = base_payload(workspace, "block_actions", user)
    thread = message.get("thread_ts")
    payload["container"] = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel,
        "is_ephemeral": ephemeral,
        **({"thread_ts": thread} if thread else {}),
    }
    place = workspace.channels[channel]
    payload["channel"] = {"id": channel, "name": place["name"] or "directmessage"}
    payload["state"] = {"values": state_values(message.get("blocks") or [], {})}
    payload["response_url"] = issue_response_url(
        workspace, user, channel, ts=message["ts"], ephemeral=ephemeral
    )
    if not ephemeral:
        payload["message"] = shown(workspace, message)
    return payload


def base_payload(workspace: Workspace, kind: str, user: str, view_id: str | None = None) -> Json:
    person = workspace.person(user)
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
        "trigger_id": workspace.triggers.issue(user, view_id),
    }


def command_fields(
    workspace: Workspace, user: str, channel: str, name: str, text: str
) -> dict[str, str]:
    """The form fields of a slash command."""
    return {
        "token": "sandbox",
        "team_id": SLACK_TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel,
        "channel_name": workspace.channels[channel]["name"] or "directmessage",
        "user_id": user,
        "user_name": workspace.person(user)["name"],
        "command": name,
        "text": text,
        "api_app_id": SLACK_APP_ID,
        "is_enterprise_install": "false",
        "response_url": issue_response_url(workspace, user, channel),
        "trigger_id": workspace.triggers.issue(user),
    }


def find_element(
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
    block, element = found[0]
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise BadEntry(f"{action_id!r} tells nothing before the form is sent (dispatch_action).")
    return block, element


def action(block: Json, element: Json, value: Any) -> Json:
    seconds = f"{time.time():.6f}"
    pressed = {"action_id": element["action_id"], "block_id": block["block_id"]}
    pressed |= {"type": element["type"], "action_ts": seconds}
    if element["type"] == "button":
        kept = {name: element[name] for name in ("text", "value", "style") if name in element}
        return pressed | kept
    return pressed | element_state(element, value)
