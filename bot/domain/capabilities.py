"""What a channel can do and how much of it. A channel states this; nobody asks for its name."""

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict


class Budget(BaseModel):
    """How fast a channel lets one account post: a gap, a window, or both."""

    model_config = ConfigDict(frozen=True)

    interval_s: float = 0.0  # least seconds between two posts
    window_count: int | None = None  # posts in a window
    window_s: float | None = None


def no_id(_link: str) -> str | None:
    """Of a channel whose posts have no address."""
    return None


class Capabilities(BaseModel):
    """What is true of every account of a channel."""

    model_config = ConfigDict(frozen=True)

    name: str  # "x"
    title: str  # "X"
    reply_limit: int  # in units of reply_length
    reply_length: Callable[[str], int]
    posting: Budget
    id_in_link: Callable[[str], str | None] = no_id  # a post's id from its public address
    private_window_h: float | None = None  # how long after a private word it takes our answer
    has_webhook: bool = False
    warns_of_link_price: bool = False
