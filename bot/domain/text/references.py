"""How a case is named to people: ``C-1042``, everywhere the same."""

import re

_REFERENCE = re.compile(r"^\s*(?:C-?|#)?(\d{1,9})\s*$", re.IGNORECASE)


class NotAReference(ValueError):
    """Somebody named a case in a way we cannot read."""

    def __init__(self, given: str) -> None:
        super().__init__(f"“{given[:40]}” is not a case. Write it like C-1042.")


def case_reference(number: int) -> str:
    """``C-1042`` for case 1042."""
    return f"C-{number}"


def case_number(given: str) -> int:
    """The number in ``C-1042``, ``#1042`` or ``1042``. Raises NotAReference."""
    match = _REFERENCE.match(given)
    if match is None:
        raise NotAReference(given)
    return int(match[1])
