"""How many accounts that look like us are found, and how many honest ones are touched.

    python -m tests.benchmarks.bench_impostors [FILE]

FILE, else each set of our own, is TOML: ``[ours]`` with name, handles, also and accounts; ``[[accounts]]`` with
name, handle, text and ``impostor``. Prints totals alone.
"""

import sys
import tomllib
from pathlib import Path

from bot.domain.listening.directory import Ourselves
from bot.domain.listening.impostors import evidence

OWN = sorted((Path(__file__).parents[1] / "corpora").glob("impostors*.toml"))


def main() -> int:
    """Print the figures of each file; 1 where any is wrong."""
    files = [Path(sys.argv[1])] if len(sys.argv) > 1 else OWN
    return max([judged(file) for file in files])


def judged(file: Path) -> int:
    """Print the figures of one file; 1 where any is wrong."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    us = told["ours"]
    accounts = [*us["handles"], *us.get("accounts", [])]
    handles = [
        f"@{(one if isinstance(one, str) else one['handle']).removeprefix('@')}" for one in accounts
    ]
    ourselves = Ourselves.of([us["name"], *us.get("also", [])], handles)
    found = {True: 0, False: 0}
    count = {True: 0, False: 0}
    for one in told["accounts"]:
        is_found = evidence(
            handle=one["handle"],
            name=one["name"],
            text=one["text"],
            ourselves=ourselves,
            known=ourselves.handles,
        )
        count[one["impostor"]] += 1
        found[one["impostor"]] += is_found is not None
    print(f"Impostors: {found[True]} of {count[True]} found.")
    print(f"Honest: {found[False]} of {count[False]} touched.")
    return int(found[True] < count[True] or found[False] > 0)


if __name__ == "__main__":
    sys.exit(main())
