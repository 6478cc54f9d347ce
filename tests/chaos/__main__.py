"""Kill and kill again, on both databases: KILLS=200 SEED=1 DATABASES="sqlite postgresql" make chaos.

The platforms fail meanwhile; at the end everything heals, and the verdict is read from what the platforms have.
The exit code is 1 where it is not 0 throughout.
"""

import os
import tempfile
import uuid
from pathlib import Path

from tests.chaos.run import Told, play
from tests.database import EmbeddedPostgres, sqlite_url

_KILLS, _SEED = 200, 1


def main() -> None:
    """Play on each database, print the verdicts, and fail where one does not hold."""
    kills, seed = (
        int(os.environ.get(name, usual)) for name, usual in (("KILLS", _KILLS), ("SEED", _SEED))
    )
    wanted = os.environ.get("DATABASES", "sqlite postgresql").split()
    told = [_on(name, kills=kills, seed=seed) for name in wanted]
    raise SystemExit(0 if all(each.holds for each in told) else 1)


def _on(name: str, *, kills: int, seed: int) -> Told:
    with tempfile.TemporaryDirectory(prefix="earshot-chaos-") as made:
        folder = Path(made)
        print(f"{name}: {kills} kills, seed {seed}", flush=True)
        if name == "sqlite":
            url = sqlite_url(folder, folder / "template.db")
            told = play(folder, url, seed=seed, kills=kills, say=_say)
        else:
            told = _on_postgresql(folder, kills=kills, seed=seed)
    for line in told.lines(name):
        _say(line)
    return told


def _on_postgresql(folder: Path, *, kills: int, seed: int) -> Told:
    server = EmbeddedPostgres(f"chaos-{uuid.uuid4().hex[:6]}-{os.getpid()}", durable=True)
    try:
        with server.fresh_url() as url:
            restart = server.restart
            return play(folder, url, seed=seed, kills=kills, say=_say, restart_database=restart)
    finally:
        server.stop()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
