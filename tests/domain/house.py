"""House rules for tests: two invented banks, the shipped rules, and whatever a test lays over them."""

from collections.abc import Mapping
from typing import Any

from bot.domain.rules.house_rules import HouseRules, joined
from config import files

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
OWN: dict[str, dict[str, Any]] = {
    "calendar": {"calendars": {"standard": {"holidays": "none"}}},
    "routing": {
        "fallback": {"slack_channel": "C0DUTY", "private_slack_channel": "C0QUIET"},
        "duty_manager": {"slack_user": "U0DANIEL"},
        "teams": {"harbour": {"title": "Harbour desk", "calendar": "always"}},
        "brands": {
            "northbank": {
                "title": "Northbank",
                "slack_channel": "C0NORTH",
                "private_slack_channel": "C0NBPRIVATE",
                "accounts": [
                    {"channel": "x", "id": "1001"},
                    {"channel": "facebook", "id": 2002, "slack_channel": "C0NBFACEBOOK"},
                ],
            },
            "harbour": {
                "title": "Harbour Bank",
                "team": "harbour",
                "slack_channel": "C0HARBOUR",
                "private_slack_channel": "C0HBPRIVATE",
                "phone_regions": ["IE"],
                "accounts": [{"channel": "x", "id": "1002"}],
            },
        },
    },
    "digests": {"digests": {"daily": {"slack_channel": "C0DIGESTS"}}},
    "roles": {"people": {"U0AMIRA": ["agent"]}, "groups": {"S0AGENTS": ["reader"]}},
}


def house(over: Mapping[str, Mapping[str, Any]] | None = None) -> HouseRules:
    """The rules of the two banks, with these values laid over, by file stem."""
    return joined(values(over), channels=("x", "facebook"))


def values(over: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Mapping[str, Any]]:
    """What the files of the two banks say, with these values laid over, by file stem."""
    shipped = files.read().values
    together = {stem: files.laid_over(table, OWN.get(stem, {})) for stem, table in shipped.items()}
    return {
        stem: files.laid_over(table, (over or {}).get(stem, {})) for stem, table in together.items()
    }
