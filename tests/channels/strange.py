"""Strange parts for the payloads: what no reference documents, and what a reader has to survive."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

NESTED = 3000  # deeper than Python's own readers go
_DEEP = f"<{NESTED} deep>"  # stands for something that only text can hold

VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [
            None, True, 0, -1, 10**20, 1.5, float("1e300"), "", "x", "\ud83d", "\x00", "9" * 20, "²",
            [], {}, [[]], [{}], {"id": {}}, {"id": []}, {"data": "x"}, {"data": [1, "x", {}]}, _DEEP,
        ]
    ),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a payload, the whole last."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for name, each in inner:
        yield from places(each, (*path, name))
    if path:
        yield path


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The payload with another part in this place."""
    whole = copy.deepcopy(value)
    inside = whole
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = new
    return whole


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """The payload with one to three parts replaced by something strange."""
    for _ in range(draw(st.integers(1, 3))):
        ways = list(places(value))
        if ways:
            value = changed(value, draw(st.sampled_from(ways)), draw(VALUES))
    return value


def written(text: str) -> bytes:
    """The JSON with what only text can hold put in."""
    deep = "[" * NESTED + "]" * NESTED
    return text.replace(f'"{_DEEP}"', deep).encode()
