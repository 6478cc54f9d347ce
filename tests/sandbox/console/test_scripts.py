"""The page's scripts, as text: none imports another that needs it first."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import bot.sandbox.console

SCRIPTS = Path(bot.sandbox.console.__file__).parent / "static"
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"\./([\w.]+)";', re.MULTILINE)


def imports() -> dict[str, set[str]]:
    return {file.name: set(IMPORT.findall(file.read_text())) for file in SCRIPTS.glob("*.js")}


def test_scripts_do_not_import_in_circles() -> None:
    order = list(
        TopologicalSorter(imports()).static_order()
    )  # raises CycleError, naming the circle
    assert order[-1] == "app.js"


def test_every_script_is_reached_from_the_first() -> None:
    known, reached, waiting = imports(), set[str](), ["app.js"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting += known[name] - reached
    assert reached == set(known)
