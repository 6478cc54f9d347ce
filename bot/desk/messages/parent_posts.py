"""The post above a customer's word, somebody else's: kept masked beside it, and taken away in time.

Without it "this too!" means nothing. It is not the customer's word and starts no clock.
"""

from typing import Any, TypedDict

from sqlmodel import select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.channels.inbound import Inbound
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.messages.by_platform_id import message_of_brand


class Columns(TypedDict):
    """What a message keeps of the post above it."""

    above_id: str | None
    above: dict[str, Any] | None


def columns(desk: Desk, *, inbound: Inbound, regions: tuple[str, ...]) -> Columns:
    """What to keep; nothing of a post that is itself in one of our cases."""
    told = inbound.context
    if told is None or inbound.is_ours or _is_ours_already(desk, inbound=inbound):
        return Columns(above_id=None, above=None)
    kept = {
        "author": mask_all(told.author, regions=regions),
        "text": mask_all(told.text, regions=regions),
        "permalink": told.permalink,
    }
    return Columns(above_id=told.external_id, above=kept)


def removed(desk: Desk, *, inbound: Inbound) -> None:
    """The post above is gone on its platform: its words go here too."""
    query = select(Message).where(
        Message.channel == inbound.channel, Message.above_id == inbound.external_id
    )
    found = desk.session.exec(query).all()
    locked = case_access.lock_cases(desk, which=lambda: [message.case_id for message in found])
    for message in found:
        case = locked[message.case_id]
        message.above_id = None
        message.above = None
        desk.session.add(message)
        desk.session.flush()
        case.touch()
        desk.session.add(case)
        desk.record(
            case.number,
            Trail.POST_ABOVE_REMOVED,
            by=Actor.platform(case.channel),
            message=message.id,
        )
        postings.redraw(desk, case=case)
        postings.redraw_said(desk, case=case, message_id=message.pk)


def _is_ours_already(desk: Desk, *, inbound: Inbound) -> bool:
    known = message_of_brand(
        session=desk.session,
        brand=desk.rules.route_for(inbound.channel, inbound.account).brand,
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.context.external_id if inbound.context else None,
    )
    return known is not None
