"""How often the language of a labelled post is told right, what a post takes, and what the model adds to a worker.

python -m tests.benchmarks.bench_listening [FILE]: of a file of somebody else's it prints figures only, no text.
"""

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from bot.domain.languages.identifying import Identifier
from bot.domain.rules.house_rules import joined
from config import files

OWN = Path(__file__).parents[1] / "corpora" / "languages.toml"
GOALS = {"noisy": 0.97, "short": 0.92}
SLOWEST_US = 100
_ROUNDS = 20


class Labelled(NamedTuple):
    """One post, and what it is in."""

    text: str
    language: str
    kind: str


def posts(path: Path) -> list[Labelled]:
    """The labelled posts of a file."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))["posts"]
    return [Labelled(each["text"], each["language"], each["kind"]) for each in found]


def shares(given: list[Labelled], identifier: Identifier) -> dict[str, Counter[str]]:
    """By kind, how many were told right, were wrong, and on how many it was silent."""
    counts: dict[str, Counter[str]] = {}
    for one in given:
        told = identifier.of(one.text).language
        outcome = "right" if told == one.language else "wrong" if told else "silent"
        counts.setdefault(one.kind, Counter())[outcome] += 1
    return counts


def right(counts: Counter[str]) -> float:
    """The share that was told right; silence is not."""
    return counts["right"] / max(1, counts.total())


def told(given: list[Labelled], identifier: Identifier) -> Iterator[tuple[str, bool]]:
    """A line for each kind, and whether its goal was kept."""
    for kind, counts in sorted(shares(given, identifier).items()):
        goal = GOALS.get(kind, 0.0)
        is_kept = right(counts) >= goal
        yield (
            f"    {kind:8} {right(counts):.3f} of {counts.total()} (goal {goal}: "
            f"{'kept' if is_kept else 'MISSED'}), wrong {counts['wrong']}, silent {counts['silent']}",
            is_kept,
        )


def main() -> None:
    """Print it; ends with 1 where a goal was missed."""
    rules, before = joined(files.read().values).languages, psutil.Process().memory_info().rss
    from bot.models.language import guess

    guess("one")
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    kept = True
    for path in [OWN, *map(Path, sys.argv[1:])]:
        given = posts(path)
        there = sorted({one.language for one in given})
        print(f"{path.name}: {len(given)} labelled posts in {len(there)} languages")
        for name, of in (("the shipped languages", rules.written), ("its own languages", there)):
            print(f"  among {name}:")
            for line, is_kept in told(given, rules.identifier(guess, of=of)):
                print(line)
                kept &= is_kept or name == "the shipped languages"
    identifier, given = rules.identifier(guess), posts(OWN)
    began = time.process_time()
    for one in given * _ROUNDS:
        identifier.of(one.text)
    took = (time.process_time() - began) / len(given) / _ROUNDS * 1e6
    print(f"{took:.0f} µs a post (goal {SLOWEST_US}), {grown:.1f} MB for the library and the model")
    sys.exit(0 if kept and took <= SLOWEST_US else 1)


if __name__ == "__main__":
    main()
