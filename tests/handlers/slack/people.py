"""What several tests of people's verbs do at the Home tab and in direct messages."""

from typing import Any

from tests.handlers.slack.signed import event
from tests.slack.workplace import Workplace


def home(workplace: Workplace, user: str) -> dict[str, Any]:
    """Open the Home tab and give back what stands there."""
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    view: dict[str, Any] = workplace.slack()["homes"][user]
    return view


def at_home(workplace: Workplace, user: str, action_id: str) -> dict[str, Any]:
    """Press a button of one's Home tab."""
    view = home(workplace, user)
    return workplace.do("click_view", user=user, view_id=view["id"], action_id=action_id)


def in_form(workplace: Workplace, user: str, action_id: str, **more: Any) -> dict[str, Any]:
    """Press a button in the form on top."""
    view = workplace.form(user)
    return workplace.do("click_view", user=user, view_id=view["id"], action_id=action_id, **more)


def direct_messages(workplace: Workplace, user: str) -> list[str]:
    """What we wrote to somebody alone, blocks and all."""
    return [str(message["blocks"]) for message in workplace.messages(f"D{user[1:]}")]


def offered(form: dict[str, Any], block_id: str = "to") -> list[str]:
    """The people a form lets one choose from, by Slack user id."""
    block = next(each for each in form["blocks"] if each.get("block_id") == block_id)
    return [option["value"] for option in block["element"]["options"]]


def no_longer_offered(person: str, *, action_id: str = "to") -> dict[str, Any]:
    """An entry for somebody the form offered when it was opened, and would not offer now."""
    option = {"text": {"type": "plain_text", "text": person}, "value": person}
    return {action_id: {"selected_option": option}}
