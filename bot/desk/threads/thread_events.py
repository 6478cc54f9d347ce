"""Saying in a case's thread what was done to it, and drawing its headline anew."""

from collections.abc import Collection
from typing import Unpack

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, EventDetails, EventPayload
from bot.storage.cases.case_threads import threads_of

_REASON_MOST = 500


def tell(
    desk: Desk, *, case: Case, template: str, by: Actor, **details: Unpack[EventDetails]
) -> None:
    """One event and a redraw. The words of a reason go where private words may stand, if need be.

    ``other`` is another case's number; the event shows the way there.
    """
    desk.session.flush()
    thread = (
        threads_of(session=desk.session, case_id=case.number).private_or_public()
        if details.get("explanation")
        else threads_of(session=desk.session, case_id=case.number).public_or_private()
    )
    if details.get("other"):
        there = threads_of(session=desk.session, case_id=details["other"]).public_or_private()
        details["to_thread"] = there.id if there is not None else None
    if thread is not None:
        fact = f"v{case.version}"
        postings.event(desk, thread=thread, template=template, fact=fact, by=by, **details)
    postings.redraw(desk, case=case)


def redraw_told(
    desk: Desk,
    *,
    case: Case,
    templates: Collection[str],
    reply_ids: Collection[int] | None = None,
) -> None:
    """Draw anew what the case's threads say in these events; of these answers, or of any."""
    desk.session.flush()
    query = select(Delivery).where(
        Delivery.case_id == case.number,
        Delivery.kind == DeliveryKind.EVENT,
        col(Delivery.state).not_in((DeliveryState.FAILED, DeliveryState.CANCELLED)),
    )
    threads = {t.id: t for t in threads_of(session=desk.session, case_id=case.number)}
    for delivery in desk.session.exec(query.order_by(col(Delivery.id))):
        told = EventPayload.read(delivery.payload)
        thread = threads.get(told.thread_id)
        is_of = reply_ids is None or told.details.get("reply_id") in reply_ids
        says_it = any(each.template in templates for each in told.all_told)
        if thread is not None and is_of and says_it:
            postings.requote_one(desk, quote=delivery, slack_channel=thread.slack_channel)


def masked(desk: Desk, *, case: Case, words: str) -> str:
    """A person's reason or note, fit to be kept and shown."""
    return mask_all(words.strip()[:_REASON_MOST], regions=desk.rules.regions(case.brand))


def may_repeat(desk: Desk, *, one: Case, other: Case, typed_in: Case) -> bool:
    """Whether words typed on ``typed_in`` about both cases may stand in the thread of ``one``: they may
    repeat what was said in private in either, so they stand where that may."""
    here = threads_of(session=desk.session, case_id=one.number).private_or_public()
    there = threads_of(session=desk.session, case_id=other.number).private_or_public()
    if here is None or there is None or here.slack_channel == there.slack_channel:
        return True
    if Surface.PRIVATE not in {here.surface, there.surface}:
        return True
    if here.surface == Surface.PUBLIC:
        return False
    return there.surface == Surface.PUBLIC or one.number == typed_in.number
