"""Reads a digest as the view shows it: figures as they were issued, cases as they stand now."""

from typing import Any

from sqlmodel import Session

from bot.slack.shown import Names
from bot.slack.views.digest import DigestShown


def digest_shown(*, session: Session, payload: dict[str, Any], names: Names) -> DigestShown:
    raise NotImplementedError
