"""A chat ends by itself: its link ran out before anybody came, or they wrote nothing there for a day.

That nobody came is told once to whoever has the case: a bank that waits for the customer there would wait
for good.
"""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.desk.chat import lines, unsent, visits
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk
from bot.desk.messages import merged_into
from bot.desk.threads import postings
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_chats import ChatNeverCame
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.storage.cases.claims import open_claim

_AT_ONCE = 25


def end_due(desk: Desk, *, limit: int = _AT_ONCE) -> int:
    """End the chats whose time is over; how many. Safe in any number of workers."""
    query = (
        select(ChatInvitation.id, ChatInvitation.case_id)
        .where(
            col(ChatInvitation.revoked_at).is_(None),
            col(ChatInvitation.ended_at).is_(None),
            col(ChatInvitation.expires_at) <= desk.now,
        )
        .order_by(col(ChatInvitation.id))
        .limit(limit)
    )
    found: Sequence[tuple[int | None, int]] = desk.session.exec(query).all()
    for invitation_id, case_id in found:
        _end(desk, invitation_id=invitation_id or 0, case_id=case_id)
    return len(found)


def _end(desk: Desk, *, invitation_id: int, case_id: int) -> None:
    began, goes_on = merged_into.lock_with_survivor(desk, case_id=case_id)
    case = goes_on if goes_on.author_id == began.author_id else began
    invitation = visits.lock(desk, invitation_id=invitation_id)
    ended = invitation.ended_at or invitation.revoked_at
    if ended is not None or desk.now < invitation.expires_at:
        return  # somebody was quicker, or the customer wrote meanwhile
    by = Actor.system()
    invitation.ended_at, invitation.ended_by = invitation.expires_at, str(by)
    desk.session.add(invitation)
    unsent.take_back_all(desk, case=case, invitation=invitation, by=by)
    if invitation.arrived_at is not None:
        desk.record(case.number, Trail.CHAT_ENDED, by=by, invitation=invitation.id)
        case_clocks.on_chat_over(desk, case=case)
        lines.tell(desk, case=case, template="chat_ran_out", fact=f"i{invitation.id}", by=by)
    elif _went_out(desk, invitation):
        _never_came(desk, case=case, invitation=invitation, by=by)
    visits.changed(desk, invitation_id=invitation.pk)


def _went_out(desk: Desk, invitation: ChatInvitation) -> bool:
    """Whether the customer has the link: what kept it from them is told where their answer is."""
    reply = desk.session.get(Reply, invitation.reply_id) if invitation.reply_id else None
    return reply is None or reply.published_at is not None


def _never_came(desk: Desk, *, case: Case, invitation: ChatInvitation, by: Actor) -> None:
    desk.record(case.number, ChatNeverCame(invitation=invitation.id, route=invitation.route), by=by)
    claim = open_claim(session=desk.session, case_id=case.number)
    lines.tell(
        desk,
        case=case,
        template="chat_never_came",
        fact=f"i{invitation.id}",
        by=by,
        to_person=claim.slack_user_id if claim else "",
        until=invitation.expires_at.isoformat(),
        ended=not case.is_open,
    )
    if claim is None and case.is_open:
        _tell_duty(desk, case=case, invitation=invitation)


def _tell_duty(desk: Desk, *, case: Case, invitation: ChatInvitation) -> None:
    """Who is on duty hears of it where nobody has the case."""
    for target in desk.rules.duty_targets(desk.now, case.team):
        postings.notice(
            desk,
            text=(
                "{case}: the customer never came into the secure chat, the link ran out, and nobody "
                "has the case. Somebody should take it, and invite them again or answer in private."
            ),
            fact=f"chat_never_came:{invitation.id}:{target}",
            slack_channel=target,
            case=case_reference(case.number),
        )
