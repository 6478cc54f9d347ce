"""What `earshot check --online` says of the channels, people and groups that the bank's files name: is
there such a one in Slack, and can Earshot post there?
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.bootstrap import App
from bot.domain.rules.rule_faults import Path, written
from bot.slack.api.answers import ANSWERS, About
from bot.slack.api.places import trouble_of
from config import files

_ID = re.compile(r"(?=.*\d)[CGUWS][A-Z0-9]{4,}")
_MOST = 200  # looked up one by one, within what Slack allows in a few minutes
_NOT_NOW = {About.SLOW_DOWN, About.MAYBE_DONE, About.PASSING}
_NOT_LOOKED_UP = "it could not be looked up. Run this again later"
_CHANNEL_TROUBLES = {
    "shared": "it is shared with another organisation. Name another channel",
    "archived": "it is archived. Unarchive it, or name another",
    "left": "there is no such Slack channel, or Earshot is not in it. Invite it there",
}


class Told(NamedTuple):
    """What there is to say of one name."""

    is_wrong: bool  # else nobody knows yet
    sentence: str


def troubles(app: App) -> Iterator[Told]:
    """A sentence for each id of the files, and of EARSHOT_FALLBACK_CHANNEL, that does not hold in Slack, or
    of which Slack does not tell now."""
    read = files.read(app.settings.config)
    named: dict[str, str] = {}
    for path, slack_id in _ids(read.values):
        named.setdefault(slack_id, f"{read.where(path)}: {written(path[1:])}")
    if app.settings.fallback_channel:
        named.setdefault(app.settings.fallback_channel, "EARSHOT_FALLBACK_CHANNEL")
    for slack_id, place in list(named.items())[:_MOST]:
        trouble = _trouble(app.slack, slack_id)
        if trouble:
            yield Told(trouble != _NOT_LOOKED_UP, f"{place}: {slack_id}: {trouble}.")
    if len(named) > _MOST:
        only = f"Only the first {_MOST} of the {len(named)} Slack ids in the files were looked up."
        yield Told(False, only)


def _ids(inside: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every Slack id that stands in the files, as a key or as a value, and where."""
    if isinstance(inside, str) and _ID.fullmatch(inside):
        yield path, inside
    elif isinstance(inside, Mapping):
        for key, value in inside.items():
            yield from _ids(key, (*path, key))
            yield from _ids(value, (*path, key))
    elif isinstance(inside, list):
        for index, value in enumerate(inside):
            yield from _ids(value, (*path, index))


def _trouble(client: WebClient, slack_id: str) -> str:
    """What is wrong with it, or that it could not be looked up; empty where it holds."""
    if slack_id[0] in "CG":
        told = trouble_of(client, slack_channel=slack_id)
        return _NOT_LOOKED_UP if told is None else _CHANNEL_TROUBLES.get(told, "")
    try:
        if slack_id[0] == "S":
            client.usergroups_users_list(usergroup=slack_id)
            return ""
        person = client.users_info(user=slack_id)["user"]
    except SlackApiError as error:
        code = str(error.response["error"])
        passes = code in ANSWERS and ANSWERS[code].about in _NOT_NOW
        return _NOT_LOOKED_UP if passes else f"Slack says {code}"
    except (SlackClientError, OSError):
        return _NOT_LOOKED_UP
    return "this person has left. Take them out" if person.get("deleted") else ""
