"""Who works at the desk, what they may do, and who an act is written down to.

Roles are read from this table, which the worker refreshes; a missing, old or guest row means no role.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import JSON, Field

from bot.domain.frozen import Frozen
from bot.domain.records.columns import Table


class Role(StrEnum):
    """What a member of staff is to the desk; config/roles.toml says which verbs each may use."""

    READER = "reader"
    AGENT = "agent"
    TRAINEE = "trainee"
    APPROVER = "approver"
    REVEAL = "reveal"
    LEAD = "lead"
    DUTY_MANAGER = "duty_manager"
    COMPLIANCE = "compliance"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Staff(Table, table=True):
    """One member of the bank's own Slack workspace, as last read from Slack."""

    __tablename__ = "staff"

    slack_user_id: str = Field(primary_key=True)
    team_id: str
    name: str
    time_zone: str = "UTC"
    locale: str = "en-GB"  # Slack's, or that of their team where Slack's tells nothing
    language: str | None = None  # chosen by themselves; before any locale
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    is_guest: bool = False
    is_gone: bool = False
    refreshed_at: datetime  # the database's time

    @property
    def reads(self) -> str:
        """What everything is said in for them: a language of their own choice, else a Slack locale."""
        return self.language or self.locale

    def roles_at(self, now: datetime, *, home_team: str, trusted_for: timedelta) -> frozenset[Role]:
        """The roles in force: none for guests, leavers, other teams, or a row older than trusted."""
        stale = now - self.refreshed_at > trusted_for
        if self.is_guest or self.is_gone or self.team_id != home_team or stale:
            return frozenset()
        return frozenset(Role(role) for role in self.roles)


class ActorKind(StrEnum):
    """The five kinds of author a change can have."""

    STAFF = "staff"
    CUSTOMER = "customer"
    PLATFORM = "platform"
    SYSTEM = "system"
    OPERATOR = "operator"


class Actor(Frozen):
    """Who did something. Staff are named by Slack user id, never by a guess."""

    kind: ActorKind
    id: str = ""

    @classmethod
    def staff(cls, slack_user_id: str) -> "Actor":
        """A person of the desk."""
        return cls(kind=ActorKind.STAFF, id=slack_user_id)

    @classmethod
    def customer(cls, author_id: int) -> "Actor":
        """The author of a public post, by our own number for them."""
        return cls(kind=ActorKind.CUSTOMER, id=str(author_id))

    @classmethod
    def platform(cls, channel: str) -> "Actor":
        """X, Facebook or Slack itself."""
        return cls(kind=ActorKind.PLATFORM, id=channel)

    @classmethod
    def system(cls) -> "Actor":
        """Earshot, when no person pressed anything."""
        return cls(kind=ActorKind.SYSTEM)

    @classmethod
    def operator(cls, name: str) -> "Actor":
        """A person at the command line, by the name they gave with ``--as``."""
        return cls(kind=ActorKind.OPERATOR, id=name)

    @classmethod
    def parse(cls, written: str) -> "Actor":
        """Read what ``str`` of an actor wrote. Raises ValueError for an unknown kind."""
        kind, _, who = written.partition(":")
        return cls(kind=ActorKind(kind), id=who)

    @property
    def slack_user_id(self) -> str:
        """Whom Slack knows: the member of staff; empty for everybody else."""
        return self.id if self.kind is ActorKind.STAFF else ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)
