"""files.*: the three-step upload (docs.slack.dev, "Working with files", 2026)."""

import mimetypes
from base64 import b64decode, b64encode
from typing import Any

from starlette.responses import PlainTextResponse, Response

from bot.sandbox.calls import Call
from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.events.events import announce_message
from bot.sandbox.slack.messages import add_message, bot_fields
from bot.sandbox.slack.methods.chat import need
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.threads import thread_for_reply
from bot.sandbox.slack.workspace import Json, Workspace


def get_upload_url(workspace: Workspace, args: Json) -> Json:
    name, length = need(args, "filename"), int(need(args, "length"))
    if length <= 0:
        raise SlackRefusal("invalid_arguments")
    id = workspace.next_id("F")
    workspace.files[id] = {
        "id": id,
        "name": name,
        "title": name,
        "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "size": length,
        "alt_txt": str(args.get("alt_txt") or ""),
        "user": SLACK_BOT_USER_ID,
        "url_private": f"{workspace.site}/slack/files/{id}",
        "content": None,
        "complete": False,
        "shares": {},
    }
    return {"upload_url": f"{workspace.site}/slack/upload/{id}", "file_id": id}


def complete_upload(workspace: Workspace, args: Json) -> Json:
    """Finishes uploads and shares them in a channel; a second time fails."""
    asked: list[Any] = args["files"] if isinstance(args.get("files"), list) else []
    found = [_uploaded(workspace, entry) for entry in asked]
    if not found:
        raise SlackRefusal("invalid_arguments")
    channel = args.get("channel_id") or args.get("channels")
    home = workspace.writable_channel(str(channel)) if channel else None
    for file, entry in zip(found, asked, strict=True):
        file |= {"complete": True, "title": entry.get("title") or file["name"]}
    if home is not None:
        _share(workspace, home, found, args)
    return {"files": [public_file(file) for file in found]}


def info(workspace: Workspace, args: Json) -> Json:
    file = workspace.files.get(need(args, "file"))
    if file is None or not file["complete"]:
        raise SlackRefusal("file_not_found")
    return {"file": public_file(file)}


def public_file(file: Json) -> Json:
    """The file object as the API gives it."""
    return {name: value for name, value in file.items() if name not in ("content", "complete")}


def receive_upload(workspace: Workspace, call: Call) -> Response:
    """POST /slack/upload/{id}: the raw bytes."""
    with workspace.world.lock:
        file = workspace.files.get(call.parameters["file"])
        if file is None or file["content"] is not None:
            return PlainTextResponse("This address can only be used once.", status_code=400)
        if len(call.body) != file["size"]:
            return PlainTextResponse("The length is not what was announced.", status_code=400)
        file["content"] = b64encode(call.body).decode()
        return PlainTextResponse(f"OK - {len(call.body)}")


def give_file(workspace: Workspace, call: Call) -> Response:
    """GET /slack/files/{id}: for the console page."""
    with workspace.world.lock:
        file = workspace.files.get(call.parameters["file"])
        if file is None or file["content"] is None:
            return PlainTextResponse("No such file.", status_code=404)
        safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        content = b64decode(file["content"])
        return Response(content, media_type=file["mimetype"], headers=safe)


def _uploaded(workspace: Workspace, entry: Any) -> Json:
    file = workspace.files.get(str(entry.get("id"))) if isinstance(entry, dict) else None
    if file is None or file["content"] is None or file["complete"]:
        raise SlackRefusal("file_not_found")
    return file


def _share(workspace: Workspace, channel: Json, files: list[Json], args: Json) -> None:
    thread = args.get("thread_ts")
    message = add_message(
        workspace,
        channel["id"],
        text=str(args.get("initial_comment") or ""),
        thread_ts=thread_for_reply(workspace, channel["id"], str(thread)) if thread else None,
        subtype="file_share",
        files=[public_file(file) for file in files],
        **bot_fields(),
    )
    kind = "private" if channel["is_private"] else "public"
    for file in files:
        file["shares"] = {kind: {channel["id"]: [{"ts": message["ts"]}]}}
    announce_message(workspace, channel, message)


METHODS = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
}
