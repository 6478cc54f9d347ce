"""Alarms: something is wrong with the house itself, and somebody must know.

A fact is one row from when it is first seen until it is over. What each kind of alarm says, to whom,
stands in ``bot.domain.rules.house.alarm_kinds``.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored, text_enum

DEALT_WITH = "dealt_with"  # in the values of an impostor's alarm: by whom; it was one, and is over
ENDED_BY_ERASING = "ended_by_erasing"  # nobody said that it was none


class AlarmKind(StrEnum):
    """What can be wrong. The value is what metrics, the log and the database call it."""

    SOURCE_REFUSED = "source_refused"
    SOURCE_SILENT = "source_silent"
    SOURCE_LIMIT = "source_limit"
    WEBHOOK_SILENT = "webhook_silent"
    SETUP_WRONG = "setup_wrong"
    SLACK_REFUSES = "slack_refuses"
    BACKUP_RESTORED = "backup_restored"
    SEAL_KEY_MISSING = "seal_key_missing"
    CLOCK_SKEW = "clock_skew"
    POSTS_WAIT = "posts_wait"
    PLATFORM_BRAKED = "platform_braked"
    THREAD_WAITS = "thread_waits"
    STAFF_UNREAD = "staff_unread"
    GROUP_UNREAD = "group_unread"
    CHANNEL_SHARED = "channel_shared"
    CHANNEL_ARCHIVED = "channel_archived"
    CHANNEL_LEFT = "channel_left"
    PRIVATE_CHANNEL_OPEN = "private_channel_open"
    PRIVATE_CHANNEL_MISSING = "private_channel_missing"
    STAFF_GONE = "staff_gone"
    BLOCKED_POST = "blocked_post"
    SET_ASIDE = "set_aside"
    ERASED_UNREAD = "erased_unread"
    RECORD_BROKEN = "record_broken"
    LOGIN_FAILS = "login_fails"
    CENSUS_GAPS = "census_gaps"
    IMPOSTOR = "impostor"
    PROVIDER_FAILS = "provider_fails"
    TIME_STAMP_FAILS = "time_stamp_fails"
    JOB_FAILS = "job_fails"


_OF_A_PERSON = {AlarmKind.IMPOSTOR}


class Alarm(Stored, table=True):
    """One fact that somebody must know, while it lasts and after."""

    __tablename__ = "alarms"
    __table_args__ = (
        Index(
            "uq_alarms_standing",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )

    kind: AlarmKind = Field(sa_type=text_enum(AlarmKind))
    subject: str  # what it is about: a source, a Slack channel; empty: the house
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what fills its sentences
    raised_at: datetime
    seen_at: datetime
    told_at: datetime
    cleared_at: datetime | None = None

    @property
    def about(self) -> str:
        """Its subject, as logs and the status name it; of one that is about a person's account its number."""
        return f"alarm {self.id}" if self.kind in _OF_A_PERSON else self.subject

    @property
    def was_none(self) -> bool:
        """Whether it ended because somebody said that there was nothing to it."""
        otherwise = {DEALT_WITH, ENDED_BY_ERASING} & self.values.keys()
        return self.cleared_at is not None and not otherwise
