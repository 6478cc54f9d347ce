"""Which case comes first: by the bank's rules at intake and at each new word, or by a person's say.

The rules only raise. What a person set they leave alone, unless the customer's new word itself decides.
"""

from datetime import timedelta

from sqlmodel import col, func, select

from bot.desk import case_access
from bot.desk.clocks import policy_changes
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import masked, tell
from bot.domain.records.case import Case, Surface
from bot.domain.records.message import Direction, Message
from bot.domain.records.priority_decision import PriorityDecision
from bot.domain.records.staff import Actor
from bot.domain.records.trail_details import PriorityChanged
from bot.domain.rules.priority_rules import NORMAL, Facts
from bot.domain.text.references import case_reference
from bot.language import say

_UNASKED = timedelta(0)


class CannotSet(DeskError):
    """That priority cannot be set."""


def at_intake(desk: Desk, *, case: Case, message: Message) -> None:
    """Decide before the first clocks start, so that they are of this priority."""
    decided = desk.rules.priority.decide(_facts(desk, case=case, message=message))
    if decided is None:
        return
    priority, because = decided[0], _tellable(message, decided[1])
    _set(desk, case=case, priority=priority, because=because, reason="", by=Actor.system())
    desk.session.flush()


def on_word(desk: Desk, *, case: Case, message: Message) -> None:
    """Raise the priority if the new word says so. What it was for stays in the record."""
    newest = latest(desk, case=case)
    decided = desk.rules.priority.decide(
        _facts(desk, case=case, message=message),
        only_words=newest is not None and newest.is_by_staff,
    )
    rank = desk.rules.priority.rank
    if decided is None or rank(decided[0]) <= rank(case.priority):
        return
    priority, because = decided[0], _tellable(message, decided[1])
    _change(desk, case=case, priority=priority, because=because, reason="", by=Actor.system())


def set_priority(desk: Desk, *, case_id: int, priority: str, reason: str, by: Actor) -> Case:
    """A person decides, with a reason. Raises NoSuchCase, NotOpen, CannotSet."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    words = masked(desk, case=case, words=reason)
    if priority not in desk.rules.priority.levels:
        raise CannotSet(say("There is no such priority. Please choose from the list."))
    if not words:
        raise CannotSet(say("Please say why."))
    if priority == case.priority:
        name = case_reference(case.number)
        raise CannotSet(say("{case} has that priority already.", case=name))
    _change(desk, case=case, priority=priority, because=[], reason=words, by=by)
    return case


def latest(desk: Desk, *, case: Case) -> PriorityDecision | None:
    """The decision in force, if any was ever made."""
    query = select(PriorityDecision).where(PriorityDecision.case_id == case.number)
    return desk.session.exec(query.order_by(col(PriorityDecision.id).desc())).first()


def _change(
    desk: Desk, *, case: Case, priority: str, because: list[str], reason: str, by: Actor
) -> None:
    before = case.priority
    _set(desk, case=case, priority=priority, because=because, reason=reason, by=by)
    case.touch()
    desk.record(case.number, PriorityChanged(from_=before, to=priority, because=because), by=by)
    desk.session.flush()
    policy_changes.apply(desk, case_id=case.number, by=by, by_rule=True)
    tell(
        desk,
        case=case,
        template="priority",
        by=by,
        level=priority,
        because=because,
        explanation=reason,
    )


def _set(
    desk: Desk, *, case: Case, priority: str, because: list[str], reason: str, by: Actor
) -> None:
    rank = desk.rules.priority.rank
    case.priority = priority
    case.priority_rank = rank(priority) - rank(NORMAL)
    row = PriorityDecision(
        case_id=case.number,
        priority=priority,
        because=because,
        reason=reason,
        decided_at=desk.now,
        decided_by=str(by),
    )
    desk.session.add_all([row, case])


def _tellable(message: Message, because: list[str]) -> list[str]:
    """Why, for everybody to read and for the trail: of private words only that they decided."""
    return because if message.surface == Surface.PUBLIC else [say("what was said in private")]


def _facts(desk: Desk, *, case: Case, message: Message) -> Facts:
    posts = select(func.count(col(Message.id))).where(
        Message.case_id == case.number, Message.direction == Direction.INBOUND
    )
    since = case.unanswered_since
    return Facts(
        text=message.text,
        findings=message.findings,
        brand=case.brand,
        channel=case.channel,
        surface=str(message.surface),
        posts=desk.session.exec(posts).one(),
        waiting=message.posted_at - since if since is not None else _UNASKED,
    )
