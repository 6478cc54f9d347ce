"""X as a channel: mentions come by polling, answers go out as replies."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from bot.channels.channel import (
    BadSignature,
    Finding,
    Hook,
    HookItem,
    Page,
    PollFailed,
    ReplyPayload,
    Source,
)
from bot.channels.transport import TIMEOUTS
from bot.channels.x import outbound, polling
from bot.channels.x.client import XClient, XKeys
from bot.channels.x.ids import id_in_link
from bot.channels.x.inbound import Reader
from bot.channels.x.recheck import recheck
from bot.domain.capabilities import Budget, Capabilities
from bot.domain.inbound import Inbound, NotUsed
from bot.domain.weighted_length import weighted_length
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused

MENTION_PAGES = 9  # X reaches back 800 mentions
OWN_PAGES = 33  # and 3,200 own posts
_SETTING = "EARSHOT_X_ACCOUNTS"
_WHERE = "developer.x.com, the app's page “Keys and tokens”"


class XChannel:
    """All our X accounts. See ``Channel`` for what each method promises."""

    def __init__(
        self,
        *,
        accounts: Sequence[XKeys],
        url: str = "https://api.x.com",
        web_url: str = "https://x.com",
        prefix: Literal["auto", "tweet", "post"] = "auto",
        poll_every_s: float = 60.0,
        lookback: timedelta = timedelta(),
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._clients = {
            keys.id: XClient(keys=keys, url=url, prefix=prefix, timeouts=timeouts)
            for keys in accounts
        }
        self._web_url = web_url.rstrip("/")
        self._reader = Reader(frozenset(self._clients), self._web_url)
        self._every_s = poll_every_s
        self._lookback = lookback

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="x",
            title="X",
            reply_limit=280,
            reply_length=weighted_length,
            posting=Budget(window_count=100, window_s=900.0),
            id_in_link=partial(id_in_link, web_url=self._web_url),
            warns_of_link_price=True,
        )

    def accounts(self) -> Sequence[str]:
        return tuple(self._clients)

    def account_name(self, account: str) -> str:
        return f"@{self._clients[account].keys.handle}"

    def sources(self) -> Sequence[Source]:
        """Mentions, and half as often our own posts: they show answers given in X's own app."""
        mentions = [Source(f"x:mentions:{a}", "x", a, self._every_s) for a in self._clients]
        own = [Source(f"x:own:{a}", "x", a, 2 * self._every_s) for a in self._clients]
        return (*mentions, *own)

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        client = self._clients[source.account]
        is_own = source.name.startswith("x:own:")
        return polling.poll(
            client.own_posts if is_own else client.mentions,
            who=self.account_name(source.account),
            cursor=cursor,
            now=now,
            lookback=self._lookback,
            most_pages=OWN_PAGES if is_own else MENTION_PAGES,
        )

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        client = self._clients.get(account)
        if client is None:
            return [NotUsed(reason="not one of our X accounts")]
        return [self._reader.read(account=account, handle=client.keys.handle, body=body)]

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        """X is polled; it was never given an address to call."""
        raise BadSignature("X sends no webhooks to this product.")

    def send(self, parcel: Parcel) -> Outcome:
        reply = ReplyPayload(**parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            return Refused("no_account", f"The X account {reply.account} is not configured here.")
        return outbound.send(client, reply, attempt=parcel.attempt, web_url=self._web_url)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        reply = ReplyPayload(**parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            raise CannotLook(f"The X account {reply.account} is not configured here.")
        return outbound.look_for(client, reply, parcel=parcel, web_url=self._web_url)

    def recheck(
        self, *, account: str, external_ids: Sequence[str], now: datetime
    ) -> Sequence[Inbound]:
        client = self._clients[account]
        return recheck(client, self._reader, external_ids=external_ids, now=now)

    def check(self) -> Sequence[Finding]:
        return [self._check(client) for client in self._clients.values()]

    def _check(self, client: XClient) -> Finding:
        who = f"@{client.keys.handle}"
        try:
            me = polling.explained(client.me, who=who).get("data") or {}
        except PollFailed as failed:
            return Finding(_SETTING, False, str(failed), _WHERE)
        name, number = str(me.get("username") or ""), str(me.get("id") or "")
        if number != client.keys.id:
            words = f"The tokens of {who} belong to @{name} (id {number}), not to {client.keys.id}."
            return Finding(_SETTING, False, words, _WHERE)
        if name.lower() != client.keys.handle.lower():
            words = f"X calls {who} @{name} now; set the handle to that."
            return Finding(_SETTING, False, words, _WHERE)
        return Finding(_SETTING, True, f"X accepts the tokens of {who}.")
