"""One run on one database: the acts are played, everything heals, and the verdict is read."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from tests.chaos import plan
from tests.chaos.evidence import gather
from tests.chaos.plan import Act, Fault
from tests.chaos.stage import Stage
from tests.chaos.town import Town
from tests.chaos.verdict import Verdict, judge
from tests.journeys.house import eventually

_AIMS_FOR_S = 12.0
_UP_WITHIN_S = 120.0
_HEALS_WITHIN_S = 300.0
_UNFINISHED = (
    "SELECT kind, state, count(*) FROM deliveries"
    " WHERE state IN ('ready', 'sending', 'in_doubt', 'ask') GROUP BY kind, state"
)


@dataclass
class Told:
    """What a run came to."""

    verdict: Verdict
    seed: int
    kills: int
    posted: int
    pressed: int
    seconds: float
    load: float
    gave_up: int
    aims: Counter[str] = field(default_factory=Counter)
    trouble: Sequence[str] = ()
    left: Sequence[str] = ()  # what the outbox still holds

    @property
    def holds(self) -> bool:
        """Whether the run shows what it must."""
        return self.verdict.holds and not self.left and not self.trouble

    def lines(self, name: str) -> list[str]:
        """For whoever ran it: the verdict first."""
        said = [
            f"{name}: {self.verdict}",
            f"  {self.kills} kills, {self.posted} posts, {self.pressed} answers sent,"
            f" {self.gave_up} things not done in time; seed {self.seed},"
            f" {self.seconds:.0f} s, load {self.load:.1f}",
            *(f"    {times:4} times {aim}" for aim, times in sorted(self.aims.items())),
        ]
        for what, those in self.verdict.found.items():
            said += [f"  {what.upper()}: {each}" for each in those]
        said += [f"  TROUBLE: {each}" for each in self.trouble]
        return said + [f"  NOT FINISHED: {each}" for each in self.left]


def play(
    folder: Path,
    database_url: str,
    *,
    seed: int,
    kills: int,
    say: Callable[[str], None] = print,
    restart_database: Callable[[], None] | None = None,
) -> Told:
    """Kill so often, let it heal, and judge."""
    stage, began = Stage(folder, database_url, restart_database), time.monotonic()
    town, aims = Town(stage, seed), Counter[str]()
    load: list[float] = []
    try:
        stage.open()
        stage.to_opening()
        town.begin()
        for act in plan.acts(seed, kills):
            if stage.kills >= kills:
                break
            if act.beside:
                aims[_beside(stage, act.beside, random.Random(f"{seed} {stage.kills} beside"))] += 1
            aims[_played(stage, town, act, random.Random(f"{seed} {stage.kills}"))] += 1
            load.append(psutil.getloadavg()[0])
            if stage.kills % 5 == 0:
                say(f"  … {stage.kills} kills, {len(town.ledger.posted)} posts")
        left = _healed(stage, town)
        return Told(
            verdict=judge(town.ledger, gather(stage)),
            seed=seed,
            kills=stage.kills,
            posted=len(town.ledger.posted),
            pressed=len(town.ledger.pressed),
            seconds=time.monotonic() - began,
            load=sum(load) / max(1, len(load)),
            gave_up=town.gave_up,
            aims=aims,
            trouble=town.trouble,
            left=left,
        )
    finally:
        stage.close()


def _played(stage: Stage, town: Town, act: Act, dice: random.Random) -> str:
    """Let it happen; what was aimed at, and whether it was met."""
    for fault in act.weather:
        _add(stage, fault)
    (town.disorder.set if act.disorder else town.disorder.clear)()
    if act.minutes:
        stage.platforms.move(minutes=act.minutes)
    aim = act.kill.aim
    if act.kill.holds is not None and not _held(stage, act.kill.holds):
        aim += ", missed"
    time.sleep(act.kill.after_s)  # at any moment: nothing is waited for
    stage.kill(*_those(stage, act.kill.whom, dice))
    stage.platforms.mend()
    if act.waits_until_up:
        eventually(stage.is_up, what="the bot after a kill", within_s=_UP_WITHIN_S)
        time.sleep(dice.uniform(0, 2))  # some life between two deaths
    return aim


def _beside(stage: Stage, what: str, dice: random.Random) -> str:
    """What happens that is no kill; aimed at an answer that is on its way, if one is."""
    _held(stage, Fault("x", "POST /2/tweets", "hang_after", 2.0))
    if what == plan.FROZEN:
        stage.freeze(dice.choice(stage.readers))
    else:
        stage.lose_database()
    return what


def _those(stage: Stage, whom: str, dice: random.Random) -> Sequence[str]:
    return {
        plan.READERS: stage.readers,
        plan.WEB: [stage.web],
        plan.ANY: [dice.choice(stage.names)],
        plan.ALL: stage.names,
    }[whom]


def _add(stage: Stage, fault: Fault) -> None:
    stage.platforms.fault(
        fault.platform, fault.operation, fault.kind, seconds=fault.seconds, times=fault.times
    )


def _held(stage: Stage, fault: Fault) -> bool:
    """Hold the next such call; whether one came."""
    _add(stage, fault)
    until = time.monotonic() + _AIMS_FOR_S
    while time.monotonic() < until:
        rules = stage.platforms.look("faults")["rules"]
        if not any(r["operation"] == fault.operation and r["kind"] == fault.kind for r in rules):
            return True
        time.sleep(0.03)
    return False


def _healed(stage: Stage, town: Town) -> list[str]:
    """Take every failure away and wait until all is done; what is not, if it never comes to be."""
    town.disorder.clear()
    stage.platforms.mend()
    eventually(stage.is_up, what="the bot after the last kill", within_s=_UP_WITHIN_S)
    town.end(_HEALS_WITHIN_S)
    until, calm = time.monotonic() + _HEALS_WITHIN_S, 0
    left: list[str] = []
    while time.monotonic() < until and calm < 3:
        asked = _asked(town)
        left = [f"{count} {kind} {state}" for kind, state, count in stage.rows.ask(_UNFINISHED)]
        is_judged = not asked and not left and judge(town.ledger, gather(stage)).holds
        calm = calm + 1 if is_judged else 0
        time.sleep(1)  # other processes work; they have no way to wake this one
    return left


def _asked(town: Town) -> int:
    try:
        return town.answer_doubts()
    except (AssertionError, requests.RequestException):
        return 1
