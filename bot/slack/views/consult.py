"""A question to a specialist team, as views show it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ConsultShown:
    """How it stands. Words stand in it only where they may be read."""

    consult_id: int
    team: str  # its title
    asked_by: str  # a Slack user id
    due_at: datetime
    waits: bool = True
    is_late: bool = False
    ended_as: str = ""  # a ConsultEnd
    ended_by: str = ""  # a Slack user id
    question: str = ""
    note: str = ""  # of whoever said that it is not for them
    answer: str = ""
    answered_by: str = ""  # a Slack user id
    adds: bool = False  # the answer is one more, after the first
    note_id: int = 0  # of the answer
    link: str = ""  # to the question in the team's channel
