"""Letting one case go on in another, and taking that back within the bank's days.

Each case keeps its own messages, trail and evidence; what changes is where the next word is answered.
"""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import case_access, private_words
from bot.desk.cases import closures, customer_words, merge_owner
from bot.desk.clocks import merge_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.lessons.marks import follow_merge, follow_unmerge
from bot.desk.threads import case_threads, thread_messages
from bot.desk.threads.thread_events import tell
from bot.desk.triage import merged_priorities
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.merge import Merge
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import Merged
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.storage import chats
from bot.storage.cases import merges
from bot.storage.cases.case_threads import threads_of, threads_of_each
from bot.storage.cases.claims import open_claim
from bot.storage.messages.by_platform_id import edits_heard_in

_ENDED = {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}


class CannotMerge(DeskError):
    """These two cannot become one."""


class CannotUnmerge(DeskError):
    """There is no merge that could be taken back."""


def merge(desk: Desk, *, case_id: int, into: int, by: Actor) -> Case:
    """Let an open case go on in another; returns that one. An ended target is reopened.

    Raises NoSuchCase, NotOpen, CannotMerge, NotForYou.
    """
    case, target = both(desk, case_id=case_id, into=into)
    refuse(desk, case=case, target=target)
    _refuse_open_chat(desk, case=case, target=target)
    if threads_of(session=desk.session, case_id=case.number).current(Surface.PRIVATE) is not None:
        private_words.require(desk, case=case)  # they will stand in the other case's channel
    if target.state in _ENDED:
        closures.reopen_locked(desk, case=target, by=by, at=desk.now)
    row = Merge(
        case_id=case.number,
        into_case_id=target.number,
        merged_at=desk.now,
        merged_by=str(by),
        before=[start.stored() for start in merge_clocks.starts(desk, case=target)],
        opened_before=target.opened_at,
    )
    brought = merge_clocks.leave(
        desk,
        case=case,
        into=target,
        private=_last_private(desk, case=case),
    )
    merge_clocks.take_over(desk, case=target, brought=brought)
    desk.session.add(row)
    desk.record(case.number, Merged(into=target.number), by=by)
    desk.record(target.number, brought, by=by)
    merge_owner.settle(desk, case=case, target=target, by=by)
    _settle_words(desk, case=case, target=target)
    case.move_to(CaseState.MERGED, now=desk.now)
    target.touch()
    desk.session.add_all([case, target])
    _show_words(desk, case=case, target=target)
    tell(desk, case=case, template="merged", by=by, other=target.number)
    tell(desk, case=target, template="took_over", by=by, other=case.number)
    merged_priorities.take_over(desk, case=target, source=case, by=by)
    follow_merge(desk, case=case, into=target, by=by)
    return target


def refuse(desk: Desk, *, case: Case, target: Case) -> None:
    """Raise NotOpen or CannotMerge if the first may not go on in the second."""
    if case.number == target.number:
        raise CannotMerge(say("A case cannot be merged into itself. Choose another one."))
    if not case.is_open:
        raise case_access.NotOpen(case)
    other = case_reference(target.number)
    if target.state is CaseState.MERGED:
        raise CannotMerge(say("{case} was merged itself. Choose where it went.", case=other))
    if target.state is CaseState.CLOSED:
        raise CannotMerge(say("{case} is closed. Link the two instead.", case=other))
    apart = why_apart(desk, case=case, target=target)
    if apart:
        raise CannotMerge(apart)


def why_apart(desk: Desk, *, case: Case, target: Case) -> str:
    """Why two cases are not with one bank in one place; empty where they are. Of what is public a brand
    has several accounts, and each answers what came to it; a private talk is with one account only."""
    other, one_bank = case_reference(target.number), case.brand == target.brand
    if one_bank and (case.channel, case.account) == (target.channel, target.account):
        return ""
    if not (one_bank and case.brand and case.channel == target.channel):
        return say("{case} is with another account. Link the two instead.", case=other)
    threads = threads_of_each(session=desk.session, case_ids=[case.number, target.number])
    if any(each.current(Surface.PRIVATE) is not None for each in threads.values()):
        return say(
            "{case} is with another account, and private words stay with theirs. Link the two instead.",
            case=other,
        )
    return ""


def unmerge(desk: Desk, *, case_id: int, by: Actor) -> Case:
    """Take a merge back: the case stands alone again, with its clocks as they were, assigned to
    whoever had it, if they still may.

    Words that came since stay where they went. Raises NoSuchCase, CannotUnmerge.
    """
    row = merges.standing(session=desk.session, case_id=case_id)
    if row is None:
        raise CannotUnmerge(say("{case} is not merged.", case=case_reference(case_id)))
    days = desk.rules.retention.unmerge_days
    if desk.now - row.merged_at > timedelta(days=days):
        one, other = (
            "A merge can be taken back for one day only.",
            "A merge can be taken back for {count} days only.",
        )
        raise CannotUnmerge(say_count(days, one, other))
    case, target = both(desk, case_id=case_id, into=row.into_case_id)
    if row.unmerged_at is not None or case.state is not CaseState.MERGED:
        raise CannotUnmerge(say("{case} is not merged.", case=case_reference(case_id)))
    row.unmerged_at = desk.now
    row.unmerged_by = str(by)
    if target.opened_at == case.opened_at:
        target.opened_at = row.opened_before
    session = desk.session
    edits = _edits_that_leave(desk, target=target)
    words = sorted({edit.message_id for edit in edits})
    given_back = merge_clocks.give_back(
        desk, case=target, source=case, merge=row, words=words, by=by
    )
    case.move_to(CaseState.NEW, now=desk.now)
    unmerged = merge_clocks.come_back(desk, case=case, merge=row)
    target.touch()
    session.add_all([row, case, target])
    desk.record(case.number, unmerged, by=by)
    desk.record(target.number, given_back, by=by)
    merge_owner.give_back(desk, case=case, merge=row, by=by)
    follow_unmerge(desk, case=case, into=target, by=by)
    if unmerged.published and case.unanswered_since is None:
        case.move_to(CaseState.WITH_CUSTOMER, now=desk.now)
    for edit in edits:
        message = session.get_one(Message, edit.message_id)
        customer_words.said_more(desk, case=case, message=message, edit=edit)
    tell(desk, case=case, template="unmerged", by=by, other=target.number)
    marks = len(given_back.marks)
    tell(desk, case=target, template="gave_back", by=by, other=case.number, count=marks)
    merged_priorities.give_back(desk, case=target, source=case, merge=row, by=by)
    return case


def _edits_that_leave(desk: Desk, *, target: Case) -> list[MessageRevision]:
    """The edits that were words here while their message's case went on here; they are no longer."""
    session = desk.session
    session.flush()
    gone = []
    for edit in edits_heard_in(session=session, case_id=target.number):
        home = session.get_one(Message, edit.message_id).case_id
        if merges.survivor_of(session=session, case_id=home) != target.number:
            edit.word_in = None
            gone.append(edit)
    session.add_all(gone)
    session.flush()
    return gone


def both(desk: Desk, *, case_id: int, into: int) -> tuple[Case, Case]:
    """Lock both cases. Raises NoSuchCase, NotForYou."""
    locked = case_access.lock_cases(desk, which=lambda: (case_id, into))
    return locked[case_id], locked[into]


def _settle_words(desk: Desk, *, case: Case, target: Case) -> None:
    """Whose next word it is, and since when; the older start survives."""
    target.opened_at = min(target.opened_at, case.opened_at)
    target.last_inbound_at = max(target.last_inbound_at, case.last_inbound_at)
    if case.unanswered_since is not None:
        waited = (target.unanswered_since, case.unanswered_since)
        target.unanswered_since = min(filter(None, waited))
        if target.state in {CaseState.WITH_CUSTOMER, CaseState.SNOOZED}:
            owned = open_claim(session=desk.session, case_id=target.number) is not None
            target.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)


def _show_words(desk: Desk, *, case: Case, target: Case) -> None:
    """The last words of the merged case, in the target's thread of the same surface."""
    for surface in Surface:
        words = thread_messages.last_words(desk, case_id=case.number, surface=surface)
        if words:
            thread = case_threads.get_or_open(desk, case=target, surface=surface).thread
            thread_messages.show_each(desk, thread=thread, messages=words)


def _refuse_open_chat(desk: Desk, *, case: Case, target: Case) -> None:
    """What one customer says in a secure chat never goes on in the case of another."""
    if case.author_id == target.author_id:
        return
    if chats.open_of(session=desk.session, case_id=case.number, now=desk.now) is not None:
        raise CannotMerge(
            say(
                "The customer of {case} is invited into a secure chat, and the other case is "
                "somebody else's. Revoke the chat first.",
                case=case_reference(case.number),
            )
        )


def _last_private(desk: Desk, *, case: Case) -> Message | None:
    """The customer's last private word by which the platform's window counts."""
    words = _words(desk, case=case, surface=Surface.PRIVATE)
    return next((one for one in reversed(words) if one.channel == case.channel), None)


def _words(desk: Desk, *, case: Case, surface: Surface) -> list[Message]:
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            Message.surface == surface,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return list(desk.session.exec(query))
