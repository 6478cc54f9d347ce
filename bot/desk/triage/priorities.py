"""Which case comes first: by signals and the bank's rules at intake and at each new word, or by a person's say.

Rules and signals only raise. What a person set they leave alone, unless the customer's new word itself
decides.
"""

from datetime import timedelta
from typing import NamedTuple

from sqlmodel import col, func, select

from bot.desk import case_access
from bot.desk.clocks import policy_changes
from bot.desk.desk import Desk, DeskError
from bot.desk.listening import topics
from bot.desk.threads import postings
from bot.desk.threads.thread_events import masked, tell
from bot.desk.triage import languages, signals
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import PriorityChanged, SignalTakenBack
from bot.domain.rules.triage.priority_rules import NORMAL, Decided, Facts
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.merges import gathered, survivor_of
from bot.storage.triage import signals as stored_signals

_UNASKED = timedelta(0)


class CannotSet(DeskError):
    """That priority cannot be set."""


class NoSignal(DeskError):
    """There is no signal that could be taken back."""


class Standing(NamedTuple):
    """A priority as it stands: why, and who says so."""

    priority: str
    because: list[str]
    reason: str = ""  # a person's
    said_by: Actor = Actor.system()


class _Decided(NamedTuple):
    """What a word decides. ``is_told``: a signal that is new says it, and whom to tell stands in its file."""

    priority: str
    because: list[str]
    is_told: bool


def at_intake(desk: Desk, *, case: Case, message: Message) -> None:
    """Decide before the first clocks start, so that they are of this priority."""
    decided = _decided(desk, case=case, message=message, is_first=True)
    if decided is None:
        return
    _set(desk, case=case, to=Standing(decided.priority, decided.because))
    desk.session.flush()


def on_word(desk: Desk, *, case: Case, message: Message) -> None:
    """Raise the priority if the new word says so. What it was for stays in the record."""
    newest = latest(desk, case=case)
    by_staff = newest is not None and newest.is_by_staff
    decided = _decided(desk, case=case, message=message, only_words=by_staff)
    rank = desk.rules.priority.rank
    if decided is None or rank(decided.priority) <= rank(case.priority):
        return
    to = Standing(decided.priority, decided.because)
    _change(desk, case=case, to=to, tells_people=not decided.is_told)


def heard(desk: Desk, *, message_id: int) -> int | None:
    """Hear the signals of words that a process without the lists took in, and let them raise the priority
    and be told; the case they are in now, None where the words are gone."""
    message = desk.session.get(Message, message_id)
    if message is None:
        return None

    def where_it_is() -> list[int]:
        desk.session.refresh(message)
        survivor = survivor_of(session=desk.session, case_id=message.case_id)
        return [message.case_id, survivor]

    locked = case_access.lock_cases(desk, which=where_it_is)
    case = locked[where_it_is()[1]]
    if message.deleted_at is not None:
        return None
    languages.heard(desk, case=case, message=message)
    rows = signals.hear(desk, message=message)
    of_signals = desk.rules.priority_of_signals(row.signal for row in rows)
    rank = desk.rules.priority.rank
    if of_signals is not None and case.is_open and rank(of_signals[0]) > rank(case.priority):
        known = signals.told_of(desk, case=case)
        to = Standing(of_signals[0], tellable(message.surface, of_signals[1]))
        _change(desk, case=case, to=to, tells_people=all(row.signal in known for row in rows))
    if rows:
        signals.announce(desk, case=case, message=message)
    if topics.hear(desk, case=case, message=message) or rows:
        postings.redraw(desk, case=case)
    return case.number


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
    _change(desk, case=case, to=Standing(priority, [], words, by), tells_people=True)
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
    to = left(desk, case=case)
    if to.priority != case.priority:
        changed(desk, case=case, to=to, by=by)
    case.touch()
    titles = list(dict.fromkeys(row.title for row in rows))
    tell(
        desk,
        case=case,
        template="signal_taken_back",
        by=by,
        explanation=titles[0],  # by it private words are known: told where the signals were
        signals=titles,
        level=case.priority,
    )
    return case


def changed(
    desk: Desk, *, case: Case, to: Standing, by: Actor, came_from: int | None = None
) -> PriorityDecision:
    """Another priority, in the trail, and clocks by its rules. ``came_from``: a case that was merged into
    this one."""
    before = case.priority
    row = _set(desk, case=case, to=to)
    case.touch()
    change = PriorityChanged(from_=before, to=to.priority, because=to.because, came_from=came_from)
    desk.record(case.number, change, by=by)
    desk.session.flush()
    policy_changes.apply(desk, case_id=case.number, by=by, by_rule=True)
    return row


def decisions(desk: Desk, *, case: Case) -> list[PriorityDecision]:
    """Those that were ever made, the one in force first."""
    query = select(PriorityDecision).where(PriorityDecision.case_id == case.number)
    return list(desk.session.exec(query.order_by(col(PriorityDecision.id).desc())))


def latest(desk: Desk, *, case: Case) -> PriorityDecision | None:
    """The decision in force, if any was ever made."""
    return next(iter(decisions(desk, case=case)), None)


def standing_of(row: PriorityDecision) -> Standing:
    """A decision as it stands."""
    return Standing(row.priority, row.because, row.reason, Actor.parse(row.decided_by))


def by_words(desk: Desk, *, case: Case) -> Decided | None:
    """What the rules say of all that was said in the case, and in those that go on in it; no signals."""
    rules = desk.rules.priority
    query = select(Message).where(
        col(Message.case_id).in_(gathered(session=desk.session, case_id=case.number)),
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    said = list(desk.session.exec(query.order_by(col(Message.posted_at), col(Message.id))))
    posts = _posts(desk, case=case)
    found: list[Decided] = []
    for message in said:
        facts = _facts(case=case, message=message, posts=posts)
        decided = rules.decide(facts, only_words=message is not said[-1])
        if decided is not None:
            found.append((decided[0], tellable(message.surface, decided[1])))
    return rules.highest(found)


def tellable(surface: Surface, because: list[str]) -> list[str]:
    """Why, for everybody to read and for the trail: of private words only that they decided."""
    return because if surface == Surface.PUBLIC else [say("what was said in private")]


def _decided(
    desk: Desk,
    *,
    case: Case,
    message: Message,
    only_words: bool = False,
    is_first: bool = False,
) -> _Decided | None:
    """What the rules and the signals of a word say together; the signals are written down."""
    rules = desk.rules.priority
    posts = 1 if is_first else _posts(desk, case=case)
    facts = _facts(case=case, message=message, posts=posts)
    heard = signals.hear(desk, message=message)
    of_rules = rules.decide(facts, only_words=only_words)
    of_signals = desk.rules.priority_of_signals(row.signal for row in heard)
    decided = rules.highest(each for each in (of_rules, of_signals) if each is not None)
    if decided is None:
        return None
    priority, because = decided
    asked_by_rules = of_rules is not None and of_rules[0] == priority
    known = signals.told_of(desk, case=case)
    is_told = not asked_by_rules and any(row.signal not in known for row in heard)
    return _Decided(priority, tellable(message.surface, because), is_told)


def left(desk: Desk, *, case: Case) -> Standing:
    """What a case's priority is without signals: what a person set last, or what the rules say of its
    words, whichever is higher."""
    rank = desk.rules.priority.rank
    priority, because = by_words(desk, case=case) or (NORMAL, [])
    by_staff = (row for row in decisions(desk, case=case) if row.is_by_staff and row.reason)
    own = next(by_staff, None)
    if own is not None and rank(own.priority) >= rank(priority):
        return standing_of(own)
    return Standing(priority, because)


def _change(desk: Desk, *, case: Case, to: Standing, tells_people: bool) -> None:
    row = changed(desk, case=case, to=to, by=to.said_by)
    tell(
        desk,
        case=case,
        template="priority",
        by=to.said_by,
        level=to.priority,
        because=to.because,
        explanation=to.reason,
    )
    told = desk.rules.priority.tell.get(to.priority, ())
    if told and tells_people:
        signals.tell_now(desk, case=case, recipients=told, fact=f"priority:{row.pk}")


def _set(desk: Desk, *, case: Case, to: Standing) -> PriorityDecision:
    rank = desk.rules.priority.rank
    case.priority = to.priority
    case.priority_rank = rank(to.priority) - rank(NORMAL)
    row = PriorityDecision(
        case_id=case.number,
        priority=to.priority,
        because=to.because,
        reason=to.reason,
        decided_at=desk.now,
        decided_by=str(to.said_by),
    )
    desk.session.add_all([row, case])
    return row


def _posts(desk: Desk, *, case: Case) -> int:
    posts = select(func.count(col(Message.id))).where(
        Message.case_id == case.number, Message.direction == Direction.INBOUND
    )
    return desk.session.exec(posts).one()


def _facts(*, case: Case, message: Message, posts: int) -> Facts:
    since = case.unanswered_since
    return Facts(
        text=message.text,
        findings=message.findings,
        brand=case.brand,
        channel=case.channel,
        surface=str(message.surface),
        posts=posts,
        waiting=message.posted_at - since if since is not None else _UNASKED,
    )
