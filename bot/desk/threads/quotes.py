"""What quotes a case outside its threads: alerts to managers, questions to teams, offers, surges, cards of what was
given to somebody, digests."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import col, or_, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.desk.threads.listings import named_by
from bot.domain.records.cases.case import Case
from bot.domain.records.handover import Handover
from bot.domain.records.surge import SurgeCase
from bot.domain.sla.alert import Alert
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import surge_key
from bot.outbox.kinds import DeliveryKind, DigestPayload, HandoverPayload

_LOOKED_AT = 200  # listings, the newest: a word that is taken down was said of late
_OF_ONE_CASE = (DeliveryKind.CONSULT, DeliveryKind.OFFER)
_NEVER_THERE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


def requote(desk: Desk, *, case: Case, of_all_time: bool = False) -> None:
    """Draw anew what quotes it outside its threads, the newest or ``of_all_time``."""
    for quote in quoting(desk, case=case, of_all_time=of_all_time):
        postings.requote_one(desk, quote=quote, case=case)


def quoting(desk: Desk, *, case: Case, of_all_time: bool) -> Iterator[Delivery]:
    """Each delivery that put its words into Slack outside its threads, or will."""
    desk.session.flush()
    bundles = select(Alert.bundle).where(Alert.case_id == case.number)
    asked = col(Delivery.kind).in_(_OF_ONE_CASE) & (Delivery.case_id == case.number)
    yield from _there(desk, or_(col(Delivery.dedupe_key).in_(bundles), asked))
    yield from _of_surges(desk, case)
    most = None if of_all_time else _LOOKED_AT
    named = cast(col(Delivery.payload), String).contains(f'"case_id": {case.number}')
    for quote in _there(desk, *_of_no_case(DeliveryKind.DIGEST), named, most=most):
        if case.number in named_by(DigestPayload.read(quote.payload)):
            yield quote
    if of_all_time:
        yield from _of_handovers(desk, case)


def _of_handovers(desk: Desk, case: Case) -> Iterator[Delivery]:
    """The cards that told somebody what they were given, with the notes: no word of the customer's own."""
    found = select(Handover.id).where(Handover.case_id == case.number)
    given = set(desk.session.exec(found))
    for quote in _there(desk, *_of_no_case(DeliveryKind.HANDOVER)) if given else ():
        if given.intersection(HandoverPayload.read(quote.payload).handovers):
            yield quote


def _of_surges(desk: Desk, case: Case) -> list[Delivery]:
    """The posts and reports of the surges that it ever stood in, those that are over too."""
    stood = select(SurgeCase.surge_id).where(SurgeCase.case_id == case.number)
    orders = [surge_key(number) for number in desk.session.exec(stood)]
    if not orders:
        return []
    is_of_one = [col(Delivery.dedupe_key) == order for order in orders]
    reports = [col(Delivery.dedupe_key).startswith(f"{order}:report:") for order in orders]
    return _there(desk, *_of_no_case(DeliveryKind.SURGE), or_(*is_of_one, *reports))


def _of_no_case(kind: DeliveryKind) -> tuple[ColumnElement[bool], ...]:
    """Deliveries of this kind, which no case has of its own; an index holds these alone."""
    return col(Delivery.case_id).is_(None), col(Delivery.kind) == kind


def _there(
    desk: Desk, *which: ColumnElement[bool] | bool, most: int | None = None
) -> list[Delivery]:
    """These deliveries, unless they never got there, the newest first."""
    query = select(Delivery).where(*which, col(Delivery.state).not_in(_NEVER_THERE))
    return list(desk.session.exec(query.order_by(col(Delivery.id).desc()).limit(most)))
