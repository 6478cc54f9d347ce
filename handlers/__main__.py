"""`earshot` and `python -m handlers`: the same commands."""

import sys
from io import TextIOWrapper

from handlers.commands.cli import commands


def main() -> None:
    """Run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):  # one that cannot show a character shows its number
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    commands(prog_name="python -m handlers")  # so it can be typed wherever the code is


if __name__ == "__main__":
    main()
