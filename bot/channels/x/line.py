"""The line of one account to X: tweepy on our session. Imported by whoever asks X something, and by nobody else."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from tweepy import Client, HTTPException

from bot.channels.x.session import XSession

if TYPE_CHECKING:
    from bot.channels.x.client import XKeys

__all__ = ["HTTPException", "Line", "line"]


class Line(NamedTuple):
    """tweepy, and what it speaks through."""

    session: XSession
    tweepy: Client


def line(
    keys: "XKeys",
    url: str,
    prefix: Literal["auto", "tweet", "post"],
    timeouts: tuple[float, float],
) -> Line:
    """Both, for these keys."""
    session = XSession(prefix, url, keys.secrets, timeouts)
    client = Client(
        consumer_key=keys.consumer_key,
        consumer_secret=keys.consumer_secret,
        access_token=keys.access_token,
        access_token_secret=keys.access_token_secret,
        return_type=dict,
        wait_on_rate_limit=False,
    )
    client.session = session
    return Line(session, client)
