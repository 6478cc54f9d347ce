"""A burst: many people at once who speak of the same two things, against the usual of that hour of the week. Pure.

People count, not posts. The usual of two things together is at most that of the rarer one, so that is what
they are held against: in doubt there is no burst. A word that a post of every day brings with it bursts with no other.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.domain.triage.ideas import IDEA

Topic = tuple[str, str]

A_DAY = 24  # hours: with less of a history than this, twice as many are asked for
_LOOKED_AT = 40  # of what bursts by itself the strongest
_WITH_IT = 10  # ideas and words beside the two that are its own
_SHARE_WITH_IT = 0.15


@dataclass(frozen=True)
class LeastAsked:
    """From how many people on it is a burst."""

    authors: int = 5
    share: float = 0.05  # of everybody who wrote
    score: float = 3.0


@dataclass(frozen=True)
class Spoken:
    """One post: whose it is, and what it speaks of."""

    author: Hashable
    of: frozenset[str]


@dataclass(frozen=True)
class History:
    """People by what they spoke of, an hour each: of the same hours in earlier weeks, and of the last day."""

    same_hours: Sequence[Mapping[str, int]] = ()
    last_day: Sequence[Mapping[str, int]] = ()

    @property
    def is_young(self) -> bool:
        """Whether it says little yet."""
        return len(self.last_day) < A_DAY

    def usual(self, of: str) -> float:
        """How many people speak of it in such an hour."""
        return max(_mean(self.same_hours, of), _mean(self.last_day, of))


@dataclass(frozen=True)
class Burst:
    """What bursts. ``beside``: what those who speak of it say with it, more than usual."""

    topic: Topic
    authors: int
    usual: float
    score: float
    beside: tuple[str, ...] = ()


def find(spoken: Iterable[Spoken], history: History, least: LeastAsked) -> Burst | None:
    """The strongest burst among the posts of an hour; None where there is none."""
    people = _people(spoken)
    said_by = _by_subject(people)
    asked = _asked(len(people), history, least)
    scores = {of: score(len(by), history.usual(of)) for of, by in said_by.items()}
    alone = [of for of, by in said_by.items() if len(by) >= asked]
    candidates = sorted(alone, key=lambda of: (-scores[of], of))[:_LOOKED_AT]
    found: list[Burst] = []
    for one, other in combinations(sorted(candidates), 2):
        both = len(said_by[one] & said_by[other])
        usual = min(history.usual(one), history.usual(other))
        burst = Burst(_named(one, other), both, usual, score(both, usual))
        if both >= asked and burst.score >= _least_score(burst.topic, least):
            found.append(burst)
    if not found:
        return None
    best = min(found, key=lambda one: (-_ideas_in(one.topic), -one.authors, one.topic))
    beside = _beside(best.topic, said_by, [of for of, far in scores.items() if far >= least.score])
    return Burst(best.topic, best.authors, best.usual, best.score, beside)


def belongs(of: frozenset[str], *, topic: Iterable[str], beside: Iterable[str]) -> bool:
    """Whether a post speaks of a surge: of both its things, or of one and of what is said with it."""
    own = of & set(topic)
    return len(own) > 1 or bool(own and of & set(beside))


def score(count: int, usual: float) -> float:
    """How far above the usual, in what an hour of chance would vary by."""
    return (count - usual) / math.sqrt(usual + 0.5)


def counted(spoken: Iterable[Spoken]) -> dict[str, int]:
    """People by what they spoke of, for the history: what one person alone said is forgotten."""
    said_by = _by_subject(_people(spoken))
    return {of: len(by) for of, by in sorted(said_by.items()) if len(by) > 1}


def _asked(people: int, history: History, least: LeastAsked) -> int:
    known = least.authors * (2 if history.is_young else 1)
    return max(known, math.ceil(least.share * people))


def _people(spoken: Iterable[Spoken]) -> dict[Hashable, set[str]]:
    """All that each of them spoke of."""
    people: dict[Hashable, set[str]] = defaultdict(set)
    for one in spoken:
        people[one.author] |= one.of
    return people


def _by_subject(people: Mapping[Hashable, set[str]]) -> dict[str, set[Hashable]]:
    said_by: dict[str, set[Hashable]] = defaultdict(set)
    for person, said in people.items():
        for of in said:
            said_by[of].add(person)
    return said_by


def _least_score(topic: Topic, least: LeastAsked) -> float:
    """Of all the words there are some two burst by chance, so such a pair must stand out twice as far."""
    return least.score if _ideas_in(topic) else 2 * least.score


def _beside(
    topic: Topic, said_by: Mapping[str, set[Hashable]], bursting: Iterable[str]
) -> tuple[str, ...]:
    members = said_by[topic[0]] | said_by[topic[1]]
    shares = Counter(
        {of: len(said_by[of] & members) / len(members) for of in bursting if of not in topic}
    )
    return tuple(of for of, part in shares.most_common(_WITH_IT) if part >= _SHARE_WITH_IT)


def _named(one: str, other: str) -> Topic:
    """Ideas before words."""
    return (one, other) if one.startswith(IDEA) or not other.startswith(IDEA) else (other, one)


def _ideas_in(topic: Topic) -> int:
    return sum(of.startswith(IDEA) for of in topic)


def _mean(hours: Sequence[Mapping[str, int]], of: str) -> float:
    return sum(hour.get(of, 0) for hour in hours) / len(hours) if hours else 0.0
