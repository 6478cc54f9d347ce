"""Which tests might notice a change to a file, the nearest first."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from tests.quick import shown_by

_SLOW = ("tests/journeys", "tests/benchmarks", "tests/chaos", "tests/mutation")
MOST = 24  # files; what none of so many notices is said to survive


class Nearest:
    """The tests of a tree, and whom its modules import."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def tests_of(self, name: str) -> list[str]:
        """Those that bear the file's name, those that import it, its folder's, and those of whoever imports it."""
        module = _module(name)
        mirrored = {test for test in shown_by(name, self._root) if not test.startswith(_SLOW)}
        named = [t for t in mirrored if Path(t).stem.removeprefix("test_") == Path(name).stem]
        importing = sorted(self._tests_by_module[module], key=lambda t: (t not in mirrored, t))
        counted = Counter(
            t for each in self._importers[module] for t in self._tests_by_module[each]
        )
        others = sorted(counted, key=lambda test: (-counted[test], test))
        found = dict.fromkeys([*sorted(named), *importing, *sorted(mirrored), *others])
        return list(found)[:MOST]

    @cached_property
    def _tests_by_module(self) -> dict[str, set[str]]:
        return self._by_imported(
            path
            for path in self._root.glob("tests/**/test_*.py")
            if not self._name(path).startswith(_SLOW)
        )

    @cached_property
    def _importers(self) -> dict[str, set[str]]:
        found = self._by_imported(
            p for part in ("bot", "handlers") for p in self._root.glob(f"{part}/**/*.py")
        )
        return defaultdict(
            set, {name: {_module(each) for each in those} for name, those in found.items()}
        )

    def _by_imported(self, paths: Iterable[Path]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path in paths:
            for module in _imported(ast.parse(path.read_text())):
                found[module].add(self._name(path))
        return found

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


def _module(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imported(tree: ast.Module) -> set[str]:
    """What a file imports; of ``from a import b`` both ``a`` and ``a.b``, whichever of them is a module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found
