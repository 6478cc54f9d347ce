"""What people in the workspace write themselves, and where they go: channels, the Home tab."""

import re
import uuid

from bot.sandbox.slack.events.events import (
    announce_change,
    announce_deletion,
    announce_home,
    announce_message,
)
from bot.sandbox.slack.messages import PREVIEWER, add_message, find_message, remove, revise
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.threads import check_unlocked
from bot.sandbox.slack.workspace import Json, Workspace


def say(
    workspace: Workspace,
    *,
    user: str,
    channel: str,
    text: str,
    thread_ts: str | None = None,
    typed: bool = False,
) -> str:
    """A person writes; returns the ts. `typed` text is escaped and its @names become mentions."""
    with workspace.world.lock:
        place = workspace.channels[channel]
        person = workspace.person(user)
        _check_member(place, person["id"])
        if thread_ts and not person["is_admin"]:
            check_unlocked(workspace, channel, thread_ts)
        words = as_typed(workspace, text) if typed else text
        message = add_message(
            workspace,
            channel,
            user=user,
            text=words,
            blocks=_rich(words),
            thread_ts=thread_ts,
            client_msg_id=str(uuid.uuid4()),
        )
        announce_message(workspace, place, message)
        workspace.world.posted(words, reader=PREVIEWER)
        return str(message["ts"])


def edit_message(
    workspace: Workspace, *, user: str, channel: str, ts: str, text: str, typed: bool = False
) -> None:
    """A person edits their own message."""
    with workspace.world.lock:
        message = _own(workspace, user, channel, ts)
        words = as_typed(workspace, text) if typed else text
        before = revise(workspace, message, editor=user, text=words, blocks=_rich(words))
        announce_change(workspace, workspace.channels[channel], message, before)


def delete_message(workspace: Workspace, *, user: str, channel: str, ts: str) -> None:
    """A person deletes their own message; a parent with replies becomes a tombstone."""
    with workspace.world.lock:
        message = _own(workspace, user, channel, ts)
        before = remove(workspace, message)
        if message["deleted"]:
            announce_deletion(workspace, workspace.channels[channel], before)
        else:
            announce_change(workspace, workspace.channels[channel], message, before)


def open_home(workspace: Workspace, *, user: str) -> None:
    """A person opens the app's Home tab."""
    with workspace.world.lock:
        workspace.person(user)
        announce_home(workspace, user, workspace.homes.get(user))
        workspace.world.changed("slack")


def as_typed(workspace: Workspace, text: str) -> str:
    """Typed text as Slack stores it: &, < and > escaped, known @names as mentions."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for person in workspace.people.values():
        for name in (person["real_name"], person["profile"]["display_name"]):
            pattern = rf"@{re.escape(name)}\b"
            escaped = re.sub(pattern, f"<@{person['id']}>", escaped, flags=re.IGNORECASE)
    return re.sub(r"(?<![\w|<])(https?://[^\s<>]+)", r"<\1>", escaped)


def as_command(workspace: Workspace, name: str, text: str) -> str:
    """A command's text: with `should_escape` colleagues' @handles arrive as `<@U…|handle>`.

    Source: docs.slack.dev/interactivity/implementing-slash-commands (2026).
    """
    known = next((c for c in workspace.commands if c["command"] == name), {})
    if not known.get("should_escape"):
        return text
    for person in workspace.people.values():
        mention = f"<@{person['id']}|{person['name']}>"
        text = re.sub(rf"(?<![\w|])@{re.escape(person['name'])}\b", mention, text)
    return text


def _check_member(place: Json, user: str) -> None:
    if user not in place["members"]:
        raise SlackRefusal("not_in_channel")
    if place["is_archived"]:
        raise SlackRefusal("is_archived")


def _own(workspace: Workspace, user: str, channel: str, ts: str) -> Json:
    message = find_message(workspace, channel, ts)
    if message.get("user") != user or "bot_id" in message:
        raise SlackRefusal("cant_update_message")
    return message


def _rich(text: str) -> list[Json]:
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if not plain:
        return []
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": plain}]}
    return [{"type": "rich_text", "elements": [section]}]
