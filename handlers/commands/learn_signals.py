"""`earshot learn-signals`: weights.toml anew, from the shipped labelled posts and the bank's own.

What it is worth is told first: every fifth post is held back, and counted with what the others taught.
"""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from bot import bootstrap
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask
from bot.domain.triage.features import Features
from bot.domain.triage.learning import Labelled, learn
from bot.domain.triage.weights import Weights
from bot.domain.triage.words import read
from config.files import SHIPPED
from config.settings import load
from handlers.endings import CannotStart

SHIPPED_POSTS = SHIPPED / "posts"
# From which chance on a post is heard. Where a life may be at stake a wrong one costs a glance, a missed one more.
CHANCES = {
    "self_harm": 0.39,
    "danger": 0.35,
    "fraud_now": 0.52,
    "threat": 0.57,
    "vulnerable": 0.55,
    "attention": 0.69,
    "others_data": 0.47,
    "impostor": 0.47,
    "leaving": 0.55,
}
_CHANCE_OF_OTHERS = 0.3
_HELD_BACK = 5
_WIDTH = 120
_HEADER = """\
# What every word of a post counts for and against each signal, all of them weighed together where no phrase of
# signals/ marks it. Learnt from the labelled posts in posts/, not to be written by hand: python -m handlers learn-signals
#
# In your own weights.toml: enough.leaving = 60 makes one signal harder to hear. In signals/leaving.toml,
# weighed = false leaves it to the phrases alone.
"""


def learn_into(path: Path, *, own: Path | None) -> None:
    """Prints what the weights are worth, and writes them."""
    rules = bootstrap.load_rules(load())
    texts = [*labelled(SHIPPED_POSTS), *(labelled(own) if own else ())]
    names = {name for one in texts for name in one.labels}
    unknown = names - set(rules.signals.root)
    if unknown:
        raise CannotStart(
            f"There is no signal called “{min(unknown)}”: signals/{min(unknown)}.toml is missing."
        )
    chances = {
        name: CHANCES.get(name, _CHANCE_OF_OTHERS) for name in rules.signals.on if name in names
    }
    held_back = [one for one in texts if _is_held_back(one)]
    features = Features(dict(rules.concepts.ways))
    taught = learn([one for one in texts if not _is_held_back(one)], features, chances=chances)
    print(
        f"{len(texts)} posts. Learnt from four fifths of them, the weights alone hear of the others:"
    )
    print("\n".join(_worth(taught, features, held_back)))
    path.write_text(as_file(learn(texts, features, chances=chances)), encoding="utf-8")
    print(
        f"Learnt from all of them: {path}. Put it into your folder of rules, then: python -m handlers check"
    )


def labelled(folder: Path) -> Iterator[Labelled]:
    """The posts of a folder, masked as those that come in: *.toml with their signals, *.txt with none, a line each."""
    if not folder.is_dir():
        raise CannotStart(f"{folder} is no folder with labelled posts.")
    for path in sorted(folder.glob("*.toml")):
        for text, signals in _rows(path):
            yield Labelled(_masked(text), frozenset(signals))
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield Labelled(_masked(line), frozenset())


def _rows(path: Path) -> Iterator[tuple[str, Collection[str]]]:
    try:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            yield str(row["text"]), [str(signal) for signal in row["signals"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as why:
        told = f"{path} cannot be read: {why}. It takes [[posts]] with text and signals."
        raise CannotStart(told) from None


def _masked(text: str) -> str:
    return mask(text, find(text, regions=()))


def _is_held_back(one: Labelled) -> bool:
    return sha256(one.text.encode()).digest()[0] % _HELD_BACK == 0


def _worth(weights: Weights, features: Features, posts: Sequence[Labelled]) -> Iterator[str]:
    heard = [(one.labels, weights.weigh(features.of(read(one.text)))) for one in posts]
    for name, _ in weights.enough:
        of = [name in found for labels, found in heard if name in labels]
        yield f"  {name:12} {sum(of)} of {len(of)}"
    quiet = [bool(found) for labels, found in heard if not labels]
    yield f"  {'harmless':12} {sum(quiet)} of {len(quiet)} heard though they say nothing of the kind"


def as_file(weights: Weights) -> str:
    """The text of weights.toml."""
    enough = "".join(f"enough.{name} = {points}\n" for name, points in weights.enough)
    table = weights.table
    lines = "\n".join(table[at : at + _WIDTH] for at in range(0, len(table), _WIDTH))
    return f"{_HEADER}\n[signals]\n{enough}points = '''\n{lines}\n'''\n"
