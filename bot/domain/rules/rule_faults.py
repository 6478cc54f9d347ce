"""What is wrong in the bank's files: the file, the key, what is wrong and what would be right."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from bot.language import listed, say

Path = tuple[str | int, ...]
Where = Callable[[Path], str]  # the file that set a key; the path begins with the file's stem


class Fault(NamedTuple):
    """One thing that is wrong."""

    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}: {key}{self.sentence}"


class HouseRulesAreWrong(Exception):
    """The files cannot be used. ``faults`` holds everything that is wrong, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def fault(path: Path, sentence: str, *, where: Where) -> Fault:
    """A fault at a key, given as a path that begins with the file's stem."""
    return Fault(where(path), written(path[1:]), _finished(sentence))


def faults_of(
    error: ValidationError, *, model: type[BaseModel], stem: str, where: Where
) -> list[Fault]:
    """Every complaint of a validation, in our words."""
    found: list[Fault] = []
    problems = error.errors(include_url=False)
    for problem in problems:
        if problem["type"] == "too_short" and _entry_is_wrong(problem["loc"], problems):
            continue  # a list whose only entries are wrong is not empty
        path: Path = (stem, *_without_validators(problem["loc"]))
        found.append(fault(path, _sentence(dict(problem), model=model), where=where))
    return list(dict.fromkeys(found))


def written(path: Path) -> str:
    """A key as a person would write it: ``rules[2].targets.claimed``."""
    text = ""
    for part in path:
        if part == "[key]":  # as pydantic says that the name itself is what is wrong
            continue
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def nearest(name: str, known: Iterable[str]) -> str:
    """“Did you mean …?”, or what there is to choose from."""
    choices = sorted(known)
    near = get_close_matches(name, choices, n=1)
    if near:
        return say("Did you mean “{name}”?", name=near[0])
    if not choices:
        return ""
    return say("There is {names}.", names=listed(f"“{choice}”" for choice in choices))


def _entry_is_wrong(loc: Sequence[str | int], problems: Sequence[Any]) -> bool:
    depth = len(loc)
    return any(len(other["loc"]) > depth and other["loc"][:depth] == loc for other in problems)


def _sentence(problem: dict[str, Any], *, model: type[BaseModel]) -> str:
    kind, given = problem["type"], problem.get("input")
    if kind == "missing":
        return "it is missing. Add it"
    if kind == "extra_forbidden":
        name = str(problem["loc"][-1])
        near = get_close_matches(name, _field_names(model) - {name}, n=1)
        return "there is no such setting here." + (f" Did you mean “{near[0]}”?" if near else "")
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    if kind in {"enum", "literal_error"}:
        return f"“{given}” is not one of {problem['ctx']['expected']}"
    if kind == "string_pattern_mismatch":
        return (
            f"“{given}” is not an id of the right kind. Slack shows it under “Copy link” or in the "
            "details: C… for a channel, U… for a person, S… for a group"
        )
    if kind == "time_parsing":
        return f"“{given}” is no time of day. Write one like 08:30"
    if kind == "string_too_short":
        return "it is empty. Fill it in"
    if kind == "too_short":
        return "it is an empty list. Add at least one entry"
    shown = f" (it is {given!r})" if isinstance(given, str | int | float | bool) else ""
    return str(problem["msg"]) + shown


def _field_names(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    """The names of every setting inside a model, at any depth."""
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            if inner not in seen:
                names |= _field_names(inner, seen | {model})
    return names


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]


def _without_validators(loc: Sequence[str | int]) -> Path:
    unwanted = ("function-", "tuple[")
    return tuple(part for part in loc if isinstance(part, int) or not part.startswith(unwanted))


def _finished(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."
