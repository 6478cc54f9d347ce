"""The Slack threads of a case: opened when first needed, one for public words and one for private.

Each says where the other is. A private word goes to the route's private channel or nowhere: without
such a channel it is kept, the house is told, and it is shown as soon as one is named.
"""

from typing import NamedTuple

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings, thread_messages
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.staff import Actor
from bot.storage.cases.case_threads import threads_of

_OPENED_AT_ONCE = 100


class Opened(NamedTuple):
    """A thread, and whether it was opened just now: then its headline shows the first words."""

    thread: CaseThread
    is_new: bool


def get_or_open(desk: Desk, *, case: Case, surface: Surface) -> Opened:
    """The thread of this surface in which the case goes on; opens one in Slack (enqueues its headline)
    when there is none.

    Its ``slack_channel`` is empty while the bank names no private channel; postings then show nothing.
    """
    known = threads_of(session=desk.session, case_id=case.number)
    found = known.current(surface)
    if found is not None and found.slack_channel:
        return Opened(found, is_new=False)
    channel = _slack_channel(desk, case=case, surface=surface)
    if found is None:
        made = _open(
            desk, case=case, surface=surface, slack_channel=channel, is_alone=len(known) == 0
        )
        return Opened(made, is_new=True)
    if channel:
        _open_at_last(desk, case=case, thread=found, slack_channel=channel)
    elif surface == Surface.PRIVATE:
        _nowhere(desk, case=case)
    return Opened(found, is_new=False)


def follow_team(desk: Desk, *, case: Case) -> list[tuple[CaseThread, CaseThread]]:
    """Let the case go on where its team works: each thread it leaves, with the one it goes on in.

    A thread in that channel is taken up again. Without a channel of the team's own it stays.
    """
    moved: list[tuple[CaseThread, CaseThread]] = []
    threads = threads_of(session=desk.session, case_id=case.number)
    for surface in Surface:
        here = threads.current(surface)
        channel = _slack_channel(desk, case=case, surface=surface)
        if here is None or channel in {"", here.slack_channel}:
            continue
        if not here.slack_channel:  # it stood nowhere yet
            _open_at_last(desk, case=case, thread=here, slack_channel=channel)
            continue
        known = [
            thread
            for thread in threads
            if (thread.surface, thread.slack_channel) == (surface, channel)
        ]
        there = (
            known[0] if known else _open(desk, case=case, surface=surface, slack_channel=channel)
        )
        thread_messages.catch_up(desk, thread=there)
        there.current_since = desk.now
        desk.session.add(there)
        moved.append((here, there))
    desk.session.flush()
    return moved


def open_waiting(desk: Desk) -> int:
    """Open the threads that waited for a private channel to be named, and show what was kept; how many."""
    query = (
        select(Case, CaseThread)
        .join(CaseThread, col(CaseThread.case_id) == col(Case.id))
        .where(CaseThread.slack_channel == "")
        .order_by(col(CaseThread.id))
        .limit(_OPENED_AT_ONCE)
        .with_for_update(
            of=Case.__table__,  # type: ignore[attr-defined]  # SQLModel does not type it
            skip_locked=True,
            key_share=True,
        )
    )
    opened = 0
    for case, thread in desk.session.exec(query).all():
        channel = _slack_channel(desk, case=case, surface=thread.surface)
        if channel:
            _open_at_last(desk, case=case, thread=thread, slack_channel=channel)
            opened += 1
    return opened


def point_to_private(desk: Desk, *, case: Case, template: str, fact: str, by: Actor) -> None:
    """Say in the public thread that something happened in private, with the way there; no words."""
    threads = threads_of(session=desk.session, case_id=case.number)
    public, private = threads.current(Surface.PUBLIC), threads.current(Surface.PRIVATE)
    if public is not None and private is not None:
        postings.event(
            desk, thread=public, template=template, fact=fact, by=by, to_thread=private.id
        )


def _slack_channel(desk: Desk, *, case: Case, surface: Surface) -> str:
    """Where it stands: with the team it was handed to, else with its account's route.

    A public channel is never taken for private words.
    """
    route = desk.rules.route(case.route)
    own = None if case.team == route.team else desk.rules.routing.teams.get(case.team)
    if surface == Surface.PUBLIC:
        return (own.slack_channel if own else "") or route.slack_channel
    private = (own.private_slack_channel if own else "") or route.private_slack_channel
    private = private or desk.rules.routing.fallback.private_slack_channel
    return "" if private in desk.rules.routing.public_slack_channels else private


def _open(
    desk: Desk, *, case: Case, surface: Surface, slack_channel: str, is_alone: bool = False
) -> CaseThread:
    made = CaseThread(
        case_id=case.number, surface=surface, slack_channel=slack_channel, opened_at=desk.now
    )
    messages = thread_messages.quote(desk, thread=made) if slack_channel else ()
    desk.session.add(made)
    desk.session.flush()
    if slack_channel:
        postings.headline(desk, thread=made, is_new=True)
        if not (is_alone and surface == Surface.PUBLIC):
            _introduce(desk, case=case, thread=made)
        thread_messages.begin(desk, thread=made, messages=messages)
    elif surface == Surface.PRIVATE:
        _nowhere(desk, case=case)
    return made


def _open_at_last(desk: Desk, *, case: Case, thread: CaseThread, slack_channel: str) -> None:
    if thread.surface == Surface.PRIVATE:
        subject = f"{case.channel}:{case.account}"
        clear_alarm(desk, AlarmKind.PRIVATE_CHANNEL_MISSING, subject=subject)
    thread.slack_channel = slack_channel
    desk.session.add(thread)
    desk.session.flush()
    postings.headline(desk, thread=thread)
    _introduce(desk, case=case, thread=thread)
    messages = thread_messages.quote(desk, thread=thread)
    thread_messages.begin(desk, thread=thread, messages=messages)
    thread_messages.catch_up(desk, thread=thread)


def _introduce(desk: Desk, *, case: Case, thread: CaseThread) -> None:
    """Say at the start of a private thread what it is; and in each of two where the other one is."""
    private = thread.surface == Surface.PRIVATE
    threads = threads_of(session=desk.session, case_id=case.number)
    other = threads.current(Surface.PUBLIC if private else Surface.PRIVATE)
    if private:
        channel = desk.channels.get(case.channel)
        postings.event(
            desk,
            thread=thread,
            template="private_thread",
            fact="opened",
            by=Actor.system(),
            to_thread=other.id if other else None,
            explanation=channel.private_blindness if channel else "",
        )
    elif other is not None:
        for here, there in ((thread, other), (other, thread)):
            postings.event(
                desk,
                thread=here,
                template="private_beside" if here is thread else "public_beside",
                fact=f"t{there.id}",
                by=Actor.system(),
                to_thread=there.id,
            )


def _nowhere(desk: Desk, *, case: Case) -> None:
    """Nobody can be shown it. The alarm says so without a word of it."""
    raise_alarm(
        desk,
        AlarmKind.PRIVATE_CHANNEL_MISSING,
        subject=f"{case.channel}:{case.account}",
        source=desk.account_name(case.channel, case.account),
    )
