"""A case that nobody has is offered to one person on duty after the other, where the bank's file says so.

An offer asks; it claims nothing, and no clock hears of it. Each has its end in the database, so a restart
loses none. Once all were asked the case stands in the queue, and whoever has duty is told.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from sqlmodel import select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.ownership import able
from bot.desk.ownership.offer_turns import TO_THE_QUEUE, next_turns, rules_of, waits
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.domain.records.offer import Offer, OfferEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.offering import Turn
from bot.domain.triage.worklist import DANGER_RANK
from bot.language import say
from bot.outbox.delivery import Delivery, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import offer_key
from bot.outbox.kinds import DeliveryKind
from bot.outbox.offer_kind import OfferPayload
from bot.storage.cases import offers
from bot.storage.cases.offers import Standing


class NotOffered(DeskError):
    """The offer is over, or it is somebody else's."""


def look_due(desk: Desk, *, limit: int = 25) -> int:
    """End the offers that are over and make those that are due; how many. One worker at a time."""
    desk = desk.as_system()
    over = _over(desk)[:limit]
    case_access.lock_existing_cases(desk, case_ids=[number for number, _ in over])
    for number, ended_as in over:
        offer = offers.open_offer(session=desk.session, case_id=number)
        if offer is not None:
            _end(desk, offer=offer, ended_as=ended_as, by=Actor.system())
    if over:
        return limit  # what is to be offered now is looked for in a transaction of its own
    due = list(islice(next_turns(desk), limit))
    case_access.lock_existing_cases(desk, case_ids=[number for number, _ in due])
    for number, person in due:
        _offer(desk, case_id=number, to=person)
    return len(due)


def decline(desk: Desk, *, offer_id: int, by: Actor) -> None:
    """*Not me*: the next is asked. Raises NotOffered."""
    offer = desk.session.get(Offer, offer_id)
    if offer is None:
        raise NotOffered(say("There is no such offer any more."))
    case_access.lock_existing_cases(desk, case_ids=[offer.case_id])
    offer = offers.locked(session=desk.session, offer_id=offer_id)
    if offer is None or not offer.stands:
        raise NotOffered(say("That offer is over. There is nothing left to do here."))
    if offer.slack_user_id != by.slack_user_id:
        raise NotOffered(say("That was offered to somebody else."))
    _end(desk, offer=offer, ended_as=OfferEnd.DECLINED, by=by)


def _over(desk: Desk) -> list[tuple[int, OfferEnd]]:
    """The cases whose offer is over, and why."""
    standing = offers.standing(session=desk.session)
    if not standing:
        return []
    there = {
        person.slack_user_id
        for person in able.of_the_desk(desk)
        if desk.rules.reached(person.slack_user_id, desk.now) == person.slack_user_id
    }
    found = ((one, _why_over(desk, one, there=there)) for one in standing)
    return [(one.case.number, ended_as) for one, ended_as in found if ended_as is not None]


def _why_over(desk: Desk, one: Standing, *, there: set[str]) -> OfferEnd | None:
    offer = one.offer
    if one.owner:
        return OfferEnd.CLAIMED if one.owner == offer.slack_user_id else OfferEnd.NOT_NEEDED
    if not waits(one.case) or rules_of(desk, one.case).turn is Turn.OFF:
        return OfferEnd.NOT_NEEDED
    if offer.ends_at is None:
        return None
    if offer.slack_user_id not in there:
        return OfferEnd.AWAY
    return OfferEnd.LAPSED if offer.ends_at <= desk.now else None


def _end(desk: Desk, *, offer: Offer, ended_as: OfferEnd, by: Actor) -> None:
    offer.ended_at, offer.ended_as = desk.now, ended_as
    desk.session.add(offer)
    desk.session.flush()
    case = desk.session.get_one(Case, offer.case_id)
    cards = select(Delivery).where(
        Delivery.case_id == offer.case_id, Delivery.kind == DeliveryKind.OFFER
    )
    for card in desk.session.exec(cards):
        if OfferPayload.read(card.payload).offer_id == offer.pk:
            postings.requote_one(desk, quote=card, case=case)
    if not offer.slack_user_id:
        return
    desk.record(
        offer.case_id,
        Trail.OFFER_ENDED,
        by=by,
        offer=offer.id,
        to=offer.slack_user_id,
        ended_as=str(ended_as),
    )
    postings.redraw(desk, case=case)


def _offer(desk: Desk, *, case_id: int, to: str) -> None:
    """Offer a locked case, unless it moved on meanwhile; ``TO_THE_QUEUE``: tell whoever has duty instead."""
    case = case_access.lock_case(desk, case_id=case_id)
    standing = offers.open_offer(session=desk.session, case_id=case_id)
    if not waits(case) or (standing is not None and standing.stands):
        return
    if standing is not None:
        _end(desk, offer=standing, ended_as=OfferEnd.ASKED_ON, by=Actor.system())
    rules, is_danger = rules_of(desk, case), case.priority_rank >= DANGER_RANK
    minutes = rules.urgent_minutes if is_danger else rules.minutes
    ends_at = None if to == TO_THE_QUEUE else desk.now + timedelta(minutes=minutes)
    offer = Offer(case_id=case_id, slack_user_id=to, offered_at=desk.now, ends_at=ends_at)
    desk.session.add(offer)
    desk.session.flush()
    told = {"to": to, "until": ends_at.isoformat()} if ends_at else {}
    desk.record(case_id, Trail.OFFERED, by=Actor.system(), offer=offer.id, **told)
    for target in (to,) if to else _leads(desk, case):
        enqueue(
            session=desk.session,
            lane=postings.post_lane(desk, target),
            ordering_key=f"offers:{target}",
            priority=Urgency.BREACH if is_danger else Urgency.WARNING,
            payload=OfferPayload(slack_channel=target, offer_id=offer.pk),
            dedupe_key=offer_key(offer.pk, target),
            case_id=case_id,
            actor=Actor.system(),
        )
    postings.redraw(desk, case=case)


def _leads(desk: Desk, case: Case) -> Sequence[str]:
    """Who is told that all were asked: the duty manager of routing.toml and their channel; where those were
    asked themselves, or there are none, whoever has duty."""
    manager = desk.rules.routing.duty_manager
    asked = offers.asked(session=desk.session, case_ids=[case.number]).get(case.number, set())
    there = desk.rules.reached(manager.slack_user, desk.now) if manager.slack_user else ""
    others = [one for one in (there, manager.slack_channel) if one and one not in asked]
    return others or desk.rules.duty_targets(desk.now, case.team)
