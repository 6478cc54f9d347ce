"""Taking some of a case's messages out into a case of their own, of the same author.

The messages move with their evidence, and both cases' clocks count from the words that are theirs.
"""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.cases import customer_words
from bot.desk.clocks import case_clocks, merge_clocks, private_window
from bot.desk.desk import Desk, DeskError
from bot.desk.listening import misdirected
from bot.desk.messages import recording
from bot.desk.threads import case_threads, thread_messages
from bot.desk.threads.thread_events import tell
from bot.desk.triage import signals
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import Split
from bot.domain.records.trail.parts import Start
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.policy import Metric
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.house import restores
from bot.storage.messages.by_platform_id import Word, edits_heard_in, standing_of


class CannotSplit(DeskError):
    """These messages cannot be taken out."""


def split(desk: Desk, *, case_id: int, message_ids: Collection[int], by: Actor) -> Case:
    """Open a new case with these messages; returns it. Raises NoSuchCase, NotOpen, CannotSplit."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    theirs = messages(desk, case=case)
    chosen = [message for message in theirs if message.id in set(message_ids)]
    _refuse(case, theirs=theirs, chosen=chosen, asked=len(set(message_ids)))
    made = _new_case(desk, case=case, first=chosen[0])
    edits = _edits_of(desk, case=case, chosen=chosen)
    for message in chosen:
        _move(desk, message=message, to=made)
    for edit in edits:
        edit.word_in = made.number
        desk.session.add(edit)
    desk.session.flush()
    _start_clocks(desk, case=made, chosen=chosen, edits=edits, by=by)
    starts = _clocks_left(desk, case=case, chosen=chosen)
    merge_clocks.begin_again(desk, case=case, starts=starts)
    _recompute_waiting(desk, case=case)
    moved = [message.pk for message in chosen]
    desk.record(case.number, Split(into=made.number, messages=moved, starts=starts), by=by)
    case.touch()
    desk.session.add(case)
    for surface in {message.surface for message in chosen}:
        case_threads.get_or_open(desk, case=made, surface=surface)
    thread_messages.quote_what_stayed(desk, case=case)
    tell(desk, case=case, template="split", by=by, other=made.number, count=len(chosen))
    tell(desk, case=made, template="split_from", by=by, other=case.number)
    return made


def messages(desk: Desk, *, case: Case) -> list[Message]:
    """The customer's messages that could be taken out, oldest first."""
    return standing_of(session=desk.session, case_id=case.number)


def _refuse(case: Case, *, theirs: list[Message], chosen: list[Message], asked: int) -> None:
    if not chosen:
        raise CannotSplit(say("Choose at least one message."))
    if len(chosen) != asked:
        raise CannotSplit(say("Some of these messages are not there any more. Please look again."))
    if len(chosen) == len(theirs):
        raise CannotSplit(
            say("{case} must keep at least one message.", case=case_reference(case.number))
        )
    if any(message.author_id != case.author_id for message in chosen):
        raise CannotSplit(say("Only the words of the case's own author can be taken out."))


def _new_case(desk: Desk, *, case: Case, first: Message) -> Case:
    made = Case(
        id=restores.number_of_new_case(session=desk.session),
        brand=case.brand,
        channel=case.channel,
        account=case.account,
        conversation=first.conversation or case.conversation,
        author_id=case.author_id,
        state_since=desk.now,
        route=case.route,
        language=case.language,
        language_by=case.language_by,
        team=case.team,
        priority=case.priority,
        priority_rank=case.priority_rank,
        opened_at=first.posted_at,
        received_at=first.received_at,
        last_inbound_at=first.posted_at,
        unanswered_since=first.posted_at,
        previous_case_id=case.number,
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def _move(desk: Desk, *, message: Message, to: Case) -> None:
    """With every version; what was sealed stays under the key of the case it came in with."""
    message.case_id = to.number
    desk.session.add(message)
    signals.move(desk, message=message, to=to)
    misdirected.move(desk, message=message, to=to)
    to.last_inbound_at = max(to.last_inbound_at, message.posted_at)


def _edits_of(desk: Desk, *, case: Case, chosen: list[Message]) -> list[MessageRevision]:
    """The edits of these messages that are words of their own."""
    moved = {message.id for message in chosen}
    heard = edits_heard_in(session=desk.session, case_id=case.number)
    return [edit for edit in heard if edit.message_id in moved]


def _start_clocks(
    desk: Desk, *, case: Case, chosen: list[Message], edits: list[MessageRevision], by: Actor
) -> None:
    first, *later = chosen
    has_clock = case_clocks.on_opened(desk, case=case, message=first)
    recording.record_opened(desk, case=case, first=first, has_clock=has_clock, by=by)
    author, by_number = Actor.customer(case.author_id), {each.id: each for each in chosen}
    said = [(by_number[edit.message_id], edit) for edit in edits]
    for message, edit in [*((each, None) for each in later), *said]:
        desk.record(case.number, customer_words.wrote(message, edit=edit), by=author)
        at = edit.written_at if edit is not None else message.posted_at
        case.last_inbound_at = max(case.last_inbound_at, at)
        case_clocks.on_customer_wrote(desk, case=case, message=message, at=at)
    for message in chosen:
        private_window.on_customer_wrote(desk, case=case, message=message)
    if not has_clock:
        recording.flag_without_clock(desk, case=case)


def _clocks_left(desk: Desk, *, case: Case, chosen: list[Message]) -> list[Start]:
    """A wait for a word that moved goes on from the oldest unanswered word that stayed, if any."""
    gone = {message.id for message in chosen}
    left: list[Start] = []
    for clock in merge_clocks.open_clocks(desk, case=case):
        if clock.cause_message_id not in gone:
            continue
        since = clock.started_at if clock.metric in RESPONSES else None
        own = merge_clocks.oldest_start(desk, case=case, which=partial(_is_since, at=since))
        left.append(merge_clocks.named(clock, own))
    return left + _window_left(desk, case=case, gone=gone)


def _is_since(word: Word, *, at: datetime | None) -> bool:
    return at is None or word.at >= at


def _window_left(desk: Desk, *, case: Case, gone: Collection[int | None]) -> list[Start]:
    """The platform's window goes with the private word that opened it, unless one that has no answer
    yet stays: then it is for both. The chat stays, but a word that moved is not waited for there."""
    chat = merge_clocks.open_clocks(desk, case=case, metrics=(Metric.CHAT,))
    left = [merge_clocks.named(one, None) for one in chat if one.cause_message_id in gone]
    private = (
        col(Message.case_id) == case.number,
        Message.surface == Surface.PRIVATE,
        Message.channel == case.channel,
    )
    answers = (
        select(Message.posted_at, Reply.written_at)
        .outerjoin(Reply, col(Reply.id) == col(Message.reply_id))
        .where(*private, Message.direction == Direction.OUTBOUND)
    )
    latest = col(Message.posted_at).desc(), col(Message.id).desc()
    last = desk.session.exec(answers.order_by(*latest)).first()
    posted_at, written_at = last if last is not None else (None, None)

    def is_unseen(word: Word) -> bool:
        if word.surface != Surface.PRIVATE or word.channel != case.channel:
            return False
        if written_at is not None:
            return word.heard_at > written_at
        return posted_at is None or word.at > posted_at

    if merge_clocks.oldest_start(desk, case=case, which=is_unseen) is not None:
        return left
    windows = merge_clocks.open_clocks(desk, case=case, metrics=(Metric.PRIVATE_WINDOW,))
    return left + [merge_clocks.named(one, None) for one in windows if one.cause_message_id in gone]


def _recompute_waiting(desk: Desk, *, case: Case) -> None:
    """Recompute ``unanswered_since`` of the remaining case; set WITH_CUSTOMER if everything left is answered."""
    since = case.unanswered_since
    if since is None:
        return
    own = merge_clocks.oldest_word(desk, case=case, which=partial(_is_since, at=since))
    if own is not None:
        case.unanswered_since = own.at
    elif case.first_answered_at is not None:
        case.unanswered_since = None
        if case.state in {CaseState.NEW, CaseState.CLAIMED}:
            case.move_to(CaseState.WITH_CUSTOMER, now=desk.now)
