"""``[approval]`` of replies.toml: which answers wait for a second person, beside those with words that ask for it."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from bot.domain.frozen import Strict
from bot.domain.records.staff import Role
from bot.domain.rules.answers.gate_rules import Surface


class Reason(StrEnum):
    """Why an answer waits."""

    WORDS = "words"  # a finding of the gate, by gate.toml
    AUTHOR = "author"
    COMPLAINT = "complaint"
    SIGNAL = "signal"
    PRIORITY = "priority"
    TOPIC = "topic"
    SURGE = "surge"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the rules ask of an answer and its case. ``draw``: 0 to 99, the same for the same message."""

    surface: Surface
    roles: frozenset[Role]
    priority: str
    topic: str  # as a person set it, else as it is suggested; empty: none
    is_complaint: bool
    in_surge: bool
    signals: frozenset[str]
    draw: int


class ApprovalRules(Strict):
    """Which answers wait, and for how long."""

    surfaces: tuple[Surface, ...] = ("public", "private", "chat")
    roles: tuple[Role, ...] = ()
    complaints: bool = False
    signals: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    surges: bool = False
    share_percent: int = Field(default=0, ge=0, le=100)
    expires_hours: float = Field(default=24, gt=0, le=24 * 14)

    def reasons(self, facts: CaseFacts) -> tuple[Reason, ...]:
        """Why an answer waits by these rules; nothing where it does not."""
        if facts.surface not in self.surfaces:
            return ()
        told = {
            Reason.AUTHOR: not facts.roles.isdisjoint(self.roles),
            Reason.COMPLAINT: self.complaints and facts.is_complaint,
            Reason.SIGNAL: not facts.signals.isdisjoint(self.signals),
            Reason.PRIORITY: facts.priority in self.priorities,
            Reason.TOPIC: facts.topic in self.topics,
            Reason.SURGE: self.surges and facts.in_surge,
            Reason.SHARE: facts.draw < self.share_percent,
        }
        return tuple(reason for reason, so in told.items() if so)
