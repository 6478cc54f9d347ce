"""The census, nightly and when somebody asks: the platforms' own lists held against what came here.

Lists are fetched with no transaction open, matched in one that only reads, and what was missed is stored in a
third, so that it comes in by the one door there is. It is the slow second look at what is listed late, too.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Counted, Page, PollFailed, RawItem, Source
from bot.desk.census import counting
from bot.desk.census.counting import Tally
from bot.desk.census.matching import Fate, Met, fate_of, fate_of_item
from bot.desk.desk import Desk
from bot.desk.digests.issuing import house_zone
from bot.domain.channels.inbound import Happening, Inbound, Introduced, NotUsed, Unreadable
from bot.domain.records.census import Census
from bot.inbox.store import Incoming
from bot.slack.api.history import stands
from bot.slack.api.people import Pause
from bot.storage.house import censuses, runs
from bot.telemetry.logs import get_logger

_JOB = "census"
_SETTLED = timedelta(minutes=10)  # what was written since may be on its way still
_LONGEST = timedelta(days=7)
_BETWEEN_ASKING_S = 1.5  # Slack's third tier: fifty a minute
_TOLD = (Happening.POSTED, Happening.EDITED)
_log = get_logger(__name__)


@dataclass
class _Listing:
    """What the platforms listed."""

    pages: list[tuple[Source, datetime, Page]] = field(default_factory=list)
    not_whole: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # on purpose, or by how things are there
    paid_reads: int = 0


def _remarked(words: str) -> None:
    _log.info("census.left_out", words=words)


def look(app: App) -> None:
    """Take the census of this night, unless that was begun. The first night of all only begins the counting.

    One that fails is made up for by the next night's, and not tried again every minute for money.
    """
    hour = app.settings.census_hour
    if hour < 0:
        return
    with app.looking() as desk:
        there = desk.now.astimezone(ZoneInfo(house_zone(desk)))
        night = (there - timedelta(hours=hour)).date().isoformat()
        last = runs.last_period(session=desk.session, job=_JOB)
    if last is not None and last >= night:
        return
    with app.database.transaction() as session:
        now = app.database.now(session)
        is_ours = runs.begin(session=session, job=_JOB, period=night, now=now)
    if is_ours and last is not None:
        take(app, since=due_since(app))


def due_since(app: App) -> datetime:
    """From when on to count: some hours back, or further where the last census could not read all."""
    with app.database.reading() as session:
        until = censuses.whole_until(session=session)
    usual = clock.now() - timedelta(hours=app.settings.census_hours)
    return max(min(usual, until or usual), clock.now() - _LONGEST)


def take(
    app: App,
    *,
    since: datetime,
    ask_slack: int = 0,
    pause: Pause = time.sleep,
    remark: Callable[[str], None] = _remarked,
) -> Census:
    """Count all that was said to us from then on, take in what was missed, and keep what was found.

    ``ask_slack``: of so many threads Slack is asked whether they are there. ``remark`` is told what no
    census reads, on purpose or by how things are there: that leaves none of them less than whole.
    """
    now = clock.now()
    census = Census(since=since, until=now - _SETTLED, taken_at=now)
    listing = _Listing()
    for channel in app.channels.values():
        if isinstance(channel, Counted):
            _list(app, channel, census, listing)
    tally = Tally()
    with app.looking() as desk:
        _match(app, desk, listing, census, tally)
    tally.into(census)
    census.paid_reads = listing.paid_reads
    census.not_whole = list(dict.fromkeys(listing.not_whole))
    for words in dict.fromkeys(listing.left_out):
        remark(words)
    _ask_slack(app, tally, census, most=ask_slack, pause=pause)
    with app.desk() as desk:
        counting.take_in_missed(desk, tally, census)
        counting.keep(desk, census, accounts=counting.accounts_of(desk, tally.missed))
    _log.info(
        "census.taken",
        heard=census.heard,
        mirrored=census.mirrored,
        late=census.late,
        lost=census.lost,
        whole=census.is_whole,
    )
    return census


def _list(app: App, channel: Counted, census: Census, listing: _Listing) -> None:
    """Fetch every list of a channel; one that cannot be read leaves the census not whole."""
    for source in channel.addressed():
        may_read = app.settings.census_paid_reads
        left = may_read - listing.paid_reads
        if channel.bills_reads and not may_read:
            listing.left_out.append(f"{source.name}: nothing is read for money.")
            continue
        if channel.bills_reads and left <= 0:
            listing.not_whole.append(f"{source.name}: no more may be read for money.")
            continue
        begun = _begun(app, source, census.since)
        try:
            page = channel.listed(source=source, since=begun, now=census.taken_at, most=left)
        except PollFailed as failure:
            listing.not_whole.append(f"{source.name}: {failure}")
            continue
        listing.pages.append((source, begun, page))
        for limit in page.limits_hit:
            told = listing.left_out if limit.is_standing else listing.not_whole
            told.append(f"{source.name}: {limit.words}")
        listing.paid_reads += len(page.items) if channel.bills_reads else 0


def _ask_slack(app: App, tally: Tally, census: Census, *, most: int, pause: Pause) -> None:
    """Ask of threads evenly spread over all that are said to be there, within what Slack allows a minute."""
    places = tally.mirrored_at
    for slack_channel, ts in places[:: max(1, len(places) // most)][:most] if most else ():
        is_there = stands(app.slack, slack_channel=slack_channel, ts=ts, pause=pause)
        census.in_slack += is_there is True
        census.not_in_slack += is_there is False
        pause(_BETWEEN_ASKING_S)


def _begun(app: App, source: Source, since: datetime) -> datetime:
    """What was said before a source was first read is not ours to count."""
    with app.database.reading() as session:
        begun = censuses.begun_at(session=session, source=source.name)
    return since if begun is None else max(since, begun)


def _match(app: App, desk: Desk, listing: _Listing, census: Census, tally: Tally) -> None:
    met: set[tuple[str, str, str]] = set()
    for source, begun, page in listing.pages:
        channel = app.channels[source.channel]
        for item in page.items:
            for inbound in _said(channel, source, item):
                one = _key(desk, inbound, item)
                if one in met or not _counts(inbound, begun, census.until):
                    continue
                met.add(one)
                incoming = _incoming(source, item)
                tally.add(_fate(desk, inbound, incoming), incoming)


def _said(channel: Channel, source: Source, item: RawItem) -> Iterator[Inbound | None]:
    """What was said in it; None for what cannot be read, which is counted all the same."""
    try:
        told = channel.read(source=source.kept_as, account=source.account, body=item.body)
    except Unreadable:
        yield None
        return
    except Exception as error:  # a fault of ours with one post hides no other
        _log.error("census.unread", source=source.name, key=item.key, error=type(error).__name__)
        yield None
        return
    yield from _words(told)


def _words(told: Iterable[Inbound | Introduced | NotUsed]) -> Iterator[Inbound]:
    for each in told:
        if isinstance(each, Inbound) and each.happening in _TOLD and not each.is_ours:
            yield each


def _counts(inbound: Inbound | None, since: datetime, until: datetime) -> bool:
    return inbound is None or since <= inbound.posted_at <= until


def _key(desk: Desk, inbound: Inbound | None, item: RawItem) -> tuple[str, str, str]:
    """One post may be listed at two accounts of a brand."""
    if inbound is None:
        return ("", "", item.key)
    brand = desk.rules.route_for(inbound.channel, inbound.account).brand
    return (inbound.channel, brand or inbound.account, inbound.external_id)


def _fate(desk: Desk, inbound: Inbound | None, item: Incoming) -> Fate:
    if inbound is not None:
        return fate_of(desk, inbound=inbound, source=item.source, key=item.key)
    fate = fate_of_item(desk, source=item.source, key=item.key)
    # It was taken in once, by a release that could read it.
    return Fate(Met.ON_ITS_WAY) if fate.was_settled else fate


def _incoming(source: Source, item: RawItem) -> Incoming:
    return Incoming(
        source=source.kept_as,
        channel=source.channel,
        account=source.account,
        key=item.key,
        body=item.body,
    )
