"""Reading from Slack who works at the bank: people, whether they are guests, and their user groups.

Sources: docs.slack.dev/reference/methods/users.list (Tier 2, 200 a page) and usergroups.users.list.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.domain.staff import Staff

_A_PAGE = 200
_SLACKBOT = "USLACKBOT"


def read_people(client: WebClient, *, home_team: str, now: datetime) -> list[Staff]:
    """Everybody Slack lists but bots, without roles. Raises slack_sdk's errors."""
    return [
        _staff(member, home_team, now)
        for member in _members(client)
        if not member.get("is_bot") and member["id"] != _SLACKBOT
    ]


def read_groups(client: WebClient, *, groups: Iterable[str]) -> dict[str, frozenset[str]]:
    """The user groups, of those asked for, that each person is in. Raises slack_sdk's errors."""
    found: dict[str, set[str]] = {}
    for group in groups:
        answer = client.usergroups_users_list(usergroup=group)
        for user in answer.get("users") or []:
            found.setdefault(user, set()).add(group)
    return {user: frozenset(names) for user, names in found.items()}


def _members(client: WebClient) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        answer = client.users_list(limit=_A_PAGE, include_locale=True, cursor=cursor)
        yield from answer.get("members") or []
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return


def _staff(member: dict[str, Any], home_team: str, now: datetime) -> Staff:
    profile = member.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), member.get("name"))
    stranger = member.get("is_stranger") or member.get("is_restricted")
    return Staff(
        slack_user_id=member["id"],
        team_id=member.get("team_id") or home_team,
        name=next((name for name in names if name), member["id"]),
        time_zone=member.get("tz") or "UTC",
        locale=member.get("locale") or "en-GB",
        is_guest=bool(stranger or member.get("is_ultra_restricted")),
        is_gone=bool(member.get("deleted")),
        refreshed_at=now,
    )
