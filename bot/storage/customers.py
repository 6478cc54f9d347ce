"""Reading what one customer's account wrote before, of what somebody may see."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from bot.domain.records.case import Case, CaseState
from bot.domain.records.message import Direction, Message
from bot.storage.private_words import not_hidden, words_readable


class Customer:
    """One account, seen from one of its cases. ``channels``: the private Slack channels of whoever looks."""

    def __init__(self, *, session: Session, case: Case, channels: Collection[str]) -> None:
        self._session = session
        self._case = case
        self._channels = channels

    def earlier_cases(self, *, limit: int) -> list[int]:
        """The numbers of its other cases, the newest first; one merged away counts where it went."""
        newest = self._others().order_by(col(Case.id).desc()).limit(limit)
        return list(self._session.scalars(newest))

    def count(self) -> int:
        """How many there are."""
        query = select(func.count()).select_from(self._others().subquery())
        return self._session.scalar(query) or 0

    def last_answers(self, *, limit: int) -> list[Message]:
        """What it was answered last, in any case, the newest first."""
        query = (
            select(Message)
            .join(Case, col(Case.id) == col(Message.case_id))
            .where(
                Case.author_id == self._case.author_id,
                Message.direction == Direction.OUTBOUND,
                col(Message.deleted_at).is_(None),
                not_hidden(self._channels),
                words_readable(self._channels),
            )
            .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
        )
        return list(self._session.exec(query.limit(limit)))

    def _others(self) -> Select[Any]:
        return select(col(Case.id)).where(
            col(Case.author_id) == self._case.author_id,
            col(Case.id) != self._case.number,
            col(Case.state) != CaseState.MERGED,
            not_hidden(self._channels),
        )
