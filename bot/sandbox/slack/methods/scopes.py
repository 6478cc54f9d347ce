"""Which scope each method wants, so that one can be taken away (`missing_scopes`).

Source: "Required scopes" on each method's page, docs.slack.dev/reference/methods (2026). Several
names mean: any of them that fits the kind of conversation. The answer is documented under "errors":
`missing_scope`, with `needed` and `provided`.
"""

from typing import Any

from bot.sandbox.slack.manifest import scopes_of
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace

_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")
_APP_LEVEL = "connections:write"  # of the app-level token, not of the bot's
SCOPES: dict[str, tuple[str, ...]] = {
    "apps.connections.open": (_APP_LEVEL,),
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.getPermalink": (),
    "conversations.list": _READ,
    "conversations.info": _READ,
    "conversations.members": _READ,
    "conversations.history": _HISTORY,
    "conversations.replies": _HISTORY,
    "conversations.open": ("im:write",),
    "conversations.join": ("channels:join",),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.info": ("files:read",),
    "reactions.add": ("reactions:write",),
    "reactions.get": ("reactions:read",),
    "usergroups.list": ("usergroups:read",),
    "usergroups.users.list": ("usergroups:read",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.conversations": _READ,
    "views.open": (),
    "views.push": (),
    "views.update": (),
    "views.publish": (),
}


def check_scope(workspace: Workspace, method: str, args: Json) -> None:
    """Raises SlackRefusal `missing_scope` when the one this call needs was taken away."""
    needed, provided = needed_scope(workspace, method, args), granted(workspace)
    if needed and needed not in provided | {_APP_LEVEL}:
        raise SlackRefusal("missing_scope", needed=needed, provided=",".join(sorted(provided)))


def needed_scope(workspace: Workspace, method: str, args: Json) -> str:
    """The one scope for this very call; "" when none is needed."""
    wanted = SCOPES[method]
    channel: Any = workspace.channels.get(str(args.get("channel", "")))
    if len(wanted) < 2 or channel is None:
        return wanted[0] if wanted else ""
    place = 2 if channel["is_im"] else 1 if channel["is_private"] else 0
    return wanted[place]


def granted(workspace: Workspace) -> set[str]:
    """The bot token's scopes: the manifest's, less those that were taken away."""
    all_scopes = {scope for scopes in SCOPES.values() for scope in scopes} - {_APP_LEVEL}
    given = scopes_of(workspace.manifest) if workspace.manifest else all_scopes
    return given - set(workspace.missing_scopes)


def scope_headers(workspace: Workspace, method: str) -> dict[str, str]:
    """The headers by which every answer, a refusal too, tells the token's scopes and the method's.

    Shown in github.com/slackapi/node-slack-sdk/issues/292; zulip/zulip pull request 16788 (2020-11):
    "always (even for failed requests)"; read by slack_bolt 1.30, middleware/authorization/internals.py.
    """
    own = {_APP_LEVEL} if SCOPES[method] == (_APP_LEVEL,) else granted(workspace)
    return {
        "X-OAuth-Scopes": ",".join(sorted(own)),
        "X-Accepted-OAuth-Scopes": ",".join(SCOPES[method]),
    }
