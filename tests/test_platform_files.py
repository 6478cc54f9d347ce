"""What a platform reads before any code of ours runs: Procfile, app.json, .python-version."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from config.settings import Settings, variable
from handlers.commands.cli import commands
from handlers.processes.required import waits_for

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
APP: Any = json.loads((ROOT / "app.json").read_text(encoding="utf-8"))


def test_each_process_is_a_command_that_exists() -> None:
    assert set(PROCESSES) == {"release", "web", "worker", "socket"}
    for line in PROCESSES.values():
        command = re.fullmatch(r"(?:exec )?python -m handlers (\w+)", line)
        assert command is not None, line
        done = CliRunner().invoke(commands, [command[1], "--help"])
        assert done.exit_code == 0


def test_what_runs_on_takes_the_place_of_its_shell_so_that_sigterm_reaches_it() -> None:
    assert all(PROCESSES[name].startswith("exec ") for name in ("web", "worker", "socket"))


def test_app_json_asks_for_settings_that_exist_and_requires_what_is_known_before_slack_is() -> None:
    assert set(APP["env"]) <= {variable(field) for field in Settings.model_fields}
    required = {name for name, asked in APP["env"].items() if asked.get("required", True)}
    own = {"EARSHOT_SEAL_KEYS", "EARSHOT_FACEBOOK_VERIFY_TOKEN", "EARSHOT_METRICS_TOKEN"}
    assert required == own
    assert set(waits_for(Settings())) <= set(APP["env"])


def test_app_json_starts_what_the_procfile_names() -> None:
    assert set(APP["formation"]) == {"web", "worker"}
    assert all(formation["quantity"] == 1 for formation in APP["formation"].values())


def test_the_named_python_is_one_that_is_supported() -> None:
    named = tuple(int(part) for part in (ROOT / ".python-version").read_text().split("."))
    project: Any = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["project"]["requires-python"])
    assert found is not None
    assert (3, int(found[1])) <= named < (3, int(found[2]))
