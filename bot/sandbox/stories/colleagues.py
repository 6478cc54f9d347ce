"""What staff press in a story, as people do it in Slack: the bot answers, and the page shows it."""

import json
from typing import Any

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.slack.refusals import BadEntry, SlackRefusal
from bot.sandbox.slack.staff import TEAM_DOMAIN
from bot.sandbox.stories.audience import listens
from bot.sandbox.stories.story import Step

Json = dict[str, Any]


class Colleagues:
    """The hands of whoever the steps name, by their Slack user id."""

    def __init__(self, slack: SlackPart, bot_url: str) -> None:
        self.slack = slack
        self.bot_url = bot_url
        self.before: dict[str, str] = {}  # the form that each sent last, as it was then
        self.at: dict[str, str] | None = None  # the thread in which was pressed last

    def is_there(self) -> bool:
        """Whether a press can come to anything."""
        return listens(self.bot_url)

    def play(self, step: Step) -> bool:
        """Do it, if what it needs is there by now. Called without any lock: the bot answers meanwhile."""
        try:
            return self._send(step) if step.do == "submit" else self._press(step)
        except (SlackRefusal, BadEntry):
            return False

    def rest(self) -> None:
        """Nothing is left open of a step that was given up."""

    def _press(self, step: Step) -> bool:
        if self._in_a_form(step):
            return True
        with self.slack.workspace.world.lock:
            action = "more" if step.do == "choose" else step.kind
            channel, headline = self._headline(step, action)
            chosen = menu_option(headline, step.kind) if step.do == "choose" else None
        if step.do == "choose" and chosen is None:
            return False
        self.at = {"link": _link(channel, headline["ts"]), "user": step.author}
        place: Json = {"user": step.author, "channel": channel, "ts": headline["ts"]}
        return bool(self.slack.people.click(**place, action_id=action, value=chosen)["ok"])

    def _in_a_form(self, step: Step) -> bool:
        """Press it in the form that they have open, if it is offered there."""
        workspace = self.slack.workspace
        with workspace.world.lock:
            stack = workspace.stacks.get(step.author) or []
            view = workspace.views[stack[-1]] if stack else None
            shown = json.dumps(view["blocks"]) if view is not None else ""
        if view is None or f'"action_id": {json.dumps(step.kind)}' not in shown:
            return False
        place: Json = {"user": step.author, "view_id": view["id"]}
        pressed = self.slack.people.click_view(
            **place, action_id=step.kind, values=step.values or None
        )
        return bool(pressed["ok"])

    def _send(self, step: Step) -> bool:
        """Send the form on top, once it is another than the one sent before and can be sent."""
        workspace = self.slack.workspace
        with workspace.world.lock:
            stack = workspace.stacks.get(step.author) or []
            view = workspace.views[stack[-1]] if stack else None
        if view is None or not view["submit"] or self.before.get(step.author) == view["hash"]:
            return False
        self.before[step.author] = view["hash"]
        sent = self.slack.people.submit(user=step.author, view_id=view["id"], values=step.values)
        return bool(sent["ok"])

    def _headline(self, step: Step, action: str) -> tuple[str, Json]:
        """The newest message about this customer, in public or in private, on which that can be pressed; about
        this surge; or to whoever presses alone, with these words. Raises SlackRefusal."""
        workspace = self.slack.workspace
        offered = f'"action_id": {json.dumps(action)}'
        name = json.dumps(step.about)[1:-1]
        for channel, messages in workspace.messages.items():
            place = workspace.channels[channel]
            of_another = place["is_im"] and place["user"] != step.author
            if of_another or place["is_private"] is not (step.where == "private"):
                continue
            for message in reversed(messages):
                is_root = message.get("thread_ts") in (None, message["ts"])
                ours = message["user"] == SLACK_BOT_USER_ID and not message["deleted"]
                shown = json.dumps(message.get("blocks"))
                if is_root and ours and name in shown and offered in shown:
                    return channel, message
        raise SlackRefusal("message_not_found")


def _link(channel: str, ts: str) -> str:
    return f"https://{TEAM_DOMAIN}.slack.com/archives/{channel}/p{ts.replace('.', '')}"


def menu_option(headline: Json, verb: str) -> str | None:
    """The value of this verb in the headline's menu, as it stands there now."""
    rows = [block["elements"] for block in headline["blocks"] if block["type"] == "actions"]
    menus = [element for row in rows for element in row if element["action_id"] == "more"]
    options = [o for menu in menus for group in menu["option_groups"] for o in group["options"]]
    return next((o["value"] for o in options if o["value"].startswith(f"{verb}:")), None)
