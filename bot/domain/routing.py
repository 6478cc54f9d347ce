"""Routing: which team and Slack channel a case goes to, by the account that was addressed.

An account nobody wrote down still gets a route, the fallback: no post is lost to a missing line.
"""

from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

FALLBACK_KEY = "fallback"


def _text_of(given: Any) -> Any:
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


ExternalId = Annotated[str, BeforeValidator(_text_of), Field(min_length=1)]
SlackChannelId = Annotated[str, Field(pattern=r"^$|^[CGD][A-Z0-9]{2,}$")]
SlackUserId = Annotated[str, Field(pattern=r"^$|^[UW][A-Z0-9]{2,}$")]


class Account(BaseModel):
    """One of our accounts on a channel. What is left empty is taken from its brand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: str = Field(min_length=1)  # "x", "facebook"
    id: ExternalId  # the platform's own id, not the handle
    team: str = ""
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""


class Brand(BaseModel):
    """One bank or brand that customers address. Table ``[brands.NAME]``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    team: str = "desk"
    slack_channel: SlackChannelId = Field(min_length=1)
    private_slack_channel: SlackChannelId = Field(min_length=1)
    phone_regions: tuple[str, ...] = ()  # where national phone numbers are from; empty: the house's
    accounts: tuple[Account, ...] = Field(min_length=1)


class Team(BaseModel):
    """People who work the same cases by the same hours. Table ``[teams.NAME]``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    calendar: str


class Fallback(BaseModel):
    """Where a case goes whose account no brand lists, and where alarms go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str = "desk"
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""


class DutyManager(BaseModel):
    """Who is told of a breach that nobody owns: a person, a channel, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slack_user: SlackUserId = ""
    slack_channel: SlackChannelId = ""


class Route(NamedTuple):
    """Where one account's cases go."""

    key: str  # "northbank:x:1001", stored on the case
    brand: str
    brand_title: str
    team: str
    slack_channel: str
    private_slack_channel: str

    @property
    def is_fallback(self) -> bool:
        """Whether no brand lists the account."""
        return self.key == FALLBACK_KEY


class Routing(BaseModel):
    """routing.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phone_regions: tuple[str, ...] = ("GB",)
    fallback: Fallback = Fallback()
    duty_manager: DutyManager = DutyManager()
    teams: dict[str, Team] = Field(default_factory=dict)
    brands: dict[str, Brand] = Field(default_factory=dict)

    @property
    def fallback_slack_channel(self) -> str:
        """Where alarms go; empty when the bank named none."""
        return self.fallback.slack_channel

    @property
    def duty_manager_targets(self) -> tuple[str, ...]:
        """Slack ids to write to about an unowned breach; the fallback channel if none is set."""
        manager = self.duty_manager
        named = tuple(target for target in (manager.slack_user, manager.slack_channel) if target)
        return named or tuple(filter(None, (self.fallback.slack_channel,)))

    def route_for(self, channel: str, account: str) -> Route:
        """The route of an account, by the channel's name and the platform's id."""
        return self._routes.get((channel, account), self._fallback_route)

    def route(self, key: str) -> Route:
        """The route a case remembers; the fallback when the bank has since removed it."""
        return self._by_key.get(key, self._fallback_route)

    def regions(self, brand: str) -> tuple[str, ...]:
        """The countries whose national phone numbers a brand's customers write."""
        known = self.brands.get(brand)
        return (known.phone_regions if known else ()) or self.phone_regions

    @property
    def _fallback_route(self) -> Route:
        fallback = self.fallback
        private = fallback.private_slack_channel or fallback.slack_channel
        return Route(FALLBACK_KEY, "", "", fallback.team, fallback.slack_channel, private)

    @cached_property
    def _by_key(self) -> dict[str, Route]:
        return {route.key: route for route in self._routes.values()}

    @cached_property
    def _routes(self) -> dict[tuple[str, str], Route]:
        return {
            (account.channel, account.id): Route(
                key=f"{name}:{account.channel}:{account.id}",
                brand=name,
                brand_title=brand.title,
                team=account.team or brand.team,
                slack_channel=account.slack_channel or brand.slack_channel,
                private_slack_channel=account.private_slack_channel or brand.private_slack_channel,
            )
            for name, brand in self.brands.items()
            for account in brand.accounts
        }
