"""How many labelled answers the shipped gate knows for what they are, how many harmless ones it stops, and what
an answer takes.

python -m tests.benchmarks.bench_gate [FILE]: of a file of somebody else's it prints figures only, no text.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.domain.gate.labelled import OWN, Labelled, answers, blocked, problems, recall

_GOAL, _BLOCKED_MOST = 0.95, 0.02


def told(given: list[Labelled]) -> Iterator[str]:
    """The figures by what is to be found and by language."""
    counts = recall(given)
    for key in sorted({key for key, _ in counts}):
        by_language = {language: counts[key, language] for k, language in counts if k == key}
        parts = [f"{name} {one[True]}/{one.total()}" for name, one in sorted(by_language.items())]
        together: Counter[bool] = sum(by_language.values(), Counter())
        share = together[True] / together.total()
        verdict = "kept" if share >= _GOAL else "MISSED"
        yield f"  {key:24} {share:.2f} (goal {_GOAL}: {verdict})  {'  '.join(parts)}"
    for language in sorted({one.language for one in given}):
        harmless = [one for one in given if not one.finds and one.language == language]
        stopped = len(blocked(harmless))
        pointed = sum(bool(problems(one.text, customer=one.customer)) for one in harmless)
        yield f"  harmless {language}: {len(harmless)}, stopped {stopped}, any remark {pointed}"
    harmless = [one for one in given if not one.finds]
    by_code = Counter(
        each.code
        for one in harmless
        for each in problems(one.text, customer=one.customer)
        if each.blocking
    )
    yield "  harmless, stopped by: " + ", ".join(
        f"{code} {n}" for code, n in sorted(by_code.items())
    )
    share = len(blocked(harmless)) / max(1, len(harmless))
    verdict = "kept" if share <= _BLOCKED_MOST else "MISSED"
    yield f"  harmless in all: {len(harmless)}, stopped {share:.3f} (goal {_BLOCKED_MOST}: {verdict})"


def main() -> None:
    """Print it."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OWN
    given = answers(path)
    whose = "the author's own" if path == OWN else "somebody else's"
    print(f"The gate, {len(given)} labelled answers, {whose}:")
    print("\n".join(told(given)))
    began = time.process_time()
    for one in given:
        problems(one.text, customer=one.customer)
    print(f"  {(time.process_time() - began) / max(1, len(given)) * 1e6:.0f} µs an answer")


if __name__ == "__main__":
    main()
