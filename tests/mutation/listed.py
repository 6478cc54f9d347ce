"""The changes that stand in a list: those that must be noticed, and those that may live, with the reason why."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.changes import Change

_HERE = Path(__file__).parent
GIVEN_ONE = "given"
GIVEN, MAY_LIVE = _HERE / "given.toml", _HERE / "may_live.toml"


@dataclass(frozen=True)
class Listed:
    """One entry: in this file, this text becomes that one; why it is in the list, and which tests notice."""

    file: str
    before: str
    after: str
    why: str
    noticed_by: tuple[str, ...] = ()

    def found_in(self, source: str) -> Change:
        """As a change of the file as it is today; the text must stand there exactly once."""
        if (times := source.count(self.before)) != 1:
            raise ValueError(
                f"{self.file}: “{self.before}” stands {times} times in it, and must stand there once. "
                "Say more of the line, or take the entry away."
            )
        start = source.index(self.before)
        return Change(GIVEN_ONE, source.count("\n", 0, start) + 1, start, self.before, self.after)


def read(path: Path) -> list[Listed]:
    """All entries of a list."""
    return [Listed(**each) for each in tomllib.loads(path.read_text()).get("change", [])]


def reason(listed: list[Listed], name: str, changed: str, source: str) -> str:
    """Why this change may live; empty where it may not. Compared is what the whole file then does."""
    for each in listed:
        if each.file == name and _does(each.found_in(source).made_in(source)) == _does(changed):
            return each.why
    return ""


def _does(source: str) -> str:
    return ast.dump(ast.parse(source))


def noticed_by(name: str, change: Change) -> tuple[str, ...]:
    """The tests that the list of given changes names for this one."""
    if change.what != GIVEN_ONE:
        return ()
    [found] = [e for e in read(GIVEN) if (e.file, e.before) == (name, change.before)]
    return tuple(found.noticed_by)
