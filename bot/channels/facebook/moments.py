"""Facebook's times: seconds, milliseconds, or ISO with ``+0000``, all of them in use at once."""

from datetime import UTC, datetime

_MILLISECONDS = 100_000_000_000


def moment(value: object) -> datetime:
    """A time in any of the three forms. Raises ValueError."""
    if isinstance(value, str) and not value.isdigit():
        return datetime.fromisoformat(value)
    number = int(str(value))
    return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS else number, UTC)
