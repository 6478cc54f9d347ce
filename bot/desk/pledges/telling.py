"""Who is told of a pledge: whoever sees to it, in a direct message, unless events.toml says otherwise."""

from collections.abc import Iterable

from bot.desk.desk import Desk
from bot.desk.pledges import giving
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.pledge import DEED_TITLE, Pledge
from bot.domain.records.staff import Actor
from bot.domain.rules.event_rules import DM
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import EventDetails, EventPayload
from bot.storage import pledges
from bot.storage.cases.case_threads import threads_of


def offer(desk: Desk, *, case: Case, thread: CaseThread, message: Message) -> None:
    """Offer to take down what an answer promises that was given in the platform's own app."""
    promised = giving.offered_of(desk, case=case, message=message)
    if not promised or not desk.rules.replies.promises.offer:
        return
    details = EventDetails(
        title=DEED_TITLE[promised[0].deed],
        until=promised[0].at.isoformat(),
        message_id=message.pk,
    )
    postings.event(
        desk,
        thread=thread,
        template=giving.OFFERED,
        fact=f"m{message.pk}",
        by=Actor.system(),
        **details,
    )


def holder(desk: Desk, row: Pledge) -> tuple[str, ...]:
    """Whoever sees to it, or their stand-in while they are away; where nobody is there, who has duty."""
    there = desk.rules.reached(row.holder or row.promised_by, desk.now)
    team = desk.rules.duty_targets(desk.now, _team(desk, row))
    return (there,) if there else team


def tell(
    desk: Desk,
    row: Pledge,
    *,
    template: str,
    targets: Iterable[str],
    had: str = "",
    fact: str = "",
) -> None:
    """Tell these people, each once for this moment of the pledge."""
    details = EventDetails(
        title=DEED_TITLE[row.deed],
        until=row.due_at.isoformat(),
        owner=row.holder or row.promised_by,
        from_person=had or row.promised_by,
    )
    mark = f"p{row.id}:{row.due_at:%Y%m%d%H%M}:{row.holder}:{fact}"
    if desk.rules.events.place(template) != DM:
        thread = _thread(desk, row)
        if thread is not None:
            by = Actor.system()
            postings.event(desk, thread=thread, template=template, fact=mark, by=by, **details)
        return
    for target in dict.fromkeys(filter(None, targets)):
        payload = EventPayload(
            thread_id=None,
            slack_channel=target,
            template=template,
            case_id=row.case_id,
            by=str(Actor.system()),
            at=desk.now.isoformat(),
            details=details,
        )
        enqueue(
            session=desk.session,
            lane=postings.post_lane(desk, target),
            ordering_key=f"events:{target}",
            priority=Urgency.BREACH,
            payload=payload,
            dedupe_key=f"event:{template}:{mark}:{target}",
            case_id=row.case_id,
            actor=Actor.system(),
        )


def _thread(desk: Desk, row: Pledge) -> CaseThread | None:
    """Where it is told; what was promised in private, in the private thread alone."""
    threads = threads_of(session=desk.session, case_id=row.case_id)
    if pledges.said_in_private(session=desk.session, pledge=row):
        return threads.current(Surface.PRIVATE)
    return threads.public_or_private()


def _team(desk: Desk, row: Pledge) -> str:
    return desk.session.get_one(Case, row.case_id).team
