"""`python -m bot.sandbox`: the simulated platforms in one process, until SIGTERM or Ctrl-C."""

import argparse
import logging
import signal
from pathlib import Path

from bot.sandbox.server import build, server
from bot.sandbox.stories.story import STORIES
from bot.sandbox.world import forget


def main() -> None:
    """Read the command line, serve, and save at the end."""
    options = _options()
    logging.basicConfig(level=logging.WARNING, format="sandbox: %(message)s")
    if options.fresh:
        forget(options.folder)
    manifest = options.manifest.read_text() if options.manifest else ""
    sandbox = build(folder=options.folder, bot_url=options.bot, manifest=manifest)
    print(f"Sandbox on http://127.0.0.1:{options.port}", flush=True)
    if options.story:
        sandbox.player.start(
            options.story, speed=options.speed, audience=options.bot, history=options.history
        )
    # uvicorn raises the signal again when it has ended; without this SIGTERM would skip the saving.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server(sandbox.world, port=options.port).run()
    except KeyboardInterrupt:
        pass
    finally:
        sandbox.world.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    parser.add_argument("--folder", type=Path, required=True, help="where the world is kept")
    parser.add_argument("--bot", required=True, help="the bot's address, for webhooks and events")
    parser.add_argument("--manifest", type=Path, help="the Slack app's manifest, a YAML file")
    parser.add_argument("--story", choices=sorted(STORIES), help="a day to replay")
    parser.add_argument("--speed", type=float, help="how many times faster than the real feed")
    parser.add_argument("--history", action="store_true", help="two weeks before it, at speed")
    parser.add_argument("--fresh", action="store_true", help="forget what happened before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
