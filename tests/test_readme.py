"""The README holds: its commands exist, its links lead somewhere, its map is the tree, its tables are true."""

import logging
import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.storage.sealing import Vault
from config.files import FOLDERS, STEMS
from config.settings import Settings, variable
from handlers.commands.cli import commands
from handlers.commands.house import alarms

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", README, flags=re.M | re.S))
SHOWN = [*SPANS, *(line for block in FENCED for line in block.splitlines())]
TYPED = "python -m handlers"
# What a reader puts in the place of a word in capitals.
EXAMPLES = {"ID": "1", "CASE": "C-1042", "NAME": "Ana"}


def shown(command: str) -> list[str]:
    """Every command of this kind that the README shows."""
    return sorted({each for each in SHOWN if each.startswith(f"{command} ")})


def make(*words: str) -> "subprocess.CompletedProcess[str]":
    """Make, as typed by hand: also where these tests are run by make."""
    outside = {n: v for n, v in os.environ.items() if not n.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=ROOT, env=outside, capture_output=True, text=True, check=False
    )


def earshot(*words: str, **environment: str) -> Result:
    """The command in this process, in an environment with no settings but these."""
    ours = [name for name in os.environ if name.startswith("EARSHOT_") or name == "DATABASE_URL"]
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        return CliRunner().invoke(commands, words, env={**dict.fromkeys(ours), **environment})
    finally:  # a command sets up logging for its process, and this process has many more tests
        root.handlers[:] = handlers
        root.setLevel(level)


def test_the_readme_shows_commands() -> None:
    assert {"make sandbox", "make test", "make sandbox FRESH=1"} <= set(shown("make"))
    begun = {"check", "keys new", "run", "manifest --address https://YOUR-APP"}
    assert {f"{TYPED} {each}" for each in begun} <= set(shown(TYPED))


@pytest.mark.parametrize("command", shown("make"))
def test_each_make_command_has_its_target(command: str) -> None:
    dry = make(*shlex.split(command)[1:], "-n")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert ("--fresh" in dry.stdout) == ("FRESH=1" in command)


def test_make_help_lists_every_target_the_readme_names() -> None:
    targets = {line.split()[1] for line in make("help").stdout.splitlines()}
    assert {command.split()[1] for command in shown("make")} <= targets


@pytest.mark.parametrize(
    "command", [each for each in (*shown(TYPED), *shown("earshot")) if "…" not in each]
)
def test_each_earshot_command_exists_with_its_options(command: str) -> None:
    words = [
        EXAMPLES.get(word, word)
        for word in shlex.split(command.removeprefix(TYPED).removeprefix("earshot"))
    ]
    # Its options are read before it shows its help: one that does not exist is refused.
    done = earshot(*words, "--help")
    assert done.exit_code == 0, done.stderr
    assert "Usage:" in done.stdout


def test_the_commands_a_new_bank_begins_with_do_what_the_readme_says(tmp_path: Path) -> None:
    checked = earshot("check", "--all")
    assert checked.exit_code == 1
    told = {line.split()[1]: line.split()[0] for line in checked.stdout.splitlines() if line[:1]}
    assert {variable(field) for field in Settings.model_fields} <= set(told)
    assert told["EARSHOT_SLACK_BOT_TOKEN"] == told["EARSHOT_SEAL_KEYS"] == "missing"

    key = earshot("keys", "new").stdout.strip()
    assert Vault(key)
    here = {"DATABASE_URL": f"sqlite:///{tmp_path}/earshot.db", "EARSHOT_SEAL_KEYS": key}
    assert earshot("migrate", **here).exit_code == 0
    assert earshot("inbox", **here).stdout == "Nothing is set aside.\n"
    assert "no trail of case 1042" in earshot("verify", "C-1042", **here).stdout


def test_every_link_and_picture_stands_in_the_repository() -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", README)
    assert len(links) > 5
    for link in links:
        target = (ROOT / link.partition("#")[0]).resolve()
        assert target.is_relative_to(ROOT), f"{link} leads out of the repository"
        assert target.exists(), f"there is no {link}"


def test_every_path_the_readme_names_exists() -> None:
    paths = [each for each in SPANS if re.fullmatch(r"[a-z]\w*/[\w./]*", each)]
    assert len(paths) > 3
    assert [each for each in paths if not (ROOT / each).exists()] == []


def _mapped(chart: str) -> dict[str, set[str]]:
    """The names in the map, by the folder they stand in."""
    found: dict[str, set[str]] = {"": set()}
    path: list[str] = []
    for line in chart.splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        path = [*path[:depth], name.rstrip("/")]
        found.setdefault("/".join(path[:-1]), set()).add(name)
    return found


def test_the_map_of_the_code_is_the_tree() -> None:
    [chart] = [block for block in FENCED if block.startswith("config/")]
    mapped = _mapped(chart)
    assert {name.rstrip("/") for name in mapped.pop("")} == _packages(ROOT)
    files = {name for name in mapped["bot"] if not name.endswith("/")}
    assert files == {path.name for path in (ROOT / "bot").glob("[a-z]*.py")}
    for folder, names in mapped.items():
        rooms = {name.rstrip("/") for name in names if name.endswith("/")}
        assert rooms == _packages(ROOT / folder), folder
    assert len(mapped) > 6
    [channels] = re.findall(r"channels/ +one folder a channel: (.*)", chart)
    assert set(channels.split(", ")) == _packages(ROOT / "bot/channels")


def test_every_family_has_the_same_name_on_every_floor() -> None:
    views, hands = _packages(ROOT / "bot/slack/views"), _packages(ROOT / "handlers/slack")
    desk = _packages(ROOT / "bot/desk")
    assert views - desk == {"home"}
    assert hands - desk == {"door", "settings", "workspace"}


def test_the_glossary_gives_each_word_one_meaning() -> None:
    table = README.split("### Words")[1].split("###")[0]
    words = re.findall(r"^\| ([a-z][a-z -]+) \|", table, re.MULTILINE)[1:]
    assert len(words) >= 40
    assert words == sorted(set(words))


def test_who_may_import_whom_is_what_the_build_checks() -> None:
    project: Any = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [floors] = [each for each in contracts if each["name"].startswith("Floors")]
    layers = [name for layer in floors["layers"] for name in layer.split(" | ")]
    [sentence] = [line for line in README.splitlines() if line.startswith("Who may import whom")]
    _file, *told = re.findall(r"`(\S+)`", sentence)
    assert [name.removeprefix("bot.") for name in told] == [
        name.removeprefix("bot.") for name in layers
    ]


def test_every_setting_it_names_is_one() -> None:
    settings = {variable(field) for field in Settings.model_fields}
    example = (ROOT / "config/env.example").read_text(encoding="utf-8")
    named = {each for each in SPANS if re.fullmatch(r"[A-Z][A-Z_]{3,}", each)}
    assert len(named) > 8
    assert named <= settings
    assert [name for name in named if f"{name}=" not in example] == []


def test_the_table_of_the_banks_files_names_each_once() -> None:
    rows = re.findall(r"^\| `(\w+)(?:/\*)?\.toml` \|", README, re.MULTILINE)
    assert sorted(rows) == sorted(STEMS)
    assert all((ROOT / f"config/{stem}.toml").is_file() for stem in {*rows} - FOLDERS)
    assert all((ROOT / f"config/{folder}").is_dir() for folder in FOLDERS)


def test_each_channel_has_the_files_a_new_one_needs() -> None:
    [recipe] = [line for line in README.splitlines() if "bot/channels/<name>/" in line]
    needed = re.findall(r"`(\w+\.py)`", recipe)
    assert len(needed) == 4
    of_platforms = _packages(ROOT / "bot/channels") - {"webchat"}  # our own page reads nothing
    for channel in of_platforms:
        assert [n for n in needed if not (ROOT / "bot/channels" / channel / n).is_file()] == []


def test_each_name_that_a_new_verb_needs_stands_where_it_is_said_to() -> None:
    [recipe] = re.findall(r"^### Adding a verb\n(.*?)^#", README, re.MULTILINE | re.DOTALL)
    named = [re.findall(r"`([^`]+)`", step) for step in recipe.splitlines() if step[:1].isdecimal()]
    found = 0
    for names in named:
        files = [ROOT / each for each in names if each.endswith(".py")]
        text = "".join(each.read_text(encoding="utf-8") for each in files)
        for name in (each.rpartition(".")[2] for each in names if each[-1:].isalpha()):
            if re.fullmatch(r"[A-Z]\w+", name):
                found += 1
                assert re.search(rf"^(class )?{name}\b", text, re.MULTILINE), name
    assert found == 7


def test_it_refers_to_nothing_outside_the_repository() -> None:
    addresses = set(re.findall(r"https?://[^\s)`]+", README))
    assert addresses == {"https://YOUR-APP", "https://YOUR-APP/webhooks/facebook"}
    assert re.findall(r"(?<![\w.])(?:\.\./|~/|/(?:home|root|work|tmp|opt|usr)\b)", README) == []


def _packages(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("[a-z]*/__init__.py")}


def test_the_list_of_alarms_is_made_from_the_code() -> None:
    assert alarms.table() in README, (
        "Put the output of `python -m handlers alarms --kinds` into the README."
    )
