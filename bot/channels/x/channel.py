"""X as a channel: mentions, finds and private messages come by polling, answers go out as replies."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Literal

from bot.channels.channel import (
    BadSignature,
    Finding,
    Hook,
    HookItem,
    Limit,
    OfOthers,
    Page,
    PollFailed,
    RecheckPace,
    Source,
)
from bot.channels.transport import TIMEOUTS
from bot.channels.x import direct, finds, ids, outbound, polling, replies
from bot.channels.x.client import XClient, XKeys
from bot.channels.x.finds import Finds
from bot.channels.x.ids import account_in_link, id_in_link, time_in_id
from bot.channels.x.inbound import Reader
from bot.channels.x.looking_up import look_up
from bot.channels.x.moderation import moderate
from bot.channels.x.polling import Fetch, Limits
from bot.channels.x.recheck import recheck
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.channels.inbound import Inbound, NotUsed
from bot.domain.records.answers.looked import Looked
from bot.domain.records.cases.case import Surface
from bot.domain.text.weighted_length import weighted_length
from bot.language import stored
from bot.outbox.kinds import LookPayload, ModerationPayload, ReplyPayload
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused

# X lists no more than 800 mentions and 3,200 own posts (docs.x.com, rate limits, 2026-08).
_MENTIONS = Limits(
    pages=9,
    reach=800,
    beyond=Limit(
        "mentions_beyond_reach",
        "X shows an app only the latest 800 posts that name the account, and since the last "
        "look there were as many. Older ones may be missing: look for them on X itself.",
    ),
)
# X bills a post once a day, however often it is looked at.
_CHAIN_MOST = 4  # more than that is no answer but an article
_RECHECK_PACE = RecheckPace(next_page_s=0.0)
_OWN = Limits(pages=33, reach=3200)
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
        find_every_s: float = 300.0,
        private_every_s: float | None = 120.0,
        sweep_every_s: float | None = None,
        recheck_pace: RecheckPace = _RECHECK_PACE,
        overheard_a_day: int = 0,
        words: Mapping[str, Sequence[str]] = MappingProxyType({}),
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
        self._find_every_s = find_every_s
        self._private_every_s = private_every_s  # None: the bank reads no private messages here
        self._sweep_every_s = sweep_every_s  # None: what is listed late is not looked for
        self._recheck_pace = recheck_pace
        self._overheard_a_day = overheard_a_day  # posts that the bank pays for
        self._finds = {
            account: Finds(self._clients[account], each)
            for account, each in words.items()
            if each and account in self._clients
        }
        self._lookback = lookback

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="x",
            title="X",
            impostor_report="https://help.x.com/en/forms/authenticity/impersonation",
            reply_limit=280,
            reply_length=weighted_length,
            chain_most=_CHAIN_MOST,
            posting=Budget(window_count=100, window_s=900.0),
            id_in_link=partial(id_in_link, web_url=self._web_url),
            account_in_link=partial(
                account_in_link,
                accounts={client.keys.handle: a for a, client in self._clients.items()},
            ),
            time_in_id=time_in_id,
            has_private=self._private_every_s is not None,
            private_limit=direct.TEXT_LIMIT,
            private_posting=Budget(window_count=15, window_s=900.0),
            private_blindness=direct.BLINDNESS,
            can_look_up=True,
            can_remove_answers=True,
            warns_of_link_price=True,
        )

    def accounts(self) -> Sequence[str]:
        return tuple(self._clients)

    def account_name(self, account: str) -> str:
        return f"@{self._clients[account].keys.handle}"

    def sources(self) -> Sequence[Source]:
        """Mentions; half as often our own posts, which show answers given in X's own app; then what
        was looked for by words, and private messages; and slowly all public ones over a day."""
        mentions = [
            Source(f"x:mentions:{a}", "x", a, self._every_s, "mentions") for a in self._clients
        ]
        own = [
            Source(f"x:own:{a}", "x", a, 2 * self._every_s, "our own posts") for a in self._clients
        ]
        found = [
            Source(f"x:finds:{a}", "x", a, self._find_every_s, "posts that name the bank")
            for a in self._finds
        ]
        every_s = self._private_every_s
        private = [
            Source(f"x:direct:{a}", "x", a, every_s, "private messages")
            for a in self._clients
            if every_s
        ]
        public = (*mentions, *own, *found)
        slowly_s = self._sweep_every_s
        swept = [each.swept(slowly_s) for each in public if slowly_s]
        return (*public, *private, *swept)

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        client, kind = self._clients[source.account], source.name.split(":")[1]
        fetch, limits = self._list(kind, source.account)
        look = polling.sweep if source.sweeps else polling.poll
        page = look(
            fetch,
            who=self.account_name(source.account),
            cursor=cursor,
            now=now,
            lookback=self._lookback,
            limits=limits,
            kind="dm" if kind == "direct" else "post",
        )
        left = client.remaining(now=time.time())
        return replace(page, rest_s=left.resets_in_s) if left and left.left < 1 else page

    bills_reads = True

    def addressed(self) -> Sequence[Source]:
        """Mentions, finds and private messages."""
        own = {f"x:own:{a}" for a in self._clients}
        return [each for each in self.sources() if not each.sweeps and each.name not in own]

    def listed(self, *, source: Source, since: datetime, now: datetime, most: int) -> Page:
        kind = source.name.split(":")[1]
        fetch, limits = self._list(kind, source.account)
        return polling.poll(
            fetch,
            who=self.account_name(source.account),
            cursor=str(ids.id_at(since)),
            now=now,
            lookback=timedelta(),
            limits=polling.within(limits, most=most),
            kind="dm" if kind == "direct" else "post",
        )

    def _list(self, kind: str, account: str) -> tuple[Fetch, Limits]:
        client = self._clients[account]
        lists: dict[str, tuple[Fetch, Limits]] = {
            "mentions": (client.mentions, _MENTIONS),
            "own": (client.own_posts, _OWN),
            "direct": (direct.Newer(client), direct.LIMITS),
        }
        return lists[kind] if kind in lists else (self._finds[account], finds.LIMITS)

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        client = self._clients.get(account)
        if client is None:
            return [NotUsed(reason="not one of our X accounts")]
        return [self._reader.read(account=account, handle=client.keys.handle, body=body)]

    def glimpse(self, *, account: str, body: bytes) -> Inbound | None:
        client = self._clients.get(account)
        if client is None:
            return None
        return self._reader.glimpse(account=account, handle=client.keys.handle, body=body)

    def receive(self, _hook: Hook) -> Sequence[HookItem]:
        """X is polled; it was never given an address to call."""
        raise BadSignature("X sends no webhooks to this product.")

    def send(self, parcel: Parcel) -> Outcome:
        reply = ReplyPayload.read(parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            return Refused(
                "no_account",
                stored("The X account {account} is not configured here.", account=reply.account),
            )
        send = direct.send if reply.surface == Surface.PRIVATE else outbound.send
        return send(client, reply, attempt=parcel.attempt, web_url=self._web_url)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        reply = ReplyPayload.read(parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            raise CannotLook(
                stored("The X account {account} is not configured here.", account=reply.account)
            )
        look = direct.look_for if reply.surface == Surface.PRIVATE else outbound.look_for
        return look(client, reply, parcel=parcel, web_url=self._web_url)

    def moderate(self, parcel: Parcel) -> Outcome:
        asked = ModerationPayload.read(parcel.payload)
        client = self._clients.get(asked.account)
        if client is None:
            return Refused(
                "no_account",
                stored("The X account {account} is not configured here.", account=asked.account),
            )
        return moderate(client, asked, attempt=parcel.attempt)

    def look_up(self, parcel: Parcel) -> Outcome:
        asked = LookPayload.read(parcel.payload)
        client = self._clients.get(asked.account)
        if client is None:
            words = stored("The X account {account} is not configured here.", account=asked.account)
            return Refused(Looked.NOBODY_LOOKED, words)
        return look_up(client, asked)

    @property
    def recheck_pace(self) -> RecheckPace:
        return self._recheck_pace

    def recheck(
        self, *, account: str, external_ids: Sequence[str], now: datetime
    ) -> Sequence[Inbound]:
        client = self._clients[account]
        return recheck(client, self._reader, external_ids=external_ids, now=now)

    overheard_at_once = (replies.MOST, replies.LEAST)
    overheard_threads = replies.THREADS

    @property
    def overheard_a_day(self) -> int:
        return self._overheard_a_day

    def overhear(
        self, *, account: str, threads: Sequence[str], since: datetime, now: datetime, most: int
    ) -> OfOthers:
        client = self._clients[account]
        return replies.replies(
            client, self._reader, threads=threads, since=since, now=now, most=most
        )

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
