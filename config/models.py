"""The models that ship: a file each, and the card that says what it is and what it is worth."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from config.files import SHIPPED

MODELS = SHIPPED / "models"


class ModelFile(NamedTuple):
    """A model as its file has it, and what its card says of it."""

    card_path: Path
    content: bytes
    card: dict[str, Any]


class ModelCannotBeRead(Exception):
    """A model or its card is missing or not what it should be. Its text names the file."""


def read_model_file(name: str, *, folder: Path | None = None) -> ModelFile:
    """The model of that name, unchecked; of another folder than the shipped one. Raises ModelCannotBeRead."""
    folder = folder or MODELS
    path, card_path = folder / f"{name}.model", folder / f"{name}.toml"
    try:
        card = tomllib.loads(card_path.read_text(encoding="utf-8"))
    except OSError as why:
        raise ModelCannotBeRead(f"{card_path} cannot be read: {why.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise ModelCannotBeRead(f"{card_path} is not TOML: {why}.") from None
    try:
        return ModelFile(card_path, path.read_bytes(), card)
    except OSError as why:
        raise ModelCannotBeRead(f"{path} cannot be read: {why.strerror}.") from None
