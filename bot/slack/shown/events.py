"""Reads what a thread message is about: the customer's words, or what staff or Earshot did."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot import clock
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.closure import Closure
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Staff
from bot.domain.text.answer_parts import parts_of
from bot.language import say
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import thread_order
from bot.outbox.kinds import DeliveryKind, EventPayload, SaidPayload
from bot.slack.api.names import Names
from bot.slack.shown.approvals import approval_shown, concerned
from bot.slack.shown.cases.case import closure_shown
from bot.slack.shown.cases.chat import chat_shown
from bot.slack.shown.cases.consults import consult_of
from bot.slack.shown.cases.posts import post_shown
from bot.slack.shown.outgoing import Correction
from bot.slack.shown.pointers import way_to
from bot.slack.views.models import ChatShown, EventShown, SaidShown
from bot.slack.views.threads import thread as thread_view
from bot.storage import chats, pledges
from bot.storage.cases.case_threads import threads_of

_ENDS_A_REPLY = {
    "reply_sent",
    "reply_refused",
    "reply_rest_held",
    "reply_rest_sent",
    "reply_withdrawn",
    "reply_asked",
    "reply_checking",
}
_OF_ONE_POST = {"reply_asked", "reply_rest_held"}
_QUOTED = {"posted", "edited", "hidden", "unhidden"}
_OFFERS_OF_THE_CHAT = {"chat_answer_waits", "chat_ended", "chat_revoked"}
_SHOWS_A_CLOSURE = {"resolved", "not_actionable"}


def said_shown(*, session: Session, message_id: int, what: str, names: Names) -> SaidShown | None:
    """A message of the case's conversation; None when it is not there."""
    message = session.get(Message, message_id)
    if message is None:
        return None
    account = _account(session, message, names)
    author = session.get(Author, message.author_id) if message.author_id else None
    name = author.shown_as if author else say("Somebody")
    return SaidShown(
        what=what,
        author=account if message.direction == Direction.OUTBOUND else name,
        channel_title=names.title(message.channel),
        account_name=account,
        post=post_shown(message, previews=names.picture_previews),
        message_id=message_id,
        purpose=_native_purpose(message),
        surface=message.surface,
    )


def _account(session: Session, message: Message, names: Names) -> str:
    """What our account is called; in the secure chat it is the case's own that speaks."""
    if message.channel == WEBCHAT:
        case = session.get_one(Case, message.case_id)
        return names.account(case.channel, case.account)
    return names.account(message.channel, message.account)


def event_shown(*, session: Session, payload: EventPayload, names: Names) -> EventShown | None:
    """What a sentence in the thread needs to know; None when the case is not there."""
    case = session.get(Case, payload.case_id)
    if case is None:
        return None
    told = payload.details
    reply_id = told.get("reply_id")
    reply = session.get(Reply, reply_id) if reply_id else None
    closure = _closure(session, case.number) if payload.template in _SHOWS_A_CLOSURE else None
    reads = _readable(session, payload, case)
    posts_out = _posts_out(session, payload, reply)
    return EventShown(
        template=_as_it_ended(payload, reply, posts_out),
        at=reply.published_at if reply and reply.published_at else _at(payload),
        case_id=case.number,
        slack_user_id=payload.slack_user_id or (reply.slack_user_id if reply else ""),
        channel_title=names.title((reply.channel if reply else None) or case.channel),
        account_name=names.account(case.channel, case.account),
        meaning=closure_shown(closure).meaning if closure else "",
        remark=closure.remark if closure and reads.remarks else "",
        reply_text=_words(payload, reply) if reply and reply.surface in reads.surfaces else "",
        is_private=reply is not None and reply.surface == Surface.PRIVATE,
        resolves=reply is not None and reply.resolves_as is not None,
        permalink=told.get("permalink")
        or _answer_link(session, payload, reply)
        or _post_link(session, payload, reply)
        or _left_link(session, payload, names)
        or way_to(session=session, payload=payload, names=names),
        explanation=told.get("explanation") or "",
        delivery_id=told.get("delivery_id") or 0,
        withdrawable=reply is not None and _is_withdrawable(reply),
        reply_id=reply_id or 0,
        posts_out=posts_out,
        person=names.person(session, told.get("login", 0)) if reads.persons else "",
        seen_at=chats.shown_at(session=session, reply_id=reply_id) if reply_id else None,
        chat=_chat_of_a_line(session, payload, case, names),
        approval=approval_shown(
            session=session,
            reply_id=reply_id,
            with_words=reply is not None and reply.surface in reads.surfaces,
        ),
        is_taken_down=_is_taken_down(session, payload),
        consult=consult_of(session=session, payload=payload, readable=reads.surfaces, names=names),
        details=told,
        colleagues=_colleagues(session, payload, reply),
    )


def _colleagues(session: Session, payload: EventPayload, reply: Reply | None) -> dict[str, str]:
    """What those are called whom the sentence names without a ping."""
    ids = {payload.slack_user_id, payload.details.get("owner") or ""}
    ids |= {reply.slack_user_id} if reply is not None else set()
    ids |= concerned(session=session, reply=reply)
    query = select(Staff.slack_user_id, Staff.name).where(
        col(Staff.slack_user_id).in_(sorted(ids - {""}))
    )
    return dict(session.exec(query).all())


def _chat_of_a_line(session: Session, payload: EventPayload, case: Case, names: Names) -> ChatShown:
    """How the chat stands, for a line that offers something about it."""
    is_offered = names.has_chat and payload.template in _OFFERS_OF_THE_CHAT
    return chat_shown(session=session, case=case, is_offered=is_offered)


def _is_taken_down(session: Session, payload: EventPayload) -> bool:
    """Whether what a native answer promises was taken down since it was offered."""
    message_id = payload.details.get("message_id") or 0
    offered = payload.template == "pledge_offered"
    return offered and bool(pledges.of_message(session=session, message_id=message_id))


def _as_it_ended(payload: EventPayload, reply: Reply | None, posts_out: int) -> str:
    """What an answer's own post says by now: that it is there, or was taken back by who sent it."""
    template = payload.template
    if template != "reply_queued" or reply is None:
        return template
    if reply.published_at is not None:
        return template if 0 < posts_out < payload.details.get("posts", 0) else "reply_sent"
    return "reply_withdrawn" if reply.withdrawn_at is not None else template


def _posts_out(session: Session, payload: EventPayload, reply: Reply | None) -> int:
    if payload.template != "reply_queued" or reply is None or "posts" not in payload.details:
        return 0
    query = select(func.count(col(Message.id))).where(Message.reply_id == reply.id)
    return session.exec(query).one()


def _words(payload: EventPayload, reply: Reply) -> str:
    """An answer's words; of one in several posts those of the post that the sentence is about."""
    part, posts = payload.details.get("count", 0), parts_of(reply.text)
    if payload.template in _OF_ONE_POST and 0 < part <= len(posts) == payload.details.get("posts"):
        return posts[part - 1]
    return reply.text


def _answer_link(session: Session, payload: EventPayload, reply: Reply | None) -> str:
    """Where our answer stands, for the post that told first that it was on its way."""
    if payload.template != "reply_queued" or reply is None or reply.published_at is None:
        return ""
    query = select(Message.permalink).where(Message.reply_id == reply.id)
    return session.exec(query.order_by(col(Message.id))).first() or ""


def _post_link(session: Session, payload: EventPayload, reply: Reply | None) -> str:
    """Where the post stands that was answered, for whoever is asked to look there."""
    if payload.template != "reply_asked" or reply is None:
        return ""
    query = select(Message.permalink).where(
        Message.case_id == reply.case_id, Message.external_id == reply.in_reply_to
    )
    return session.exec(query).first() or ""


def _left_link(session: Session, payload: EventPayload, names: Names) -> str:
    """Where the rest of a thread stands whose headline is gone."""
    thread = session.get(CaseThread, payload.thread_id or 0)
    if thread is None or not payload.details.get("left_ts"):
        return ""
    return names.message_link(
        thread.slack_channel,
        payload.details["left_ts"],
        thread_ts=payload.details.get("left_thread_ts", ""),
    )


@dataclass(frozen=True)
class _Readable:
    """Whose words may stand in a thread, and whether remarks of staff may."""

    surfaces: frozenset[Surface]
    remarks: bool
    persons: bool = False  # and who signed in to a chat


def _readable(session: Session, payload: EventPayload, case: Case) -> _Readable:
    """A public thread shows public answers alone; and of a case that has a private thread no remark,
    which may repeat what was said there."""
    thread = session.get(CaseThread, payload.thread_id or 0)
    if thread is not None and thread.surface == Surface.PRIVATE:
        return _Readable(frozenset(Surface), remarks=True, persons=True)
    private = threads_of(session=session, case_id=case.number).current(Surface.PRIVATE)
    return _Readable(frozenset({Surface.PUBLIC}), remarks=private is None)


def is_over(*, session: Session, payload: EventPayload) -> bool:
    """Whether what the event would say is not so any more: the answer that waited has ended."""
    reply = session.get(Reply, payload.details.get("reply_id") or 0)
    if payload.template != "reply_waits" or reply is None:
        return False
    return bool(reply.published_at or reply.withdrawn_at or reply.refused_at)


def words_to_take_down(
    *,
    session: Session,
    thread_id: int | None,
    slack_channel: str,
    message: SaidShown,
    message_id: int,
) -> tuple[Correction, ...]:
    """The earlier messages of the thread that quote a post which the customer removed."""
    drawn = thread_view.taken_down(channel_title=message.channel_title)
    return tuple(
        Correction(slack_channel=slack_channel, ts=delivery.reference or "", drawn=drawn)
        for delivery in _sent(session, kind=DeliveryKind.SAID, thread_id=thread_id)
        if _quotes(SaidPayload.read(delivery.payload), message_id)
    )


def _quotes(said: SaidPayload, message_id: int) -> bool:
    return said.message_id == message_id and said.what in _QUOTED


def undo_to_take_away(
    *, session: Session, payload: EventPayload, now_says: str, slack_channel: str, names: Names
) -> tuple[Correction, ...]:
    """The earlier "on its way" of a reply, and the question whether it is there, once a later word
    says how it went: their buttons no longer do anything."""
    if now_says not in _ENDS_A_REPLY:
        return ()
    outdated = {"reply_queued", "reply_asked", "reply_rest_held"} - {payload.template}
    found: list[Correction] = []
    for delivery in _sent(session, kind=DeliveryKind.EVENT, thread_id=payload.thread_id):
        earlier = EventPayload.read(delivery.payload)
        same = earlier.details.get("reply_id") == payload.details.get("reply_id")
        if not same or earlier.template not in outdated:
            continue
        shown = event_shown(session=session, payload=earlier, names=names)
        if shown is not None:
            drawn = thread_view.event(replace(shown, withdrawable=False, outcome_known=True))
            found.append(Correction(slack_channel, delivery.reference or "", drawn))
    return tuple(found)


def _sent(session: Session, *, kind: DeliveryKind, thread_id: int | None) -> list[Delivery]:
    query = select(Delivery).where(
        Delivery.ordering_key == thread_order(thread_id),
        Delivery.kind == kind,
        Delivery.state == DeliveryState.SENT,
        col(Delivery.reference).is_not(None),
    )
    return list(session.exec(query))


def _native_purpose(message: Message) -> str:
    """Of an answer given in the native app: what it counts as; nothing of one from here."""
    is_native = message.direction == Direction.OUTBOUND and message.reply_id is None
    return str(message.purpose or "") if is_native else ""


def _closure(session: Session, case_id: int) -> Closure | None:
    query = select(Closure).where(Closure.case_id == case_id).order_by(col(Closure.id).desc())
    return session.exec(query).first()


def _is_withdrawable(reply: Reply) -> bool:
    ended = reply.published_at or reply.withdrawn_at or reply.refused_at
    return ended is None and clock.now() < reply.send_after


def _at(payload: EventPayload) -> datetime:
    return datetime.fromisoformat(payload.at)
