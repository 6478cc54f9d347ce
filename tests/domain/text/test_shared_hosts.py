"""Which hosts many share, and which one bank can have to itself."""

import pytest

from bot.domain.text.shared_hosts import is_ending, is_shared


@pytest.mark.parametrize(
    "host",
    ["gmail.com", "hotmail.fr", "live.co.uk", "web.de", "m.facebook.com", "com.sa", "pages.dev"],
)
def test_many_share_it(host: str) -> None:
    assert is_shared(host)


@pytest.mark.parametrize(
    "host",
    [
        *("northbank.example", "bank.co.uk", "northbank.github.io", "live.northbank.example"),
        *("notfacebook.com", "northbank.com.sa"),
    ],
)
def test_a_bank_can_have_it_to_itself(host: str) -> None:
    assert not is_shared(host)


def test_anybody_has_a_name_below_an_ending() -> None:
    assert is_ending("co.uk")
    assert not is_ending("bank.uk")
