"""What stands open on people's screens: their modals, a stack each, and their Home tabs.

Source: docs.slack.dev/surfaces/modals and /surfaces/app-home (2026).
"""

from bot.sandbox.credentials import SLACK_APP_ID, SLACK_BOT_ID, SLACK_TEAM_ID
from bot.sandbox.slack.messages import number_blocks
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace

STACK_MOST = 3


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


def unseen_view(workspace: Workspace, view: Json) -> Json:
    """A checked view as Slack tells of it; nobody sees it."""
    id = workspace.next_id("V")
    return _dressed(workspace, view, id=id, root=id, previous=None)


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


def publish_home(workspace: Workspace, user: str, view: Json) -> Json:
    """Put a checked view on the person's Home tab, which keeps its id."""
    current = workspace.homes.get(user)
    id = current["id"] if current else workspace.next_id("V")
    workspace.homes[user] = _dressed(workspace, view, id=id, root=id, previous=None)
    workspace.world.changed("slack")
    return workspace.homes[user]


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
