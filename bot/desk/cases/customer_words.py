"""The customer's next word in a case, also by an edit: what it does to state and clocks, and where it
shows."""

from datetime import datetime, timedelta

from bot.desk.cases import closures
from bot.desk.clocks import case_clocks, private_window
from bot.desk.desk import Desk
from bot.desk.listening import misdirected, topics
from bot.desk.messages import recording, thanks, unheard_words
from bot.desk.ownership import returning_customers
from bot.desk.threads import case_threads, postings, thread_messages
from bot.desk.threads.case_threads import Opened
from bot.desk.triage import priorities, signals
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import Wrote
from bot.storage.cases.claims import open_claim


def take_in(desk: Desk, *, case: Case, inbound: Inbound, author: Author) -> Message:
    """Write down the next word of a locked case, let it do what it does, and show it."""
    waited, was = case.unanswered_since is not None, case.state
    message = recording.message(desk, case=case, inbound=inbound, author=author)
    opened = case_threads.get_or_open(desk, case=case, surface=message.surface)
    _customer_wrote(desk, case=case, message=message)
    _show(desk, case=case, message=message, opened=opened, waited=waited)
    signals.announce(desk, case=case, message=message)
    misdirected.hear(desk, case=case, message=message)
    returning_customers.after_word(desk, case=case, was=was)
    return message


def said_more(desk: Desk, *, case: Case, message: Message, edit: MessageRevision) -> None:
    """Let an edit of a locked case's message, or of one that went into it, be the customer's next word."""
    was = case.state
    edit.word_in = case.number
    desk.session.add(edit)
    desk.session.flush()
    _customer_wrote(desk, case=case, message=message, edit=edit)
    signals.announce(desk, case=case, message=message)
    misdirected.hear(desk, case=case, message=message)
    postings.redraw(desk, case=case)
    returning_customers.after_word(desk, case=case, was=was)


def takes_word_of(case: Case, *, at: datetime, reopen_days: int) -> bool:
    """Whether a word of this time still belongs to the case: that it reached us late changes nothing."""
    if case.state == CaseState.CLOSED:
        return False
    ended = case.state in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}
    return not ended or at - case.state_since <= timedelta(days=reopen_days)


def wrote(message: Message, *, edit: MessageRevision | None = None) -> Wrote:
    """What the trail says of the next word: a message, or an edit of one that says more."""
    if edit is None:
        return Wrote(message=message.id)
    return Wrote(
        message=message.id,
        edited_at=edit.written_at,
        heard_at=edit.received_at,
        surface=str(message.surface),
    )


def _customer_wrote(
    desk: Desk, *, case: Case, message: Message, edit: MessageRevision | None = None
) -> None:
    """Apply the customer's next word: end a pause, reopen, start the next response clock."""
    at = edit.written_at if edit is not None else message.posted_at
    case.last_inbound_at = max(case.last_inbound_at, at)
    thanked = thanks.nothing_but_thanks(desk, case=case, message=message)
    edited = edit is not None
    begins = not thanked and unheard_words.begins_to_wait(
        desk, case=case, message=message, edited=edited
    )
    told = {name: True for name, so in (("thanks", thanked), ("begins", begins)) if so}
    by = Actor.customer(message.author_id or 0)
    desk.record(case.number, wrote(message, edit=edit).model_copy(update=told), by=by)
    if thanked:
        _thanked(desk, case=case, message=message)
        return
    priorities.on_word(desk, case=case, message=message)
    topics.hear(desk, case=case, message=message)
    if begins:
        if not recording.start_waiting(desk, case=case, first=message, at=at):
            recording.flag_without_clock(desk, case=case)
        case.touch()
        return
    if not case_clocks.answered_natively_since(desk, case=case, at=at):
        # Else it was answered before it reached us, and changes nobody's next word.
        _now_it_is_our_word(desk, case=case, at=at, by=by)
    case.touch()
    desk.session.add(case)
    if not case_clocks.on_customer_wrote(desk, case=case, message=message, at=at):
        recording.flag_without_clock(desk, case=case)
    if message.case_id == case.number:
        private_window.on_customer_wrote(desk, case=case, message=message)


def _now_it_is_our_word(desk: Desk, *, case: Case, at: datetime, by: Actor) -> None:
    if case.state in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}:
        closures.reopen_locked(desk, case=case, by=by, at=at)
    elif case.state in {CaseState.WITH_CUSTOMER, CaseState.SNOOZED}:
        owned = open_claim(session=desk.session, case_id=case.number) is not None
        case.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)
    if case.unanswered_since is None or at < case.unanswered_since:
        case.unanswered_since = at


def _thanked(desk: Desk, *, case: Case, message: Message) -> None:
    """A bare thanks opens nothing; staff are shown it and may reopen."""
    case.touch()
    desk.session.add(case)
    if case.state in OPEN_STATES:
        return
    thread = case_threads.get_or_open(desk, case=case, surface=message.surface).thread
    postings.event(
        desk,
        thread=thread,
        template="customer_thanked",
        fact=f"m{message.id}",
        by=Actor.system(),
        message_id=message.id,
    )


def _show(desk: Desk, *, case: Case, message: Message, opened: Opened, waited: bool) -> None:
    """In the thread of its own surface; a thread opened for it shows it already.

    The public thread is told of a private word that begins the talk, or ends a silence.
    """
    if not opened.is_new:
        thread_messages.show(desk, thread=opened.thread, message=message)
    if message.surface == Surface.PRIVATE and (opened.is_new or not waited):
        case_threads.point_to_private(
            desk,
            case=case,
            template="private_word",
            fact=f"m{message.id}",
            by=Actor.customer(message.author_id or 0),
        )
    postings.redraw(desk, case=case)
