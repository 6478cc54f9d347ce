"""*Move to secure chat…*: the exact text, by the most private way that is open; and taking it back.

The text that is shown, kept and compared holds no token. The link is completed when it is sent.
"""

import secrets
from dataclasses import dataclass

from bot.desk import case_access, private_words
from bot.desk.answers import previews, replies, surfaces
from bot.desk.answers.previews import Preview
from bot.desk.chat import lines, unsent, visits
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk, DeskError
from bot.domain.languages.answering import answered_in
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.of_chats import ChatInvited
from bot.domain.records.trail.verbs import Trail
from bot.domain.text import chat_links
from bot.language import say
from bot.storage import chats
from bot.storage.cases.merges import same_voice


class AlreadyInvited(DeskError):
    """One chat a case at a time."""

    def __init__(self) -> None:
        super().__init__(
            say("The customer is invited already. Revoke that chat first if they need a new link.")
        )


class NoChatToRevoke(DeskError):
    """It has ended, or there never was one."""

    def __init__(self) -> None:
        super().__init__(say("No secure chat of this case is open."))


class OtherWayNow(DeskError):
    """What the form showed is not what would be sent."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The customer can be reached in another way than the form showed. "
                "Nothing was sent: open it again and look."
            )
        )


@dataclass(frozen=True)
class Prepared:
    """Exactly what would be sent, and where."""

    preview: Preview

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it."""
        return self.preview.surface == Surface.PUBLIC


def prepare(desk: Desk, *, case_id: int) -> Prepared:
    """Look what an invitation would be now. Changes nothing.

    Raises AlreadyInvited, NotForYou, ReplyRefused, and what keeps the customer from being answered.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    private_words.require(desk, case=case)  # what is said in the chat stands in the private channel
    if chats.open_of(session=desk.session, case_id=case_id, now=desk.now) is not None:
        raise AlreadyInvited
    surface = _most_private(desk, case=case)
    answers = surfaces.to_answer(desk, case=case, surface=surface)
    text = desk.rules.chat.text(
        language=answered_in(case, answers.message),
        is_public=surface == Surface.PUBLIC,
        link=chat_links.link(desk.chat_url),
    )
    seen = previews.look(desk, case=case, answers=answers, text=text.strip(), surface=surface)
    replies.require_may_go(seen)
    return Prepared(seen)


def invite(
    desk: Desk,
    *,
    case_id: int,
    surface: Surface,
    text: str,
    by: Actor,
    roles: frozenset[Role],
    request_key: str,
) -> Reply:
    """Queue the invitation that the form showed, as any answer. Raises OtherWayNow and what ``prepare``
    and ``replies.reply`` raise."""
    prepared = prepare(desk, case_id=case_id)
    if (prepared.preview.surface, prepared.preview.text) != (surface, text):
        raise OtherWayNow
    case = case_access.lock_case(desk, case_id=case_id)
    _close_what_is_over(desk, case=case)
    source = desk.vault.token_source(f"chat:{case_id}:{secrets.token_hex(16)}")
    row = ChatInvitation(
        case_id=case_id,
        route=ChatRoute.PUBLIC if prepared.is_public else ChatRoute.DIRECT,
        salt=source,
        token_hash=visits.hashed(desk.vault.token(source)),
        made_by=by.id,
        made_at=desk.now,
        expires_at=desk.now + desk.rules.chat.lasts,
    )
    desk.session.add(row)
    desk.session.flush()
    reply = replies.reply(
        desk,
        case_id=case_id,
        text=text,
        surface=surface,
        purpose=Purpose.MOVES_TO_PRIVATE,
        by=by,
        request_key=request_key,
        roles=roles,
        token_of=source,
    )
    row.reply_id = reply.pk
    desk.session.add(row)
    desk.record(case_id, ChatInvited(invitation=row.id, route=row.route, reply=reply.id), by=by)
    lines.tell(
        desk,
        case=case,
        template="chat_invited",
        fact=f"i{row.id}",
        by=by,
        public=prepared.is_public,
        until=row.expires_at.isoformat(),
    )
    return reply


def revoke(desk: Desk, *, case_id: int, by: Actor) -> None:
    """End the customer's chat and every session of it at once; an invitation that has not gone out does
    not go. It may have begun in a case of theirs that went into this one.

    Raises NoChatToRevoke, NotForYou.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    private_words.require(desk, case=case)
    numbers = sorted(same_voice(session=desk.session, case=case))
    each_open = (chats.open_of(session=desk.session, case_id=n, now=desk.now) for n in numbers)
    found = [each.pk for each in each_open if each is not None]
    if not found:
        raise NoChatToRevoke
    for number in found:
        row = visits.lock(desk, invitation_id=number)
        row.revoked_at, row.revoked_by = desk.now, by.id
        desk.session.add(row)
        unsent.take_back_all(desk, case=case, invitation=row, by=by)
        desk.record(case_id, Trail.CHAT_REVOKED, by=by, invitation=row.id)
        lines.tell(desk, case=case, template="chat_revoked", fact=f"i{row.id}", by=by)
        visits.changed(desk, invitation_id=row.pk)
    case_clocks.on_chat_over(desk, case=case)


def _most_private(desk: Desk, *, case: Case) -> Surface:
    """In private if that is open, else in public. Raises what keeps a public answer from going."""
    opened = {each.surface for each in surfaces.surfaces_open(desk, case=case) if not each.why_not}
    return Surface.PRIVATE if Surface.PRIVATE in opened else Surface.PUBLIC


def _close_what_is_over(desk: Desk, *, case: Case) -> None:
    """An invitation that ran out, or never went out, makes room for a new one."""
    before = chats.newest(session=desk.session, case_id=case.number)
    if before is not None and before.revoked_at is None and before.ended_at is None:
        before.ended_at, before.ended_by = desk.now, str(Actor.system())
        desk.session.add(before)
        desk.session.flush()
