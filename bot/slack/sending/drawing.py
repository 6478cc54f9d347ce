"""From a delivery's ids to the message it stands for, drawn from the database as it is now.

So a deletion is honoured by what was still waiting to go, and a headline never shows an old state.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sqlmodel import Session, select

from bot import clock
from bot.domain.records.cases.case import CaseThread
from bot.domain.text.excerpts import fits_a_headline
from bot.outbox.confirmation_kind import ConfirmationPayload
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import headline_key
from bot.outbox.kinds import (
    AlarmPayload,
    AlertBundlePayload,
    AlertPayload,
    ConsultPayload,
    DeliveryKind,
    DigestPayload,
    ErasePayload,
    EventPayload,
    HandoverPayload,
    HeadlinePayload,
    NoticePayload,
    RedrawPayload,
    RefusalPayload,
    SaidPayload,
    SlackPayload,
    SurgePayload,
)
from bot.outbox.offer_kind import OfferPayload
from bot.outbox.outcome import NO_HEADLINE, Parcel, Refused, TryLater
from bot.outbox.quality_kind import QualityPayload
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped
from bot.slack.sending.alone import (
    confirmation,
    consult,
    gone,
    handover,
    offer,
    quality,
    refusal,
    settled,
    surge,
)
from bot.slack.sending.of_the_house import alarm, notice
from bot.slack.shown.alerts import alert_shown, bundle_shown, firsts_shown
from bot.slack.shown.cases.case import case_shown
from bot.slack.shown.digest import digest_shown
from bot.slack.shown.events import (
    event_shown,
    is_over,
    said_shown,
    undo_to_take_away,
    words_to_take_down,
)
from bot.slack.shown.outgoing import Correction, Outgoing, Place
from bot.slack.shown.pointers import keep_apart
from bot.slack.views.cases import alerts, first_alerts
from bot.slack.views.digests import digest
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.threads import headline
from bot.slack.views.threads import thread as thread_view

_HEADLINE_WAIT_S = 2.0


def draw(*, session: Session, parcel: Parcel, names: Names) -> Outgoing:
    """The message. Raises Stopped when it cannot be sent now, or never."""
    return _DRAWERS[parcel.kind](session, parcel.payload, names)


def place_of(*, session: Session, parcel: Parcel) -> Place | None:
    """Where the message would stand; None while its thread has no headline to stand under."""
    payload = SlackPayload.read(parcel.payload)
    if payload.thread_id is None:
        return Place(payload.slack_channel)
    thread = _thread(session, payload)
    if parcel.kind == DeliveryKind.HEADLINE:
        return Place(thread.slack_channel)
    return Place(thread.slack_channel, thread.slack_ts) if thread.slack_ts else None


def _headline(session: Session, payload: HeadlinePayload, names: Names) -> Outgoing:
    thread = _thread(session, payload)
    case = _case(session, thread.case_id, names, thread)
    return Outgoing(Place(thread.slack_channel), _drawn(case), own_words=False)


def _redraw(session: Session, payload: RedrawPayload, names: Names) -> Outgoing:
    if payload.delivery_id is not None:
        return _requote(session, payload.delivery_id, names)
    thread = _thread(session, payload)
    case = _case(session, thread.case_id, names, thread)
    place = _in_thread(session, thread)
    return Outgoing(place, _drawn(case), own_words=False, replaces=place.thread_ts)


def _requote(session: Session, delivery_id: int, names: Names) -> Outgoing:
    """A message outside the thread that quoted a post which is gone: the same without its words."""
    quote = session.get(Delivery, delivery_id)
    if quote is None or quote.state is not DeliveryState.SENT or quote.reference is None:
        raise gone("message")
    if quote.kind == DeliveryKind.ALERT_BUNDLE:  # it stands there already, settled since or not
        drawn = _bundle(session, AlertBundlePayload.read(quote.payload), names)[1]
    else:
        drawn = _DRAWERS[quote.kind](session, quote.payload, names)
    return replace(drawn, replaces=quote.reference)


def _erase(session: Session, payload: ErasePayload, _names: Names) -> Outgoing:
    posted = session.get(Delivery, payload.delivery_id)
    if posted is None or posted.state is not DeliveryState.SENT or posted.reference is None:
        raise settled()  # it never got there
    place = Place(payload.slack_channel)
    return Outgoing(place, Drawn([], ""), own_words=True, removes=posted.reference)


def _said(session: Session, payload: SaidPayload, names: Names) -> Outgoing:
    thread = _thread(session, payload)
    place, message_id = _in_thread(session, thread), payload.message_id
    shown = said_shown(session=session, message_id=message_id, what=payload.what, names=names)
    if shown is None:
        raise gone("message")
    keep_apart(surface=shown.surface, thread=thread)
    is_quoted = shown.what == "posted" and thread.headline_message_id == message_id
    if is_quoted and fits_a_headline(shown.post.text):
        shown = replace(shown, what="in_headline")
    down: tuple[Correction, ...] = ()
    if shown.what == "removed":
        down = words_to_take_down(
            session=session,
            thread_id=payload.thread_id,
            slack_channel=place.slack_channel,
            message=shown,
            message_id=message_id,
        )
    return Outgoing(place, thread_view.said(shown), own_words=False, corrections=down)


def _event(session: Session, payload: EventPayload, names: Names) -> Outgoing:
    if payload.thread_id is None:
        return _event_elsewhere(session, payload, names)
    if is_over(session=session, payload=payload):
        raise settled()
    place = _in_thread(session, _thread(session, payload))
    told = [event_shown(session=session, payload=each, names=names) for each in payload.all_told]
    if (shown := told[0]) is None:
        raise gone("case")
    corrections = undo_to_take_away(
        session=session,
        payload=payload,
        now_says=shown.template,
        slack_channel=place.slack_channel,
        names=names,
    )
    drawn = thread_view.events([each for each in told if each is not None])
    return Outgoing(place, drawn, own_words=True, corrections=corrections)


def _event_elsewhere(session: Session, payload: EventPayload, names: Names) -> Outgoing:
    """In a channel or a direct message: the sentence alone, and the way to the case."""
    shown = event_shown(session=session, payload=payload, names=names)
    if shown is None:
        raise gone("case")
    case = _case(session, shown.case_id, names, None)
    drawn = thread_view.event_elsewhere(shown, case_link=case.thread_link)
    return Outgoing(Place(payload.slack_channel), drawn, own_words=True)


def _alert(session: Session, payload: AlertPayload, names: Names) -> Outgoing:
    in_thread = payload.thread_id is not None
    thread = _thread(session, payload) if in_thread else None
    case = _case(session, payload.case_id, names, thread)
    shown = alert_shown(session=session, payload=payload, case=case, now=clock.now())
    if shown is None:
        raise settled()
    place = _in_thread(session, thread) if thread is not None else Place(payload.slack_channel)
    return Outgoing(place, alerts.alert(shown), own_words=True)


def _alert_bundle(session: Session, payload: AlertBundlePayload, names: Names) -> Outgoing:
    is_so, outgoing = _bundle(session, payload, names)
    if not is_so:
        raise settled()
    return outgoing


def _bundle(session: Session, payload: AlertBundlePayload, names: Names) -> tuple[bool, Outgoing]:
    """Whether any of it still is so, and the message."""
    found, rest = bundle_shown(session=session, bundle=payload.bundle, names=names, now=clock.now())
    firsts = firsts_shown(session=session, bundle=payload.bundle, names=names, now=clock.now())
    if not found and not firsts:
        raise gone("alert")
    is_so = not all([*(one.is_settled for one in found), *(one.is_settled for one in firsts)])
    drawn = first_alerts.bundle(firsts, found, rest)
    return is_so, Outgoing(Place(payload.slack_channel), drawn, own_words=True)


def _digest(session: Session, payload: DigestPayload, names: Names) -> Outgoing:
    shown = digest_shown(session=session, payload=payload, names=names)
    return Outgoing(Place(payload.slack_channel), digest.digest(shown), own_words=True)


_Drawer = Callable[[Session, Mapping[str, Any], Names], Outgoing]
_P = TypeVar("_P", bound=SlackPayload)


def _drawer(
    payload: type[_P], draw_it: Callable[[Session, _P, Names], Outgoing]
) -> tuple[str, _Drawer]:
    """The kind, and what draws it from its payload as stored."""
    return payload.kind, lambda session, stored, names: draw_it(
        session, payload.read(stored), names
    )


_DRAWERS = dict(
    (
        _drawer(HeadlinePayload, _headline),
        _drawer(RedrawPayload, _redraw),
        _drawer(ErasePayload, _erase),
        _drawer(SaidPayload, _said),
        _drawer(EventPayload, _event),
        _drawer(RefusalPayload, refusal),
        _drawer(HandoverPayload, handover),
        _drawer(AlertPayload, _alert),
        _drawer(AlertBundlePayload, _alert_bundle),
        _drawer(DigestPayload, _digest),
        _drawer(NoticePayload, notice),
        _drawer(AlarmPayload, alarm),
        _drawer(SurgePayload, surge),
        _drawer(ConsultPayload, consult),
        _drawer(QualityPayload, quality),
        _drawer(OfferPayload, offer),
        _drawer(ConfirmationPayload, confirmation),
    )
)
KINDS = frozenset(_DRAWERS)


def _drawn(case: CaseShown) -> Drawn:
    return Drawn(headline.headline_blocks(case), headline.headline_text(case))


def _case(session: Session, case_id: int, names: Names, thread: CaseThread | None) -> CaseShown:
    if thread is None:
        case = case_shown(session=session, case_id=case_id, names=names)
    else:
        case = case_shown(
            session=session, case_id=case_id, names=names, surface=thread.surface, thread=thread
        )
    if case is None:
        raise gone("case")
    return case


def _thread(session: Session, payload: SlackPayload) -> CaseThread:
    thread = session.get(CaseThread, payload.thread_id)
    if thread is None:
        raise gone("thread")
    return thread


def _in_thread(session: Session, thread: CaseThread) -> Place:
    if thread.slack_ts is not None:
        return Place(thread.slack_channel, thread.slack_ts)
    headline = select(Delivery.state).where(Delivery.dedupe_key == headline_key(thread.id))
    if session.exec(headline).first() in (DeliveryState.FAILED, DeliveryState.CANCELLED):
        raise Stopped(Refused(NO_HEADLINE, "The headline it belongs under is not in Slack"))
    reason = "the headline of this thread is not posted yet"
    raise Stopped(TryLater(_HEADLINE_WAIT_S, reason, this_alone=True))
