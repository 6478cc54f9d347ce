"""The customer's next word in a case: what it does to state and clocks, and where it shows."""

from bot.desk.cases import closures
from bot.desk.clocks import case_clocks, private_window
from bot.desk.desk import Desk
from bot.desk.messages import recording, thanks, unheard_words
from bot.desk.ownership import returning_customers
from bot.desk.threads import case_threads, postings, thread_messages
from bot.desk.threads.case_threads import Opened
from bot.desk.triage import priorities
from bot.domain.channels.inbound import Inbound
from bot.domain.records.author import Author
from bot.domain.records.case import OPEN_STATES, Case, CaseState, Surface
from bot.domain.records.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail_details import Wrote
from bot.storage.claims import open_claim


def take_in(desk: Desk, *, case: Case, inbound: Inbound, author: Author) -> Message:
    """Write down the next word of a locked case, let it do what it does, and show it."""
    waited, was = case.unanswered_since is not None, case.state
    message = recording.message(desk, case=case, inbound=inbound, author=author)
    opened = case_threads.get_or_open(desk, case=case, surface=message.surface)
    _customer_wrote(desk, case=case, message=message, author=author)
    _show(desk, case=case, message=message, opened=opened, waited=waited)
    returning_customers.after_word(desk, case=case, was=was)
    return message


def _customer_wrote(desk: Desk, *, case: Case, message: Message, author: Author) -> None:
    """Apply the customer's next word: end a pause, reopen, start the next response clock."""
    case.last_inbound_at = max(case.last_inbound_at, message.posted_at)
    thanked = thanks.nothing_but_thanks(desk, case=case, message=message)
    begins = not thanked and unheard_words.begins_to_wait(desk, case=case, message=message)
    wrote = _wrote(message, thanked=thanked, begins=begins)
    desk.record(case.number, wrote, by=Actor.customer(author.pk))
    if thanked:
        _thanked(desk, case=case, message=message)
        return
    if begins:
        if not recording.start_waiting(desk, case=case, first=message):
            recording.flag_without_clock(desk, case=case)
        case.touch()
        return
    priorities.on_word(desk, case=case, message=message)
    if not case_clocks.answered_natively_since(desk, case=case, at=message.posted_at):
        # Else it was answered before it reached us, and changes nobody's next word.
        _now_it_is_our_word(desk, case=case, message=message, author=author)
    case.touch()
    desk.session.add(case)
    if not case_clocks.on_customer_wrote(desk, case=case, message=message):
        recording.flag_without_clock(desk, case=case)
    private_window.on_customer_wrote(desk, case=case, message=message)


def _now_it_is_our_word(desk: Desk, *, case: Case, message: Message, author: Author) -> None:
    if case.state in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}:
        by = Actor.customer(author.pk)
        closures.reopen_locked(desk, case=case, by=by, at=message.posted_at)
    elif case.state in {CaseState.WITH_CUSTOMER, CaseState.SNOOZED}:
        owned = open_claim(session=desk.session, case_id=case.number) is not None
        case.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)
    if case.unanswered_since is None or message.posted_at < case.unanswered_since:
        case.unanswered_since = message.posted_at


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


def _wrote(message: Message, *, thanked: bool, begins: bool) -> Wrote:
    if thanked:
        return Wrote(message=message.id, thanks=True)
    return Wrote(message=message.id, begins=True) if begins else Wrote(message=message.id)


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
