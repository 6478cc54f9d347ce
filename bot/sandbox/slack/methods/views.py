"""views.*: modals and the Home tab (docs.slack.dev/reference/methods/views.open, 2026)."""

from bot.sandbox.slack.methods.chat import need
from bot.sandbox.slack.modals import publish_home, push_view, replace_view, unseen_view
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.rules.checks import checked_view
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.workspace import Json, Workspace


def open_view(workspace: Workspace, args: Json) -> Json:
    """Opens a modal; one that was already open is replaced, as a person sees only one stack.

    From within a modal Slack answers ok, and its desktop shows nothing: the way there is views.push
    (a maintainer in github.com/slackapi/bolt-js/issues/1072 and 1827, 2021 and 2023).
    """
    view = checked_view(args.get("view"), "modal")
    trigger = _redeem(workspace, args)
    if trigger.view_id in workspace.stacks.get(trigger.user, []):
        return {"view": unseen_view(workspace, view)}
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
    return {"view": publish_home(workspace, user, view)}


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
