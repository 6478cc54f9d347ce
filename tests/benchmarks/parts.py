"""The way of a complaint in one thread, with CPU time and statements counted by part."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import event

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.channel import Hook
from handlers.web.webhooks.receiving import receive
from handlers.worker.inbox_reader import read_some

_Body = Callable[[], tuple[bytes, dict[str, str]]]


class Parts:
    """Where the time goes: webhook, intake, claim, draw, Slack (the call itself), settle."""

    def __init__(self, app: App) -> None:
        self._app, self._part, self._since = app, "", 0.0
        self.statements: Counter[str] = Counter()
        self.cpu_s: defaultdict[str, float] = defaultdict(float)
        self.told: Counter[tuple[str, str]] = Counter()  # by part and text
        self._relay = bootstrap.relay(app)
        for what, heard in (("before_cursor_execute", self._executes), ("commit", self._committed)):
            event.listens_for(app.database.engine, what)(heard)
        self._watch_slack()

    def run(self, *, complaints: int, body: _Body) -> None:
        """Take so many in and send all that comes of it."""
        facebook = self._app.channels["facebook"]
        for _ in range(complaints):
            raw, headers = body()
            hook = Hook({name.lower(): value for name, value in headers.items()}, raw)
            with self._as("webhook"):
                receive(self._app, facebook, hook)
        self._all("intake", partial(read_some, self._app))
        self._all("claim", partial(self._relay.run_once, "slack"))

    def _all(self, part: str, work: Callable[[], bool]) -> None:
        going = True
        while going:
            with self._as(part):
                going = work()

    def forget(self) -> None:
        """What was counted so far was warming up."""
        self.statements.clear()
        self.cpu_s.clear()
        self.told.clear()

    @contextmanager
    def _as(self, part: str) -> Iterator[None]:
        self._at(part)
        yield
        self._at("")

    def _at(self, part: str) -> None:
        now = time.thread_time()
        if self._part:
            self.cpu_s[self._part] += now - self._since
        self._part, self._since = part, now

    def _executes(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if self._part:
            self.statements[self._part] += 1
            self.told[self._part, statement] += 1

    def _committed(self, _connection: Any) -> None:
        if self._part == "claim":
            self._at("draw")

    def _watch_slack(self) -> None:
        call = self._app.slack.api_call

        def watched(*given: Any, **named: Any) -> Any:
            self._at("Slack")
            try:
                return call(*given, **named)
            finally:
                self._at("settle")

        self._app.slack.api_call = watched  # type: ignore[method-assign]  # to know when it is called
