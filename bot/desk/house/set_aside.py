"""What came in and could not be read: an alarm for each source, until it was."""

from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_others, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.inbox import review


def tell(desk: Desk) -> None:
    """Raise an alarm for every source of which something is set aside; clear those of which nothing is."""
    still: set[str] = set()
    for aside in review.aside_by_source(session=desk.session):
        still.add(aside.source)
        channel = desk.channels.get(aside.channel)
        title = channel.title if channel is not None else aside.channel
        raise_alarm(
            desk,
            AlarmKind.SET_ASIDE,
            subject=aside.source,
            source=desk.account_name(aside.channel, aside.account) or title,
            count=aside.count,
            why=aside.reason,
            erased_at=aside.first_erased_at.isoformat(),
        )
    clear_others(desk, AlarmKind.SET_ASIDE, still=still)
