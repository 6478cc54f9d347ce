"""Policies and calendars as they were resolved, kept for ever by the hash of what they say.

A clock points at its two versions, so what was promised can always be told and recomputed.
"""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Field

from bot.domain.records.columns import Table


class PolicyVersion(Table, table=True):
    """One SLA policy, word for word."""

    __tablename__ = "policy_versions"

    version: str = Field(primary_key=True)
    name: str
    body: dict[str, Any] = Field(sa_type=JSON)
    stored_at: datetime


class CalendarVersion(Table, table=True):
    """One business calendar, dates included."""

    __tablename__ = "calendar_versions"

    version: str = Field(primary_key=True)
    name: str
    body: dict[str, Any] = Field(sa_type=JSON)
    stored_at: datetime
