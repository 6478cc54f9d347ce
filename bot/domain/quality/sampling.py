"""Drawing a random sample by team, channel, surface and language. Pure: the same seed draws the same answers.

An answer's place in the draw is a hash of the seed and its number, so nobody can choose it, and whoever
has the seed can draw again. Each group has at least one place while there are places; the others go to
the groups by their size (Sainte-Laguë), so no group is drawn from far more than its share.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Group = tuple[str, str, str, str]  # team, channel, surface, language


@dataclass(frozen=True)
class Published:
    """An answer that is out. ``text``: the fingerprint of its words."""

    reply_id: int
    case_id: int
    team: str
    channel: str
    surface: str
    writer: str
    language: str = ""  # of the case
    text: str = ""

    @property
    def group(self) -> Group:
        """What it is drawn with."""
        return self.team, self.channel, self.surface, self.language


def drawn(answers: Iterable[Published], *, seed: str, most: int) -> list[Published]:
    """At most so many of them, in the order of the draw. The same words to many customers count once."""
    groups: dict[Group, list[Published]] = defaultdict(list)
    for answer in _in_order(_each_wording(answers), seed):
        groups[answer.group].append(answer)
    places = shares({group: len(found) for group, found in groups.items()}, most=most)
    chosen = [one for group, found in groups.items() for one in found[: places[group]]]
    return _in_order(chosen, seed)


def shares(sizes: Mapping[Group, int], *, most: int) -> dict[Group, int]:
    """How many places each group has; the largest first where there are fewer places than groups."""
    places = dict.fromkeys(sizes, 0)
    largest = sorted(sizes, key=lambda group: (-sizes[group], group))
    for _ in range(min(most, sum(sizes.values()))):
        empty = [group for group in largest if not places[group] and sizes[group]]
        if empty:
            places[empty[0]] += 1
            continue
        room = [group for group in largest if places[group] < sizes[group]]
        places[max(room, key=lambda group: Fraction(sizes[group], 2 * places[group] + 1))] += 1
    return places


def looked_at_twice(sample: Sequence[Published], *, seed: str, percent: int) -> set[int]:
    """The numbers of those that a second reviewer looks at too: this share of them, and not none."""
    if not percent or not sample:
        return set()
    count = max(1, len(sample) * percent // 100)
    in_order = sorted(sample, key=lambda one: _place(f"{seed}:twice", one.reply_id))
    return {one.reply_id for one in in_order[:count]}


def reviewer_of(
    reply_id: int, *, among: Collection[str], load: Mapping[str, int], seed: str
) -> str:
    """Who of these looks at it: who has the fewest, by the draw among equals; empty of nobody."""
    ordered = sorted(
        among, key=lambda who: (load.get(who, 0), _place(f"{seed}:{who}", reply_id), who)
    )
    return ordered[0] if ordered else ""


def _each_wording(answers: Iterable[Published]) -> list[Published]:
    known: set[tuple[str, ...]] = set()
    found = []
    for answer in sorted(answers, key=lambda one: one.reply_id):
        wording = (*answer.group, answer.writer, answer.text)
        if not answer.text or wording not in known:
            found.append(answer)
        known.add(wording)
    return found


def _in_order(answers: Iterable[Published], seed: str) -> list[Published]:
    return sorted(answers, key=lambda one: (_place(seed, one.reply_id), one.reply_id))


def _place(seed: str, number: int) -> str:
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
