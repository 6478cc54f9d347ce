"""Links as the platforms treat them: wrapped by X, and fetched by every previewer before anybody taps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import tweepy
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.credentials import NORTHBANK
from bot.sandbox.server import Sandbox, build
from bot.sandbox.x.links import urls, wrapped
from tests.sandbox.serving import Running, site

TOKEN = "A-b_" * 10 + "xyz"
LINK = f"https://chat.bank.example/chat#t={TOKEN}"
INVITED = f"Let us go on here: {LINK} It shows a code."
MENTION = f"@AnaRoth {INVITED}"
SHORT = r"https://t\.co/\w{10}"


@pytest.fixture
def asked(running: Running) -> str:
    """A customer's post, which can be answered."""
    return running.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp my card!")


def test_x_wraps_a_link_and_gives_the_whole_of_it_with_what_stands_behind_the_number_sign(
    x: Any, asked: str
) -> None:
    x.create_tweet(text=INVITED, in_reply_to_tweet_id=asked)
    post = x.get_users_tweets(NORTHBANK.x_id, tweet_fields=["entities"])["data"][0]
    [url] = post["entities"]["urls"]
    assert TOKEN not in post["text"]
    assert post["text"][url["start"] : url["end"]] == url["url"]
    assert url["expanded_url"] == LINK
    assert post["text"].replace(url["url"], url["expanded_url"]) == MENTION


def test_x_wraps_the_links_of_private_messages_too(x: Any, running: Running) -> None:
    ana = running.sandbox.x.posts.person("Ana Roth").id
    x.create_direct_message(participant_id=ana, text=INVITED)
    [sent] = x.get_direct_message_events(dm_event_fields=["text", "entities"])["data"]
    [url] = sent["entities"]["urls"]
    assert TOKEN not in sent["text"]
    assert sent["text"].replace(url["url"], url["expanded_url"]) == INVITED


def test_x_counts_a_link_as_23_however_long_it_is(x: Any) -> None:
    x.create_tweet(text="a" * 256 + " " + LINK)
    with pytest.raises(tweepy.Forbidden, match="too long"):
        x.create_tweet(text="b" * 257 + " " + LINK)


def test_who_takes_no_messages_from_strangers_gets_none(x: Any, running: Running) -> None:
    ana = running.sandbox.x.posts.person("Ana Roth").id
    running.sandbox.x.messages.closed.add(ana)
    with pytest.raises(tweepy.Forbidden, match="cannot send messages to this user"):
        x.create_direct_message(participant_id=ana, text=INVITED)


@given(
    st.lists(
        st.one_of(
            st.text("ab ,.#", max_size=8),
            st.sampled_from([LINK, "http://127.0.0.1:8001/chat#t=x", "https://t.co/abcdefghij"]),
        )
    )
)
def test_a_wrapped_text_comes_apart_again(parts: list[str]) -> None:
    text = " ".join(parts)
    shown = wrapped(text)
    for url in urls(text):
        assert shown[url["start"] : url["end"]] == url["url"]
    for url in reversed(urls(text)):
        shown = shown[: url["start"]] + url["expanded_url"] + shown[url["end"] :]
    assert shown == text


@dataclass
class Fetched:
    """A stand-in for the bot that notes who fetched what."""

    sandbox: Sandbox
    address: str
    seen: list[tuple[str, str]] = field(default_factory=list)

    def wait_for(self, count: int) -> list[tuple[str, str]]:
        """So many fetches, and then nothing more."""
        version = 0
        while len(self.sandbox.previews.seen) < count:
            version = self.sandbox.world.wait(version, timeout=10)
        assert [each["status"] for each in self.sandbox.previews.seen] == [200] * count
        return self.seen


@pytest.fixture
def fetched() -> Iterator[Fetched]:
    with site() as bot:
        made = Fetched(
            build(folder=None, bot_url=bot.address, start=datetime.now(UTC)), bot.address
        )

        async def answer(request: Request) -> Response:
            if request.method == "GET":
                made.seen.append((str(request.url), request.headers["user-agent"]))
            return PlainTextResponse("")

        bot.app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
        yield made
        made.sandbox.world.close()


def test_each_platform_fetches_a_link_once_when_it_is_posted(fetched: Fetched) -> None:
    sandbox, link = fetched.sandbox, f"{fetched.address}/chat#t={TOKEN}"
    post = sandbox.x.post(author="Ana", text=f"@NorthbankHelp is this you? {link}")
    sandbox.x.message(author="NorthbankHelp", to="Ana", text=f"Come in: {link}.")
    page = sandbox.facebook.visitor_post(page="Northbank", author="Ana", text=f"See {link}")
    sandbox.facebook.message(page="Northbank", author="Ana", text=link)
    sandbox.slack.say("U0PRIYA", "C0NORTHBANK", f"She got <{link}|this>")
    sandbox.x.post(author="Ana", text="https://elsewhere.example/", in_reply_to=post)
    sandbox.facebook.comment(parent=page, author="Ana", text="no link here")
    seen = fetched.wait_for(5)
    readers = [reader.partition("/")[0] for _, reader in seen]
    assert readers == [
        "Twitterbot", "Twitterbot", "facebookexternalhit", "facebookexternalhit",
        "Slackbot-LinkExpanding 1.0 (+https:",
    ]  # fmt: skip
    assert {address for address, _ in seen} == {f"{fetched.address}/chat"}, "without the token"
