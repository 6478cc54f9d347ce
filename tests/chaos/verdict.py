"""What a run came to, judged by what stands on the platforms against what was posted and pressed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Posted:
    """A customer's word. ``told_in_order``: the platform itself listed it neither late nor in disorder."""

    mark: str
    talk: str
    number: int
    opens: bool = False
    told_in_order: bool = True


@dataclass(frozen=True)
class Pressed:
    """An answer whose *Send* Slack confirmed to whoever pressed it."""

    mark: str
    talk: str
    number: int


@dataclass(frozen=True)
class Standing:
    """Where something stands, and what it can be put in order by there."""

    place: str
    at: str


@dataclass
class Evidence:
    """What the platforms have at the end."""

    # Customers' words in Slack: below the headlines, and on them, where the latest is quoted too.
    shown: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    opening: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    published: dict[str, list[Standing]] = field(default_factory=dict)  # answers, on X and Facebook
    told: set[str] = field(default_factory=set)  # answers whose thread says: refused, or asks
    facts: list[str] = field(default_factory=list)  # one for each message of ours in Slack
    alerts: list[tuple[str, str]] = field(default_factory=list)  # thread, and what is said of it
    owners: dict[str, str] = field(default_factory=dict)  # on the headlines, by talk
    ended: set[str] = field(default_factory=set)  # talks whose headline says that it is over
    reopened: set[str] = field(default_factory=set)  # talks in which a word stands below their end


@dataclass
class Ledger:
    """What customers posted and staff pressed, as they know it themselves."""

    posted: list[Posted] = field(default_factory=list)
    pressed: list[Pressed] = field(default_factory=list)
    claimed: dict[str, str] = field(default_factory=dict)  # talk: who saw their name on it
    resolved: set[str] = field(default_factory=set)  # talks whose end somebody saw


@dataclass(frozen=True)
class Verdict:
    """Each a list of sentences; all empty is what must be."""

    lost: Sequence[str]
    twice: Sequence[str]
    disordered: Sequence[str]
    alerts_twice: Sequence[str]
    in_doubt: Sequence[str]

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong."""
        return not any(self.found.values())

    @property
    def found(self) -> dict[str, Sequence[str]]:
        """By the name under which it is printed."""
        return {
            "lost": self.lost,
            "twice": self.twice,
            "out of order": self.disordered,
            "alerts twice": self.alerts_twice,
            "in doubt unaccounted": self.in_doubt,
        }

    def __str__(self) -> str:
        return ", ".join(f"{name} {len(those)}" for name, those in self.found.items())


def judge(ledger: Ledger, found: Evidence) -> Verdict:
    """Hold what was posted and pressed against what is there."""
    return Verdict(
        lost=[*_words_lost(ledger, found), *_presses_lost(ledger, found)],
        twice=[*_more_than_once(ledger, found), *_facts_twice(found)],
        disordered=[*_words_disordered(ledger, found), *_answers_disordered(ledger, found)],
        alerts_twice=_alerts_twice(found),
        in_doubt=[
            f"{each.mark} was sent, is nowhere, and its thread says nothing"
            for each in ledger.pressed
            if each.mark not in found.told and not found.published.get(each.mark)
        ],
    )


def _words_lost(ledger: Ledger, found: Evidence) -> Iterable[str]:
    for each in ledger.posted:
        if not (found.shown.get(each.mark) or found.opening.get(each.mark)):
            yield f"{each.mark} was posted and is not in Slack"


def _presses_lost(ledger: Ledger, found: Evidence) -> Iterable[str]:
    for talk, who in ledger.claimed.items():
        if found.owners.get(talk) != who:
            yield f"{who} had claimed {talk}, and the headline says {found.owners.get(talk)}"
    for talk in sorted(ledger.resolved - found.ended - found.reopened):
        yield f"{talk} was resolved, and the headline does not say so"


def _more_than_once(ledger: Ledger, found: Evidence) -> Iterable[str]:
    for each in ledger.posted:
        below, on_top = found.shown.get(each.mark, []), found.opening.get(each.mark, [])
        own = each.opens and each.told_in_order  # else a headline may only quote it as the latest
        places = below + on_top if own or not below or len(on_top) > 1 else below
        if len(places) > 1:
            yield f"{each.mark} stands {len(places)} times in Slack: {[p.place for p in places]}"
    for mark, standing in found.published.items():
        if len(standing) > 1:
            yield f"{mark} was published {len(standing)} times: {[p.place for p in standing]}"


def _facts_twice(found: Evidence) -> Iterable[str]:
    for fact, times in Counter(found.facts).items():
        if times > 1 and not _is_alert(fact):
            yield f"{fact} was said {times} times in Slack"


def _alerts_twice(found: Evidence) -> list[str]:
    facts = Counter(fact for fact in found.facts if _is_alert(fact))
    said = Counter(found.alerts)
    return [
        *(f"{fact} was alerted {times} times" for fact, times in facts.items() if times > 1),
        *(
            f"{thread}: “{text}” {times} times"
            for (thread, text), times in said.items()
            if times > 1
        ),
    ]


def _is_alert(fact: str) -> bool:
    return fact.startswith(("alerts:", "sla:"))


def _words_disordered(ledger: Ledger, found: Evidence) -> Iterable[str]:
    by_talk = defaultdict(list)
    for each in ledger.posted:
        if each.told_in_order and not each.opens:
            by_talk[each.talk].append((each.number, each.mark))
    yield from _disordered(by_talk, found.shown)


def _answers_disordered(ledger: Ledger, found: Evidence) -> Iterable[str]:
    by_talk = defaultdict(list)
    for each in ledger.pressed:
        by_talk[each.talk].append((each.number, each.mark))
    yield from _disordered(by_talk, found.published)


def _disordered(
    by_talk: dict[str, list[tuple[int, str]]], standing: dict[str, list[Standing]]
) -> Iterable[str]:
    for talk, said in by_talk.items():
        there = [mark for _, mark in sorted(said) if standing.get(mark)]
        for before, after in pairwise(there):
            if standing[before][0].at > standing[after][0].at:
                yield f"{talk}: {after} stands before {before}"
