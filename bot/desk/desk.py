"""What every verb is given: the open transaction, the house rules, the vault and the time.

A verb changes what it must and never commits; whoever opened the transaction does, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import overload

from sqlmodel import Session, select

from bot.domain.channels.capabilities import Capabilities
from bot.domain.languages.identifying import Guess
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.details import CLASS_OF, RULES
from bot.domain.records.trail.parts import Details
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house_rules import HouseRules
from bot.storage import chats
from bot.storage.clocks.history_events import REPLAYED
from bot.storage.clocks.rules_in_force import name_of
from bot.storage.record import audit
from bot.storage.sealing import Vault
from bot.storage.topic_models import TopicModels


class DeskError(Exception):
    """Something a person asked for cannot be done. Its text is the sentence they are shown."""


@dataclass(frozen=True)
class SlackPace:
    """Seconds between two calls. Slack allows about one message a second in a channel, and fifty
    updates a minute in the whole workspace (docs.slack.dev, rate limits)."""

    post_s: float = 1.0
    update_s: float = 1.2


@dataclass(frozen=True)
class Desk:
    """One piece of work at the desk."""

    session: Session
    rules: HouseRules
    vault: Vault
    channels: Mapping[str, Capabilities]
    now: datetime  # business time, aware UTC
    database_now: datetime  # for leases and pacing only
    account_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    undo: timedelta = timedelta(seconds=8)
    slack_pace: SlackPace = SlackPace()
    home_team: str = ""
    chat_url: str = ""  # the address of the secure chat; empty where there is none
    chat_login: bool = False  # whether customers can sign in there with the bank's own login
    roles_trusted_for: timedelta = timedelta(hours=1)
    guess: Guess | None = None  # tells languages apart by words; a worker has it
    topics: TopicModels = field(default_factory=TopicModels)  # what suggests them
    pressed_by: str = ""  # the Slack user id of whoever pressed; nobody's at intake and by itself

    def as_system(self) -> "Desk":
        """The same work without the check of who may see private words, as if nobody had pressed."""
        return replace(self, pressed_by="")

    @overload
    def record(self, case_id: int, what: Details, /, *, by: Actor) -> None: ...

    @overload
    def record(self, case_id: int, what: Trail, /, *, by: Actor, **told: object) -> None: ...

    def record(self, case_id: int, what: Trail | Details, /, *, by: Actor, **told: object) -> None:
        """Append an entry to the trail of this case, or of the ``HOUSE``, at the desk's time.

        ``told`` holds ids and codes, never customer text. What is read back has its class of Details.
        What clocks hear says by which rules they heard it.
        """
        if isinstance(what, Details):
            verb, told = what.verb, what.stored()
        elif what in CLASS_OF:
            raise TypeError(f"“{what}” is read back: write it as {CLASS_OF[what].__name__}(…).")
        else:
            verb = what
        if case_id != audit.HOUSE and verb in REPLAYED:
            told = {**told, RULES: self._rules_name}
        audit.record(
            session=self.session, case_id=case_id, actor=by, verb=verb, at=self.now, details=told
        )
        if WEBCHAT in self.channels:
            chats.wake_pages(session=self.session, case_id=case_id, after=verb)

    @cached_property
    def _rules_name(self) -> str:
        return name_of(self.rules)

    @cached_property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Slack user id and name, as Slack has it, of everybody who works or worked here."""
        return tuple(self.session.exec(select(Staff.slack_user_id, Staff.name)))

    def private_window_h(self, channel: str) -> float | None:
        """For how many hours after a private word the platform lets us answer; none: for ever."""
        known = self.channels.get(channel)
        return known.private_window_h if known else None

    def account_name(self, channel: str, account: str) -> str:
        """How people know one of our accounts: ``@NorthbankHelp``; all of them together, by the channel."""
        known = self.channels.get(channel)
        title = known.title if known is not None else channel
        return self.account_names.get((channel, account), account) or title
