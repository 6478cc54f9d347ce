"""What channels and accounts are called, and where things stand in the workspace, for all that is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from bot.digest.narrowing import By
from bot.domain.channels.capabilities import Capabilities
from bot.domain.languages.names import language_title
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.chat import WEBCHAT
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.provider_rules import ProviderRules
from bot.domain.rules.register_rules import RegisterRules
from bot.domain.rules.routing import Routing
from bot.domain.rules.triage.topic_rules import TopicRules
from bot.language import say


@dataclass(frozen=True)
class Names:
    """What channels and accounts are called, and where the workspace lives (for links)."""

    titles: Mapping[str, str] = field(default_factory=dict)  # "x" -> "X"
    accounts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    has_chat: bool = False  # whether the bank has a secure chat
    workspace_url: str = ""  # "https://northbank.slack.com/"
    removes_answers: frozenset[str] = frozenset()  # the channels that can
    hides_posts: frozenset[str] = frozenset()
    windows: Mapping[str, float | None] = field(default_factory=dict)  # hours of private answers
    brands: Mapping[str, str] = field(default_factory=dict)  # "northbank" -> "Northbank"
    teams: Mapping[str, str] = field(default_factory=dict)
    topics: TopicRules = field(default_factory=TopicRules)
    picture_previews: bool = False
    complaints: RegisterRules = field(default_factory=RegisterRules)  # what root causes are called
    provider: ProviderRules = field(default_factory=ProviderRules)
    routing: Routing | None = None  # by which each team's own language is known
    persons: Callable[[Session, int], str] | None = None  # who signed in to a chat, opened

    @classmethod
    def of(
        cls,
        channels: Mapping[str, Capabilities],
        accounts: Mapping[tuple[str, str], str],
        workspace_url: str = "",
        *,
        rules: HouseRules | None = None,
    ) -> "Names":
        """From what the channels say of themselves, and the bank of its brands, teams and topics."""
        routing = rules.routing if rules else None
        return cls(
            titles={name: channel.title for name, channel in channels.items()},
            accounts=accounts,
            has_chat=WEBCHAT in channels,
            workspace_url=workspace_url,
            removes_answers=frozenset(n for n, c in channels.items() if c.can_remove_answers),
            hides_posts=frozenset(n for n, c in channels.items() if c.can_hide),
            windows={name: channel.private_window_h for name, channel in channels.items()},
            brands={key: brand.title for key, brand in routing.brands.items()} if routing else {},
            teams={key: team.title for key, team in routing.teams.items()} if routing else {},
            topics=rules.topics if rules else TopicRules(),
            picture_previews=routing is not None and routing.picture_previews,
            complaints=rules.complaints if rules else RegisterRules(),
            provider=rules.provider if rules else ProviderRules(),
            routing=routing,
        )

    def person(self, session: Session, login_id: int) -> str:
        """Who signed in to a secure chat, for its private thread; empty where that cannot be told."""
        return self.persons(session, login_id) if self.persons and login_id else ""

    def title(self, channel: str) -> str:
        return say(self.titles.get(channel, channel))  # those of platforms are names, and stay

    def line(self, by: By, key: str) -> str:
        """What a digest's line is called; its key where nobody named it."""
        if by is By.TOPIC:
            return self.topics.title(key)
        if by is By.LANGUAGE:
            return language_title(key)
        known = {By.CHANNEL: self.titles, By.BRAND: self.brands, By.TEAM: self.teams}
        return known.get(by, {}).get(key, key)

    def other_language(self, case: Case) -> str:
        """The language of a case, where it is not its team's own; else empty."""
        if self.routing is None or not case.language:
            return ""
        own = self.routing.language_of_team(case.team, self.routing.route(case.route))
        return case.language if case.language != own else ""

    def account(self, channel: str, account: str) -> str:
        return self.accounts.get((channel, account), account)

    def thread_link(self, thread: CaseThread | None) -> str:
        """Where a click opens the case; empty while it is not posted."""
        if thread is None or thread.slack_ts is None:
            return ""
        return self.message_link(thread.slack_channel, thread.slack_ts)

    def message_link(self, slack_channel: str, ts: str, *, thread_ts: str = "") -> str:
        """Where a click shows the message, in its thread if it has one; empty while nobody knows where
        the workspace is."""
        if not self.workspace_url or not ts:
            return ""
        link = f"{self.workspace_url.rstrip('/')}/archives/{slack_channel}/p{ts.replace('.', '')}"
        return f"{link}?thread_ts={thread_ts}&cid={slack_channel}" if thread_ts else link
