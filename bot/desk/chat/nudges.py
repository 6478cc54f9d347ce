"""The bank's own words that tell a customer about the chat, outside of it: each once, as the form shows them.

They go out like any answer: by the same outbox and gate, with *Undo*, and receipts in the thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.desk import case_access, private_words
from bot.desk.answers import previews, replies, surfaces
from bot.desk.answers.previews import Preview
from bot.desk.answers.surfaces import ToAnswer
from bot.desk.chat import visits
from bot.desk.chat.invitations import OtherWayNow
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import thread_events
from bot.domain.languages.answering import answered_in
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.chat import ChatInvitation, ChatNudge, ChatRoute, Nudge
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail
from bot.domain.text import chat_links
from bot.domain.text.moments import moment
from bot.language import say
from bot.storage import chats
from bot.storage.cases.merges import same_voice


class NothingToNudge(DeskError):
    """There is no such chat, or nothing that the customer does not know. The sentence says which."""


class NudgedAlready(DeskError):
    """It went out, or is on its way. The sentence says when."""


_CARRY_BUTTONS = frozenset({"chat_answer_waits", "chat_ended", "chat_revoked"})


@dataclass(frozen=True)
class Prepared:
    """Exactly what would be sent, and where."""

    invitation: ChatInvitation
    answers: ToAnswer
    preview: Preview
    token_of: str  # of a text with a link: what it is completed from

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it."""
        return self.preview.surface == Surface.PUBLIC


@dataclass(frozen=True)
class _Words:
    surface: Surface
    answers: ToAnswer
    text: str


def prepare(desk: Desk, *, case_id: int, what: Nudge) -> Prepared:
    """Look what this nudge would be now. Changes nothing.

    Raises NothingToNudge, NudgedAlready, NotForYou, ReplyRefused, and what keeps the customer from being
    answered.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    private_words.require(desk, case=case)
    invitation = _newest(desk, case=case)
    words = _WORDS[what](desk, case, invitation)
    has_link = chat_links.PLACE in words.text
    seen = previews.look(
        desk, case=case, answers=words.answers, text=words.text, surface=words.surface
    )
    replies.require_may_go(seen)
    return Prepared(invitation, words.answers, seen, invitation.salt if has_link else "")


def send(
    desk: Desk,
    *,
    case_id: int,
    what: Nudge,
    surface: Surface,
    text: str,
    by: Actor,
    roles: frozenset[Role],
    request_key: str,
) -> Reply:
    """Queue what the form showed. Raises OtherWayNow, ClaimedByAnother, AnotherAnswerWaits, and what
    ``prepare`` raises."""
    prepared = prepare(desk, case_id=case_id, what=what)
    if (prepared.preview.surface, prepared.preview.text) != (surface, text):
        raise OtherWayNow
    case = case_access.lock_case(desk, case_id=case_id)
    if case.is_open:
        replies.own(desk, case=case, by=by, roles=roles)
    else:
        replies.refuse_another(desk, case=case, by=by, roles=roles)
    return _queued(desk, case=case, what=what, prepared=prepared, by=by, request_key=request_key)


def send_by_itself(desk: Desk, *, case: Case, fact: str) -> Reply:
    """Tell the customer of a locked case that an answer waits, as the bank's rule has it: nobody pressed.

    ``fact`` makes it once. Raises AnotherAnswerWaits, and what ``prepare`` raises.
    """
    what = Nudge.ANSWER_WAITS
    prepared = prepare(desk, case_id=case.number, what=what)
    return _queued(
        desk, case=case, what=what, prepared=prepared, by=Actor.system(), request_key=fact
    )


def _queued(
    desk: Desk, *, case: Case, what: Nudge, prepared: Prepared, by: Actor, request_key: str
) -> Reply:
    reply = replies.freeze(
        desk,
        case=case,
        answers=prepared.answers,
        text=prepared.preview.text,
        surface=prepared.preview.surface,
        purpose=Purpose.HOLDING,  # it stops no clock, and gives nobody the next word
        by=by,
        request_key=request_key,
        token_of=prepared.token_of,
        is_ours=True,
    )
    row = ChatNudge(
        invitation_id=prepared.invitation.pk,
        what=what,
        reply_id=reply.pk,
        made_by=str(by),
        made_at=desk.now,
    )
    desk.session.add(row)
    thread_events.redraw_told(desk, case=case, templates=_CARRY_BUTTONS)
    desk.record(
        case.number,
        Trail.CHAT_NUDGED,
        by=by,
        invitation=prepared.invitation.id,
        what=str(what),
        reply=reply.id,
        rule="" if by.slack_user_id else "answer_waits.by_itself",
    )
    return reply


def _newest(desk: Desk, *, case: Case) -> ChatInvitation:
    """The latest chat of this customer's in the case, locked. Raises NothingToNudge."""
    numbers = same_voice(session=desk.session, case=case)
    found = chats.newest_of(session=desk.session, case_ids=numbers)
    if found is None:
        raise NothingToNudge(say("The customer was never invited into a secure chat."))
    return visits.lock(desk, invitation_id=found.pk)


def _reminder(desk: Desk, case: Case, invitation: ChatInvitation) -> _Words:
    """By the way the invitation went: a link that lets whoever has it in is never published."""
    if not case.is_open:
        raise case_access.NotOpen(case)
    if invitation.arrived_at is not None:
        raise NothingToNudge(say("The customer has been in the secure chat already."))
    if chats.open_of(session=desk.session, case_id=invitation.case_id, now=desk.now) is None:
        raise NothingToNudge(
            say("The invitation is not good any more. Invite the customer again instead.")
        )
    before = chats.nudge_of(session=desk.session, invitation_id=invitation.pk, what=Nudge.REMINDER)
    if before is not None:
        raise NudgedAlready(
            say(
                "The customer was reminded already, {when}. One reminder is enough.",
                when=moment(before.made_at),
            )
        )
    is_public = invitation.route == ChatRoute.PUBLIC
    surface = Surface.PUBLIC if is_public else Surface.PRIVATE
    answers = (
        surfaces.to_answer(desk, case=case, surface=surface)
        if is_public
        else surfaces.privately(desk, case=case)
    )
    text = desk.rules.chat.reminder_text(
        language=answered_in(case, answers.message),
        is_public=is_public,
        link=chat_links.link(desk.chat_url),
    )
    return _Words(surface, answers, text)


def _answer_waits(desk: Desk, case: Case, invitation: ChatInvitation) -> _Words:
    """By the most private way that is open; in public without a link, for it needs none."""
    session = desk.session
    if case.state == CaseState.CLOSED or not invitation.is_open_at(desk.now):
        raise NothingToNudge(say("The secure chat is over, so nothing waits there."))
    if chats.first_unseen(session=session, invitation_id=invitation.pk) is None:
        raise NothingToNudge(say("The customer has seen all that was said in the secure chat."))
    before = chats.told_while_away(session=session, invitation_id=invitation.pk)
    if before is not None:
        raise NudgedAlready(
            say(
                "The customer was told already, {when}, and has not come back since.",
                when=moment(before.made_at),
            )
        )
    surface, answers = surfaces.beside_chat(desk, case=case)
    text = desk.rules.chat.waiting_text(
        language=answered_in(case, answers.message),
        is_public=surface == Surface.PUBLIC,
        link=chat_links.link(desk.chat_url),
    )
    return _Words(surface, answers, text)


def _closing_line(desk: Desk, case: Case, invitation: ChatInvitation) -> _Words:
    """In public, once a case, however many chats it has had and however many clerks press."""
    if invitation.arrived_at is None:
        raise NothingToNudge(say("The customer has not been in the secure chat yet."))
    before = chats.nudge(
        session=desk.session,
        case_ids=same_voice(session=desk.session, case=case),
        what=Nudge.CLOSING_LINE,
    )
    if before is not None:
        raise NudgedAlready(
            say("The closing line was posted already, {when}.", when=moment(before.made_at))
        )
    answers = surfaces.to_answer(desk, case=case, surface=Surface.PUBLIC)
    language = answered_in(case, answers.message)
    return _Words(Surface.PUBLIC, answers, desk.rules.chat.closing_text(language=language))


_WORDS: Mapping[Nudge, Callable[[Desk, Case, ChatInvitation], _Words]] = {
    Nudge.REMINDER: _reminder,
    Nudge.ANSWER_WAITS: _answer_waits,
    Nudge.CLOSING_LINE: _closing_line,
}
