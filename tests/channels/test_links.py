"""The id in an address that a person copies from the channel, and none in any other address."""

import pytest

from bot.channels.facebook import links
from bot.channels.x import ids

X = "https://x.com"
FACEBOOK = "https://www.facebook.com"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://x.com/NorthbankHelp/status/1850000000000000000", "1850000000000000000"),
        ("https://twitter.com/NorthbankHelp/status/185?s=20", "185"),
        ("https://mobile.x.com/NorthbankHelp/status/185/photo/1", "185"),
        ("https://x.com/i/web/status/185", "185"),
        ("https://x.com/NorthbankHelp", None),
        ("https://evil.example/NorthbankHelp/status/185", None),
        ("https://x.com.evil.example/NorthbankHelp/status/185", None),
        ("no address at all", None),
    ],
)
def test_an_address_on_x_gives_the_posts_id(link: str, found: str | None) -> None:
    assert ids.id_in_link(link, web_url=X) == found


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://www.facebook.com/1100/posts/123?comment_id=456", "123_456"),
        ("https://www.facebook.com/northbank/posts/123/?comment_id=456&x=1", "123_456"),
        ("https://m.facebook.com/n/posts/123?comment_id=4&reply_comment_id=5", "123_5"),
        ("https://www.facebook.com/1100/posts/123", "1100_123"),
        ("https://www.facebook.com/northbank/posts/123", None),
        ("https://www.facebook.com/northbank", None),
        ("https://evil.example/1100/posts/123?comment_id=456", None),
    ],
)
def test_an_address_on_facebook_gives_the_graph_id(link: str, found: str | None) -> None:
    assert links.id_in_link(link, web_url=FACEBOOK) == found


@pytest.mark.parametrize(
    ("link", "account"),
    [
        ("https://x.com/NorthbankHelp/status/185", "1001"),
        ("https://x.com/northbankhelp/status/185?s=20", "1001"),
        ("https://x.com/ana/status/185", None),
        ("https://x.com/i/status/185", ""),
        ("https://x.com/i/web/status/185", ""),
    ],
)
def test_an_address_on_x_tells_whose_post_it_is(link: str, account: str | None) -> None:
    assert ids.account_in_link(link, accounts={"NorthbankHelp": "1001"}) == account


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://www.facebook.com/1100/posts/123?comment_id=456", "1100"),
        ("https://www.facebook.com/2200/posts/123?comment_id=456", None),
        ("https://www.facebook.com/northbank/posts/123?comment_id=456", ""),
    ],
)
def test_an_address_on_facebook_tells_the_page_by_its_number(link: str, page: str | None) -> None:
    assert links.account_in_link(link, pages={"1100"}) == page
