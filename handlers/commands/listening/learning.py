"""What learning from labelled texts has in common: reading them, saying what the weights are worth, writing the file."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask
from bot.domain.triage.learning import UNHURRIED, Course, Labelled, Reading, learn
from bot.domain.triage.weights import Weights
from handlers.endings import CannotStart

_HELD_BACK = 5
_WIDTH = 120


class Sort(NamedTuple):
    """How labelled texts are called in their files: ``[[posts]]`` with ``signals``."""

    rows: str
    labels: str


POSTS, ANSWERS = Sort("posts", "signals"), Sort("answers", "finds")


def labelled(folder: Path, sort: Sort) -> Iterator[Labelled]:
    """The texts of a folder, masked as those that come in: *.toml with labels, *.txt with none, a line each."""
    if not folder.is_dir():
        raise CannotStart(f"{folder} is no folder with labelled {sort.rows}.")
    for path in sorted(folder.glob("*.toml")):
        for text, labels in _rows(path, sort):
            yield Labelled(_masked(text), frozenset(labels))
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield Labelled(_masked(line), frozenset())


def learn_and_tell(
    texts: Sequence[Labelled],
    reading: Reading,
    *,
    chances: Mapping[str, float],
    sort: Sort,
    course: Course = UNHURRIED,
) -> Weights:
    """Weights from all of these texts; prints first what four fifths of them teach about the others."""
    held_back = [one for one in texts if _is_held_back(one)]
    others = [one for one in texts if not _is_held_back(one)]
    taught = learn(others, reading, chances=chances, course=course)
    print(
        f"{len(texts)} {sort.rows}. Learnt from four fifths of them, the weights alone hear of the others:"
    )
    print("\n".join(_worth(taught, reading, held_back)))
    return learn(texts, reading, chances=chances, course=course)


def write(path: Path, weights: Weights, *, header: str, table: str) -> None:
    """Write the file of rules, and say where it goes."""
    enough = "".join(f"enough.{name} = {points}\n" for name, points in weights.enough)
    points = weights.table
    lines = "\n".join(points[at : at + _WIDTH] for at in range(0, len(points), _WIDTH))
    text = f"{header}\n[{table}]\n{enough}points = '''\n{lines}\n'''\n"
    path.write_text(text, encoding="utf-8")
    print(
        f"Learnt from all of them: {path}. Put it into your folder of rules, then: python -m handlers check"
    )


def _rows(path: Path, sort: Sort) -> Iterator[tuple[str, Collection[str]]]:
    try:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))[sort.rows]:
            yield str(row["text"]), [str(label) for label in row[sort.labels]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as why:
        told = (
            f"{path} cannot be read: {why}. It takes [[{sort.rows}]] with text and {sort.labels}."
        )
        raise CannotStart(told) from None


def _masked(text: str) -> str:
    return mask(text, find(text, regions=()))


def _is_held_back(one: Labelled) -> bool:
    return sha256(one.text.encode()).digest()[0] % _HELD_BACK == 0


def _worth(weights: Weights, reading: Reading, texts: Sequence[Labelled]) -> Iterator[str]:
    heard = [(one.labels, weights.weigh(reading(one.text))) for one in texts]
    for name, _ in weights.enough:
        of = [name in found for labels, found in heard if name in labels]
        yield f"  {name:14} {sum(of)} of {len(of)}"
    quiet = [bool(found) for labels, found in heard if not labels]
    yield f"  {'harmless':14} {sum(quiet)} of {len(quiet)} heard though they say nothing of the kind"
