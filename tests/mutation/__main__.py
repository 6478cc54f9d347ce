"""Change the code and see whether a quick test notices: NUMBER=60 SEED=1 AREA="desk outbox" make mutants.

The changes are drawn from a seed, as many from each area. Each is made in a copy of the tree; the tests that bear the
file's name or import it run first, then those of its folder and of whoever imports it, then style and types.
What failed must pass without the change. GIVEN=1 makes the changes of given.toml, of which each must be noticed.
"""

import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.database import quickest_place
from tests.mutation import listed
from tests.mutation.changes import Change, changes, compiles
from tests.mutation.nearest import Nearest
from tests.mutation.workbench import FIRST, SECOND, TOOK_TOO_LONG, Workbench
from tests.quick import ROOT

AREAS = {
    "domain": "bot/domain",
    "desk": "bot/desk",
    "outbox": "bot/outbox",
    "storage": "bot/storage",
    "channels": "bot/channels",
    "handlers": "handlers",
}
GOAL = 0.92
Drawn = tuple[str, str, Change]  # the area, the file, and what is done to it
_NUMBER, _SEED, _LIMIT_S, _NICE = 60, 1, 240, 10
_AT_FIRST = 4  # test files


@dataclass(frozen=True)
class Outcome:
    """What became of one change; ``by`` is empty where nothing noticed it."""

    area: str
    name: str
    change: Change
    by: str
    why: str = ""

    @property
    def is_noticed(self) -> bool:
        """Whether a test failed, or types or style objected."""
        return self.by not in {"", TOOK_TOO_LONG}

    def __str__(self) -> str:
        told = (
            f"noticed by {self.by}"
            if self.is_noticed
            else self.by
            if self.by
            else f"may live: {self.why}"
            if self.why
            else "SURVIVED"
        )
        return f"{self.area:9} {self.name}:{self.change.line} {self.change} | {told}"


def drawn(root: Path, seed: int, number: int, areas: list[str]) -> Iterator[Drawn]:
    """So many changes, by turns of each area; the same seed draws the same as long as the code stays."""
    endless = [_of_area(root, area, random.Random(f"{seed} {area}")) for area in areas]
    yield from islice((each for turn in zip(*endless, strict=False) for each in turn), number)


def _of_area(root: Path, area: str, dice: random.Random) -> Iterator[Drawn]:
    paths = sorted((root / AREAS[area]).rglob("*.py"))
    every = [(path, change) for path in paths for change in changes(path.read_text())]
    for path, change in dice.sample(every, len(every)):
        if compiles(change.made_in(path.read_text())):
            yield area, path.relative_to(root).as_posix(), change


def given(root: Path) -> Iterator[Drawn]:
    """The changes of the list."""
    for each in listed.read(listed.GIVEN):
        area = next(
            (name for name, folder in AREAS.items() if each.file.startswith(folder)), "other"
        )
        yield area, each.file, each.found_in((root / each.file).read_text())


def tried(
    bench: Workbench, nearest: Nearest, drawn: Drawn, *, without: Collection[str] = ()
) -> Outcome:
    """Make one change and look who notices; these test files are not asked."""
    area, name, change = drawn
    source = (bench.root / name).read_text()
    changed = change.made_in(source)
    named = listed.noticed_by(name, change)
    tests = [each for each in named or nearest.tests_of(name) if each not in without]
    with bench.changed(name, changed):
        looks = (bench.noticed(some, on=on) for on in (FIRST, SECOND) for some in _by_and_by(tests))
        by = next(filter(None, looks), "") or bench.objected(name)
    why = "" if by else listed.reason(listed.read(listed.MAY_LIVE), name, changed, source)
    return Outcome(area, name, change, by, why)


def _by_and_by(tests: list[str]) -> Iterator[list[str]]:
    """A few at first, for each that is collected takes its time; then more."""
    at, many = 0, _AT_FIRST
    while at < len(tests):
        yield tests[at : at + many]
        at, many = at + many, many * 3


def sure(bench: Workbench, nearest: Nearest, outcomes: list[Outcome]) -> Iterator[Outcome]:
    """The outcomes again, where a test noticed that fails by itself: without its file."""
    unsound = bench.unsound(sorted({each.by for each in outcomes if each.by.startswith("tests/")}))
    files = {each.partition("::")[0] for each in unsound}
    for each in outcomes:
        if each.by not in unsound:
            yield each
        else:
            again = tried(bench, nearest, (each.area, each.name, each.change), without=files)
            print(f"{each.by} fails by itself; without it: {again}", flush=True)
            yield again


def summary(outcomes: list[Outcome]) -> tuple[list[str], bool]:
    """A line for each area and one for all; and whether the goal is met."""
    by_area = defaultdict(list)
    for each in outcomes:
        by_area[each.area].append(each)
    rows = [*by_area.items(), ("all", outcomes)]
    lines = [
        f"{area:9} {sum(each.is_noticed for each in those):4} of {len(those):4} noticed,"
        f" {sum(bool(each.why) for each in those)} may live, share {_share(those):.1%}"
        for area, those in rows
    ]
    lines += [str(each) for each in outcomes if not each.is_noticed]
    return lines, _share(outcomes) >= GOAL


def _share(outcomes: list[Outcome]) -> float:
    judged = [each for each in outcomes if not each.why and each.by != TOOK_TOO_LONG]
    return sum(each.is_noticed for each in judged) / len(judged) if judged else 1.0


def main() -> int:
    """Draw, try, tell; 1 where fewer were noticed than the goal says, or one of the list was not."""
    os.nice(_NICE)
    number, seed = int(os.environ.get("NUMBER", _NUMBER)), int(os.environ.get("SEED", _SEED))
    areas = os.environ.get("AREA", " ".join(AREAS)).split()
    if unknown := set(areas) - set(AREAS):
        raise SystemExit(f"AREA says {', '.join(unknown)}; there are {', '.join(AREAS)}.")
    is_given = bool(os.environ.get("GIVEN"))
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="earshot-mutants-", dir=quickest_place()) as place:
        bench = Workbench(ROOT, Path(place), limit_s=float(os.environ.get("LIMIT_S", _LIMIT_S)))
        nearest = Nearest(bench.root)
        wanted = given(bench.root) if is_given else drawn(bench.root, seed, number, areas)
        for each in wanted:
            outcomes.append(tried(bench, nearest, each))
            print(outcomes[-1], flush=True)
        outcomes = list(sure(bench, nearest, outcomes))
    lines, is_met = summary(outcomes)
    print("", *lines, sep="\n")
    return 0 if (all(each.is_noticed for each in outcomes) if is_given else is_met) else 1


if __name__ == "__main__":
    sys.exit(main())
