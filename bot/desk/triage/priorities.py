"""Which case comes first: by signals and the bank's rules at intake and at each new word, or by a person's say.

Rules and signals only raise. What a person set they leave alone, unless the customer's new word itself
decides.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, func, select

from bot.desk import case_access
from bot.desk.clocks import policy_changes
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import masked, tell
from bot.desk.triage import signals
from bot.domain.records.case import Case, Surface
from bot.domain.records.message import Direction, Message
from bot.domain.records.priority_decision import PriorityDecision
from bot.domain.records.staff import Actor
from bot.domain.records.trail_details import PriorityChanged, SignalTakenBack
from bot.domain.rules.priority_rules import NORMAL, Decided, Facts
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage import signals as stored_signals

_UNASKED = timedelta(0)


class CannotSet(DeskError):
    """That priority cannot be set."""


class NoSignal(DeskError):
    """There is no signal that could be taken back."""


def at_intake(desk: Desk, *, case: Case, message: Message) -> None:
    """Decide before the first clocks start, so that they are of this priority."""
    decided = _decided(desk, case=case, message=message)
    if decided is None:
        return
    priority, because = decided
    _set(desk, case=case, priority=priority, because=because, reason="", by=Actor.system())
    desk.session.flush()


def on_word(desk: Desk, *, case: Case, message: Message) -> None:
    """Raise the priority if the new word says so. What it was for stays in the record."""
    newest = latest(desk, case=case)
    by_staff = newest is not None and newest.is_by_staff
    decided = _decided(desk, case=case, message=message, only_words=by_staff)
    rank = desk.rules.priority.rank
    if decided is None or rank(decided[0]) <= rank(case.priority):
        return
    priority, because = decided
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


def not_so(desk: Desk, *, case_id: int, by: Actor) -> Case:
    """A person says that the signals of this case are none: its priority is what is left without them.

    Raises NoSuchCase, NotOpen, NoSignal.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    rows = stored_signals.standing(session=desk.session, case_id=case.number)
    if not rows:
        raise NoSignal(say("Somebody has taken that back already."))
    for row in rows:
        row.taken_back_at, row.taken_back_by = desk.now, str(by)
        desk.session.add(row)
    names = list(dict.fromkeys(row.signal for row in rows))
    desk.record(case.number, SignalTakenBack(signals=names), by=by)
    left, because, reason = _left(desk, case=case)
    before = case.priority
    if left != before:
        _changed(desk, case=case, to=left, because=because, reason=reason, by=by)
    case.touch()
    titles = list(dict.fromkeys(row.title for row in rows))
    tell(desk, case=case, template="signal_taken_back", by=by, signals=titles, level=case.priority)
    return case


def latest(desk: Desk, *, case: Case) -> PriorityDecision | None:
    """The decision in force, if any was ever made."""
    query = select(PriorityDecision).where(PriorityDecision.case_id == case.number)
    return desk.session.exec(query.order_by(col(PriorityDecision.id).desc())).first()


def _decided(
    desk: Desk, *, case: Case, message: Message, only_words: bool = False
) -> Decided | None:
    """What the rules and the signals of a word say together; the signals are written down."""
    rules = desk.rules.priority
    facts = _facts(desk, case=case, message=message)
    heard = signals.hear(desk, case=case, message=message)
    of_signals = desk.rules.priority_of_signals(row.signal for row in heard)
    both = (rules.decide(facts, only_words=only_words), of_signals)
    decided = rules.highest(each for each in both if each is not None)
    return decided and (decided[0], _tellable(message, decided[1]))


def _left(desk: Desk, *, case: Case) -> tuple[str, list[str], str]:
    """What a case's priority is without signals, and why: what a person set last, or what the rules say of
    its words, whichever is higher."""
    rules = desk.rules.priority
    query = select(Message).where(
        Message.case_id == case.number,
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    said = list(desk.session.exec(query.order_by(col(Message.posted_at), col(Message.id))))
    by_words: list[Decided] = []
    for message in said:
        facts = _facts(desk, case=case, message=message)
        found = rules.decide(facts, only_words=message is not said[-1])
        if found is not None:
            by_words.append((found[0], _tellable(message, found[1])))
    priority, because = rules.highest(by_words) or (NORMAL, [])
    own = _set_by_staff(desk, case=case)
    if own is not None and rules.rank(own.priority) >= rules.rank(priority):
        return own.priority, [], own.reason
    return priority, because, ""


def _set_by_staff(desk: Desk, *, case: Case) -> PriorityDecision | None:
    query = select(PriorityDecision).where(PriorityDecision.case_id == case.number)
    decisions = desk.session.exec(query.order_by(col(PriorityDecision.id).desc()))
    return next((each for each in decisions if each.is_by_staff and each.reason), None)


def _change(
    desk: Desk, *, case: Case, priority: str, because: list[str], reason: str, by: Actor
) -> None:
    row = _changed(desk, case=case, to=priority, because=because, reason=reason, by=by)
    tell(
        desk,
        case=case,
        template="priority",
        by=by,
        level=priority,
        because=because,
        explanation=reason,
    )
    told = desk.rules.priority.tell.get(priority, ())
    if told and not _is_of_signals(desk, because):  # whom a signal tells its own file says
        signals.tell_now(desk, case=case, recipients=told, fact=f"priority:{row.pk}")


def _is_of_signals(desk: Desk, because: Sequence[str]) -> bool:
    titles = {rule.title for rule in desk.rules.signals.on.values()}
    return bool(because) and titles >= set(because)


def _changed(
    desk: Desk, *, case: Case, to: str, because: list[str], reason: str, by: Actor
) -> PriorityDecision:
    """Another priority, in the trail, and clocks by its rules."""
    before = case.priority
    decider = by if reason else Actor.system()  # what is left when signals go, rules decided
    row = _set(desk, case=case, priority=to, because=because, reason=reason, by=decider)
    case.touch()
    desk.record(case.number, PriorityChanged(from_=before, to=to, because=because), by=by)
    desk.session.flush()
    policy_changes.apply(desk, case_id=case.number, by=by, by_rule=True)
    return row


def _set(
    desk: Desk, *, case: Case, priority: str, because: list[str], reason: str, by: Actor
) -> PriorityDecision:
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
    return row


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
