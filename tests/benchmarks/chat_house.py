"""A bank with a secure chat for the measurements: its desk, and its site on uvicorn in a thread."""

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import uvicorn

from bot import bootstrap
from config.settings import load
from handlers.processes.sandbox import Ports, environment
from handlers.status import Readiness
from handlers.web.body_timeouts import ImpatientProtocol
from handlers.web.site import site
from tests.database import EmbeddedPostgres, sqlite_url
from tests.handlers.web.chat.people import Bank
from tests.journeys.house import free_port


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """Both, by name: SQLite with synchronous FULL, and the tests' PostgreSQL, which has no fsync."""
    yield "SQLite", sqlite_url(folder, folder / "template.db")
    postgres = EmbeddedPostgres(f"bench-{uuid.uuid4().hex[:8]}")
    try:
        with postgres.fresh_url() as url:
            yield "PostgreSQL", url
    finally:
        postgres.stop()


class ChatHouse:
    """The product on a database of its own. Whoever asks says in X-Forwarded-For where they are."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self.env = {
            **environment(Ports(page=9, bot=self.port), folder),
            "DATABASE_URL": url,
            "EARSHOT_CHAT_PROXIES": "1",
        }
        os.environ.update(self.env)
        settings = load()
        self.app = bootstrap.build(settings, pool_size=settings.web_pool)
        self.site = site(self.app, readiness=Readiness(self.app))
        self.bank = Bank(self.app)

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """Serve meanwhile."""
        config = uvicorn.Config(
            self.site, host="127.0.0.1", port=self.port, http=ImpatientProtocol,
            access_log=False, log_config=None, proxy_headers=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join()
            self.app.database.dispose()
