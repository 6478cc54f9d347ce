"""Who asks: the cookie, the page's own word, where a request comes from, and in which language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from handlers.web.chat.door import Door, is_page_word, language_for, page_word

BANK = Door("https://chat.bank.example")
HERE = Door("http://127.0.0.1:8000")


def asked(peer: str = "203.0.113.9", **headers: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "POST",
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
            "client": (peer, 1),
        }
    )


def test_the_cookie_is_the_browsers_and_no_scripts() -> None:
    answer = Response()
    BANK.hand_out(answer, "abc")
    said = answer.headers["set-cookie"]
    assert said.startswith("__Host-chat=abc;")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=86400"} <= set(
        said.split("; ")
    )
    assert "Domain" not in said


def test_on_ones_own_machine_the_cookie_works_without_https() -> None:
    answer = Response()
    HERE.hand_out(answer, "abc")
    assert answer.headers["set-cookie"].startswith("chat=abc;")
    assert "Secure" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("planted", ["chat=evil", "__host-chat=evil", "__Host-chat=" + "e" * 201])
def test_no_other_cookie_is_taken_for_ours(planted: str) -> None:
    assert BANK.cookie_of(asked(cookie=planted)) == ""
    assert BANK.cookie_of(asked(cookie="__Host-chat=ours; " + planted)) in ("ours", "")


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "https://chat.bank.example"}, False),
        ({"origin": "https://chat.bank.example"}, True),
        ({"origin": "https://chat.bank.example.evil.example"}, False),
        ({"origin": "http://chat.bank.example"}, False),
        ({"origin": "null"}, None),
        ({}, None),
    ],
)
def test_which_page_sent_a_post(headers: dict[str, str], ours: bool | None) -> None:
    assert BANK.is_our_page(asked(**headers)) is ours


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (
            0,
            "198.51.100.1",
            "203.0.113.9",
        ),  # nobody stands before us: the header is the client's own
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # what the client wrote stands left
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, "not an address", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "fe80::1%eth0", "fe80::/64"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),  # else all the world would be one network
    ],
)
def test_the_network_is_what_the_outermost_proxy_of_ours_saw(
    proxies: int, forwarded: str, network: str
) -> None:
    door = Door("https://chat.bank.example", proxies=proxies)
    assert door.network_of(asked(x_forwarded_for=forwarded)) == network


def test_the_pages_word_fits_its_own_cookie_alone() -> None:
    assert is_page_word(page_word("one"), "one")
    assert not is_page_word(page_word("one"), "other")
    assert not is_page_word("", "one")
    assert not is_page_word("é", "one")
    assert not is_page_word("\ud800", "one")  # JSON can say it, no encoding can


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar", "ar"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("en-GB,en;q=0.9,ar;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,ar;q=0.5", "ar"),
        ("en;q=0.2,ar;q=0.7", "ar"),
        ("ar;q=0", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("ar;q=lots", "en"),
    ],
)
def test_the_language_is_the_one_of_ours_that_is_wanted_most(accepted: str, language: str) -> None:
    assert language_for(accepted) == language


@given(st.text())
def test_no_header_breaks_the_choice_of_language(accepted: str) -> None:
    assert language_for(accepted) in ("en", "ar")
