"""What the end of a delivery means for its case. Called inside the transaction that settles it."""

from collections.abc import Callable, Mapping, Sequence

from sqlmodel import Session, select

from bot.desk import case_access
from bot.desk.answers import chains, look_up, published
from bot.desk.consults import asking
from bot.desk.desk import Desk
from bot.desk.messages import held_rest
from bot.desk.moderation import moderation, moderation_ended
from bot.desk.threads import lost_headlines, postings
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import stored
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import (
    DeliveryKind,
    EventDetails,
    HeadlinePayload,
    ReplyPayload,
    SlackPayload,
)
from bot.outbox.outcome import NO_HEADLINE, Outcome, Receipt, Refused, TryLater, Uncertain
from bot.storage.cases.case_threads import opened_at, threads_of

_NEVER_SHOWN = {DeliveryState.FAILED, DeliveryState.ASK}
# A digest stands without its chart; an alarm that is not taken must not raise the next; and whoever
# pressed in vain presses again.
_MISSED_BY_NOBODY = frozenset({DeliveryKind.NOTICE, DeliveryKind.CHART, DeliveryKind.REFUSAL})
# What a person calls it who waits for it.
_CALLED: Mapping[str, str] = {
    DeliveryKind.HEADLINE: stored("the headline of its thread"),
    DeliveryKind.REDRAW: stored("a change of its headline"),
    DeliveryKind.SAID: stored("words of the customer"),
    DeliveryKind.EVENT: stored("what happened in the case"),
    DeliveryKind.HANDOVER: stored("a hand-over"),
    DeliveryKind.ALERT: stored("an alert"),
    DeliveryKind.ALERT_BUNDLE: stored("several alerts"),
    DeliveryKind.DIGEST: stored("a digest"),
    DeliveryKind.ALARM: stored("an alarm"),
    DeliveryKind.SURGE: stored("a surge"),
    DeliveryKind.CONSULT: stored("a question to another team"),
    DeliveryKind.QUALITY: stored("a sample to review"),
    DeliveryKind.OFFER: stored("an offer of the case"),
    DeliveryKind.CONFIRMATION: stored("a question whether a command is theirs"),
    DeliveryKind.ERASE: stored("that a message goes"),
}


def write_up(
    session: Session,
    *,
    desk_on: Callable[[Session], Desk],
    delivery: Delivery,
    outcome: Outcome,
) -> None:
    """Write down what an outcome changed, as ``settled``; the rules of the house are read only where they matter.

    Of most of what was shown in Slack nothing is changed, and most headlines stand alone.
    """
    in_slack = delivery.kind.startswith("slack.")
    if not (in_slack and isinstance(outcome, Receipt) and not outcome.lost):
        settled(desk_on(session), delivery=delivery, outcome=outcome)
    elif delivery.kind == DeliveryKind.HEADLINE:
        beside = _opened(session, delivery=delivery, receipt=outcome)
        if beside:
            _redraw(desk_on(session), beside)


def settled(
    desk: Desk,
    *,
    delivery: Delivery,
    outcome: Outcome,
    by: Actor | None = None,
    on_word: bool = False,
) -> None:
    """Write down what an outcome changed. Outcomes that change nothing yet are passed over.

    ``by``: who dropped the answer, if somebody did. ``on_word``: a person said that it is there, and
    nothing follows it before somebody has looked.
    """
    if isinstance(outcome, Receipt | TryLater) and outcome.lost:
        _headline_lost(desk, delivery=delivery, slack_ts=outcome.lost)
    elif delivery.kind == DeliveryKind.HEADLINE and isinstance(outcome, Receipt):
        _redraw(desk, _opened(desk.session, delivery=delivery, receipt=outcome))
    elif delivery.kind == DeliveryKind.REPLY:
        _reply_settled(desk, delivery=delivery, outcome=outcome, by=by, on_word=on_word)
    elif delivery.kind == DeliveryKind.MODERATION:
        moderation_ended.settled(desk, delivery=delivery, outcome=outcome)
    elif delivery.kind == DeliveryKind.LOOK:
        look_up.settled(desk, delivery=delivery, outcome=outcome)
    elif (delivery.state in _NEVER_SHOWN or _is_fault(outcome)) and not _is_missed_by_nobody(
        delivery, outcome
    ):
        _slack_refused(desk, delivery=delivery)
        if delivery.kind == DeliveryKind.CONSULT:
            asking.not_posted(desk, delivery=delivery)


def _is_fault(outcome: Outcome) -> bool:
    """Of a delivery that is not given up: it is told when it was tried for a while."""
    return isinstance(outcome, TryLater) and outcome.is_fault


def _is_missed_by_nobody(delivery: Delivery, outcome: Outcome) -> bool:
    """A headline that is not there was told by name; each change of it that finds none is no news."""
    has_no_headline = isinstance(outcome, Refused) and outcome.code == NO_HEADLINE
    return delivery.kind in _MISSED_BY_NOBODY or (
        delivery.kind == DeliveryKind.REDRAW and has_no_headline
    )


def ask_after_restore(desk: Desk, *, delivery: Delivery) -> None:
    """Ask in the thread about an answer that may have left after the backup that was restored."""
    reply = desk.session.get(Reply, ReplyPayload.read(delivery.payload).reply_id)
    if reply is None:
        return
    case = case_access.lock_case(desk, case_id=reply.case_id)
    chains.seek(desk, delivery=delivery)
    asked: EventDetails = {"after_restore": True}
    held_rest.tell_of(
        desk, case=case, reply=reply, template="reply_asked", delivery=delivery, **asked
    )


def _opened(session: Session, *, delivery: Delivery, receipt: Receipt) -> list[CaseThread]:
    """Write down where a thread stands; the others of its case, whose headlines say where this one is."""
    number, case_id = HeadlinePayload.read(delivery.payload).thread_id, delivery.case_id or 0
    if not opened_at(session=session, thread_id=number, case_id=case_id, ts=receipt.reference):
        return []
    return [other for other in threads_of(session=session, case_id=case_id) if other.id != number]


def _redraw(desk: Desk, threads: Sequence[CaseThread]) -> None:
    if threads:
        case = desk.session.get_one(Case, threads[0].case_id)
        postings.redraw(desk, case=case, threads=threads)


def _headline_lost(desk: Desk, *, delivery: Delivery, slack_ts: str) -> None:
    """What was to be said found no thread: the case gets a new one."""
    thread = desk.session.get(CaseThread, SlackPayload.read(delivery.payload).thread_id or 0)
    if thread is not None:
        case_access.lock_case(desk, case_id=thread.case_id)
        lost_headlines.open_again(desk, thread=thread, slack_ts=slack_ts)


def _reply_settled(
    desk: Desk, *, delivery: Delivery, outcome: Outcome, by: Actor | None, on_word: bool
) -> None:
    post = ReplyPayload.read(delivery.payload)
    reply = desk.session.get(Reply, post.reply_id)
    if reply is None:
        return
    case = case_access.lock_case(desk, case_id=reply.case_id)
    if isinstance(outcome, Receipt):
        _is_there(desk, case=case, reply=reply, delivery=delivery, receipt=outcome)
        if not on_word:
            chains.go_on(desk, case=case, reply=reply, delivery=delivery, receipt=outcome)
    elif delivery.state == DeliveryState.FAILED:
        _refused(desk, case=case, reply=reply, delivery=delivery, outcome=outcome)
    elif delivery.state == DeliveryState.ASK:
        held_rest.tell_of(desk, case=case, reply=reply, template="reply_asked", delivery=delivery)
    elif delivery.state == DeliveryState.IN_DOUBT:
        if isinstance(outcome, Uncertain) and outcome.since is not None:
            chains.seek(desk, delivery=delivery)
        held_rest.tell_of(
            desk, case=case, reply=reply, template="reply_checking", delivery=delivery
        )
    elif delivery.state == DeliveryState.CANCELLED and post.part > 1:
        held_rest.tell_of(
            desk,
            case=case,
            reply=reply,
            template=held_rest.HELD,
            delivery=delivery,
            by=by,
            dropped=True,
        )
    elif delivery.state == DeliveryState.CANCELLED and reply.withdrawn_at is None:
        reply.withdrawn_at = desk.now
        desk.session.add(reply)
        held_rest.tell_of(
            desk,
            case=case,
            reply=reply,
            template="reply_withdrawn",
            delivery=delivery,
            by=by,
            dropped=by is not None,
        )


def _is_there(
    desk: Desk, *, case: Case, reply: Reply, delivery: Delivery, receipt: Receipt
) -> None:
    post = ReplyPayload.read(delivery.payload)
    published.published(desk, case=case, reply=reply, receipt=receipt, post=post)
    if post.part > 1:
        moderation.remove_what_came_late(desk, case=case, reply=reply)


def _refused(desk: Desk, *, case: Case, reply: Reply, delivery: Delivery, outcome: Outcome) -> None:
    code = outcome.code if isinstance(outcome, Refused) else "refused"
    words = outcome.explanation if isinstance(outcome, Refused) else (delivery.error or "")
    part = ReplyPayload.read(delivery.payload).part
    which = {"part": part} if part > 1 else {}
    if part == 1:
        reply.refused_at = desk.now
        desk.session.add(reply)
        if code == "reply_not_allowed":
            _only_by_hand(desk, case=case, reply=reply)
    desk.record(
        case.number,
        Trail.REPLY_REFUSED,
        by=Actor.platform(case.channel),
        reply=reply.id,
        code=code,
        **which,
    )
    held_rest.tell_of(
        desk,
        case=case,
        reply=reply,
        template=held_rest.HELD if part > 1 else "reply_refused",
        delivery=delivery,
        code=code,
        explanation=words,
    )


def _only_by_hand(desk: Desk, *, case: Case, reply: Reply) -> None:
    """The platform takes no answer to this post from here: the case offers the way by hand."""
    query = select(Message).where(
        Message.case_id == case.number, Message.external_id == reply.in_reply_to
    )
    for message in desk.session.exec(query).all():
        message.answerable = False
        desk.session.add(message)


def _slack_refused(desk: Desk, *, delivery: Delivery) -> None:
    """A post Slack will never take, or nobody can find there, is an alarm: somebody may wait for it,
    and while it is in question the rest of its thread waits too."""
    case = desk.session.get(Case, delivery.case_id) if delivery.case_id is not None else None
    postings.notice(
        desk,
        text="A post of {case} did not get into Slack ({kind}): {why}. The case itself is safe; open it "
        "with /case and its number.",
        case=f"{case_reference(case.number)} ({desk.account_name(case.channel, case.account)})"
        if case is not None
        else "Earshot",
        kind=_CALLED.get(delivery.kind, delivery.kind),
        why=delivery.error or "–",
        fact=f"slack_refused:{delivery.id}",
    )
