"""What a command ended with, and how the tests run one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handlers.processes.sandbox import Ports

ROOT = Path(__file__).resolve().parents[3]
NOBODY = Ports(page=9, bot=9)


@dataclass(frozen=True)
class Ended:
    """A command that ended."""

    code: int
    out: str
    told: str  # on stderr


Earshot = Callable[..., Ended]
