"""What a channel can do and how much of it. A channel states this; nobody asks for its name."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.frozen import Frozen


class Budget(Frozen):
    """How fast a channel lets one account post: a gap, a window, or both."""

    interval_s: float = 0.0  # least seconds between two posts
    window_count: int | None = None  # posts in a window
    window_s: float | None = None


def no_id(_link: str) -> str | None:
    """Of a channel whose posts have no address."""
    return None


def untold(_link: str) -> str | None:
    """Of a channel whose addresses do not tell whose a post is."""
    return ""


def no_time(_external_id: str) -> datetime | None:
    """Of a channel whose ids tell no time."""
    return None


class Capabilities(Frozen):
    """What is true of every account of a channel."""

    name: str  # "x"
    title: str  # "X"
    reply_limit: int  # in units of reply_length
    reply_length: Callable[[str], int]
    posting: Budget
    chain_most: int = 1  # of posts that one public answer may be, each answering the one before
    id_in_link: Callable[[str], str | None] = no_id  # a post's id from its public address
    # Whose post a public address is of: the account of ours; empty where it does not tell; None when
    # it is somebody else's.
    account_in_link: Callable[[str], str | None] = untold
    time_in_id: Callable[[str], datetime | None] = no_time  # when a post was made, from its id
    private_window_h: float | None = None  # how long after a private word it takes our answer
    has_private: bool = False  # whether it carries words for the customer alone
    private_limit: int = 0  # of one private answer, in units of private_length
    private_length: Callable[[str], int] = len
    private_posting: Budget = Budget()
    private_reply_days: float | None = (
        None  # a private answer to a public post: once, in so many days
    )
    private_blindness: str = ""  # what of private talk it does not show us, as a sentence for staff
    may_repeat: bool = False  # whether an answer that is sent twice is there once
    can_look_up: bool = False  # whether a public post can be looked up by its id
    can_remove_answers: bool = False  # whether our own public answer can be deleted from here
    can_hide: bool = False  # whether a customer's public comment can be hidden and shown again
    impostor_report: str = ""  # where somebody who claims to be us is reported
    has_webhook: bool = False
    warns_of_link_price: bool = False
