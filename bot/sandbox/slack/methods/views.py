"""views.*: modals and the Home tab (docs.slack.dev/reference/methods/views.open, 2026)."""

from typing import Any

from bot.sandbox.credentials import SLACK_APP_ID, SLACK_BOT_ID, SLACK_TEAM_ID
from bot.sandbox.slack.interactions.triggers import Trigger
from bot.sandbox.slack.messages import number_blocks
from bot.sandbox.slack.methods.chat import need
from bot.sandbox.slack.rules.block_kit import view_is_too_large, view_problems
from bot.sandbox.slack.workspace import Json, SlackRefusal, Workspace

STACK_MOST = 3


def open_view(workspace: Workspace, args: Json) -> Json:
    """Opens a modal; one that was already open is replaced, as a person sees only one stack."""
    view = checked_view(args.get("view"), "modal")
    trigger = _redeem(workspace, args)
    for id in workspace.stacks.pop(trigger.user, []):
        workspace.views.pop(id, None)
    return {"view": push_view(workspace, trigger.user, view)}


def push(workspace: Workspace, args: Json) -> Json:
    """Puts a modal on top of the one in which the trigger arose."""
    view = checked_view(args.get("view"), "modal")
    trigger = _redeem(workspace, args)
    if trigger.view_id not in workspace.stacks.get(trigger.user, []):
        raise SlackRefusal("not_found")
    return {"view": push_view(workspace, trigger.user, view)}


def update(workspace: Workspace, args: Json) -> Json:
    current = _find(workspace, args)
    if args.get("hash") and args["hash"] != current["hash"]:
        raise SlackRefusal("hash_conflict")
    return {"view": replace_view(workspace, current, checked_view(args.get("view"), "modal"))}


def publish(workspace: Workspace, args: Json) -> Json:
    user = need(args, "user_id")
    workspace.person(user)
    view = checked_view(args.get("view"), "home")
    current = workspace.homes.get(user)
    if args.get("hash") and current and args["hash"] != current["hash"]:
        raise SlackRefusal("hash_conflict")
    id = current["id"] if current else workspace.next_id("V")
    workspace.homes[user] = _dressed(workspace, view, id=id, root=id, previous=None)
    workspace.world.changed("slack")
    return {"view": workspace.homes[user]}


def push_view(workspace: Workspace, user: str, view: Json) -> Json:
    """Put a checked view on the person's stack. Raises SlackRefusal `push_limit_reached`."""
    stack = workspace.stacks.setdefault(user, [])
    if len(stack) >= STACK_MOST:
        raise SlackRefusal("push_limit_reached")
    id = workspace.next_id("V")
    root, previous = (stack[0], stack[-1]) if stack else (id, None)
    workspace.views[id] = _dressed(workspace, view, id=id, root=root, previous=previous)
    stack.append(id)
    workspace.world.changed("slack")
    return workspace.views[id]


def replace_view(workspace: Workspace, current: Json, view: Json) -> Json:
    """Put a checked view in the place of one that is open; what was typed stays by block id."""
    fresh = _dressed(
        workspace,
        view,
        id=current["id"],
        root=current["root_view_id"],
        previous=current["previous_view_id"],
    )
    workspace.views[current["id"]] = fresh
    workspace.world.changed("slack")
    return fresh


def checked_view(view: Any, kind: str) -> Json:
    """The view, if Slack would take it. Raises SlackRefusal otherwise."""
    if view_is_too_large(view):
        raise SlackRefusal("view_too_large")
    wrong = view_problems(view)
    if not wrong and view["type"] != kind:
        wrong = [f"[ERROR] must be a {kind} view [json-pointer:/view/type]"]
    if wrong:
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": wrong})
    found: Json = view
    return found


def _dressed(workspace: Workspace, view: Json, *, id: str, root: str, previous: str | None) -> Json:
    """The view with what Slack adds to it."""
    defaults: Json = {"close": None, "submit": None, "private_metadata": "", "callback_id": ""}
    defaults |= {"external_id": "", "clear_on_close": False, "notify_on_close": False}
    fresh = {
        **defaults,
        **view,
        "id": id,
        "team_id": SLACK_TEAM_ID,
        "app_id": SLACK_APP_ID,
        "bot_id": SLACK_BOT_ID,
        "root_view_id": root,
        "previous_view_id": previous,
        "hash": workspace.next_ts(),
        "state": {"values": {}},
    }
    number_blocks(workspace, fresh)
    return fresh


def _redeem(workspace: Workspace, args: Json) -> Trigger:
    trigger = workspace.triggers.redeem(need(args, "trigger_id"))
    if isinstance(trigger, str):
        raise SlackRefusal(trigger)
    return trigger


def _find(workspace: Workspace, args: Json) -> Json:
    if args.get("view_id"):
        found = workspace.views.get(str(args["view_id"]))
    else:
        wanted = need(args, "external_id")
        found = next((v for v in workspace.views.values() if v["external_id"] == wanted), None)
    if found is None:
        raise SlackRefusal("not_found")
    return found


METHODS = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
