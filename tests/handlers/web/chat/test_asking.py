"""What a POST says is read strictly: whatever else comes is refused, and breaks nothing."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from handlers.web.chat.asking import Refused, is_script, number_of, text_of, told

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def post(body: bytes, kind: str) -> Request:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", kind.encode())]
    scope = {"type": "http", "method": "POST", "path": "/chat/say", "headers": headers}
    return Request(scope, receive)


def read(body: bytes, kind: str = JSON) -> Mapping[str, Any]:
    return asyncio.run(told(post(body, kind)))


def test_both_ways_say_the_same() -> None:
    assert read(b'{"text": "hello"}') == read(b"text=hello", FORM) == {"text": "hello"}
    assert is_script(post(b"", "Application/JSON; charset=utf-8"))
    assert not is_script(post(b"", FORM))


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"[1]", JSON, 400),
        (b"{", JSON, 400),
        (b'"text"', JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"[" * 30_000, JSON, 400),
        (b"text=%ff", FORM, 400),
        (b"&".join(b"a=1" for _ in range(11)), FORM, 400),
        (b"x" * 40_001, JSON, 413),
        (b"text=hello", "text/plain", 415),
        (b"text=hello", "multipart/form-data; boundary=x", 415),
        (b"", "", 415),
    ],
)
def test_what_is_no_body_of_ours_is_refused(body: bytes, kind: str, status: int) -> None:
    with pytest.raises(Refused) as refused:
        read(body, kind)
    assert refused.value.status == status


@pytest.mark.parametrize("value", [1, None, ["a"], {"a": 1}, "x" * 11])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        text_of({"text": value}, "text", most=10)


def test_a_text_keeps_its_lines_its_joined_emoji_and_its_direction() -> None:
    family, persian = "👨\u200d👩\u200d👧", "می\u200cخواهم\u200f!"
    assert text_of({"t": f"{family}\r\n{persian}\ta"}, "t", most=99) == f"{family}\n{persian}\ta"


def test_a_text_loses_what_no_screen_shows() -> None:
    assert text_of({"t": "a\x1bb\x7fc\x85d"}, "t", most=99) == "abcd"


def test_half_an_emoji_costs_nobody_their_words() -> None:
    assert text_of({"t": "a\x00b\ud83d"}, "t", most=99) == "a\ufffdb\ufffd"


@pytest.mark.parametrize("value", [-1, 6, 1.5, True, "1.5", "²", "-1", [1], "9" * 30])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        number_of({"stars": value}, "stars", most=5)


def test_a_number_may_be_written_or_missing() -> None:
    assert [number_of({"n": each}, "n", most=5) for each in (3, "3", "", None)] == [
        3,
        3,
        None,
        None,
    ]


@given(st.binary(max_size=300), st.sampled_from([JSON, FORM]))
def test_any_bytes_are_read_or_refused(body: bytes, kind: str) -> None:
    try:
        found = read(body, kind)
        for name in found:
            text_of(found, name, most=100).encode()
    except Refused:
        pass


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=50), max_size=5))
def test_any_text_arrives_as_text(told: dict[str, str]) -> None:
    for name, value in read(json.dumps(told).encode()).items():
        try:
            kept = text_of({name: value}, name, most=100)
        except Refused:
            continue
        assert "\x00" not in kept
