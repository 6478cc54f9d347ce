"""What is wrong with the environment, as a sentence for each variable."""

from collections.abc import Callable

from pydantic import ValidationError


def faults(error: ValidationError, *, variable: Callable[[str], str]) -> dict[str, str]:
    """By the variable; ``variable`` says which one a field, or an alias of it, is read from."""
    problems: dict[str, list[str]] = {}
    for found in error.errors(include_url=False, include_input=False, include_context=False):
        field, *within = found["loc"]
        problems.setdefault(variable(str(field)), []).append(_place(within) + found["msg"])
    return {name: "; ".join(messages) + "." for name, messages in problems.items()}


def _place(within: list[int | str]) -> str:
    """Where inside a JSON list something is wrong, as a person counts: ``entry 1, handle: ``."""
    steps = [f"entry {step + 1}" if isinstance(step, int) else step for step in within]
    return f"{', '.join(steps)}: " if steps else ""
