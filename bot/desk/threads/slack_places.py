"""What happens to the Slack channels the desk lives in: shared with another workspace, archived, left.

An alarm each, in the fallback channel; of the fallback channel itself to the duty manager. What waits
goes out by itself once it is mended.
"""

from collections.abc import Collection

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.case import OPEN_STATES, Case, CaseThread
from bot.domain.records.private_channel import PrivateChannel
from bot.domain.records.staff import Actor
from bot.outbox.lanes import resume_lane
from bot.storage import audit

SHARED, ARCHIVED, LEFT = "shared", "archived", "left"
_SENTENCES = {
    SHARED: ":rotating_light: {channel} is shared with another workspace, so people of another company can read "
    "what stands there. They cannot act. Stop sharing it, or name another channel in routing.toml.",
    ARCHIVED: ":rotating_light: {channel} is archived. Unarchive it, or name another channel in routing.toml. "
    "Nothing is lost: what belongs there waits, and goes out by itself.",
    LEFT: ":rotating_light: Earshot was removed from {channel}. Invite it again. Nothing is lost: what belongs there "
    "waits, and goes out by itself.",
}


def ours(desk: Desk) -> frozenset[str]:
    """Every Slack channel of the desk: by the files, and by the threads of open cases."""
    query = (
        select(CaseThread.slack_channel)
        .join(Case, col(Case.id) == col(CaseThread.case_id))
        .where(CaseThread.slack_channel != "", col(Case.state).in_(sorted(OPEN_STATES)))
    )
    routing = desk.rules.routing
    named = routing.public_slack_channels | routing.private_slack_channels
    alarms = {t for t in (routing.fallback_slack_channel, routing.duty_manager.slack_channel) if t}
    return named | alarms | set(desk.session.exec(query.distinct()))


def trouble(desk: Desk, *, slack_channel: str, what: str) -> bool:
    """Sound the alarm, once a day and channel; false when the channel is none of ours.

    A private channel that is shared takes no private word from this moment.
    """
    if slack_channel not in ours(desk):
        return False
    if what == SHARED:
        _close_to_private_words(desk, slack_channel=slack_channel)
    text, channel = _SENTENCES[what], f"<#{slack_channel}>"
    fact = f"place:{what}:{slack_channel}:{desk.now:%Y-%m-%d}"
    if alarm(desk, text=text, fact=fact, about=slack_channel, channel=channel):
        audit.record(
            session=desk.session,
            case_id=audit.HOUSE,
            actor=Actor.platform("slack"),
            verb="slack_channel_trouble",
            details={"slack_channel": slack_channel, "what": what},
            at=desk.now,
        )
    return True


def mended(desk: Desk, *, slack_channel: str) -> None:
    """Slack says that the channel is back, or that we are: what waits for it goes now."""
    for lane in (
        postings.post_lane(desk, slack_channel),
        postings.update_lane(desk, slack_channel),
    ):
        resume_lane(session=desk.session, key=lane.key, now=desk.database_now)


def alarm(desk: Desk, *, text: str, fact: str, about: str = "", **values: object) -> bool:
    """Say it in the fallback channel; when that is the broken one, to the duty manager. False: said before."""
    targets = _listeners(desk, about=about)
    new = [
        postings.notice(desk, text=text, fact=f"{fact}{at}", slack_channel=to, **values)
        for to, at in targets
    ]
    return any(new)


def _listeners(desk: Desk, *, about: str) -> list[tuple[str, str]]:
    """Who hears it, each with what makes its fact its own."""
    fallback = desk.rules.routing.fallback_slack_channel
    if fallback and fallback != about:
        return [(fallback, "")]
    manager = desk.rules.duty_targets(desk.now, desk.rules.routing.fallback.team)
    return [(target, f":{target}") for target in _reachable(manager, about=about)]


def _reachable(targets: Collection[str], *, about: str) -> list[str]:
    return [target for target in targets if target and target != about]


def _close_to_private_words(desk: Desk, *, slack_channel: str) -> None:
    """At once, by what Slack has just said; the worker's next reading says whether it still is so."""
    known = desk.session.get(PrivateChannel, slack_channel)
    if known is not None and not known.trouble:
        known.trouble = "it is shared with another workspace"
        desk.session.add(known)
