"""`make quick`: the tests of what was changed since the branch left main, uncommitted files included.

A changed test is run itself. For a product file the tests of the mirrored folder are run; a family of the
desk has its name on three floors, and all three are. It is a first look: `make test` runs everything.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = ("tests/test_architecture.py", "tests/test_language.py")
FLOORS = ("desk", "slack/views", "handlers/slack")
FILES_MOST = 40  # more take longer than a minute


def changed(root: Path = ROOT) -> list[str]:
    """The files that differ from where the branch left main, and those that git does not know yet."""
    names = _git(root, "diff", "--name-only", "--no-renames", _since(root))
    names += _git(root, "ls-files", "--others", "--exclude-standard")
    return sorted(set(names))


def shown_by(name: str, root: Path = ROOT) -> set[str]:
    """The test files that show what one changed file does."""
    path = Path(name)
    if path.name.startswith("test_") and path.suffix == ".py":
        return {name} if (root / name).exists() else set()
    found = [each for folder in _mirrors(path.parent, root) for each in folder.glob("test_*.py")]
    return {each.relative_to(root).as_posix() for each in found}


def chosen(names: Iterable[str], root: Path = ROOT) -> list[str]:
    """The tests of all these files; if those are too many, the ones that bear a changed file's name."""
    named = list(names)
    every = set(ALWAYS).union(*(shown_by(name, root) for name in named))
    if len(every) <= FILES_MOST:
        return sorted(every)
    stems = {Path(name).stem.removeprefix("test_") for name in named}
    return sorted(t for t in every if t in ALWAYS or Path(t).stem.removeprefix("test_") in stems)


def _mirrors(folder: Path, root: Path) -> list[Path]:
    """Where the tests of a folder stand: its mirror, or the nearest above that has any; and its family."""
    parts = folder.parts
    inside = parts[1:] if parts[:1] in (("bot",), ("tests",)) else parts
    if inside[:1] == ("journeys",):
        return []  # all of them take minutes
    mirror = root.joinpath("tests", *inside)
    while not any(mirror.glob("test_*.py")):
        mirror = mirror.parent
    family = inside[1:2] if inside[:1] == ("desk",) else ()
    return [mirror, *(root / "tests" / floor / name for name in family for floor in FLOORS)]


def _since(root: Path) -> str:
    """Where this branch left main; on main itself, or where there is none, what is committed."""
    for main in ("main", "origin/main"):
        found = _git(root, "merge-base", "HEAD", main)
        if found:
            return found[0]
    return "HEAD"


def _git(root: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def main() -> int:
    """Run them on SQLite, with the options given; the exit code of pytest."""
    names = changed()
    tests = chosen(names)
    print(f"{len(names)} files changed; these {len(tests)} test files show it:", *tests, flush=True)
    os.environ.setdefault("EARSHOT_TEST_DATABASES", "sqlite")
    command = [sys.executable, "-m", "pytest", "-q", "--dist", "loadgroup", *sys.argv[1:], *tests]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
