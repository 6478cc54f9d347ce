"""One line of a table: a figure of one channel, brand, team, priority, language or topic, or the misses of one promise or
one cause. Pure.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.digest.causes import causes
from bot.storage.figures.figure_rows import CaseRow, Figures


class By(StrEnum):
    """What a table tells apart."""

    METRIC = "metric"
    CAUSE = "cause"
    CHANNEL = "channel"
    BRAND = "brand"
    TEAM = "team"
    PRIORITY = "priority"
    LANGUAGE = "language"
    TOPIC = "topic"
    ROUTE = "route"  # how an invitation into the secure chat went out


Titles = Callable[[By, str], str]  # what people call the one of this key


def by_key(_by: By, name: str) -> str:
    """The key itself, for whoever has no titles."""
    return name


class Only(NamedTuple):
    """One line of it."""

    by: By
    name: str


def misses_of(rows: Figures, only: Only, *, now: datetime) -> Figures:
    """The same rows with the misses of this promise or cause alone; as they are for other lines."""
    if only.by is By.METRIC:
        return replace(rows, decided=[c for c in rows.decided if c.metric == only.name])
    if only.by is By.CAUSE:
        told = causes(rows, now=now)
        return replace(rows, decided=[clock for clock, cause in told if cause == only.name])
    return rows


def chats_of(rows: Figures, only: Only) -> Figures:
    """The same rows with the chats of this way in alone; as they are for other lines."""
    if only.by is not By.ROUTE:
        return rows
    return replace(rows, chats=[row for row in rows.chats if row.route == only.name])


def is_of(case: CaseRow, only: Only) -> bool:
    """Whether the case belongs to this channel, brand, team, priority, language or topic."""
    if only.by in {By.METRIC, By.CAUSE, By.ROUTE}:
        return True
    return str(getattr(case, only.by)) == only.name
