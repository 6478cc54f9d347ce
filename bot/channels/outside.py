"""The one gate for what platforms send: bodies bounded before they are read, parts typed as taken.

What a post cannot do without is taken with ``needed`` and ``words``, which raise Unreadable. All else is
optional and fails alone: a part of a strange type counts as not told, and costs nothing but itself.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from bot.domain.channels.inbound import Unreadable, storable

DEEPEST = 64  # levels of nesting; what platforms document has fewer than ten
_LONGEST_NUMBER = 400  # digits; Python refuses to read some thousands
_LONGEST_KEY = 200  # characters; a database's index takes some thousands of bytes
_LONGEST_ID = 500
_MOST_COUNTED = 2**31 - 1
_MILLISECONDS = 100_000_000_000
# Strings, brackets, numbers. Each takes all it can and gives nothing back, and a string without an end
# ends with the body, so that the work grows with the body's length and not with its square.
_PIECE = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]|-?[0-9][0-9.eE+-]*+', re.DOTALL
)
_STRANGE = (  # what reading a body of another shape than documented can raise
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    OSError,  # a time before or after what the system knows
    RecursionError,
)


def bounded(body: bytes) -> bytes:
    """The JSON with ``null`` for what is nested deeper than any platform nests, and for numbers of
    hundreds of digits: what no reader survives costs its own part, not all that came with it."""
    if body.count(b"[") + body.count(b"{") <= DEEPEST and len(body) <= _LONGEST_NUMBER:
        return body
    kept, depth, written = [], 0, 0
    for piece in _PIECE.finditer(body):
        sign = piece[0][:1]
        if sign in b"[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept.append(body[written : piece.start()])
        elif sign in b"]}":
            depth -= 1
            if depth == DEEPEST:
                kept.append(b"null")
                written = piece.end()
        elif sign != b'"' and depth <= DEEPEST and len(piece[0]) > _LONGEST_NUMBER:
            kept += [body[written : piece.start()], b"null"]
            written = piece.end()
    return b"".join([*kept, body[written:]]) if depth <= DEEPEST else body


def parsed(body: bytes, *, what: str) -> Any:
    """What a body holds. Raises Unreadable."""
    try:
        return json.loads(bounded(body))
    except (ValueError, RecursionError):
        raise Unreadable(f"{what} is not JSON.") from None


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Whatever a strange shape raises inside is Unreadable. The error's own text is not repeated: it
    could hold what the customer wrote."""
    try:
        yield
        return
    except Unreadable:
        raise
    except _STRANGE as error:
        reason = f"{what} has an unexpected shape ({type(error).__name__})."
    raise Unreadable(reason)


def text(value: object) -> str:
    """A plain value as text that can be stored; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(storable(value if isinstance(value, str) else str(value)))


def count(value: Mapping[str, Any], name: str) -> int | None:
    """How many of something, as far as a database's number goes; None where none is told."""
    told = value.get(name)
    if isinstance(told, bool) or not isinstance(told, int) or told < 0:
        return None
    return min(told, _MOST_COUNTED)


def part(value: object, name: str) -> Mapping[str, Any]:
    """The object of this name; an empty one where there is none."""
    inner = value.get(name) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def plain(value: object, *names: str) -> dict[str, Any]:
    """Of an object the parts of these names that are plain values, and nothing else."""
    kept = {name: value.get(name) for name in names} if isinstance(value, Mapping) else {}
    return {name: told for name, told in kept.items() if isinstance(told, str | int)}


def parts(value: object, name: str) -> list[dict[str, Any]]:
    """The objects in the list of this name; what else stands in it is left out."""
    inner = value.get(name) if isinstance(value, Mapping) else None
    return [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []


def texts(value: object, name: str) -> list[str]:
    """The plain values in the list of this name, as text."""
    inner = value.get(name) if isinstance(value, Mapping) else None
    return [told for each in inner if (told := text(each))] if isinstance(inner, list) else []


def needed(value: Mapping[str, Any], name: str) -> str:
    """An id that nothing goes without. Raises Unreadable."""
    told = text(value.get(name))
    if not told or len(told) > _LONGEST_ID:
        raise Unreadable(f"It has no {name} that can be used.")
    return told


def words(value: Mapping[str, Any], name: str) -> str:
    """What somebody wrote; empty where nothing was. Raises Unreadable where it is no text, because
    words that cannot be shown have to be looked at."""
    told = value.get(name)
    if told is None or told == "":
        return ""
    found = text(told)
    if not found:
        raise Unreadable(f"Its {name} is no text.")
    return found


def moment(value: object) -> datetime | None:
    """A time in any form in use: seconds, milliseconds, ISO; None where it is none."""
    told = text(value)
    try:
        if not re.fullmatch(r"[0-9]{1,19}", told):
            at = datetime.fromisoformat(told)
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        number = int(told)
        return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def key(*told: object) -> str:
    """An inbox key that any database takes: plain parts as they are, else a hash of them all."""
    plain = [text(each) for each in told]
    joined = ":".join(plain)
    return joined if all(plain) and len(joined) <= _LONGEST_KEY else key_of_odd(told)


def key_of_odd(told: object) -> str:
    """The same key whenever the same strange thing comes again."""
    try:
        written = json.dumps(told, sort_keys=True)
    except _STRANGE:  # names of several types cannot be sorted; nothing read from JSON has them
        written = repr(told)
    return f"odd:{hashlib.sha256(written.encode(errors='replace')).hexdigest()[:40]}"
