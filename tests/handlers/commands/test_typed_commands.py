"""Each command that a sentence, an alarm or a shipped file names can be typed so, and is there.

``earshot`` is a command only where Earshot is installed as a package, and on a platform it is not.
"""

import ast
import re
from collections.abc import Iterator

from tests.sources import ROOT, nodes, reads_the_source, sources
from tests.test_readme import earshot

pytestmark = reads_the_source
_BARE = re.compile(r"\bearshot [a-z]")
_TYPED = re.compile(r"python -m handlers ([^`.,;:\n“]*)")
_FILES = ("config/**/*.toml", "config/**/*.yaml", "config/env.example", "bot/words/**/*.toml")


def sentences() -> Iterator[str]:
    """Every string of the code that is no docstring, and the text of every shipped file."""
    for path in sources("bot", "handlers", "config"):
        described = {
            node.body[0].value
            for node in nodes(path)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in nodes(path):
            if isinstance(node, ast.Constant) and node not in described:
                yield str(node.value) if isinstance(node.value, str) else ""
    for pattern in _FILES:
        yield from (path.read_text(encoding="utf-8") for path in ROOT.glob(pattern))


def test_no_sentence_names_a_command_that_is_there_only_in_a_package() -> None:
    assert [each for each in sentences() if _BARE.search(each)] == []


def test_every_command_that_a_sentence_names_exists() -> None:
    typed = {found[1].strip() for each in sentences() for found in _TYPED.finditer(each)}
    assert {"migrate", "restored --done --as NAME", "inbox replay", "clocks apply"} <= typed
    given = {"NAME": "Ana", "DATE": "2026-11-01"}
    for line in sorted(typed):
        words = [given.get(word, word) for word in line.split()]
        # Its options are read before it shows its help: one that does not exist is refused.
        done = earshot(*words, "--help")
        assert done.exit_code == 0, f"{line}: {done.stderr}"
