"""Who works at the bank, as Slack says: read by the worker, so that no click has to ask Slack.

A reading waits as long as Slack says and goes on where it was. What Slack still does not tell fails
closed, and alone: of the others it is known who they are. A person counts as the bank's own by the
workspace, because Slack's ``is_stranger`` is false for people of a partner who share a channel.
Source: docs.slack.dev/reference/objects/user-object (2026).
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.domain.records.staff import Staff
from bot.outbox.outcome import Held, Refused, TryLater
from bot.slack.api.outcomes import Stopped, asked, held_by

_PAGE = 200
_PEOPLE_AT_ONCE = 1000  # the most that Slack takes; a workspace of 50,000 is 50 calls
_TRIES = 8  # of one page
_LONGEST_WAIT_S = 60.0
_NEEDS_SOMEBODY = frozenset({Held.ALL, Held.LANE, Held.THREAD})
Pause = Callable[[float], object]  # waits so many seconds
_SLACKBOT = "USLACKBOT"  # Slack says it is no bot


class StaffUnreadable(Exception):
    """Slack did not tell everything; nothing may be concluded from what it did tell. ``is_final``: it
    will not tell it later either. ``why`` is for people, ``code`` is Slack's own word where it has one."""

    def __init__(self, why: str, *, is_final: bool, code: str = "") -> None:
        super().__init__(f"The staff could not be read from Slack: {why}.")
        self.why, self.is_final, self.code = why, is_final, code


@dataclass(frozen=True)
class GroupsRead:
    """Slack user id -> those user groups the person is in; and why the other groups are not known."""

    memberships: Mapping[str, list[str]] = field(default_factory=dict)
    gone: Mapping[str, str] = field(
        default_factory=dict
    )  # Slack does not know them, or tells nothing
    unread: Mapping[str, str] = field(default_factory=dict)  # not read this time


def read_people(
    client: WebClient, *, home_team: str, now: datetime, pause: Pause = time.sleep
) -> list[Staff]:
    """Everybody of the workspace but bots, leavers and guests included. Raises StaffUnreadable."""
    members = pages(
        client.users_list, "members", pause=pause, at_once=_PEOPLE_AT_ONCE, include_locale=True
    )
    return [
        _person(member, home_team=home_team, now=now)
        for member in members
        if not member.get("is_bot") and member.get("id") != _SLACKBOT
    ]


def read_groups(
    client: WebClient, *, groups: Iterable[str], pause: Pause = time.sleep
) -> GroupsRead:
    """Who is in each of these user groups. One that cannot be read takes nothing from the others."""
    memberships: dict[str, list[str]] = {}
    gone: dict[str, str] = {}
    unread: dict[str, str] = {}
    for group in groups:
        try:
            answer = ask(client.usergroups_users_list, pause=pause, usergroup=group)
        except StaffUnreadable as error:
            (gone if error.is_final else unread)[group] = error.why
            continue
        for user in answer.get("users", []):
            memberships.setdefault(user, []).append(group)
    return GroupsRead(memberships, gone, unread)


def person_told(member: Mapping[str, Any], *, home_team: str) -> Staff | None:
    """Somebody as a ``user_change`` event tells of them; none for bots."""
    if not member.get("id") or member.get("is_bot") or member["id"] == _SLACKBOT:
        return None
    return _person(member, home_team=home_team, now=datetime.now(UTC))


def _person(member: Mapping[str, Any], *, home_team: str, now: datetime) -> Staff:
    profile = member.get("profile") or {}
    name = profile.get("display_name") or member.get("real_name") or member.get("name") or ""
    return Staff(
        slack_user_id=str(member["id"]),
        team_id=_team(member, home_team),
        name=str(name),
        time_zone=str(member.get("tz") or "UTC"),
        locale=str(member.get("locale") or "en-GB"),
        is_guest=_is_guest(member),
        is_gone=bool(member.get("deleted")),
        refreshed_at=now,
    )


def _team(member: Mapping[str, Any], home_team: str) -> str:
    """The person's workspace. In an organisation one person may belong to several of them."""
    enterprise = member.get("enterprise_user") or {}
    if home_team and home_team in (enterprise.get("teams") or []):
        return home_team
    return str(member.get("team_id") or "")


def _is_guest(member: Mapping[str, Any]) -> bool:
    flags = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_invited_user")
    return any(bool(member.get(flag)) for flag in flags)


def pages(
    read: Callable[..., SlackResponse],
    name: str,
    *,
    pause: Pause = time.sleep,
    at_once: int = _PAGE,
    **arguments: Any,
) -> list[Any]:
    """Everything a list of Slack's holds, all pages of it. Raises StaffUnreadable."""
    found: list[Any] = []
    cursor = ""
    while True:
        given = {**arguments, "limit": at_once, **({"cursor": cursor} if cursor else {})}
        answer = ask(read, pause=pause, **given)
        found += answer.get(name, [])
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return found


def ask(
    read: Callable[..., SlackResponse], *, pause: Pause = time.sleep, **arguments: Any
) -> dict[str, Any]:
    """One answer of Slack, asked for again after what passes by itself. Raises StaffUnreadable."""
    why = ""
    for _ in range(_TRIES):
        try:
            return asked(lambda: read(**arguments), repeatable=True)
        except Stopped as stopped:
            later = stopped.outcome
            if not isinstance(later, TryLater):
                code = later.code if isinstance(later, Refused) else ""
                why = code or "Slack refuses it"
                raise StaffUnreadable(why, is_final=True, code=code) from stopped
            why = later.reason
            if held_by(why) in _NEEDS_SOMEBODY:
                code, _, sentence = why.partition(": ")
                raise StaffUnreadable(sentence.rstrip("."), is_final=False, code=code) from stopped
            pause(min(later.after_s, _LONGEST_WAIT_S))
    raise StaffUnreadable(why, is_final=False)
