"""Response addresses: five uses within 30 minutes (docs.slack.dev/interactivity, 2026)."""

import time
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.calls import Call
from bot.sandbox.credentials import SLACK_BOT_ID, SLACK_BOT_USER_ID
from bot.sandbox.slack.events.events import announce_change, announce_message
from bot.sandbox.slack.messages import add_message, bot_fields, find_message, number_blocks, revise
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.rules.checks import check_blocks
from bot.sandbox.slack.threads import thread_for_reply
from bot.sandbox.slack.workspace import Json, Workspace

USES = 5
SECONDS = 30 * 60


def issue_response_url(
    workspace: Workspace, user: str, channel: str, *, ts: str | None = None, ephemeral: bool = False
) -> str:
    """A new address to which the bot may post about this one interaction."""
    now = time.time()
    kept = workspace.response_urls
    for old in [id for id, grant in kept.items() if now - grant["born"] > SECONDS]:
        del kept[old]
    id = workspace.next_id("R")
    kept[id] = {"user": user, "channel": channel, "ts": ts, "ephemeral": ephemeral}
    kept[id] |= {"born": now, "uses": 0}
    return f"{workspace.site}/slack/response/{id}"


def answer_response_url(workspace: Workspace, call: Call) -> Response:
    """POST /slack/response/{id}."""
    with workspace.world.lock:
        grant = workspace.response_urls.get(call.parameters["id"])
        if grant is None or time.time() - grant["born"] > SECONDS:
            return JSONResponse({"ok": False, "error": "expired_url"}, status_code=404)
        if grant["uses"] >= USES:
            return JSONResponse({"ok": False, "error": "used_url"}, status_code=404)
        grant["uses"] += 1
        try:
            take_response(workspace, grant, call.json())
        except (SlackRefusal, ValueError) as refusal:
            return PlainTextResponse(getattr(refusal, "error", "invalid_payload"), status_code=400)
        return PlainTextResponse("ok")


def take_response(workspace: Workspace, grant: Json, answer: Any) -> None:
    """Show what the bot answered: to the one person unless it says `in_channel`."""
    answer = {"text": answer} if isinstance(answer, str) else answer
    blocks = answer.get("blocks") or None
    if blocks:
        check_blocks(blocks)
    elif not answer.get("text") and not answer.get("delete_original"):
        raise SlackRefusal("no_text")
    if answer.get("replace_original") or answer.get("delete_original"):
        _change_original(workspace, grant, answer)
        return
    content: Json = {"text": answer.get("text") or "", "blocks": blocks}
    thread = answer.get("thread_ts")
    if answer.get("response_type") == "in_channel":
        content["thread_ts"] = thread and thread_for_reply(workspace, grant["channel"], thread)
        message = add_message(workspace, grant["channel"], **content, **bot_fields())
        announce_message(workspace, workspace.channels[grant["channel"]], message)
    else:
        _whisper(workspace, grant, {**content, "thread_ts": thread})


def _change_original(workspace: Workspace, grant: Json, answer: Json) -> None:
    if grant.get("ephemeral"):
        workspace.ephemerals[:] = [e for e in workspace.ephemerals if e["ts"] != grant["ts"]]
        if not answer.get("delete_original"):
            content = {"text": answer.get("text") or "", "blocks": answer.get("blocks")}
            _whisper(workspace, grant, {**content, "thread_ts": answer.get("thread_ts")})
        workspace.world.changed("slack")
        return
    if answer.get("delete_original") or grant.get("ts") is None:
        raise SlackRefusal("cant_update_message")
    message = find_message(workspace, grant["channel"], grant["ts"])
    content = {"text": answer.get("text") or "", "blocks": answer.get("blocks")}
    before = revise(workspace, message, editor=SLACK_BOT_USER_ID, **content)
    announce_change(workspace, workspace.channels[grant["channel"]], message, before)


def _whisper(workspace: Workspace, grant: Json, content: Json) -> None:
    ephemeral = {
        "channel": grant["channel"],
        "user": grant["user"],
        "ts": workspace.next_ts(),
        "bot_id": SLACK_BOT_ID,
        **content,
    }
    number_blocks(workspace, ephemeral)
    workspace.ephemerals.append(ephemeral)
    workspace.world.changed("slack")
