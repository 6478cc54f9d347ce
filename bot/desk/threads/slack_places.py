"""What happens to the Slack channels the desk lives in: shared with another workspace, archived, left.

An alarm each, in the fallback channel; of the fallback channel itself to the duty manager. What waits
goes out by itself once it is mended.
"""

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_alarm, raise_alarm, standing
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.private_channel import PrivateChannel
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.outbox.lanes import resume_lane
from bot.storage.figures.conditions import is_open
from bot.storage.record.audit import HOUSE

SHARED, ARCHIVED, LEFT = "shared", "archived", "left"
_KINDS = {
    SHARED: AlarmKind.CHANNEL_SHARED,
    ARCHIVED: AlarmKind.CHANNEL_ARCHIVED,
    LEFT: AlarmKind.CHANNEL_LEFT,
}


def ours(desk: Desk) -> frozenset[str]:
    """Every Slack channel of the desk: by the files, and by the threads of open cases."""
    query = (
        select(CaseThread.slack_channel)
        .join(Case, col(Case.id) == col(CaseThread.case_id))
        .where(CaseThread.slack_channel != "", is_open())
    )
    routing = desk.rules.routing
    named = routing.public_slack_channels | routing.private_slack_channels
    alarms = {t for t in (routing.fallback_slack_channel, routing.duty_manager.slack_channel) if t}
    return named | alarms | set(desk.session.exec(query.distinct()))


def trouble(desk: Desk, *, slack_channel: str, what: str) -> bool:
    """Raise the alarm; False when the channel is none of ours.

    A private channel that is shared takes no private word from this moment.
    """
    if slack_channel not in ours(desk):
        return False
    if what == SHARED:
        _close_to_private_words(desk, slack_channel=slack_channel)
    raised = raise_alarm(
        desk, _KINDS[what], subject=slack_channel, broken=slack_channel, channel=slack_channel
    )
    if raised:
        desk.record(
            HOUSE,
            Trail.SLACK_CHANNEL_TROUBLE,
            by=Actor.platform("slack"),
            slack_channel=slack_channel,
            what=what,
        )
    return True


def has_trouble(desk: Desk, *, slack_channel: str) -> bool:
    """Whether an alarm stands about the channel."""
    return any(standing(desk, kind, subject=slack_channel) for kind in _KINDS.values())


def mended(desk: Desk, *, slack_channel: str) -> None:
    """Slack says that the channel is as it should be: its alarms are over, and what waits for it goes now."""
    for kind in (*_KINDS.values(), AlarmKind.POSTS_WAIT):
        clear_alarm(desk, kind, subject=slack_channel)
    for lane in (
        postings.post_lane(desk, slack_channel),
        postings.update_lane(desk, slack_channel),
    ):
        resume_lane(session=desk.session, key=lane.key, now=desk.database_now)


def _close_to_private_words(desk: Desk, *, slack_channel: str) -> None:
    """At once, by what Slack has just said; the worker's next reading says whether it still is so."""
    known = desk.session.get(PrivateChannel, slack_channel)
    if known is not None and not known.trouble:
        known.trouble = "it is shared with another workspace"
        desk.session.add(known)
