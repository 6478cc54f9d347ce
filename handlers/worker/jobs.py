"""The worker: relay, inbox reader and ticks, in one process of which any number may run.

APScheduler is only the ticker. Its memory store forgets everything at a restart, which is right:
what is due stands in the database. No run is dropped for being late; late runs become one.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.channel import Channel, Source
from bot.outbox import keys, lanes, shared_budgets
from bot.storage.wake import Wake
from bot.telemetry.logs import get_logger
from config.settings import Settings
from handlers.worker import (
    cause_ticks,
    census,
    due_clocks,
    home_refresh,
    leases,
    login_watch,
    offer_ticks,
    overhearing,
    private_refresh,
    provider_calls,
    quality_ticks,
    record_watch,
    retention_watch,
    reveal_ticks,
    slack_app,
    slack_places,
    staff_refresh,
    steady,
    surge_ticks,
    ticks,
)
from handlers.worker.inbox_reader import InboxReader
from handlers.worker.polling import poll_if_due
from handlers.worker.rechecking import recheck_all
from handlers.worker.silence import watch_channels

_TICKS, _POLLS, _PROVIDER = "ticks", "polls", "provider"
_TURN_LOOK_S = 10.0
_SHORTEST_LOOK_S, _LONGEST_LOOK_S = 0.25, 5.0
_log = get_logger(__name__)


class Worker:
    """Everything that happens by itself. ``start`` returns at once, ``stop`` when all is done."""

    def __init__(self, app: App, *, process: str) -> None:
        self._app = app
        self._process = process
        self._wake = Wake(app.database)
        self._ending = threading.Event()
        self._told: set[str] = set()  # jobs that failed before this process began
        # One for both: each that listens holds a database connection.
        self._relay = bootstrap.relay(app, wake=self._wake)
        self._reader = InboxReader(app, self._wake)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={
                _TICKS: ThreadPoolExecutor(4),
                _POLLS: ThreadPoolExecutor(4),
                _PROVIDER: ThreadPoolExecutor(1),  # it may take its time, and holds up nothing else
            },
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to tick, read and send, as fast as is set now."""
        with self._app.database.transaction() as session:
            renewed = lanes.renew(session=session, budgets=bootstrap.budgets(self._app))
            shared = _shared_budgets(self._app.settings)
            shared_budgets.provide(session=session, budgets=shared, now=session.first_now)
            self._told = steady.told(session=session)
        if renewed:
            _log.info("worker.lanes_renewed", lanes=renewed)
        self._wake.start()
        self._relay.start()
        self._reader.start()
        self._add_ticks()
        self._add_polls()
        self._scheduler.start()
        _log.info("worker.started", process=self._process)

    def stop(self, *, timeout_s: float) -> None:
        """Take nothing more, finish what is in hand within the time, and end."""
        ends = time.monotonic() + timeout_s
        self._ending.set()
        self._reader.stop()
        self._wake.stop()
        stopping = threading.Thread(target=self._scheduler.shutdown, name="stop", daemon=True)
        stopping.start()
        self._relay.stop(timeout_s=timeout_s)
        self._reader.join(max(ends - time.monotonic(), 0.1))
        stopping.join(max(ends - time.monotonic(), 0.1))
        _log.info("worker.stopped", process=self._process)

    def _add_ticks(self) -> None:
        app = self._app
        self._every(0.5, "timers", self._by_case(due_clocks.fire_timers))
        self._every(5, "deferred", lambda: ticks.release_alerts(app))
        self._every(5, "digests", lambda: ticks.issue_digests(app))
        self._every(2, "snoozes", self._by_case(due_clocks.wake_snoozed))
        self._every(2, "chats", lambda: ticks.look_at_chats(app, ending=self._ending))
        self._every(30, "approvals", lambda: ticks.look_at_approvals(app, ending=self._ending))
        self._every(60, "rests", lambda: ticks.send_left_rests(app, ending=self._ending))
        self._every(10, "consults", lambda: ticks.look_at_consults(app, ending=self._ending))
        self._every(60, "causes", lambda: cause_ticks.warn_of_growing(app))
        self._every(15, "pledges", self._by_case(due_clocks.look_at_pledges))
        self._every(30, "absences", lambda: ticks.begin_absences(app))
        self._every(30, "blocks", lambda: ticks.end_blocks(app, ending=self._ending))
        self._every(30, "ended chats", lambda: ticks.end_chats(app, ending=self._ending))
        self._every(30, "leavers", lambda: ticks.let_go_of_leavers(app, ending=self._ending))
        self._every(60, "watch", lambda: ticks.watch_sources(app))
        self._every(10, "held back", lambda: ticks.watch_platforms(app))
        self._every(15, "inbox", lambda: ticks.watch_inbox(app))
        self._every(30, "waiting", lambda: ticks.watch_deliveries(app))
        self._every(60, "recheck", self._recheck, _POLLS)
        self._every(60, "replies", lambda: overhearing.look(app, owner=self._process), _POLLS)
        self._every(60, "watch channels", lambda: watch_channels(app, owner=self._process), _POLLS)
        if app.settings.chat_url:
            self._every(60, "login", lambda: login_watch.watch(app, owner=self._process), _POLLS)
        self._every(surge_ticks.EVERY_S, "surges", self._look_at_surges)
        self._every(offer_ticks.EVERY_S, "offers", self._offer)
        self._every(reveal_ticks.EVERY_S, "revealed", lambda: reveal_ticks.hide_again(app))
        if app.rules.provider.name:
            provider = provider_calls.ProviderDesk(app)
            ask = partial(provider.ask_all, ending=self._ending)
            self._every(provider_calls.EVERY_S, "provider", ask, _PROVIDER)
        self._every(5, "homes", lambda: home_refresh.refresh(app))
        self._every(60, "quality", lambda: quality_ticks.look(app))
        self._every(300, "close", lambda: ticks.close_ended(app, ending=self._ending))
        self._every(3600, "expire", lambda: ticks.expire(app, ending=self._ending))
        self._add_turns()

    def _add_turns(self) -> None:
        app, pause = self._app, self._ending.wait
        self._in_turn(600, "staff", lambda: staff_refresh.refresh(app, pause=pause))
        self._in_turn(600, "places", lambda: slack_places.look(app, pause=pause))
        self._in_turn(60, "sealing keys", lambda: ticks.rewrap_keys(app, ending=self._ending))
        self._in_turn(600, "record", lambda: record_watch.look(app))
        if app.settings.timestamp_url:
            self._in_turn(600, "record stamp", self._stamp_record)
        self._in_turn(600, "retention", lambda: retention_watch.look(app, ending=self._ending))
        self._in_turn(600, "sums", lambda: ticks.add_up_days(app, ending=self._ending))
        self._in_turn(600, "census", lambda: census.look(app))
        self._in_turn(600, "slack app", lambda: slack_app.look(app))
        self._in_turn(120, "private readers", lambda: private_refresh.refresh(app, pause=pause))

    def _stamp_record(self) -> None:
        from handlers.worker import time_stamps  # some megabytes, and few banks have an authority

        time_stamps.stamp(self._app)

    def _add_polls(self) -> None:
        for channel in self._app.channels.values():
            for source in channel.sources():
                # The cursor says when it is due; looking a little more often keeps the drift small.
                look_s = min(max(source.every_s / 4, _SHORTEST_LOOK_S), _LONGEST_LOOK_S)
                self._every(look_s, f"poll {source.name}", self._poll(channel, source), _POLLS)

    def _look_at_surges(self) -> None:
        surge_ticks.look_in_turn(self._app, owner=self._process, ending=self._ending)

    def _offer(self) -> None:
        offer_ticks.look_in_turn(self._app, owner=self._process, ending=self._ending)

    def _recheck(self) -> None:
        recheck_all(self._app, owner=self._process)

    def _poll(self, channel: Channel, source: Source) -> Callable[[], object]:
        return lambda: poll_if_due(self._app, channel, source, owner=self._process)

    def _by_case(self, tick: Callable[..., None]) -> Callable[[], None]:
        """A tick that puts off the cases at which it fails."""
        return partial(tick, self._app, ending=self._ending, put_off=due_clocks.PutOff())

    def _in_turn(self, seconds: float, name: str, work: Callable[[], object]) -> None:
        """What one worker of the deployment does for all: it asks Slack, whose limits they share."""

        def turn() -> None:
            leases.in_turn(self._app, name=name, owner=self._process, every_s=seconds, work=work)

        self._every(_TURN_LOOK_S, name, turn, _POLLS)

    def _every(
        self, seconds: float, name: str, work: Callable[[], object], executor: str = _TICKS
    ) -> None:
        self._scheduler.add_job(
            steady.Steady(
                name, work, tell=partial(steady.tell, self._app, name), is_told=name in self._told
            ),
            "interval",
            seconds=seconds,
            id=name,
            executor=executor,
            next_run_time=datetime.now(UTC),  # otherwise the first run comes after one interval
        )


def _shared_budgets(settings: Settings) -> dict[str, float]:
    """What the workspace takes a minute in all its channels, by how the keys of the lanes begin."""
    return {
        keys.post_lane(""): settings.slack_posts_a_minute,
        keys.update_lane(""): settings.slack_updates_a_minute,
    }
