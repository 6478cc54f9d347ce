"""The one place where the parts are joined: settings and files become an ``App`` that handlers use."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from sqlmodel import Session

from bot import clock
from bot.channels import facebook, x
from bot.channels.carriers import LookCarrier, ModerationCarrier, ReplyCarrier
from bot.channels.channel import Channel
from bot.channels.webchat import WebChat
from bot.desk.answers import receipts
from bot.desk.desk import Desk, SlackPace
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.records.chat import WEBCHAT
from bot.domain.rules.house_rules import HouseRules, joined
from bot.domain.rules.routing import Routing
from bot.login.provider import WAY_BACK, Client, Provider
from bot.migrations import runner
from bot.models import language
from bot.outbox import keys
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind
from bot.outbox.outcome import Carrier, Outcome
from bot.outbox.patience import Patience
from bot.outbox.relay import Relay
from bot.slack.api.client import EpochClient, web_client
from bot.slack.sending import drawing
from bot.slack.sending.charts import ChartCarrier
from bot.slack.sending.sender import SlackCarrier
from bot.storage.cases.merges import lock_with_survivor
from bot.storage.chat_persons import person_of
from bot.storage.clocks.rule_versions import NotedRules, store_versions
from bot.storage.engine import Database, ours
from bot.storage.house import restores, weekly_data
from bot.storage.record import record_seals
from bot.storage.sealing import Vault
from bot.storage.topic_models import TopicModels
from bot.storage.wake import Wake
from bot.telemetry import metrics
from config import files
from config.settings import Settings

_SLACK_CALL_S = 10.0
_CARRIED_AT_ONCE = 200


@dataclass(frozen=True)
class App:
    """Everything a process of ours works with."""

    settings: Settings
    rules: HouseRules
    database: Database
    vault: Vault
    channels: Mapping[str, Channel]
    slack: EpochClient
    topics: TopicModels = field(default_factory=TopicModels)

    @cached_property
    def capabilities(self) -> dict[str, Capabilities]:
        """What each channel can do, by its name."""
        return {name: channel.capabilities for name, channel in self.channels.items()}

    @cached_property
    def account_names(self) -> dict[tuple[str, str], str]:
        """How people know each of our accounts."""
        return {
            (name, account): channel.account_name(account)
            for name, channel in self.channels.items()
            for account in channel.accounts()
        }

    @cached_property
    def in_force(self) -> weekly_data.InForce:
        """The rules with the weekly data of the database over them."""
        return weekly_data.InForce(self.rules)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """One piece of work: its transaction is opened and committed here and nowhere else."""
        with self.database.transaction() as session:
            yield self.desk_on(session)

    @contextmanager
    def looking(self) -> Iterator[Desk]:
        """A look that changes nothing."""
        with self.database.reading() as session:
            yield self._desk(session)

    def desk_on(self, session: Session) -> Desk:
        """A desk on a transaction that somebody else opened; the rules it decides by are noted first."""
        desk = self._desk(session)
        self._noted.see_to(session=session, rules=desk.rules, now=desk.now)
        return desk

    @cached_property
    def _noted(self) -> NotedRules:
        return NotedRules()

    def _desk(self, session: Session) -> Desk:
        return Desk(
            session=session,
            rules=self.in_force.rules(session),
            vault=self.vault,
            channels=self.capabilities,
            account_names=self.account_names,
            now=clock.now(),
            database_now=ours(session).first_now,
            undo=timedelta(seconds=self.settings.undo_seconds),
            slack_pace=SlackPace(
                post_s=self.settings.slack_post_gap_s, update_s=self.settings.slack_update_gap_s
            ),
            home_team=self.settings.slack_team,
            guess=language.guess if self.rules.hears else None,
            chat_url=self.settings.chat_url,
            topics=self.topics,
            chat_login=bool(self.settings.chat_login_issuer),
            roles_trusted_for=timedelta(minutes=self.settings.roles_trusted_minutes),
        )

    def settled(self, session: Session, delivery: Delivery, outcome: Outcome) -> None:
        """What the relay calls inside the transaction that settles a delivery."""
        ended = type(outcome).__name__.lower()
        metrics.DELIVERIES.labels(kind=delivery.kind, outcome=ended).inc()
        receipts.write_up(session, desk_on=self.desk_on, delivery=delivery, outcome=outcome)


def build(
    settings: Settings,
    *,
    pool_size: int | None = None,
    database: Database | None = None,
    hears: bool = True,
) -> App:
    """Read, validate and join. Raises the errors of the files and settings, each a clear sentence.
    ``database``: one that is there already. ``hears``: with the lists of signals, some twenty megabytes.
    """
    clock.move_by_file(settings.clock_file)
    rules = load_rules(settings, hears=hears)
    channels = channels_of(settings, rules.routing)
    joined_to = database or Database(
        settings.database_url.get_secret_value(), pool_size=pool_size or settings.worker_pool
    )
    if settings.chat_url:
        channels[WEBCHAT] = WebChat(joined_to)
    vault = Vault(settings.seal_keys.get_secret_value())
    joined_to.record_keys = vault.record_keys
    return App(
        settings=settings,
        rules=rules.model_copy(update={"private_windows": _private_windows(channels)}),
        database=joined_to,
        vault=vault,
        channels=channels,
        slack=web_client(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_url,
            timeout_s=min(_SLACK_CALL_S, settings.call_timeout_s),
            epoch=partial(restores.epoch_of, joined_to),
        ),
    )


def _private_windows(channels: Mapping[str, Channel]) -> dict[str, float]:
    """By channel, of those that take a private answer for some hours only."""
    windows = ((name, each.capabilities.private_window_h) for name, each in channels.items())
    return {name: hours for name, hours in windows if hours is not None}


def load_rules(settings: Settings, *, hears: bool = True) -> HouseRules:
    """The shipped files with the bank's own laid over them, checked as a whole; ``hears``: of signals too."""
    read = files.read(settings.config, without=() if hears else files.OF_SIGNALS)
    values = {**read.values, "routing": _with_fallback(read.values["routing"], settings)}
    return joined(values, where=read.where, channels=CHANNELS, hears=hears)


def _with_fallback(routing: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """The bank's file wins; the environment alone is enough to come up."""
    fallback = routing.get("fallback")
    if isinstance(fallback, Mapping) and not fallback.get("slack_channel"):
        named = {"slack_channel": settings.fallback_channel}
        return files.laid_over(routing, {"fallback": named})
    return routing


_A_CUSTOMER_WAITS_S = 10.0

# By name. A new channel adds one line here.
_MAKERS: dict[str, Callable[[Settings, Routing], Channel | None]] = {
    "x": lambda settings, routing: x.from_settings(settings, words=routing.finds("x")),
    "facebook": lambda settings, _routing: facebook.from_settings(settings),
}
CHANNELS = frozenset(_MAKERS)


def channels_of(settings: Settings, routing: Routing) -> dict[str, Channel]:
    """Every channel that the environment names an account of, by its name."""
    made = (make(settings, routing) for make in _MAKERS.values())
    return {channel.capabilities.name: channel for channel in made if channel is not None}


def budgets(app: App) -> dict[str, Budget]:
    """What the platforms allow as it is set now, by how the keys of the lanes begin."""
    found = {
        keys.post_lane(""): Budget(interval_s=app.settings.slack_post_gap_s),
        keys.update_lane(""): Budget(interval_s=app.settings.slack_update_gap_s),
    }
    for name, channel in app.capabilities.items():
        found[keys.account_lane(name, "")] = channel.posting
        found[keys.account_lane(name, "", is_private=True)] = channel.private_posting
    return found


def login_of(app: App) -> Provider | None:
    """The bank's own login, at which customers sign in to the secure chat; None where there is none."""
    settings, rules = app.settings, app.rules.chat.login
    if not settings.chat_login_issuer or not settings.chat_url:
        return None
    client = Client(
        issuer=settings.chat_login_issuer,
        client_id=settings.chat_login_client_id,
        secret=settings.chat_login_client_secret.get_secret_value(),
        redirect_uri=settings.chat_url + WAY_BACK,
        scope=rules.scope,
        claim=rules.claim,
    )
    return Provider(client, within_s=_A_CUSTOMER_WAITS_S)


def relay(app: App, *, wake: Wake | None = None) -> Relay:
    """The sender of everything in the outbox, not yet started. ``wake``: one the process has."""
    slack = SlackCarrier(
        client=app.slack,
        database=app.database,
        channels=app.capabilities,
        account_names=app.account_names,
        rules=app.rules,
        languages=app.rules.spoken,
        trusted_for=timedelta(minutes=app.settings.roles_trusted_minutes),
        persons=lambda session, login_id: person_of(
            app.vault,
            whole=app.rules.chat.login.shown == "full",
            session=session,
            login_id=login_id,
        ),
    )
    carriers: dict[str, Carrier] = dict.fromkeys(drawing.KINDS, slack)
    carriers[DeliveryKind.CHART] = ChartCarrier(
        client=app.slack, database=app.database, languages=app.rules.spoken
    )
    carriers[DeliveryKind.REPLY] = ReplyCarrier(app.channels, vault=app.vault)
    carriers[DeliveryKind.MODERATION] = ModerationCarrier(app.channels)
    carriers[DeliveryKind.LOOK] = LookCarrier(app.channels)
    return Relay(
        database=app.database,
        carriers=carriers,
        on_settled=app.settled,
        patience=_patience(app.settings),
        wake=wake,
        lock_before=lock_with_survivor,
    )


def _patience(settings: Settings) -> Patience:
    return Patience(
        lease_s=settings.lease_s,
        call_s=settings.call_timeout_s,
        visible_lag_s=settings.doubt_lag_s,
        visible_lag_by_kind={"slack": min(10.0, settings.doubt_lag_s)},
        read_gap_s=settings.doubt_gap_s,
        asks_first=frozenset({DeliveryKind.REPLY} if settings.resend_answers == "ask" else ()),
    )


def migrate(app: App) -> str:
    """Bring the database up to the code, then store each policy and calendar as resolved."""
    revision = runner.upgrade(app.database)
    carry_over_record(app.database)
    with app.database.transaction() as session:
        in_force = weekly_data.in_force(session=session, rules=app.rules)
        store_versions(session=session, rules=in_force, now=clock.now())
        if record_seals.newest(session=session) is None:
            record_seals.seal(session=session)
    return revision


def carry_over_record(database: Database) -> None:
    """Vouch for what the release before wrote, in small pieces; at the first start and for an hour after it alone."""
    done = _CARRIED_AT_ONCE
    while done:
        with database.transaction() as session:
            if not record_seals.may_carry_over(session=session):
                return
            done = record_seals.carry_over(session=session, limit=_CARRIED_AT_ONCE)
