"""``earshot restored``: what is to do after a backup was restored, and what a person must look through."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackApiError
from sqlmodel import Session, col, select

from bot import bootstrap
from bot.bootstrap import App
from bot.desk import restored
from bot.desk.restored import Restored
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.staff import Actor
from bot.domain.rules.routing import Routing
from bot.domain.text.references import case_reference
from bot.outbox.delivery import Delivery, DeliveryState
from bot.slack.api.history import Headline, headlines
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped
from bot.storage.house import restores
from bot.storage.house.heartbeats import living
from handlers import anchor
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_BEFORE = timedelta(minutes=10)  # a backup takes a while, and clocks differ
_NUMBER = re.compile(r"\bC-([0-9]{1,9})\b")


@dataclass
class Looked:
    """What a look through the bank's Slack channels found."""

    lost: list[Headline] = field(default_factory=list)
    seen: int = 0  # the highest number of a case
    unread: list[str] = field(default_factory=list)


def begin(*, name: str, until: datetime | None) -> None:
    """Do all that can be done, and list the rest. ``until`` is typed as UTC. Raises CannotStart."""
    by = _named(name)
    app = bootstrap.build(with_database(), pool_size=2)
    try:
        print("\n".join(after_restore(app, until=until, by=by)))
    finally:
        app.database.dispose()


def end(*, name: str) -> None:
    """Write down that it was looked through. Raises CannotStart, NoRestore."""
    by = _named(name)
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.desk() as desk:
            restored.looked_through(desk, by=by)
    finally:
        app.database.dispose()
    print("Noted. The all-clear goes to the fallback channel.")


def after_restore(app: App, *, until: datetime | None, by: Actor) -> list[str]:
    """Look through Slack, then begin the new epoch; what there is to tell. Raises CannotStart."""
    known_until = _backup_until(app, until)
    looked = look_through(app, since=known_until - _BEFORE)
    with app.desk() as desk:
        done = restored.restored(
            desk, backup_until=known_until, seen=looked.seen, lost_threads=len(looked.lost), by=by
        )
    erased = list(anchor.erased_since(app.settings.record_folder, at=known_until - _BEFORE))
    return [*_told(app, done, looked, erased)]


def look_through(app: App, *, since: datetime) -> Looked:
    """Read every Slack channel of the bank for threads that the database does not know."""
    looked = Looked()
    for slack_channel in sorted(_channels(app.rules.routing)):
        try:
            found = headlines(app.slack, slack_channel=slack_channel, oldest=since)
        except Stopped:
            looked.unread.append(slack_channel)
            continue
        numbers = [int(number) for each in found for number in _NUMBER.findall(each.text)[:1]]
        looked.seen = max([looked.seen, *numbers])
        with app.database.reading() as session:
            looked.lost += _unknown(session, found)
    return looked


def _named(name: str) -> Actor:
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    return Actor.operator(name.strip())


def _backup_until(app: App, given: datetime | None) -> datetime:
    """Up to when the backup knows. Raises CannotStart while something of ours runs, or in an empty one."""
    with app.database.reading() as session:
        now = app.database.now(session)
        alive = [beat.process for beat in living(session=session, now=now)]
        newest = restores.newest_known(session=session)
    if alive:
        raise CannotStart(
            f"Still running, or ended less than a minute ago: {', '.join(alive)}. What was on its way in "
            "the backup would go out a second time. Stop web and worker, then run this again."
        )
    if given is None and newest is None:
        raise CannotStart("This database is empty. Restore the backup first.")
    told = given.replace(tzinfo=UTC) if given else None
    return min(told or newest or now, now)


def _channels(routing: Routing) -> Collection[str]:
    return (routing.public_slack_channels | routing.private_slack_channels) - {""}


def _unknown(session: Session, found: Collection[Headline]) -> list[Headline]:
    """Those of no thread here. One that was on its way in the backup is found by itself."""
    at = {each.ts for each in found}
    threads = select(CaseThread.slack_channel, CaseThread.slack_ts).where(
        col(CaseThread.slack_ts).in_(at)
    )
    keys = select(Delivery.dedupe_key).where(
        col(Delivery.dedupe_key).in_({each.key for each in found}),
        Delivery.state != DeliveryState.SENT,
    )
    known, coming = set(session.exec(threads)), set(session.exec(keys))
    return [
        each
        for each in found
        if (each.slack_channel, each.ts) not in known and each.key not in coming
    ]


def _told(app: App, done: Restored, looked: Looked, erased: list[str]) -> Iterator[str]:
    restore = done.restore
    yield f"The backup knows what happened up to {restore.backup_until:%Y-%m-%d %H:%M:%S} UTC."
    yield "Buttons and forms that were drawn after that are refused from now on."
    yield f"New cases begin at {case_reference(restore.first_case)}."
    yield f"Sources read on from where the backup stood, at the next start: {len(done.sources):,}."
    yield f"Posts to Slack that are looked for before they go: {done.looked_for:,}."
    yield ""
    yield f"Answers that may have gone out already, and ask in their threads: {len(done.asked):,}"
    yield from (f"    {case_reference(answer.case_id or 0)}" for answer in done.asked)
    yield f"Threads in Slack of cases that are lost here: {len(looked.lost):,}"
    url = _workspace_url(app)
    yield from (f"    {_shown(headline, url)}" for headline in looked.lost)
    if looked.lost:
        yield "What their customers wrote is read again where the platform still lists it, and becomes"
        yield "cases with new numbers. What staff did there is only in Slack: answer what is open."
    if looked.unread:
        yield f"Could not be read: {', '.join(looked.unread)}. Mend that, and run this again."
    if erased:
        yield ""
        yield "Were erased on request since, and are back. Erase them again with python -m handlers erase:"
        yield from (f"  {each}" for each in erased)
    yield ""
    yield "Start web and worker. Once all this was looked through: python -m handlers restored --done --as NAME"


def _shown(headline: Headline, url: str) -> str:
    case = _NUMBER.search(headline.text)
    link = Names(workspace_url=url).message_link(headline.slack_channel, headline.ts)
    return f"{case[0] if case else 'a case'}  {link or f'{headline.slack_channel}, {headline.ts}'}"


def _workspace_url(app: App) -> str:
    try:
        return str(app.slack.auth_test().get("url") or "")
    except (SlackApiError, OSError):
        return ""
