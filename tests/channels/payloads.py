"""The payload files: one situation a file, in the platforms' own shapes, with invented people."""

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "payloads"


def payload(name: str) -> Any:
    """The situation ``x/edited``."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def situations(platform: str) -> list[str]:
    """The names of all situations of one platform."""
    return sorted(file.stem for file in (_FOLDER / platform).glob("*.json"))
