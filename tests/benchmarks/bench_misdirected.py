"""How many posts that are meant for another bank are offered as not ours, and how many of our own are touched.

    python -m tests.benchmarks.bench_misdirected [FILE]

FILE, else each set of our own, is TOML: ``[ours]`` with name, handles and also; ``[[banks]]`` likewise;
``[[posts]]`` with text, ``to`` (the handle at its head) and ``misdirected``. Prints totals alone, so that a set that
nobody has read stays so. With ``AT_LEAST`` found of those meant for another, and at most 1 of 100 of our own
touched, it ends well.
"""

import sys
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.listening.directory import Bank, Directory, Ourselves

TODAY = date(2026, 11, 30)
OWN = sorted((Path(__file__).parents[1] / "corpora").glob("misdirected*.toml"))
AT_LEAST, TOUCHED_MOST = 0.9, 0.01


def main() -> int:
    """Print the figures of each file; 1 where any is not good enough."""
    files = [Path(sys.argv[1])] if len(sys.argv) > 1 else OWN
    return max([judged(file) for file in files])


def judged(file: Path) -> int:
    """Print the figures of one file; 1 where they are not good enough."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    directory = Directory(_bank(one) for one in told["banks"])
    us = told["ours"]
    handles = [f"@{handle.removeprefix('@')}" for handle in us["handles"]]
    ourselves = Ourselves.of([us["name"], *us.get("also", [])], handles)
    began = time.perf_counter()
    found = [_is_found(directory, ourselves, post) for post in told["posts"]]
    each = (time.perf_counter() - began) / len(found)
    meant = [so for so, post in zip(found, told["posts"], strict=True) if post["misdirected"]]
    own = [so for so, post in zip(found, told["posts"], strict=True) if not post["misdirected"]]
    recall, touched = sum(meant) / len(meant), sum(own) / len(own)
    print(f"Misdirected: {sum(meant)} of {len(meant)} found ({recall:.3f}); wanted {AT_LEAST}.")
    print(f"Our own: {sum(own)} of {len(own)} touched ({touched:.3f}); at most {TOUCHED_MOST}.")
    print(f"Time: {each * 1000:.3f} ms a post.")
    return int(recall < AT_LEAST or touched > TOUCHED_MOST)


def _bank(one: dict[str, Any]) -> Bank:
    names = (one["name"], *one.get("also", ()))
    handles = tuple(handle.removeprefix("@") for handle in one.get("handles", ()))
    return Bank(one["name"], names, handles, until=date.max)


def _is_found(directory: Directory, ourselves: Ourselves, post: dict[str, Any]) -> bool:
    """With the handle at its head, where the text leaves it out."""
    text, to = post["text"], post.get("to", "").removeprefix("@")
    if to and f"@{to}".casefold() not in text.casefold():
        text = f"@{to} {text}"
    return directory.meant(text, ourselves=ourselves, is_reply=False, on=TODAY) is not None


if __name__ == "__main__":
    sys.exit(main())
