"""Facebook Pages as a channel: posts, comments and Messenger by webhook, gaps by polling."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot import clock
from bot.channels.channel import Finding, Hook, HookItem, Page, RecheckPace, Source
from bot.channels.facebook import (
    conversations,
    hooks,
    looking_up,
    messenger,
    moderation,
    outbound,
    polling,
    private_outbound,
    recheck,
    signature,
    versions,
)
from bot.channels.facebook.checking import check_page, subscription
from bot.channels.facebook.client import FacebookClient, PageKeys
from bot.channels.facebook.inbound import Reader
from bot.channels.facebook.links import account_in_link, id_in_link
from bot.channels.transport import TIMEOUTS
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed
from bot.domain.records.answers.looked import Looked
from bot.domain.records.cases.case import Surface
from bot.domain.text.weighted_length import plain_length
from bot.language import stored
from bot.outbox.kinds import LookPayload, ModerationPayload, ReplyPayload
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused

_APP = "developers.facebook.com, your app, “App settings”, “Basic”"
_CHANGELOG = "developers.facebook.com/docs/graph-api/changelog"
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
        sweep_every_s: float | None = None,
        lookback: timedelta = timedelta(),
        timeouts: tuple[float, float] = TIMEOUTS,
        with_messenger: bool = True,
        human_agent: bool = False,
    ) -> None:
        """``human_agent``: that Meta granted the feature, so that seven days are ours to answer."""
        self._clients = {
            keys.id: FacebookClient(keys=keys, url=url, version=version, timeouts=timeouts)
            for keys in pages
        }
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._web_url = web_url.rstrip("/")
        self._reader = Reader(frozenset(self._clients), self._web_url)
        self._every_s = poll_every_s
        self._sweep_every_s = sweep_every_s  # None: what is listed late is not looked for
        self._lookback = lookback
        self._version = version
        self._with_messenger = with_messenger
        self._human_agent = human_agent

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="facebook",
            title="Facebook",
            impostor_report="https://www.facebook.com/help/contact/295309487309948",
            reply_limit=8000,
            reply_length=plain_length,
            posting=Budget(interval_s=2.0),
            id_in_link=partial(id_in_link, web_url=self._web_url),
            account_in_link=partial(account_in_link, pages=frozenset(self._clients)),
            # Messenger's standard messaging window; with Human Agent 7 days (Meta, 2026-09).
            private_window_h=168.0 if self._human_agent else 24.0,
            has_private=self._with_messenger,
            private_limit=2000,
            private_length=plain_length,
            private_posting=Budget(interval_s=1.0),
            private_reply_days=7.0 if self._with_messenger else None,
            private_blindness=messenger.BLINDNESS if self._with_messenger else "",
            can_look_up=True,
            can_remove_answers=True,
            can_hide=True,
            has_webhook=True,
        )

    def accounts(self) -> Sequence[str]:
        return tuple(self._clients)

    def account_name(self, account: str) -> str:
        return self._clients[account].keys.name

    def sources(self) -> Sequence[Source]:
        every_s = self._every_s
        public = [
            Source(hooks.source_of(a), "facebook", a, every_s, "comments and posts")
            for a in self._clients
        ]
        private = [
            Source(hooks.messenger_source_of(a), "facebook", a, every_s, "Messenger")
            for a in self._clients
        ]
        slowly_s = self._sweep_every_s
        swept = [each.swept(slowly_s) for each in public if slowly_s]
        return [*public, *(private if self._with_messenger else ()), *swept]

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        client = self._clients[source.account]
        is_private = source.name == hooks.messenger_source_of(source.account)
        look: Callable[..., Page] = conversations.poll
        if not is_private:
            is_swept = self._sweep_every_s is not None
            look = polling.sweep if source.sweeps else partial(polling.poll, is_swept=is_swept)
        return look(client, cursor=cursor, now=now, lookback=self._lookback)

    bills_reads = False

    def addressed(self) -> Sequence[Source]:
        """Posts and comments, and Messenger. Recommendations cannot be listed; they come by webhook alone."""
        return [each for each in self.sources() if not each.sweeps]

    def listed(self, *, source: Source, since: datetime, now: datetime, most: int) -> Page:
        client = self._clients[source.account]
        if source.name == hooks.messenger_source_of(source.account):
            cursor = str(int(since.timestamp()) + polling.OVERLAP_S)
            return conversations.poll(client, cursor=cursor, now=now, lookback=timedelta())
        return polling.since(client, bound=int(since.timestamp()))

    def read(
        self, *, source: str, account: str, body: bytes
    ) -> Sequence[Inbound | Introduced | NotUsed]:
        return [self._reader.read(account=account, body=body)]

    def glimpse(self, *, account: str, body: bytes) -> Inbound | None:
        return self._reader.glimpse(account=account, body=body)

    def handshake(self, query: Mapping[str, str]) -> str:
        return signature.challenge(query, verify_token=self._verify_token)

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        signature.verify(hook, app_secret=self._app_secret)
        return hooks.split(hook)

    def send(self, parcel: Parcel) -> Outcome:
        reply = ReplyPayload.read(parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            return Refused(
                "no_account",
                stored("The Page {account} is not configured here.", account=reply.account),
            )
        if reply.surface == Surface.PRIVATE:
            return private_outbound.send(
                client, reply, parcel=parcel, human_agent=self._human_agent
            )
        return outbound.send(client, reply, attempt=parcel.attempt, web_url=self._web_url)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        reply = ReplyPayload.read(parcel.payload)
        client = self._clients.get(reply.account)
        if client is None:
            raise CannotLook(
                stored("The Page {account} is not configured here.", account=reply.account)
            )
        if reply.surface == Surface.PRIVATE:
            return private_outbound.look_for(client, reply, parcel=parcel)
        return outbound.look_for(client, reply, parcel=parcel, web_url=self._web_url)

    def moderate(self, parcel: Parcel) -> Outcome:
        asked = ModerationPayload.read(parcel.payload)
        client = self._clients.get(asked.account)
        if client is None:
            return Refused(
                "no_account",
                stored("The Page {account} is not configured here.", account=asked.account),
            )
        return moderation.moderate(client, asked, attempt=parcel.attempt)

    def look_up(self, parcel: Parcel) -> Outcome:
        asked = LookPayload.read(parcel.payload)
        client = self._clients.get(asked.account)
        if client is None:
            words = stored("The Page {account} is not configured here.", account=asked.account)
            return Refused(Looked.NOBODY_LOOKED, words)
        return looking_up.look_up(client, asked)

    @property
    def recheck_pace(self) -> RecheckPace:
        """Slower than X's: its webhook tells of removals at once, and each read counts as a call."""
        return RecheckPace()

    def recheck(
        self, *, account: str, external_ids: Sequence[str], now: datetime
    ) -> Sequence[Inbound]:
        gone = recheck.gone(self._clients[account], external_ids)
        return [recheck.removal(account, each, now=now) for each in gone]

    def watch(self, *, now: datetime) -> Sequence[Finding]:
        found = [
            subscription(client, with_messenger=self._with_messenger)
            for client in self._clients.values()
        ]
        return [each for each in (*found, *self._ending(now)) if not each.ok]

    def check(self) -> Sequence[Finding]:
        found = [
            each
            for client in self._clients.values()
            for each in check_page(client, with_messenger=self._with_messenger)
        ]
        return [*self._own_settings(), *self._ending(clock.now()), *found]

    def _ending(self, now: datetime) -> list[Finding]:
        words = versions.ending(self._version, today=now.date())
        if not words:
            return []
        return [Finding("EARSHOT_FACEBOOK_VERSION", False, words, _CHANGELOG, urgent=False)]

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
