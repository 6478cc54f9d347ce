"""What merging and un-merging do to the clocks of both cases. The older start survives.

What a merge brings and what un-merging puts back stand in the trail, so that a replay comes to the same
clocks.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.desk.clocks import complaint_clocks
from bot.desk.desk import Desk
from bot.domain.calendar.business_calendar import whole_second
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.merge import Merge
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import GaveBack, TookOver, Unmerged
from bot.domain.records.trail.of_answers import ReplyPublished
from bot.domain.records.trail.parts import Brought, Published, Start
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla import course, merge_decisions
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.policy import REQUIRED_METRICS, Metric
from bot.storage.clocks import stored_clocks as stored
from bot.storage.clocks.case_clocks import StoredClocks
from bot.storage.messages.by_platform_id import Word, words_of
from bot.storage.record import audit

_OWN = (*REQUIRED_METRICS, Metric.CHAT)
_FOLLOW = (*_OWN, Metric.REGULATORY)


def starts(desk: Desk, *, case: Case) -> list[Start]:
    """The start of each clock that runs: when, and by which message; of a complaint's deadline its name too."""
    return [_start_of(desk, clock) for clock in open_clocks(desk, case=case, metrics=_FOLLOW)]


def leave(desk: Desk, *, case: Case, into: Case, private: Message | None) -> TookOver:
    """Stop the clocks of a case that goes on in another; returns what it brings there, for its trail.

    ``private`` is its last private message, which keeps the platform's window open there too.
    """
    leaving = _clocks(desk, case)
    if case.author_id != into.author_id:
        private = None
    chat = open_clocks(desk, case=case, metrics=(Metric.CHAT,))
    if case.author_id != into.author_id:
        chat = []  # that customer's chat is over
    brought = TookOver(
        from_=case.number,
        waits=[
            _wait_of(desk, clock)
            for clock in open_clocks(desk, case=case, metrics=REQUIRED_METRICS)
        ],
        deadlines=merge_decisions.deadlines(leaving),
        marks=[(mark.preset, mark.version) for mark in leaving.marks()],
        private=start_at(private.posted_at, private.id, private.surface) if private else None,
        chat=next((_wait_of(desk, clock) for clock in chat), None),
    )
    merge_decisions.left(leaving, into=into.number, at=desk.now)
    return brought


def take_over(desk: Desk, *, case: Case, brought: TookOver) -> None:
    """Bring in what a merged case left: what began earlier there began earlier here."""
    merge_decisions.took_over(
        _clocks(desk, case),
        brought,
        at=desk.now,
        window_h=desk.private_window_h(case.channel),
    )
    complaint_clocks.copy_marks(desk, source=brought.from_, into=case.number)


def give_back(
    desk: Desk, *, case: Case, source: Case, merge: Merge, words: Sequence[int], by: Actor
) -> GaveBack:
    """Take out what the merge of ``source`` had brought here; returns the details for the trail.

    ``words``: its messages whose edits were words here meanwhile.
    """
    details = GaveBack(
        case=source.number,
        merged_at=merge.merged_at,
        starts=_starts_after_unmerge(desk, case=case, source=source, merge=merge),
        deadlines=_brought(desk, case=case, source=source, merge=merge),
        words=list(words),
    )
    merge_decisions.gave_back(_clocks(desk, case), details, at=desk.now)
    withdrawn = complaint_clocks.take_back_marks(
        desk, source=source.number, into=case.number, by=by
    )
    return details.model_copy(update={"marks": withdrawn})


def come_back(desk: Desk, *, case: Case, merge: Merge) -> Unmerged:
    """Resume the clocks that a merge stopped, now taken back; returns the details for the trail."""
    details = Unmerged(
        from_=merge.into_case_id,
        merged_at=merge.merged_at,
        published=_published_meanwhile(desk, case),
    )
    merge_decisions.came_back(_clocks(desk, case), details)
    return details


def oldest_word(desk: Desk, *, case: Case, which: Callable[[Word], bool]) -> Word | None:
    """The oldest thing the customer said in the case and did not take down, of those meant."""
    words = words_of(session=desk.session, case_id=case.number)
    return next(filter(which, words), None)


def oldest_start(desk: Desk, *, case: Case, which: Callable[[Word], bool]) -> Start | None:
    """Where a wait would begin: at the oldest of these words."""
    word = oldest_word(desk, case=case, which=which)
    return start_at(word.at, word.message_id, word.surface) if word is not None else None


def named(clock: SlaClock, start: Start | None) -> Start:
    """This start for this clock; or that it has none."""
    nothing = Start(at=None, message=None, surface="public")
    return (start or nothing).model_copy(update={"metric": str(clock.metric)})


def begin_again(desk: Desk, *, case: Case, starts: Sequence[Start]) -> None:
    """Let running clocks count from these starts; stop those that have none: nothing waits there."""
    merge_decisions.begin_again(_clocks(desk, case), starts, now=desk.now)


def open_clocks(
    desk: Desk, *, case: Case, metrics: tuple[Metric, ...] = REQUIRED_METRICS
) -> list[SlaClock]:
    """The clocks of these metrics that have not ended."""
    found = stored.clocks_of(session=desk.session, case_id=case.number)
    return [clock for clock in found if clock.ended_at is None and clock.metric in metrics]


def _clocks(desk: Desk, case: Case) -> StoredClocks:
    return StoredClocks(desk.session, case, desk.rules)


def _starts_after_unmerge(desk: Desk, *, case: Case, source: Case, merge: Merge) -> list[Start]:
    """What the target's clocks go back to: their own start, or the first own message since the merge.

    ``at`` is None where nothing of its own waits.
    """
    stored_starts = map(Start.read, merge.before)
    before = {("response" if s.metric in RESPONSES else s.metric): s for s in stored_starts}
    again: list[Start] = []
    for clock in open_clocks(desk, case=case, metrics=_OWN):
        is_response = clock.metric in RESPONSES
        own = before.get("response" if is_response else str(clock.metric))
        if own is None and is_response and _is_of(desk, clock, source):
            since = oldest_start(
                desk, case=case, which=lambda word: word.heard_at > merge.merged_at
            )
            again.append(named(clock, since))
        elif own is not None and own.at is not None and clock.started_at < own.at:
            again.append(named(clock, own))
        elif own is None and clock.metric is Metric.CHAT and _is_of(desk, clock, source):
            again.append(named(clock, None))  # it goes with its chat
    return again


def _published_meanwhile(desk: Desk, case: Case) -> list[Published]:
    """What of ours was published in the case since it went on in the other one."""
    trail = audit.entries(session=desk.session, case_id=case.number)
    merged = max(entry.sequence for entry in trail if entry.verb == Trail.MERGED)
    since = [one for one in trail if one.sequence > merged and one.verb == Trail.REPLY_PUBLISHED]
    replies = [
        desk.session.get_one(Reply, ReplyPublished.read(entry.details).reply) for entry in since
    ]
    return [
        Published(
            at=reply.published_at,
            seen_until=reply.written_at,
            purpose=reply.purpose,
            surface=reply.surface,
            in_chat=reply.channel == WEBCHAT,
        )
        for reply in replies
        if reply.published_at is not None
    ]


def _brought(desk: Desk, *, case: Case, source: Case, merge: Merge) -> list[Brought]:
    """The deadlines that run here because the other case brought them."""
    own = {(start.name, start.at) for start in map(Start.read, merge.before)}
    left = {
        (clock.name, clock.started_at)
        for clock in stored.clocks_of(session=desk.session, case_id=source.number)
        if clock.metric is Metric.REGULATORY and clock.stopped_at == whole_second(merge.merged_at)
    }
    running = [
        Brought(name=clock.name, at=clock.started_at)
        for clock in open_clocks(desk, case=case, metrics=(Metric.REGULATORY,))
        if (clock.name, clock.started_at) in left
    ]
    return [each for each in running if (each.name, each.at) not in own]


def start_at(at: datetime, message_id: int | None, surface: str) -> Start:
    """A message as a start, as it stands in the trail; for no clock yet."""
    return Start(metric="", at=whole_second(at), message=message_id, surface=surface)


def _wait_of(desk: Desk, clock: SlaClock) -> Start:
    """Its start, and what somebody was told of it."""
    return _start_of(desk, clock).model_copy(update={"flagged": course.steps_passed(clock)})


def _start_of(desk: Desk, clock: SlaClock) -> Start:
    cause = desk.session.get(Message, clock.cause_message_id) if clock.cause_message_id else None
    start = Start(
        metric=str(clock.metric),
        at=clock.started_at,
        message=clock.cause_message_id,
        surface=cause.surface if cause is not None else "public",
    )
    return start.model_copy(update={"name": clock.name}) if clock.name else start


def _is_of(desk: Desk, clock: SlaClock, source: Case) -> bool:
    cause = desk.session.get(Message, clock.cause_message_id) if clock.cause_message_id else None
    return cause is not None and cause.case_id == source.number
