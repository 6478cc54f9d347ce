"""The one post of a surge in its channel, kept up to date; its report at the end; and who is told of it."""

from sqlmodel import select

from bot.desk.clocks import alerts
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge
from bot.outbox.delivery import Delivery, Urgency
from bot.outbox.enqueue import enqueue, enqueue_redraw
from bot.outbox.keys import surge_key
from bot.outbox.kinds import RedrawPayload, SurgeMessage, SurgePayload
from bot.storage import surge_answers, surges
from bot.storage.surges import SurgeFigures


def post(desk: Desk, *, surge: Surge) -> None:
    """Post it, and tell whom the bank's file names, each in their own place."""
    _send(desk, surge=surge, what=SurgeMessage.POST, to=surge.slack_channel)
    known = desk.rules.routing.brands.get(surge.brand)
    team = known.team if known else desk.rules.routing.fallback.team
    told = alerts.targets(desk, team=team, recipients=desk.rules.surges.tell, owner="")
    for target in told:
        if target not in (surge.slack_channel, desk.pressed_by):
            _send(desk, surge=surge, what=SurgeMessage.TOLD, to=target)


def report(desk: Desk, *, surge: Surge) -> None:
    """Post what came of it, once it is over."""
    _send(desk, surge=surge, what=SurgeMessage.REPORT, to=surge.slack_channel)


def refresh(desk: Desk, *, surge: Surge) -> bool:
    """Draw the post anew where what it shows has changed. ``surge`` is locked."""
    figures = surges.figures(session=desk.session, surge_id=surge.pk)
    words = surges.words_state(session=desk.session, surge_id=surge.pk)
    refused = len(surge_answers.refused_answers(session=desk.session, surge_id=surge.pk))
    shown = _fingerprint(surge, figures, (*words, refused))
    if shown == surge.shown:
        return False
    surge.shown = shown
    desk.session.add(surge)
    redraw(desk, surge=surge)
    return True


def redraw(desk: Desk, *, surge: Surge) -> None:
    """Draw the post anew, at most once at a time, behind it should it still be on its way."""
    desk.session.flush()
    query = select(Delivery).where(Delivery.dedupe_key == surge_key(surge.pk))
    posted = desk.session.exec(query).first()
    if posted is None:
        return
    enqueue_redraw(
        session=desk.session,
        lane=postings.update_lane(desk, surge.slack_channel),
        ordering_key=posted.ordering_key,
        priority=Urgency.CHANGE,
        payload=RedrawPayload(delivery_id=posted.id, slack_channel=surge.slack_channel),
        subject=f"requote:{posted.id}",
        actor=Actor.system(),
    )


def _send(desk: Desk, *, surge: Surge, what: SurgeMessage, to: str) -> None:
    key = surge_key(surge.pk)
    is_post = what is SurgeMessage.POST
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, to),
        ordering_key=key if what is not SurgeMessage.TOLD else f"{key}:{to}",
        priority=Urgency.BREACH,
        payload=SurgePayload(slack_channel=to, surge_id=surge.pk, what=what),
        dedupe_key=key if is_post else f"{key}:{what}:{to}",
        actor=Actor.system(),
    )


def _fingerprint(surge: Surge, figures: SurgeFigures, words: tuple[int, ...]) -> str:
    counts = (*figures[:5], *words, surge.owner, surge.ended_at is not None)
    return ":".join(map(str, counts))
