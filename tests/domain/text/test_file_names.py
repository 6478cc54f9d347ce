"""What devices call files: one short plain line, from which nothing is concluded."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.file_names import plain_name


@given(st.text(max_size=300))
def test_a_name_is_one_short_plain_line(told: str) -> None:
    name = plain_name(told)
    assert len(name) <= 80
    assert name == name.strip()
    assert not re.search(r"[/\\:\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\u2028\u2029]", name)
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("C:\\fakepath\\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("صورة الإيصال.jpg", "صورة الإيصال.jpg"),
        ("👩‍👧 trip.png", "👩‍👧 trip.png"),
        ("a" * 200 + ".jpeg", "a" * 74 + "….jpeg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("...", ""),
    ],
)
def test_names_as_devices_write_them(told: str, kept: str) -> None:
    assert plain_name(told) == kept
