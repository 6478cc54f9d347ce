"""What became of one thing that was said to us: whether it is held, shown in Slack, answered, set aside or lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.census import Aside
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Direction, EarlyRemoval, Message
from bot.inbox.received import ItemState, ReceivedItem
from bot.outbox.delivery import UNFINISHED, Delivery, DeliveryState
from bot.outbox.keys import headline_key, said_key
from bot.storage.cases.case_threads import quoted_id, threads_of
from bot.storage.cases.merges import gathering
from bot.storage.messages.by_platform_id import message_of_brand

AGAIN = "census:"  # of what the inbox says was taken in, and was not: it comes in as something new
_SHOWN_AS = ("posted", "edited")
# After “we look into it” the customer waits on.
_ANSWERED = (Purpose.ANSWERS, Purpose.ASKS, Purpose.MOVES_TO_PRIVATE)
_OF_AN_ITEM = {
    ItemState.SET_ASIDE: Aside.UNREADABLE,
    ItemState.NOT_USED: Aside.NO_USE,
}


class Shown(StrEnum):
    """Whether Slack shows something."""

    MIRRORED = "mirrored"
    ON_ITS_WAY = "on_its_way"
    UNSHOWN = "unshown"
    NOWHERE = "nowhere"  # it is in no case, or was taken down, so it is to stand nowhere


class Met(StrEnum):
    """What became of it."""

    ANSWERED = "answered"
    WAITING = "waiting"
    ASIDE = "aside"
    ON_ITS_WAY = "on_its_way"
    MISSED = "missed"


@dataclass(frozen=True)
class Fate:
    """What became of one thing that was said."""

    met: Met
    shown: Shown = Shown.NOWHERE
    why: str = ""  # an Aside, or the reason a case was ended with
    place: tuple[str, str] | None = None  # the thread in Slack: channel and ts
    was_settled: bool = False  # the inbox says that it was taken in, and it is in no case


def fate_of(desk: Desk, *, inbound: Inbound, source: str, key: str) -> Fate:
    """What became of a post or a word that the platform lists; ``source`` and ``key`` as in the inbox."""
    message = message_of_brand(
        session=desk.session,
        brand=desk.rules.route_for(inbound.channel, inbound.account).brand,
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.external_id,
    )
    if message is not None:
        return _of_message(desk, message)
    if inbound.is_repost:
        return Fate(Met.ASIDE, why=Aside.REPOST)
    if _is_blocked(desk, inbound):
        return Fate(Met.ASIDE, why=Aside.BLOCKED)
    if desk.session.get(EarlyRemoval, (inbound.channel, inbound.external_id)) is not None:
        return Fate(Met.ASIDE, why=Aside.TAKEN_DOWN)
    return fate_of_item(desk, source=source, key=key)


def fate_of_item(desk: Desk, *, source: str, key: str) -> Fate:
    """What became of something that can be known by its key alone."""
    query = select(ReceivedItem.source, ReceivedItem.state).where(
        col(ReceivedItem.source).in_([source, AGAIN + source]), ReceivedItem.key == key
    )
    states = dict(desk.session.exec(query).all())
    state = states.get(AGAIN + source) or states.get(source)
    if state is None:
        return Fate(Met.MISSED)
    if state == ItemState.WAITING:
        return Fate(Met.ON_ITS_WAY, Shown.ON_ITS_WAY)
    if state in _OF_AN_ITEM:
        return Fate(Met.ASIDE, why=_OF_AN_ITEM[ItemState(state)])
    return Fate(Met.MISSED, was_settled=True)


def _is_blocked(desk: Desk, inbound: Inbound) -> bool:
    query = select(BlockedPost.id).where(
        BlockedPost.channel == inbound.channel,
        BlockedPost.account == inbound.account,
        BlockedPost.external_id == inbound.external_id,
    )
    return desk.session.exec(query).first() is not None


def _of_message(desk: Desk, message: Message) -> Fate:
    shown, thread = _shown(desk, message)
    place = None
    if thread is not None and thread.slack_ts:
        place = (thread.slack_channel, thread.slack_ts)
    case = desk.session.get_one(Case, message.case_id)
    if _is_answered(desk, message):
        return Fate(Met.ANSWERED, shown, place=place)
    if message.deleted_at is not None:
        return Fate(Met.ASIDE, shown, why=Aside.TAKEN_DOWN, place=place)
    survivors = gathering(session=desk.session, case_id=case.number)
    if any(desk.session.get_one(Case, number).is_open for number in survivors):
        return Fate(Met.WAITING, shown, place=place)
    return Fate(Met.ASIDE, shown, why=_ended_with(desk, survivors), place=place)


def _is_answered(desk: Desk, message: Message) -> bool:
    """Whether an answer to its customer came after it, in the case or in one it was merged with."""
    author = desk.session.get_one(Case, message.case_id).author_id
    numbers = gathering(session=desk.session, case_id=message.case_id)
    query = (
        select(Message.id)
        .join(Case, col(Case.id) == Message.case_id)
        .join(Reply, col(Reply.id) == Message.reply_id, isouter=True)
        .where(
            col(Message.case_id).in_(numbers),
            Case.author_id == author,
            Message.direction == Direction.OUTBOUND,
            Message.posted_at >= message.posted_at,
            col(Message.deleted_at).is_(None),
            func.coalesce(Reply.purpose, Message.purpose).in_(_ANSWERED),
        )
    )
    return desk.session.exec(query.limit(1)).first() is not None


def _ended_with(desk: Desk, cases: Iterable[int]) -> str:
    """Why the case was ended, where that was as nothing to answer."""
    query = select(Closure).where(
        col(Closure.case_id).in_(list(cases)), col(Closure.reopened_at).is_(None)
    )
    for closure in desk.session.exec(query.order_by(col(Closure.id).desc())):
        if closure.kind == ClosureKind.NOT_ACTIONABLE:
            return closure.outcome
    return Aside.ENDED


def _shown(desk: Desk, message: Message) -> tuple[Shown, CaseThread | None]:
    """Whether a thread of its case shows it: its headline quotes it, or it stands below."""
    if message.deleted_at is not None:
        return Shown.NOWHERE, None
    found, where = Shown.UNSHOWN, None
    for thread in threads_of(session=desk.session, case_id=message.case_id):
        if thread.surface != message.surface:
            continue
        state = _state_in(desk, thread, message)
        if state == DeliveryState.SENT:
            return Shown.MIRRORED, thread
        if state in UNFINISHED:
            found, where = Shown.ON_ITS_WAY, thread
    return found, where


def _state_in(desk: Desk, thread: CaseThread, message: Message) -> DeliveryState | None:
    """How far the post has come that shows the message in this thread."""
    is_quoted = quoted_id(session=desk.session, thread=thread) == message.id
    if is_quoted and thread.slack_ts:
        return DeliveryState.SENT  # the headline's own ts is its receipt
    keys = [
        said_key(thread.id, message.id, what=what, revision=revision)
        for what in _SHOWN_AS
        for revision in range(1, message.revision + 1)
    ]
    if is_quoted:
        keys.append(headline_key(thread.id))
    query = select(Delivery.state).where(col(Delivery.dedupe_key).in_(keys))
    states = set(desk.session.exec(query))
    for state in (DeliveryState.SENT, *UNFINISHED):
        if state in states:
            return state
    return None
