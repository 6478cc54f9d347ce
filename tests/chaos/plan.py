"""The acts of a run, dealt from a seed: whom to kill and when, and what fails meanwhile."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

# Who calls: the processes that read and send, or the one that hears presses and webhooks.
READERS, WEB, ANY, ALL = "readers", "web", "any", "all"
# What happens beside kills: a process is stopped for longer than its lease; the database goes for a moment
# (PostgreSQL restarts, SQLite's disk is full).
FROZEN, DATABASE = "a process stopped longer than its lease", "the database gone for a moment"


@dataclass(frozen=True)
class Fault:
    """One failure of a platform, as the sandbox plays it."""

    platform: str
    operation: str
    kind: str
    seconds: float = 0.0
    times: int = 1


@dataclass(frozen=True)
class Kill:
    """Who ends, how long after the moment; and the call that is held until then, where it is aimed."""

    whom: str
    after_s: float
    aim: str = "at random"
    holds: Fault | None = None


@dataclass(frozen=True)
class Act:
    """A kill, and the weather around it."""

    kill: Kill
    weather: tuple[Fault, ...] = ()
    disorder: bool = False
    beside: str = ""  # what happens before it that is no kill
    minutes: int = 0  # so far the world's clock moves before
    waits_until_up: bool = True


_HELD_S = 25.0  # longer than anybody waits for the aim
_ANSWER = (("x", "POST /2/tweets"), ("facebook", "POST /:id/comments"))
_POLL = (("x", "GET /2/users/:id/mentions"), ("facebook", "POST /batch"))
_SLACK_WRITES = ("chat.postMessage", "chat.update")
_WRITES = (*_ANSWER, *(("slack", each) for each in _SLACK_WRITES))
_READS = (*_POLL, ("slack", "conversations.replies"), ("slack", "conversations.history"))
_REFUSES = ("429", "500", "reset_before", "hang")
_SPOILS = ("reset_after", "error_after", "hang_after", "late")
_LATE_S = 3.0  # within what the deployment was told to wait: EARSHOT_DOUBT_LAG_S


def acts(seed: int, kills: int) -> Iterator[Act]:
    """As many acts as it takes for so many kills; the same seed deals the same."""
    dice = random.Random(f"{seed} acts")
    for _ in range(kills):
        yield Act(
            kill=_kill(dice),
            weather=tuple(_fault(dice) for _ in range(dice.choice((0, 0, 1, 2)))),
            disorder=dice.random() < 0.3,
            beside=dice.choice(("", "", "", "", "", "", FROZEN, DATABASE)),
            minutes=dice.choice((0, 0, 0, 0, 25)),
            waits_until_up=dice.random() < 0.8,
        )


def _kill(dice: random.Random) -> Kill:
    aimed = [
        Kill(READERS, 0, "intent written, not sent", Fault(*dice.choice(_ANSWER), "hang", _HELD_S)),
        Kill(
            READERS, 0, "accepted, not settled", Fault(*_pick(dice, _ANSWER), "hang_after", _HELD_S)
        ),
        Kill(READERS, 0, "in mid-poll", Fault(*_pick(dice, _POLL), "hang", _HELD_S)),
        Kill(
            READERS,
            0,
            "posted, not settled",
            Fault("slack", dice.choice(_SLACK_WRITES), "hang_after", _HELD_S),
        ),
        Kill(READERS, 0, "not posted", Fault("slack", "chat.postMessage", "hang", _HELD_S)),
        Kill(WEB, 0, "in mid-press", Fault("slack", "views.open", "hang_after", _HELD_S)),
        Kill(WEB, dice.uniform(0, 0.2), "just as a press or a webhook comes"),
    ]
    if dice.random() < 0.5:
        return dice.choice(aimed)
    return Kill(dice.choice((ANY, ANY, ANY, ALL)), dice.uniform(0, 3))


def _pick(dice: random.Random, some: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    return dice.choice(some)


def _fault(dice: random.Random) -> Fault:
    if dice.random() < 0.2:
        kind = dice.choice(("duplicate", "reorder"))
        return Fault("facebook", "webhook", kind, dice.uniform(0.5, 3), times=3)
    platform, operation = dice.choice((*_WRITES, *_WRITES, *_READS))
    writes = (platform, operation) in _WRITES
    kind = dice.choice(_REFUSES + (_SPOILS if writes else ()))
    seconds = {"429": 2.0, "late": _LATE_S, "hang": 4.0, "hang_after": 4.0}.get(kind, 0.0)
    return Fault(platform, operation, kind, seconds, times=dice.randint(1, 3))
