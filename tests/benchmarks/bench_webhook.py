"""How long a webhook takes from its last byte to the 200: verified, sealed, stored, committed.

Run as `python -m tests.benchmarks.bench_webhook`: a real uvicorn on loopback, SQLite (synchronous
FULL), then the embedded PostgreSQL, which runs without fsync. The bar is 50 ms at p99.
"""

import hashlib
import hmac
import http.client
import json
import os
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot import bootstrap
from bot.sandbox.credentials import FACEBOOK_APP_SECRET, NORTHBANK
from config.settings import load
from handlers.processes.sandbox import Ports, environment
from handlers.web.webhooks import endpoints
from tests.database import EmbeddedPostgres, sqlite_url

BAR_MS = 50.0
REQUESTS = 400
SENDERS = (1, 4)


def main() -> None:
    """Measure both databases, print a line for each, and fail when the bar is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _databases(Path(folder)):
            with _served(url, Path(folder)) as port:
                _measure(port, senders=1, requests=50)  # warm
                for senders in SENDERS:
                    p99 = _report(name, senders, _measure(port, senders=senders, requests=REQUESTS))
                    missed = missed or p99 > BAR_MS
    raise SystemExit(1 if missed else 0)


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", sqlite_url(folder, folder / "template.db")
    postgres = EmbeddedPostgres(f"bench-{uuid.uuid4().hex[:8]}")
    try:
        with postgres.fresh_url() as url:
            yield "PostgreSQL", url
    finally:
        postgres.stop()


@contextmanager
def _served(url: str, folder: Path) -> Iterator[int]:
    os.environ.update(environment(Ports(page=9, bot=9), folder))
    os.environ["DATABASE_URL"] = url
    settings = load()
    app = bootstrap.build(settings, pool_size=settings.web_pool)
    site = Starlette(routes=endpoints.routes(app))
    config = uvicorn.Config(site, host="127.0.0.1", port=0, access_log=False, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield int(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join()
    app.database.dispose()


def _measure(port: int, *, senders: int, requests: int) -> list[float]:
    """Milliseconds of each request, from so many senders at once, each on its own connection."""
    with ThreadPoolExecutor(senders) as pool:
        found = pool.map(lambda _: _send(port, requests // senders), range(senders))
    return [each for some in found for each in some]


def _send(port: int, requests: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found: list[float] = []
    for _ in range(requests):
        body, headers = _comment()
        started = time.perf_counter()
        connection.request("POST", "/webhooks/facebook", body, headers)
        answer = connection.getresponse()
        answer.read()
        found.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise SystemExit(f"The webhook answered {answer.status}.")
    connection.close()
    return found


def _comment() -> tuple[bytes, dict[str, str]]:
    value = {
        "item": "comment",
        "verb": "add",
        "comment_id": uuid.uuid4().hex,
        "post_id": f"{NORTHBANK.page_id}_1",
        "created_time": 1795255200,
        "message": "My card was swallowed and nobody answers. " * 5,
        "from": {"id": "500", "name": "Ana Roth"},
    }
    entry = {"id": NORTHBANK.page_id, "time": 1, "changes": [{"field": "feed", "value": value}]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    signature = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return body, {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}


def _report(name: str, senders: int, took: list[float]) -> float:
    p99 = statistics.quantiles(took, n=100)[98]
    print(
        f"{name:10} {senders} at once: median {statistics.median(took):5.1f} ms, "
        f"p99 {p99:5.1f} ms, {len(took)} requests (bar {BAR_MS:.0f} ms)"
    )
    return p99


if __name__ == "__main__":
    main()
