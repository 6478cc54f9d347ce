"""The changes that are made to a file: each of them small, each of them where it says."""

import pytest

from tests.mutation.changes import changes, compiles


def made_in(source: str) -> set[str]:
    return {each.made_in(source) for each in changes(source)}


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("a = b < c", "a = (b <= c)"),
        ("a = b is None", "a = (b is not None)"),
        ("a = b and c", "a = (b or c)"),
        ("a = b and c", "a = (c)"),
        ("a = not b", "a = (b)"),
        ("a = 3", "a = 2"),
        ("a = 0", "a = 1"),
        ("def f(a=True): ...", "def f(a=False): ..."),
        ("a = b - c", "a = (b + c)"),
        ("f(a, b)", "f(b, a)"),
        ("f(a)", "pass"),
        ("a.b = c", "pass"),
        ("if a:\n    raise B", "if a:\n    pass"),
        ("if a:\n    b = c", "if (not (a)):\n    b = c"),
        ("a = [b for b in c if b]", "a = [b for b in c if True]"),
        ("a = b.where(c).with_for_update()", "a = b.where(c)"),
        ("with a:\n    b()", "with __import__('contextlib').nullcontext():\n    b()"),
    ],
)
def test_a_piece_of_code_becomes_a_faulty_one(source: str, becomes: str) -> None:
    assert becomes in made_in(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""What a module says of itself."""',
        "a: list[int] | None = None",
        "from __future__ import annotations",
        "if TYPE_CHECKING:\n    import a",
        '_log.info("poll.stored", items=3)',
        'a = f"{b + 1}"',
    ],
)
def test_what_nobody_could_notice_stays(source: str) -> None:
    assert made_in(source) == set()


def test_a_change_says_its_line_and_both_texts() -> None:
    source = "a = “ß”\nb = c == d\n".replace("“", '"').replace("”", '"')
    [change] = [each for each in changes(source) if each.what == "another comparison"]
    assert (change.line, change.before, change.after) == (2, "c == d", "(c != d)")
    assert str(change) == "another comparison: c == d → (c != d)"
    assert change.made_in(source) == 'a = "ß"\nb = (c != d)\n'


def test_what_python_does_not_take_is_told_apart() -> None:
    assert compiles("a = 1")
    assert not compiles("a = = 1")
