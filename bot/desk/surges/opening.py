"""A surge opens, by rule or by hand; it is named by people; it ends, by hand or by itself, with a report."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.desk.desk import Desk, DeskError
from bot.desk.surges import posts
from bot.desk.surges.gathering import lock_surge
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge
from bot.domain.records.trail.verbs import Trail
from bot.domain.triage import bursts
from bot.domain.triage.bursts import Spoken
from bot.language import say
from bot.storage import surges
from bot.storage.record.audit import HOUSE

_WORDS_MOST = 500
_TOPIC_MOST = 4
_SAID_MOST = 8


class CannotOpen(DeskError):
    """What was entered names no surge."""


def open_surge(
    desk: Desk,
    *,
    brand: str,
    topic: Sequence[str],
    beside: Sequence[str] = (),
    slack_channel: str,
    began_at: datetime,
    by: Actor,
    cause: str = "",
    note: str = "",
) -> Surge | None:
    """Open it and post it; None where one about the same goes on already, or it could be shown nowhere."""
    where = desk.rules.surges.slack_channel or slack_channel
    if not where:
        return None
    surge = Surge(
        brand=brand,
        topic=list(topic),
        topic_key="+".join(sorted(topic)),
        beside=list(beside),
        slack_channel=where,
        opened_at=desk.now,
        opened_by=str(by),
        began_at=began_at,
        last_word_at=began_at,
        cause=_kept(desk, brand, cause),
        note=_kept(desk, brand, note),
        owner=by.slack_user_id,
    )
    try:
        with desk.session.begin_nested():
            desk.session.add(surge)
    except IntegrityError:
        return None
    desk.record(HOUSE, Trail.SURGE_OPENED, by=by, surge=surge.pk, brand=brand, about=surge.topic)
    posts.post(desk, surge=surge)
    return surge


def open_by_hand(desk: Desk, *, brand: str, words: str, cause: str, note: str, by: Actor) -> Surge:
    """A person opens one, also before the first post. Raises CannotOpen."""
    topic = sorted(desk.rules.spoken_of(words), key=lambda of: (not of.startswith(":"), of))
    if len(topic) < 2:
        raise CannotOpen(say("Write two things that customers will speak of, such as “app down”."))
    known = desk.rules.routing.brands.get(brand)
    if known is None:
        raise CannotOpen(say("There is no such bank. Please choose from the list."))
    surge = open_surge(
        desk,
        brand=brand,
        topic=topic[:_TOPIC_MOST],
        slack_channel=known.slack_channel or desk.rules.routing.fallback_slack_channel,
        began_at=desk.now,
        by=by,
        cause=cause,
        note=note,
    )
    if surge is None:
        raise CannotOpen(say("A surge about the same goes on already."))
    return surge


def name_it(desk: Desk, *, surge_id: int, cause: str, owner: str, note: str, by: Actor) -> Surge:
    """Say what caused it, who has it, and what colleagues should know. Raises NoSuchSurge."""
    surge = lock_surge(desk, surge_id=surge_id)
    surge.cause = _kept(desk, surge.brand, cause)
    surge.note = _kept(desk, surge.brand, note)
    surge.owner = owner
    desk.session.add(surge)
    desk.record(HOUSE, Trail.SURGE_NAMED, by=by, surge=surge.pk, owner=owner)
    posts.redraw(desk, surge=surge)
    return surge


def end(desk: Desk, *, surge_id: int, by: Actor) -> Surge:
    """It is over: nothing more is gathered, and the report is posted. Raises NoSuchSurge."""
    surge = lock_surge(desk, surge_id=surge_id)
    surge.ended_at, surge.ended_by = desk.now, str(by)
    surge.said = _said(desk, surge)
    desk.session.add(surge)
    figures = surges.figures(session=desk.session, surge_id=surge.pk)
    desk.record(
        HOUSE,
        Trail.SURGE_ENDED,
        by=by,
        surge=surge.pk,
        customers=figures.customers,
        answered=figures.answered,
    )
    posts.refresh(desk, surge=surge)
    posts.report(desk, surge=surge)
    return surge


def end_due(desk: Desk) -> int:
    """End those that nobody speaks of any more and in which nobody waits; how many that were."""
    quiet = timedelta(minutes=desk.rules.surges.end_after_minutes)
    due = [
        surge.pk
        for surge in surges.open_surges(session=desk.session)
        if desk.now - max(surge.last_word_at, surge.opened_at) >= quiet
        and not surges.figures(session=desk.session, surge_id=surge.pk).waiting
    ]
    for surge_id in due:
        end(desk, surge_id=surge_id, by=Actor.system())
    return len(due)


def refresh_all(desk: Desk) -> int:
    """Draw the posts of open surges anew where something has changed; how many that were."""
    query = select(Surge).where(col(Surge.ended_at).is_(None)).with_for_update(key_share=True)
    return sum(posts.refresh(desk, surge=surge) for surge in desk.session.exec(query).all())


def _said(desk: Desk, surge: Surge) -> dict[str, int]:
    """What its customers spoke of, by how many of them, the most first."""
    said = surges.said_in(session=desk.session, surge_id=surge.pk)
    counted = bursts.counted(Spoken(one.author_id, desk.rules.spoken_of(one.text)) for one in said)
    return dict(Counter(counted).most_common(_SAID_MOST))


def _kept(desk: Desk, brand: str, words: str) -> str:
    flat = " ".join(words.split())[:_WORDS_MOST]
    return mask_all(flat, regions=desk.rules.regions(brand))
