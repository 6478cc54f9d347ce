"""The product's own source as the tests read it: each file parsed once in a process."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Whoever reads the whole source does so in one tester, so that it is parsed once.
reads_the_source = pytest.mark.xdist_group("source")


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """Every Python file of these folders but the migrations, in order."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(path for path in found if "versions" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """One file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Every node of one file."""
    return ast.walk(tree(path))
