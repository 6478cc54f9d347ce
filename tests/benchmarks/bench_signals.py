"""How many labelled posts the shipped signals hear, how many harmless ones fire, and what a post takes.

python -m tests.benchmarks.bench_signals [FOLDER]: of a folder of somebody else's it prints figures only, no text.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.domain.triage.labelled import Post, ordinary_complaints, ordinary_questions, posts
from tests.domain.triage.shipped import rules

_GOALS = {"self_harm": 0.9, "danger": 0.9}
_GOAL, _FALSE_MOST = 0.8, 3 / 40


def recall(given: list[Post], signal: str) -> tuple[int, int]:
    """Of the posts with this signal, how many it was heard in, and how many there are."""
    with_it = [post for post in given if signal in post.signals]
    heard = [post for post in with_it if signal in _heard(post)]
    return len(heard), len(with_it)


def false_alarms(given: list[Post]) -> Counter[str]:
    """By signal, in how many harmless posts it was heard; under "any", in how many posts any was."""
    counts: Counter[str] = Counter()
    for post in given:
        heard = _heard(post) if not post.signals else set()
        counts.update(heard)
        counts["any"] += bool(heard)
    return counts


def _heard(post: Post) -> set[str]:
    return {found.signal for found in rules().signals_in(post.text)}


def _told(given: list[Post]) -> Iterator[str]:
    languages = sorted({post.language for post in given})
    for signal in rules().signals.on:
        parts = []
        for language in languages:
            heard, of = recall([post for post in given if post.language == language], signal)
            parts.append(f"{language} {heard}/{of}" + (f" = {heard / of:.2f}" if of else ""))
        heard, of = recall(given, signal)
        goal = _GOALS.get(signal, _GOAL)
        verdict = "kept" if of and heard / of >= goal else "MISSED"
        yield f"  {signal:12} {'  '.join(parts)}  (goal {goal}: {verdict})"
    for language in languages:
        harmless = [post for post in given if not post.signals and post.language == language]
        counts = false_alarms(harmless)
        share = counts.pop("any") / max(1, len(harmless))
        verdict = "kept" if share <= _FALSE_MOST else "MISSED"
        by = ", ".join(f"{name} {count}" for name, count in counts.most_common())
        told = f"{share:.3f} (goal {_FALSE_MOST:.3f}: {verdict})"
        yield f"  harmless {language}: {len(harmless)} posts, any signal in {told} {by}"


def main() -> None:
    """Print it by signal and language."""
    if len(sys.argv) > 1:
        given = posts(Path(sys.argv[1]))
        print(f"Signals, {len(given)} labelled posts of {sys.argv[1]}:")
        print("\n".join(_told(given)))
    else:
        given = posts()
        print(f"Signals, {len(given)} labelled posts that nobody read who wrote the lists:")
        print("\n".join(_told(given)))
        for title, asked in (
            ("Ordinary questions", ordinary_questions()),
            ("Sentences of ordinary complaints", ordinary_complaints()),
        ):
            share = len(list(filter(None, map(rules().signals_in, asked)))) / len(asked)
            verdict = "kept" if share <= _FALSE_MOST else "MISSED"
            print(f"{title}: {len(asked)}, any signal in {share:.3f} ({verdict})")
    began = time.process_time()
    for post in given:
        _heard(post)
    print(f"  {(time.process_time() - began) / max(1, len(given)) * 1e6:.0f} µs a post")


if __name__ == "__main__":
    main()
