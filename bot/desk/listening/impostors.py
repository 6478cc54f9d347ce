"""Accounts that look like us and ask our customers for something: an alarm with the evidence and whom they reached;
a person who says that one is none is believed from then on.

They are seen where they answer in threads that are read anyhow. Nothing is hidden, blocked or answered by it.
"""

from collections.abc import Collection

from sqlmodel import col, select

from bot.desk.desk import Desk, DeskError
from bot.desk.listening.misdirected import ourselves_of
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_alarm, raise_alarm, standing
from bot.domain.channels.inbound import Inbound
from bot.domain.listening.impostors import evidence
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.alarm import DEALT_WITH, ENDED_BY_ERASING, Alarm, AlarmKind
from bot.domain.records.cases.case import Surface
from bot.domain.records.erased import erased
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say
from bot.outbox.delivery import Delivery
from bot.storage.record.audit import HOUSE

_NAMED = 10
_ABOUT_IT = ("account", "asks", "report")


class NoImpostor(DeskError):
    """The alarm is over."""

    def __init__(self) -> None:
        super().__init__(say("Somebody has said so already."))


def look(desk: Desk, *, inbound: Inbound, reached: Collection[int]) -> None:
    """Raise the alarm where whoever answers these cases' customers looks like us and asks for something."""
    who = inbound.author
    if who is None or not who.external_id or not reached or inbound.surface != Surface.PUBLIC:
        return
    ourselves = ourselves_of(desk)
    directory, today = desk.rules.data.directory, desk.now.date()
    known = directory.own_handles(ourselves, on=today) | directory.handles_of_others(on=today)
    regions = desk.rules.regions(desk.rules.route_for(inbound.channel, inbound.account).brand)
    masked = mask_all(
        inbound.text, regions=regions
    )  # whole: a part of it tells no number of an account
    found = evidence(
        handle=who.handle, name=who.name, text=masked, ourselves=ourselves, known=known
    )
    subject = f"{inbound.channel}:{who.external_id}"
    if found is None or _was_said_to_be_none(desk, subject):
        return
    before = standing(desk, AlarmKind.IMPOSTOR, subject=subject)
    told = cases_of(before) if before else set()
    numbers = told | set(reached)
    is_news = before is not None and numbers > told
    channel = desk.channels.get(inbound.channel)
    raise_alarm(
        desk,
        AlarmKind.IMPOSTOR,
        subject=subject,
        is_news=is_news,
        source=desk.account_name(inbound.channel, inbound.account),
        account=mask_all(f"{who.name} @{who.handle}".strip(), regions=regions),
        like=found.like,
        asks=found.asks,
        cases=", ".join(map(case_reference, sorted(numbers)[-_NAMED:])),
        numbers=",".join(map(str, sorted(numbers))),
        report=(channel.impostor_report if channel else "") or inbound.permalink,
    )
    if before is None:
        desk.record(HOUSE, Trail.IMPOSTOR, by=Actor.system(), cases=sorted(numbers))


def is_none(desk: Desk, *, alarm_id: int, by: Actor) -> None:
    """A person says that the account of this alarm is no impostor; it raises none any more. Raises NoImpostor."""
    row = lock_standing(desk, alarm_id=alarm_id)
    clear_alarm(desk, AlarmKind.IMPOSTOR, subject=row.subject)
    desk.record(HOUSE, Trail.IMPOSTOR_IS_NONE, by=by, alarm=alarm_id)


def is_dealt_with(desk: Desk, *, alarm_id: int, by: Actor) -> None:
    """A person says that nothing is left to do about this account; if it answers our customers again, that is told
    anew. Raises NoImpostor."""
    row = lock_standing(desk, alarm_id=alarm_id)
    row.values = {**row.values, DEALT_WITH: by.id}
    desk.session.add(row)
    clear_alarm(desk, AlarmKind.IMPOSTOR, subject=row.subject)
    desk.record(HOUSE, Trail.IMPOSTOR_DEALT_WITH, by=by, alarm=alarm_id)


def lock_standing(desk: Desk, *, alarm_id: int) -> Alarm:
    """Lock the alarm of an impostor. Raises NoImpostor."""
    row = desk.session.get(Alarm, alarm_id, with_for_update=True, populate_existing=True)
    if row is None or row.kind is not AlarmKind.IMPOSTOR or row.cleared_at is not None:
        raise NoImpostor
    return row


def cases_of(alarm: Alarm) -> set[int]:
    """The cases whose customers the impostor answered."""
    return {int(each) for each in alarm.values["numbers"].split(",")}


def forget(desk: Desk, *, account: str, mark: str) -> None:
    """Erase who this account is from its alarms, now and where they stand in Slack; one that stands is over.

    ``account`` and ``mark`` are what they are about, as it was and from now on.
    """
    query = select(Alarm).where(Alarm.kind == AlarmKind.IMPOSTOR, Alarm.subject == account)
    for row in desk.session.exec(query.order_by(col(Alarm.id))).all():
        row.subject = mark
        if row.cleared_at is None:
            row.values, row.cleared_at = {**row.values, ENDED_BY_ERASING: mark}, desk.now
        row.values = {**row.values, **{name: erased(row.values.get(name)) for name in _ABOUT_IT}}
        desk.session.add(row)
        told = col(Delivery.dedupe_key).startswith(f"alarm:{row.pk}:")
        for posted in desk.session.exec(select(Delivery).where(told)).all():
            postings.requote_one(desk, quote=posted)


def _was_said_to_be_none(desk: Desk, subject: str) -> bool:
    """Whether somebody said so of this account; one that was dealt with is an impostor still."""
    query = select(Alarm).where(Alarm.kind == AlarmKind.IMPOSTOR, Alarm.subject == subject)
    return any(row.was_none for row in desk.session.exec(query))
