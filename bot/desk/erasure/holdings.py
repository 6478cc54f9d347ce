"""Every table that holds something about a case, and which of its columns may name or quote its customer.

``person`` tells all of it; erasing empties those columns. What is left are ids, times and decisions.
A test compares this list with the tables, so that a new column is thought of.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, SQLModel, col, select

from bot.domain.lessons.case_mark import CaseMark
from bot.domain.lessons.rule_remark import RuleRemark
from bot.domain.quality.review import QualityReview
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.moderation import Moderation
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case_link import CaseLink
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.closure import Closure
from bot.domain.records.cases.customer_note import CustomerNote
from bot.domain.records.cases.note import Note
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.cases.snooze import Snooze
from bot.domain.records.chat import ChatInvitation, ChatLogin
from bot.domain.records.chat_file import ChatFile
from bot.domain.records.complaint import Complaint
from bot.domain.records.complaint_outcome import ComplaintOutcome
from bot.domain.records.consult import Consult
from bot.domain.records.erased import ERASED, erased
from bot.domain.records.handover import Handover
from bot.domain.records.legal_hold import LegalHold
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.messages.misdirection import Misdirection
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.offer import Offer
from bot.domain.records.pledge import Pledge
from bot.domain.records.provider_call import ProviderCall
from bot.domain.records.surge import SurgeAnswerText

Cases = Collection[int]


@dataclass(frozen=True)
class Holding:
    """One table: how its rows belong to cases, and the columns with words in them."""

    table: type[SQLModel]
    words: tuple[str, ...]
    of: Callable[[Cases], ColumnElement[bool]]

    @property
    def name(self) -> str:
        """What the table is called."""
        return str(self.table.__tablename__)

    def rows(self, session: Session, cases: Cases) -> Sequence[Any]:
        """Its rows about these cases, the oldest first."""
        column: Any = self.table.id  # type: ignore[attr-defined]  # each of these tables has one
        return session.exec(select(self.table).where(self.of(cases)).order_by(column)).all()


def _of_case(table: Any) -> Callable[[Cases], ColumnElement[bool]]:
    return lambda cases: col(table.case_id).in_(cases)


def _of_message(table: Any) -> Callable[[Cases], ColumnElement[bool]]:
    return lambda cases: col(table.message_id).in_(
        select(Message.id).where(col(Message.case_id).in_(cases))
    )


def _of_chat(table: Any) -> Callable[[Cases], ColumnElement[bool]]:
    return lambda cases: col(table.invitation_id).in_(
        select(ChatInvitation.id).where(col(ChatInvitation.case_id).in_(cases))
    )


def _of_link(cases: Cases) -> ColumnElement[bool]:
    return or_(col(CaseLink.first_case_id).in_(cases), col(CaseLink.second_case_id).in_(cases))


def _held(table: Any, *words: str) -> Holding:
    return Holding(table, words, _of_case(table))


HOLDINGS: tuple[Holding, ...] = (
    _held(Message, "text", "attachments", "above", "permalink", "translated"),
    Holding(MessageRevision, ("text", "sealed"), _of_message(MessageRevision)),
    _held(CaseSignal, "words"),
    _held(CaseTopic),
    _held(Misdirection, "words"),
    _held(Note, "text"),
    _held(Reply, "text", "acceptance", "machine_draft"),
    _held(Approval, "text", "note"),
    _held(Pledge),
    _held(Offer),
    _held(Closure, "remark"),
    _held(Complaint, "reason", "withdrawn_reason"),
    _held(ComplaintOutcome, "reasons"),
    _held(Handover, "note"),
    _held(Consult, "question", "note"),
    _held(Snooze, "reason"),
    _held(Moderation, "reason"),
    _held(PriorityDecision, "reason"),
    _held(CustomerNote, "sealed"),
    _held(CaseMark),
    _held(RuleRemark, "rule", "happened", "answer_text"),
    _held(ProviderCall),
    _held(QualityReview, "remark", "answer"),
    _held(SurgeAnswerText, "text", "reason"),
    _held(LegalHold, "word", "reason", "matter"),
    _held(Reveal, "reason"),
    Holding(CaseLink, ("note",), _of_link),
    Holding(ChatFile, ("name",), _of_message(ChatFile)),
    Holding(ChatLogin, ("person_hash", "sealed_person"), _of_chat(ChatLogin)),
)
BY_NAME: Mapping[str, Holding] = {each.name: each for each in HOLDINGS}


def empty(session: Session, holding: Holding, cases: Cases, *, only: Collection[str] = ()) -> int:
    """Erase the words in this table about these cases, or only in these columns; how many rows had any."""
    return sum(
        empty_row(session, row, only or holding.words) for row in holding.rows(session, cases)
    )


def empty_row(session: Session, row: Any, columns: Collection[str]) -> bool:
    """Erase what stands in these columns of a row; False when nothing did."""
    # A version of a text may change only by losing its words: the database sees to that.
    mark = "" if isinstance(row, MessageRevision) else ERASED
    went = dict(_going(row, columns, mark))
    for column, value in went.items():
        setattr(row, column, value)
    if went:
        session.add(row)
    return bool(went)


def _going(row: Any, columns: Collection[str], mark: str) -> Iterator[tuple[str, object]]:
    for column in columns:
        value = getattr(row, column)
        gone = erased(value, mark=mark)
        if value and gone != value:
            yield column, gone
