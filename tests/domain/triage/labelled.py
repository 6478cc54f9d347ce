"""The labelled posts: invented by somebody who had seen neither the lists nor the posts that the weights are learnt from.

Nobody who writes the lists reads them; only how many are heard is counted. Another folder of the same shape can be
held against the signals too, by whatever names its author called them.
"""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask
from bot.domain.rules.triage.signal_rules import GRAVEST_FIRST

_HERE = Path(__file__).parent
_CALLED = {name: name for name in GRAVEST_FIRST} | {
    "fraud": "fraud_now",
    "press": "attention",
    "regulator": "attention",
    "lawyer": "attention",
    "third_party_data": "others_data",
}


@dataclass(frozen=True)
class Post:
    """One of them as the rules see it, masked, and the signals that a person hears in it; none of a harmless one."""

    text: str
    signals: Collection[str]
    language: str


def posts(folder: Path = _HERE / "posts") -> list[Post]:
    """All of a folder. Raises ValueError for a label that is no signal's."""
    return list(_read(folder))


def ordinary_questions() -> list[str]:
    """What people ask a bank every day; nothing in it is to be loud."""
    return _lines("ordinary_questions.txt")


def ordinary_complaints() -> list[str]:
    """Sentences of complaints; nothing in them is to be loud."""
    return _lines("complaints.txt")


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _read(folder: Path) -> Iterator[Post]:
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            unknown = set(row["signals"]) - set(_CALLED)
            if unknown:
                known = ", ".join(_CALLED)
                raise ValueError(f"{path.name}: “{min(unknown)}” is no signal; known: {known}")
            masked = mask(row["text"], find(row["text"], regions=("GB",)))
            signals = frozenset(_CALLED[name] for name in row["signals"])
            yield Post(masked, signals, row["language"])
