"""The identifier of languages: fastText's ``lid.176.ftz``, loaded when it is first asked.

A process that asks nothing loads neither the model nor the library.
"""

import hashlib
import logging
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.domain.languages.identifying import CannotGuess
from config.files import SHIPPED

FOLDER = SHIPPED / "models"
_CARD = "lid.176.toml"
_LIKELIEST = 40
_LEAST = 0.0001
_BEFORE = len("__label__")
_log = logging.getLogger(__name__)


def guess(words: str) -> dict[str, float]:
    """How likely each language is of words on one line; nothing where there is no model."""
    model = _loaded()
    if model is None:
        return {}
    labels, likely = model.predict(words, k=_LIKELIEST, threshold=_LEAST)
    return {label[_BEFORE:]: each for label, each in zip(labels, likely, strict=True)}


def check(folder: Path = FOLDER) -> Path:
    """The file of the model, if it is the one that its card names. Raises CannotGuess."""
    try:
        card = tomllib.loads((folder / _CARD).read_text(encoding="utf-8"))
        file = folder / str(card["file"])
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise CannotGuess(f"{folder / _CARD} or its model cannot be read: {error}.") from error
    if found != card.get("sha256"):
        raise CannotGuess(f"{file} is not the model that {_CARD} describes. Install Earshot anew.")
    return file


@cache
def _loaded() -> Any:
    try:
        return import_module("fasttext").load_model(str(check()))
    except (CannotGuess, ImportError, ValueError) as error:
        _log.error("No language is told from words: %s", error)
        return None
