"""Policies for tests."""

from typing import Any

from bot.domain.sla.policy import SlaPolicy, Subject

NOTHING = {
    "claimed": "none",
    "first_response": "none",
    "next_response": "none",
    "resolution": "none",
}
HOUR = {
    "claimed": {"target": "15 business minutes", "warn": "10 business minutes"},
    "first_response": {"target": "60 business minutes", "warn": "30 business minutes"},
    "next_response": {"target": "120 business minutes", "warn": "60 business minutes"},
    "resolution": "none",
}


def rule(
    name: str = "all", *, match: dict[str, Any] | None = None, **targets: Any
) -> dict[str, Any]:
    """One rule as a file would say it."""
    return {"name": name, "match": match or {}, "targets": {**HOUR, **targets}}


def policy(*rules: dict[str, Any]) -> SlaPolicy:
    """A policy of these rules, or of the usual one."""
    return SlaPolicy.model_validate({"rules": list(rules) or [rule()]})


def subject(**given: str) -> Subject:
    """A case as rules see it."""
    usual = {
        "brand": "northbank",
        "team": "desk",
        "channel": "x",
        "priority": "normal",
        "surface": "public",
    }
    return Subject(**{**usual, **given})
