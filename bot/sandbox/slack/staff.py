"""The invented people and channels every sandbox workspace begins with. Their ids never change."""

from copy import deepcopy
from typing import Any

from bot.sandbox.credentials import SLACK_BOT_ID, SLACK_BOT_USER_ID, SLACK_TEAM_ID

PARTNER_TEAM_ID = "T0PARTNER"
TEAM_NAME = "Sandbox Banks"
TEAM_DOMAIN = "sandbox-banks"

# id, name, title, time zone, locale, kind
_PEOPLE = [
    ("U0AMIRA", "Amira Haddad", "Agent", "Asia/Dubai", "en-GB", ""),
    ("U0JONAS", "Jonas Weber", "Agent", "Europe/Berlin", "en-GB", ""),
    ("U0PRIYA", "Priya Nair", "Agent", "Europe/London", "en-GB", ""),
    ("U0TOM", "Tom Okafor", "Agent", "Europe/London", "en-GB", ""),
    ("U0NOURA", "Noura Salem", "Agent", "Asia/Riyadh", "ar", ""),
    ("U0LENA", "Lena Brandt", "Team lead", "Europe/London", "en-GB", ""),
    ("U0DANIEL", "Daniel Reyes", "Duty manager", "Europe/London", "en-GB", ""),
    ("U0GRACE", "Grace Lindqvist", "Approver", "Europe/London", "en-GB", ""),
    ("U0GIL", "Gil Santos", "Guest", "Europe/Lisbon", "en-GB", "guest"),
    ("U0STRANGER", "Sam Porter", "Partner agency", "Europe/London", "en-GB", "stranger"),
]
_AGENTS = ["U0AMIRA", "U0JONAS", "U0PRIYA", "U0TOM", "U0NOURA"]
_STAFF = [*_AGENTS, "U0LENA", "U0DANIEL", "U0GRACE"]

# id, name, private, members besides the bot, topic
_CHANNELS = [
    (
        "C0NORTHBANK",
        "northbank-complaints",
        False,
        [*_STAFF, "U0GIL", "U0STRANGER"],
        "What customers say about Northbank in public",
    ),
    ("C0NBPRIVATE", "northbank-private", True, _STAFF, "Northbank cases that went private"),
    (
        "C0HARBOUR",
        "harbour-complaints",
        False,
        _STAFF,
        "What customers say about Harbour Bank in public",
    ),
    ("C0HBPRIVATE", "harbour-private", True, _STAFF, "Harbour Bank cases that went private"),
    ("C0CARDS", "cards-questions", False, _STAFF, "What colleagues ask the specialists for cards"),
    (
        "C0CDPRIVATE",
        "cards-private",
        True,
        ["U0PRIYA", "U0DANIEL"],
        "The same, about private talks",
    ),
    ("C0DUTY", "duty", False, _STAFF, "Alerts for the duty manager, and cases without a route"),
    ("C0DIGESTS", "digests", False, _STAFF, "Daily digests"),
]


def people() -> dict[str, dict[str, Any]]:
    """User objects by id, the bot's own included (docs.slack.dev/reference/objects/user-object)."""
    found = {row[0]: _person(*row) for row in _PEOPLE}
    bot = _person(SLACK_BOT_USER_ID, "Earshot", "", "Europe/London", "en-GB", "")
    bot |= {"is_bot": True, "name": "earshot"}
    bot["profile"] |= {"bot_id": SLACK_BOT_ID, "api_app_id": ""}
    found[SLACK_BOT_USER_ID] = bot
    return found


def somebody(id: str, name: str) -> dict[str, Any]:
    """One of the many who have an account and nothing to do with complaints."""
    return _person(id, name, "", "Europe/London", "en-GB", "")


def place(id: str, name: str) -> dict[str, Any]:
    """One of the many public channels that the bot is not in."""
    return _channel(id, name, False, [], "") | {"members": []}


def _person(id: str, name: str, title: str, zone: str, locale: str, kind: str) -> dict[str, Any]:
    return {
        "id": id,
        "team_id": PARTNER_TEAM_ID if kind == "stranger" else SLACK_TEAM_ID,
        "name": name.split()[0].lower(),
        "real_name": name,
        "deleted": False,
        "tz": zone,
        "locale": locale,
        "is_bot": False,
        "is_admin": False,
        "is_restricted": kind == "guest",
        "is_ultra_restricted": False,
        "is_stranger": kind == "stranger",
        "profile": {"real_name": name, "display_name": name.split()[0], "title": title},
    }


def channels() -> dict[str, dict[str, Any]]:
    """Conversation objects by id, each with its members."""
    return {row[0]: _channel(*row) for row in deepcopy(_CHANNELS)}


def _channel(id: str, name: str, private: bool, members: list[str], topic: str) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_private": private,
        "is_archived": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "topic": {"value": topic},
        "members": [SLACK_BOT_USER_ID, *members],
    }


def usergroups() -> dict[str, dict[str, Any]]:
    """User groups by id."""
    agents: dict[str, Any] = {"id": "S0AGENTS", "handle": "agents", "name": "Agents"}
    leads: dict[str, Any] = {"id": "S0LEADS", "handle": "leads", "name": "Team leads"}
    agents["users"], leads["users"] = list(_AGENTS), ["U0LENA"]
    return {group["id"]: {"team_id": SLACK_TEAM_ID, **group} for group in (agents, leads)}
