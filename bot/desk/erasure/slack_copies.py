"""What of a case stands in Slack: our messages about it go, its headline and what quotes it are drawn anew.

What colleagues typed themselves is theirs: Slack lets no app of this kind delete it, so it is listed.
"""

from collections.abc import Collection, Iterator

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.erasure import holdings, looks
from bot.desk.threads import home_drawn, postings, quotes
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.cases.note import IN_A_FORM, Note
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import DeliveryKind, ErasePayload, SaidPayload, SlackPayload

Place = tuple[
    str, str
]  # a Slack channel or person, and a message's time stamp, or what kind it is of

_GOES = (
    DeliveryKind.SAID,
    DeliveryKind.EVENT,
    DeliveryKind.ALERT,
    DeliveryKind.REFUSAL,
    DeliveryKind.CONSULT,
    DeliveryKind.OFFER,
)
_NOT_DRAWN_ANEW = (*_GOES, DeliveryKind.CHART)  # what goes, and a picture of figures
_IN_DOUBT = (DeliveryState.IN_DOUBT, DeliveryState.ASK)
_NEVER_THERE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


def take_away(desk: Desk, *, case: Case) -> int:
    """Enqueue that our messages about this case go from Slack, and that the rest is drawn without its
    words; how many go."""
    sent = _messages(desk, case_id=case.number)
    count = sum(_goes(desk, posted, slack_channel) for posted, slack_channel in sent)
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)
    quotes.requote(desk, case=case, of_all_time=True)
    home_drawn.words_went(desk, case_id=case.number)
    return count


def take_away_said(desk: Desk, *, message_ids: Collection[int], case_id: int) -> int:
    """The same for what was shown of these messages in the threads of another case: one in which theirs
    goes on, or into which staff moved them; how many go."""
    count = 0
    for posted, slack_channel in _messages(desk, case_id=case_id, kinds=(DeliveryKind.SAID,)):
        if SaidPayload.read(posted.payload).message_id in message_ids:
            count += _goes(desk, posted, slack_channel)
    case = desk.session.get_one(Case, case_id)
    postings.redraw(desk, case=case)
    quotes.requote(desk, case=case, of_all_time=True)
    home_drawn.words_went(desk, case_id=case_id)
    return count


def typed_by_staff(desk: Desk, *, case_ids: list[int]) -> list[tuple[str, str]]:
    """Channel and time stamp of each message that colleagues typed in a thread of these cases."""
    query = select(Note.slack_channel, Note.slack_ts).where(
        col(Note.case_id).in_(case_ids),
        col(Note.deleted_at).is_(None),
        ~col(Note.slack_ts).startswith(IN_A_FORM),
    )
    return list(desk.session.exec(query.order_by(col(Note.id))))


def quoting(desk: Desk, *, cases: Collection[Case]) -> tuple[list[Place], list[Place]]:
    """What quotes these cases outside their threads, or tells why somebody looked at them: what is drawn anew
    in Slack, and what is not known to be there, so that nobody can."""
    found: dict[int, Delivery] = {}
    for case in cases:
        for quote in quotes.quoting(desk, case=case, of_all_time=True):
            found[quote.pk] = quote
        looked = holdings.BY_NAME["reveals"].rows(desk.session, [case.number])
        found |= {issued.pk: issued for issued in looks.telling(desk, looks=looked)}
    shown = [found[number] for number in sorted(found) if found[number].kind not in _NOT_DRAWN_ANEW]
    there = [each for each in shown if each.state is DeliveryState.SENT and each.reference]
    lost = [each for each in shown if each.state in _IN_DOUBT]
    return [_place(each) for each in there], [_place(each) for each in lost]


def _place(posted: Delivery) -> Place:
    return SlackPayload.read(posted.payload).slack_channel, posted.reference or posted.kind


def _goes(desk: Desk, posted: Delivery, slack_channel: str) -> bool:
    made = enqueue(
        session=desk.session,
        lane=postings.update_lane(desk, slack_channel),
        ordering_key=posted.ordering_key,
        priority=Urgency.MIRROR,
        payload=ErasePayload(slack_channel=slack_channel, delivery_id=posted.pk),
        dedupe_key=f"erase:{posted.pk}",
        case_id=posted.case_id,
        actor=Actor.system(),
    )
    return made is not None


def _messages(
    desk: Desk, *, case_id: int, kinds: Collection[DeliveryKind] = _GOES
) -> Iterator[tuple[Delivery, str]]:
    """Each delivery that put something of this case into Slack, with the channel or person it went to."""
    of_case = select(CaseThread).where(CaseThread.case_id == case_id)
    places = {each.id: each.slack_channel for each in desk.session.exec(of_case)}
    query = select(Delivery).where(
        Delivery.case_id == case_id,
        col(Delivery.kind).in_(kinds),
        col(Delivery.state).not_in(_NEVER_THERE),
    )
    for delivery in desk.session.exec(query.order_by(col(Delivery.id))).all():
        payload = SlackPayload.read(delivery.payload)
        slack_channel = payload.slack_channel or places.get(payload.thread_id, "")
        if slack_channel:
            yield delivery, slack_channel
