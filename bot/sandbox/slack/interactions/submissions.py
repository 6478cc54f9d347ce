"""What the bot's answer to a submitted form does to the modals on the screen.

Source: docs.slack.dev/surfaces/modals (2026): empty closes the view; errors, update, push, clear.
"""

from typing import Any

from bot.sandbox.slack.modals import push_view, replace_view
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.rules.checks import checked_view
from bot.sandbox.slack.workspace import Json, Workspace


def apply_response(workspace: Workspace, user: str, view_id: str, answer: Any) -> Json:
    """Apply a view_submission's answer; returns what the person sees of it."""
    if not answer:
        _close(workspace, user, view_id)
        return {"closed": True}
    try:
        return _apply(workspace, user, view_id, answer)
    except SlackRefusal as refusal:
        # Slack shows "We had some trouble connecting"; here the reason is told.
        return {"ok": False, "error": refusal.error, **refusal.extra}


def _apply(workspace: Workspace, user: str, view_id: str, answer: Json) -> Json:
    action = answer.get("response_action")
    if action == "errors":
        return {"ok": False, "sent": True, "errors": _checked(workspace, view_id, answer)}
    if action == "clear":
        for id in workspace.stacks.pop(user, []):
            workspace.views.pop(id, None)
        workspace.world.changed("slack")
        return {"closed": True}
    if action == "update":
        view = checked_view(answer.get("view"), "modal")
        return {"view": replace_view(workspace, workspace.views[view_id], view)["id"]}
    if action == "push":
        view = checked_view(answer.get("view"), "modal")
        return {"view": push_view(workspace, user, view)["id"]}
    raise SlackRefusal("unknown_response_action")


def _checked(workspace: Workspace, view_id: str, answer: Json) -> Json:
    """The errors, each of which has to belong to an input block of the view."""
    errors: Any = answer.get("errors")
    inputs = {b["block_id"] for b in workspace.views[view_id]["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise SlackRefusal("errors_for_unknown_blocks")
    return errors


def _close(workspace: Workspace, user: str, view_id: str) -> None:
    stack = workspace.stacks.get(user, [])
    if view_id in stack:
        for id in stack[stack.index(view_id) :]:
            workspace.views.pop(id, None)
        del stack[stack.index(view_id) :]
    workspace.world.changed("slack")
