"""How often the topic of a labelled post is found, at first and among the three that are offered; what a post takes, and
what the models add to a worker.

python -m tests.benchmarks.bench_topics [FILE …]: of [[posts]] with text, topic and language, or of banking77 as CSV
with text and category, by the topics of its intents; figures only, no text. Without a file it prints what the cards
tell of the posts that were held back, and reads tests/corpora/topics.toml. Of each it says how many are shown a
suggestion by ``suggest_from`` of topics.toml, and how many of those are right.
"""

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from bot.domain.listening.topic_model import NONE, TopicModel
from bot.storage.topic_models import LANGUAGES, language_of, shipped_model
from config import files
from config.models import read_model_file
from handlers.commands.listening.learn_topics import TAUGHT, invented, questions

GOALS = {"banking77": 0.955, "three": 0.85, "shown": 0.80}
ORDINARY = (
    Path(__file__).parents[1] / "corpora" / "topics.toml"
)  # jokes and thanks: what is shown is what counts
_FROM = int(files.read().values["topics"]["suggest_from"])
SLOWEST_MS, LARGEST_MB = 1.0, 15.0
_ROUNDS = 3


class Labelled(NamedTuple):
    """A post, its topic, and by whose model it is read."""

    text: str
    topic: str
    language: str


def of_file(path: Path) -> list[Labelled]:
    """The labelled posts of a file."""
    if path.suffix == ".toml":
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["posts"]
        return [
            Labelled(row["text"], row["topic"], row.get("language") or language_of(row["text"]))
            for row in rows
        ]
    return [Labelled(post.text, post.topic, "en") for post in questions(path)]


def counted(given: Iterable[Labelled], models: dict[str, TopicModel]) -> Counter[str]:
    """How many have a topic, and how often it is the first and one of the three; how many have none, and are silent."""
    counts: Counter[str] = Counter()
    for one in given:
        reading = models[one.language].read(one.text)
        ranked = [each.topic for each in reading.ranked]
        counts["read"] += 1
        if reading.margin >= _FROM and ranked[0] != NONE:
            counts["shown"] += 1
            counts["right"] += ranked[0] == one.topic
        if one.topic == NONE:
            counts["none"] += 1
            counts["silent"] += ranked[:1] in ([], [NONE])
            continue
        offered = [topic for topic in ranked if topic != NONE]
        counts["all"] += 1
        counts["first"] += ranked[:1] == [one.topic]
        counts["three"] += one.topic in offered[:3]
    return counts


def told(path: Path, models: dict[str, TopicModel]) -> Iterator[tuple[str, bool]]:
    """A line for each language of a file, and whether its goal was kept."""
    given = of_file(path)
    is_banking77 = path.suffix != ".toml"
    for language in LANGUAGES:
        counts = counted((one for one in given if one.language == language), models)
        if not counts["all"]:
            continue
        first, three = (counts[each] / counts["all"] for each in ("first", "three"))
        is_kept = first >= GOALS["banking77"] if is_banking77 else three >= GOALS["three"]
        is_kept |= path == ORDINARY
        yield (
            f"    {language}: {counts['all']} posts: first {first:.3f}, among three {three:.3f} "
            f"({'kept' if is_kept else 'MISSED'}); silent on {counts['silent']} of {counts['none']} without a topic",
            is_kept,
        )
        right = counts["right"] / (counts["shown"] or 1)
        yield (
            f"    {language}: shown from {_FROM}: {counts['shown']} of {counts['read']}, right {right:.3f} "
            f"(goal {GOALS['shown']})",
            right >= GOALS["shown"],
        )


def main() -> None:
    """Print it; ends with 1 where a goal was missed."""
    before = psutil.Process().memory_info().rss
    models = {language: shipped_model(language) for language in LANGUAGES}
    models["en"].read("one")
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    kept = True
    for path in [Path(each) for each in sys.argv[1:]] or [ORDINARY]:
        print(path.name)
        for line, is_kept in told(path, models):
            print(line)
            kept &= is_kept
    if not sys.argv[1:]:
        for language in LANGUAGES:
            print(f"held back by the card of {language}:")
            figures = read_model_file(f"topics_{language}").card["figures"]
            print("\n".join(f"    {line}" for line in figures))
    given = [post.text for post in invented(TAUGHT / "en.toml")]
    began = time.process_time()
    for text in given * _ROUNDS:
        models["en"].read(text)
    took = (time.process_time() - began) / len(given) / _ROUNDS * 1e3
    print(
        f"{took:.2f} ms a post (goal {SLOWEST_MS}), {grown:.1f} MB for both models (goal {LARGEST_MB})"
    )
    sys.exit(0 if kept and took <= SLOWEST_MS and grown <= LARGEST_MB else 1)


if __name__ == "__main__":
    main()
