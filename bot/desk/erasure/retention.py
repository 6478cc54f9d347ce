"""Retention: what its time is over for is erased, a few cases at once, as on request; what is held is left."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, String, cast, exists
from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.erasure import erasing, holdings, payloads, requests
from bot.desk.house.over import OVER
from bot.desk.threads import postings
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState
from bot.domain.records.complaint import Complaint
from bot.domain.records.erased import ERASED
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.cases import legal_holds
from bot.storage.cases.merges import gathering, survivor_of
from bot.storage.record.audit import HOUSE
from bot.storage.sealing import CaseKey

WORDS, ORIGINALS, ATTACHMENTS, SET_ASIDE = "words", "originals", "attachments", "set_aside"
HELD = "held"
ERASING = (WORDS, ORIGINALS, ATTACHMENTS, SET_ASIDE)
_BY, _WHY = Actor.system(), "retention.toml"


@dataclass
class Pass:
    """One night's pass: where it is, and what it did so far, in cases (of posts set aside: in posts)."""

    done: Counter[str] = field(default_factory=Counter)
    after: int = 0  # the last case that was looked at


class Batch(Protocol):
    """One kind of what is kept: erases the next of it, and returns how many cases it looked at."""

    def __call__(self, desk: Desk, so_far: Pass, /, *, limit: int) -> int: ...


def words(desk: Desk, so_far: Pass, /, *, limit: int) -> int:
    """Erase the next cases whose words are kept no longer; how many were looked at."""
    query = select(Case).where(~_is_erased())
    rules = desk.rules.retention
    shortest = rules.words_of(())
    if not shortest:
        return 0

    def go(case: Case) -> None:
        erasing.erase_case(desk, case_id=case.number, by=_BY, cause="retention", reason=_WHY)
        _forget_author(desk, case.author_id)

    return _some(
        desk, so_far, WORDS, query, go, days=_days_of_words, shortest=shortest, limit=limit
    )


def originals(desk: Desk, so_far: Pass, /, *, limit: int) -> int:
    """Erase the next sealed originals that are kept no longer; how many cases were looked at."""
    sealed = (
        exists()
        .where(
            col(Message.case_id) == col(Case.id), col(MessageRevision.message_id) == col(Message.id)
        )
        .where(col(MessageRevision.sealed).is_not(None))
    )
    go = _emptying(desk, "message_revisions", "sealed")
    return _simple(desk, so_far, ORIGINALS, sealed, go, limit=limit)


def attachments(desk: Desk, so_far: Pass, /, *, limit: int) -> int:
    """Forget the next links and pictures that are kept no longer; how many cases were looked at."""
    attached = exists().where(
        col(Message.case_id) == col(Case.id), cast(col(Message.attachments), String) != "[]"
    )
    go = _emptying(desk, "messages", "attachments")
    return _simple(desk, so_far, ATTACHMENTS, attached, go, limit=limit)


def set_aside(desk: Desk, so_far: Pass, /, *, limit: int) -> int:
    """Erase the next words of blocked authors' posts, from when they came, unless a hold keeps the customer;
    how many."""
    days = desk.rules.retention.words_of(())
    held = legal_holds.held_customers(session=desk.session)
    query = select(BlockedPost).where(
        col(BlockedPost.author_id).not_in(held),
        col(BlockedPost.received_at) < desk.now - timedelta(days=days),
        col(BlockedPost.text).not_in(("", ERASED)),
    )
    rows = desk.session.exec(query.order_by(col(BlockedPost.id)).limit(limit)).all() if days else []
    for post in rows:
        holdings.empty_row(desk.session, post, ["text"])
        post.told = {}
        desk.session.add(post)
    so_far.done[SET_ASIDE] += len(rows)
    return len(rows)


def tell(desk: Desk, *, done: Counter[str], night: str) -> None:
    """Write down what the night's pass did, and say it in the fallback channel if it was anything."""
    told = {name: done[name] for name in (*ERASING, HELD, OVER)}
    desk.record(HOUSE, Trail.RETENTION, by=_BY, night=night, **told)
    if any(told[name] for name in (*ERASING, HELD)):
        postings.notice(
            desk,
            text="Kept long enough, and erased this night: the words of {words} cases, what was masked in "
            "{originals}, attachments of {attachments}, {set_aside} posts of blocked authors. Left, because "
            "a legal hold keeps them: {held}. Removed as over, with no words in it: {over} rows.",
            fact=f"retention:{night}",
            slack_channel=None,
            **told,
        )


def _simple(
    desk: Desk, so_far: Pass, kind: str, has_any: Any, go: Callable[[Case], None], *, limit: int
) -> int:
    days = getattr(desk.rules.retention, f"{kind}_days")
    if not days:
        return 0
    query = select(Case).where(has_any)
    return _some(desk, so_far, kind, query, go, days=lambda *_: days, shortest=days, limit=limit)


def _some(
    desk: Desk,
    so_far: Pass,
    kind: str,
    query: Any,
    go: Callable[[Case], None],
    *,
    days: Callable[[Desk, Case], int],
    shortest: int,
    limit: int,
) -> int:
    """The next ended cases of which there is something, the lowest number first, each locked."""
    query = query.where(
        col(Case.id) > so_far.after,
        col(Case.state).not_in(OPEN_STATES),
        col(Case.state_since) < desk.now - timedelta(days=shortest),
    )
    found: Sequence[Case] = desk.session.exec(query.order_by(col(Case.id)).limit(limit)).all()
    numbers = [each.number for each in found]
    erasing.lock(desk, case_ids=numbers)
    # Somebody may have come first: what is due and what is held is asked of what is locked.
    again = desk.session.exec(query.where(col(Case.id).in_(numbers)).order_by(col(Case.id))).all()
    due = [each for each in again if _is_due(desk, each, days(desk, each))]
    numbers_due = [each.number for each in due]
    held = legal_holds.held(session=desk.session, case_ids=numbers_due)
    # What is on its way, or may be sent again, needs its words: another night.
    busy = payloads.unfinished(desk, case_ids=numbers_due) if kind == WORDS else set()
    left = held.union(busy)
    for case in due:
        if case.number not in left:
            go(case)
    so_far.done[kind] += len(due) - len(left)
    so_far.done[HELD] += len(held) if kind == WORDS else 0
    so_far.after = numbers[-1] if numbers else 0
    return len(found)


def _is_due(desk: Desk, case: Case, days: int) -> bool:
    """Whether it ended so long ago; of a merged case, whether that did in which it goes on."""
    if case.state is CaseState.MERGED:
        number = survivor_of(session=desk.session, case_id=case.number)
        case = desk.session.get_one(Case, number)
    ended_long_ago = case.state_since < desk.now - timedelta(days=days)
    return days > 0 and not case.is_open and ended_long_ago


def _days_of_words(desk: Desk, case: Case) -> int:
    """The longest that is asked for it, or for any that goes on in the same case as it."""
    together = gathering(session=desk.session, case_id=case.number)
    marked = select(Complaint.preset).where(
        col(Complaint.case_id).in_(together), col(Complaint.withdrawn_at).is_(None)
    )
    return desk.rules.retention.words_of(desk.session.exec(marked).all())


def _emptying(desk: Desk, table: str, column: str) -> Callable[[Case], None]:
    def go(case: Case) -> None:
        holding = holdings.BY_NAME[table]
        count = holdings.empty(desk.session, holding, [case.number], only=[column])
        told = {table: count}
        desk.record(
            case.number,
            Trail.ERASED,
            by=_BY,
            cause="retention",
            reason=_WHY,
            only=column,
            rows=told,
        )

    return go


def _forget_author(desk: Desk, author_id: int) -> None:
    """Once nothing they said is left, and no block needs their number, the author has no name either."""
    left = select(Case.id).where(Case.author_id == author_id, ~_is_erased()).limit(1)
    moved = select(Case.id).join(Message, col(Message.case_id) == col(Case.id)).limit(1)
    elsewhere = moved.where(
        Message.author_id == author_id, ~_is_erased(), col(Message.text).not_in(("", ERASED))
    )
    aside = select(BlockedPost.id).where(
        BlockedPost.author_id == author_id, col(BlockedPost.text).not_in(("", ERASED))
    )
    desk.session.flush()
    author = desk.session.get_one(Author, author_id)
    if any(desk.session.exec(query).first() is not None for query in (left, elsewhere, aside)):
        return
    if not requests.is_blocked(desk, author=author):
        requests.forget_author(desk, author=author)


def _is_erased() -> ColumnElement[bool]:
    return exists().where(
        col(CaseKey.case_id) == col(Case.id), col(CaseKey.destroyed_at).is_not(None)
    )
