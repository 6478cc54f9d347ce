"""The one place where an answer becomes a delivery, whoever wrote it and wherever it goes.

What waited for a second person goes only in the very words that were approved.
"""

from bot.desk.answers import chains
from bot.desk.answers.surfaces import ToAnswer
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.approval import Decision
from bot.domain.records.answers.reply import Reply, fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.language import say
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import account_brake, account_lane
from bot.outbox.kinds import EventDetails, ReplyPayload
from bot.outbox.lanes import LaneSpec
from bot.storage.answers import approvals


class NotApproved(DeskError):
    """These are not the words that a second person approved."""

    def __init__(self) -> None:
        super().__init__(
            say("These words wait for a second person, or are not those that were approved.")
        )


def queue(
    desk: Desk, *, case: Case, reply: Reply, answers: ToAnswer, by: Actor, token_of: str = ""
) -> None:
    """Enqueue the answer's delivery, after the seconds in which it can be undone. Raises NotApproved."""
    _require_approved(desk, reply)
    private = reply.surface == Surface.PRIVATE
    posts = chains.posts(desk, reply=reply, channel=answers.channel)
    payload = ReplyPayload(
        channel=answers.channel,
        account=answers.message.account,
        in_reply_to=reply.in_reply_to,
        text=posts[0],
        parts=len(posts),
        surface=reply.surface.value,
        recipient=answers.recipient if private else "",
        private_reply_to=answers.private_reply_to if private else "",
        reply_id=reply.id or 0,
        token_of=token_of,
    )
    enqueue(
        session=desk.session,
        lane=_lane(desk, answers=answers, surface=reply.surface),
        ordering_key=f"answers:{case.number}",
        priority=Urgency.ANSWER,
        payload=payload,
        dedupe_key=delivery_key(reply),
        case_id=case.number,
        actor=by,
        not_before=desk.database_now + desk.undo,
    )


def delivery_key(reply: Reply) -> str:
    """The business fact of a reply's delivery."""
    return f"answer:{reply.case_id}:{reply.id}"


def tell(desk: Desk, *, case: Case, reply: Reply, template: str, by: Actor) -> None:
    """Say in the thread of its surface how far the answer has come, and redraw the case."""
    thread = case_threads.get_or_open(desk, case=case, surface=reply.surface).thread
    details: EventDetails = {"reply_id": reply.id}
    posts = len(chains.posts(desk, reply=reply, channel=reply.channel or case.channel))
    if posts > 1:
        details["posts"] = posts
    postings.event(desk, thread=thread, template=template, fact=f"r{reply.id}", by=by, **details)
    postings.redraw(desk, case=case)


def _require_approved(desk: Desk, reply: Reply) -> None:
    wait = approvals.of_reply(session=desk.session, reply_id=reply.id)
    if wait is None:
        return
    is_approved = wait.decision is Decision.APPROVED
    if not is_approved or wait.approved_sha256 != fingerprint(reply.text):
        raise NotApproved


def _lane(desk: Desk, *, answers: ToAnswer, surface: Surface) -> LaneSpec:
    """Private answers have a budget of their own at the platforms, so they have a lane of their own."""
    channel, account = desk.channels[answers.channel], answers.message.account
    private = surface == Surface.PRIVATE
    posting = channel.private_posting if private else channel.posting
    return LaneSpec(
        key=account_lane(channel.name, account, is_private=private),
        pool="public",
        interval_s=posting.interval_s,
        window_count=posting.window_count,
        window_s=posting.window_s,
        brake=account_brake(channel.name, account),
    )
