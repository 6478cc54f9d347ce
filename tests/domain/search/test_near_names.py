"""Customers who may have been meant."""

import pytest

from bot.domain.search.near_names import nearest_names

PEOPLE = [
    ("Gwen Hartley", ""),
    ("José Muñoz", "jmunoz"),
    ("", "omar_f"),
    ("أحمد الإبراهيم", ""),
    ("Bo", "bo"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Gwen Hartly", "Gwen Hartley"),
        ("hartlei", "Gwen Hartley"),
        ("jose munos", "José Muñoz"),
        ("jmunos", "José Muñoz"),
        ("omarf", "@omar_f"),
        ("احمد الابراهيمي", "أحمد الإبراهيم"),
    ],
)
def test_a_letter_wrong_still_names_somebody(typed: str, meant: str) -> None:
    assert nearest_names(typed, PEOPLE)[:1] == [meant]


@pytest.mark.parametrize("typed", ["", "x", "card declined", "unheardof", "zz"])
def test_what_is_like_nobodys_name_names_nobody(typed: str) -> None:
    assert nearest_names(typed, PEOPLE) == []


def test_at_most_three_are_named_each_once() -> None:
    many = [(f"Ann Ruiz{end}", "") for end in "abcdefg"]
    assert len(nearest_names("Ann Ruiz", [*many, *many])) == 3
