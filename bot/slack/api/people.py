"""Who works at the bank, as Slack says: read by the worker, so that no click has to ask Slack.

It fails closed: what could not be read completely is not written, and old rows lose their roles by
age. A person counts as the bank's own by the workspace, because Slack's ``is_stranger`` is false for
people of a partner who share a channel. Source: docs.slack.dev/reference/objects/user-object (2026).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.domain.records.staff import Staff
from bot.outbox.outcome import TryLater, Uncertain
from bot.slack.api.outcomes import Stopped, asked

_PAGE = 200
_SLACKBOT = "USLACKBOT"  # Slack says it is no bot


class StaffUnreadable(Exception):
    """Slack did not tell everything; nothing may be concluded from what it did tell."""


def read_people(client: WebClient, *, home_team: str, now: datetime) -> list[Staff]:
    """Everybody of the workspace but bots, leavers and guests included. Raises StaffUnreadable."""
    members = pages(client.users_list, "members", include_locale=True)
    return [
        _person(member, home_team=home_team, now=now)
        for member in members
        if not member.get("is_bot") and member.get("id") != _SLACKBOT
    ]


def read_groups(client: WebClient, *, groups: Iterable[str]) -> dict[str, list[str]]:
    """Slack user id -> those of these user groups the person is in. Raises StaffUnreadable."""
    memberships: dict[str, list[str]] = {}
    for group in groups:
        answer = ask(client.usergroups_users_list, usergroup=group)
        for user in answer.get("users", []):
            memberships.setdefault(user, []).append(group)
    return memberships


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


def pages(read: Callable[..., SlackResponse], name: str, **arguments: Any) -> list[Any]:
    """Everything a list of Slack's holds, all pages of it. Raises StaffUnreadable."""
    found: list[Any] = []
    cursor = ""
    while True:
        given = {**arguments, "limit": _PAGE, **({"cursor": cursor} if cursor else {})}
        answer = ask(read, **given)
        found += answer.get(name, [])
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return found


def ask(read: Callable[..., SlackResponse], **arguments: Any) -> dict[str, Any]:
    """One answer of Slack. Raises StaffUnreadable."""
    try:
        return asked(lambda: read(**arguments))
    except Stopped as stopped:
        outcome = stopped.outcome
        why = outcome.reason if isinstance(outcome, TryLater | Uncertain) else "Slack refuses it"
        raise StaffUnreadable(f"The staff could not be read from Slack: {why}.") from stopped
