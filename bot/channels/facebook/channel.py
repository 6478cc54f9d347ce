"""Facebook Pages as a channel: comments and visitor posts by webhook, gaps by polling."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.channels.channel import Finding, Hook, HookItem, Page, ReplyPayload, Source
from bot.channels.facebook import hooks, outbound, polling, signature
from bot.channels.facebook.checking import check_page
from bot.channels.facebook.client import FacebookClient, PageKeys
from bot.channels.facebook.inbound import Reader
from bot.channels.facebook.links import id_in_link
from bot.channels.transport import TIMEOUTS
from bot.domain.capabilities import Budget, Capabilities
from bot.domain.inbound import Inbound, NotUsed
from bot.domain.weighted_length import plain_length
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused

_APP = "developers.facebook.com, your app, “App settings”, “Basic”"
_HOOKS = "developers.facebook.com, your app, “Webhooks”, “Page”"


class FacebookChannel:
    """All our Pages. See ``Channel`` for what each method promises."""

    def __init__(
        self,
        *,
        pages: Sequence[PageKeys],
        app_secret: str,
        verify_token: str,
        url: str = "https://graph.facebook.com",
        web_url: str = "https://www.facebook.com",
        version: str = "v26.0",
        poll_every_s: float = 300.0,
        lookback: timedelta = timedelta(),
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._clients = {
            keys.id: FacebookClient(keys=keys, url=url, version=version, timeouts=timeouts)
            for keys in pages
        }
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._web_url = web_url.rstrip("/")
        self._reader = Reader(frozenset(self._clients), self._web_url)
        self._every_s = poll_every_s
        self._lookback = lookback

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="facebook",
            title="Facebook",
            reply_limit=8000,
            reply_length=plain_length,
            posting=Budget(interval_s=2.0),
            id_in_link=partial(id_in_link, web_url=self._web_url),
            private_window_h=24.0,  # Messenger's standard messaging window (Meta, 2026)
            has_webhook=True,
        )

    def accounts(self) -> Sequence[str]:
        return tuple(self._clients)

    def account_name(self, account: str) -> str:
        return self._clients[account].keys.name

    def sources(self) -> Sequence[Source]:
        return [Source(hooks.source_of(a), "facebook", a, self._every_s) for a in self._clients]

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        client = self._clients[source.account]
        return polling.poll(client, cursor=cursor, now=now, lookback=self._lookback)

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        return [self._reader.read(account=account, body=body)]

    def handshake(self, query: Mapping[str, str]) -> str:
        return signature.challenge(query, verify_token=self._verify_token)

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        signature.verify(hook, app_secret=self._app_secret)
        return hooks.split(hook)

    def send(self, parcel: Parcel) -> Outcome:
        reply = ReplyPayload(**parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            return Refused("no_account", f"The Page {reply.account} is not configured here.")
        return outbound.send(client, reply, attempt=parcel.attempt, web_url=self._web_url)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        reply = ReplyPayload(**parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            raise CannotLook(f"The Page {reply.account} is not configured here.")
        return outbound.look_for(client, reply, parcel=parcel, web_url=self._web_url)

    def check(self) -> Sequence[Finding]:
        found = [each for client in self._clients.values() for each in check_page(client)]
        return [*self._own_settings(), *found]

    def _own_settings(self) -> list[Finding]:
        secret = Finding(
            "EARSHOT_FACEBOOK_APP_SECRET", bool(self._app_secret), "The app's secret.", _APP
        )
        token = Finding(
            "EARSHOT_FACEBOOK_VERIFY_TOKEN",
            bool(self._verify_token),
            "Any long word of your own, the same as in the app's webhook form.",
            _HOOKS,
        )
        return [each for each in (secret, token) if not each.ok]
