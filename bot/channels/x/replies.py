"""What others answer our customers in their threads without naming us, found by search: each post read costs money.

X hands out no fewer than ten posts of a search, and lists seven days.
Source: docs.x.com/x-api/posts/search/integrate/operators, 2026-08.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.channels.channel import OfOthers
from bot.channels.outside import part, text
from bot.channels.x import finds, ids
from bot.channels.x.client import PAGE, XClient
from bot.channels.x.inbound import Reader
from bot.channels.x.polling import explained, split
from bot.domain.channels.inbound import Inbound, Unreadable
from bot.telemetry.logs import get_logger

LEAST, MOST = 10, PAGE
THREADS = 10  # whose numbers one query holds
_log = get_logger(__name__)


def replies(
    client: XClient,
    reader: Reader,
    *,
    threads: Sequence[str],
    since: datetime,
    now: datetime,
    most: int,
) -> OfOthers:
    """The newest of what others answered there since then, and whether there was more. Raises PollFailed."""
    keys = client.keys
    oldest = ids.id_at(max(since, now - finds.REACH))
    answer = explained(
        lambda: client.newest_found(
            query_for(threads, handle=keys.handle), since_id=str(oldest), most=most
        ),
        who=f"@{keys.handle}",
    )
    items, found = split(answer), list[Inbound]()
    for _, item in items:
        try:
            found.append(reader.read(account=keys.id, handle=keys.handle, body=item.body))
        except Unreadable as error:  # the others are looked at all the same
            _log.warning("replies.unreadable", reason=str(error))
    more = bool(text(part(answer, "meta").get("next_token")))
    return OfOthers(tuple(found), billed=len(items), more=more)


def query_for(threads: Sequence[str], *, handle: str) -> str:
    """Replies in these threads, without ours and without those that name us, which are among the mentions."""
    any_of = " OR ".join(f"conversation_id:{each}" for each in threads)
    return f"({any_of}) is:reply -is:retweet -from:{handle} -@{handle}"
