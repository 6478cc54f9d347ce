"""Routing: which team and Slack channel a case goes to, by the account that was addressed.

An account nobody wrote down still gets a route, the fallback: no post is lost to a missing line.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, field_validator

from bot.domain.countries import PhoneRegion
from bot.domain.frozen import Strict
from bot.domain.rules.consult_rules import ConsultRules, Handling
from bot.domain.rules.teams import Language, SlackChannelId, Team
from bot.language import ENGLISH
from bot.language import LANGUAGES as SPOKEN

FALLBACK_KEY = "fallback"
SEARCH_LIMIT = 440  # of X's 512 characters; the rest is what we add to the words


def _text_of(given: Any) -> Any:
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


ExternalId = Annotated[str, BeforeValidator(_text_of), Field(min_length=1)]
SearchWords = Annotated[str, Field(min_length=3, max_length=100, pattern=r'^[^"\\\x00-\x1f]+$')]
SlackUserId = Annotated[str, Field(pattern=r"^$|^[UW][A-Z0-9]{2,}$")]


class Account(Strict):
    """One of our accounts on a channel. What is left empty is taken from its brand."""

    channel: str = Field(min_length=1)  # "x", "facebook"
    id: ExternalId  # the platform's own id, not the handle
    finds: tuple[SearchWords, ...] = ()  # words by which posts are found that do not address it
    team: str = ""
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""
    handling: Handling | None = None

    @field_validator("finds")
    @classmethod
    def _fits_one_search(cls, finds: tuple[str, ...]) -> tuple[str, ...]:
        together = sum(len(words) + len('"" OR ') for words in finds)
        if together > SEARCH_LIMIT:
            raise ValueError(
                f"all the words together may be {SEARCH_LIMIT} characters, and these are {together}"
            )
        return finds


class LanguageRoute(Strict):
    """Where a brand's cases in one language go. What is left empty is as for its other cases."""

    team: str = ""
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""


class Brand(Strict):
    """One bank or brand that customers address. Table ``[brands.NAME]``."""

    title: str = Field(min_length=1)
    team: str = "desk"
    handling: Handling = Handling.HYBRID
    language: Language = ""
    slack_channel: SlackChannelId = Field(min_length=1)
    private_slack_channel: SlackChannelId = Field(min_length=1)
    phone_regions: tuple[
        PhoneRegion, ...
    ] = ()  # where national phone numbers are from; empty: the house's
    accounts: tuple[Account, ...] = Field(min_length=1)
    languages: dict[str, LanguageRoute] = Field(default_factory=dict)  # by the customer's


class Fallback(Strict):
    """Where a case goes whose account no brand lists, and where alarms go."""

    team: str = "desk"
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""


class DutyManager(Strict):
    """Who is told of a breach that nobody owns: a person, a channel, or both."""

    slack_user: SlackUserId = ""
    slack_channel: SlackChannelId = ""


class Route(NamedTuple):
    """Where one account's cases go."""

    key: str  # "northbank:x:1001" or "northbank:x:1001:ar", stored on the case
    brand: str
    team: str
    slack_channel: str
    private_slack_channel: str
    language: str = ""  # of those cases alone that are in it
    handling: Handling = Handling.HYBRID

    @property
    def is_fallback(self) -> bool:
        """Whether no brand lists the account."""
        return self.key == FALLBACK_KEY


class Routing(Strict):
    """routing.toml."""

    picture_previews: bool = False
    phone_regions: tuple[PhoneRegion, ...] = Field(default=("GB",), min_length=1)
    fallback: Fallback = Fallback()
    duty_manager: DutyManager = DutyManager()
    consults: ConsultRules = ConsultRules()
    teams: dict[str, Team] = Field(default_factory=dict)
    brands: dict[str, Brand] = Field(default_factory=dict)

    @cached_property
    def brand_names(self) -> tuple[str, ...]:
        """The names by which customers may call the bank's brands."""
        titles = {brand.title for brand in self.brands.values()}
        return tuple(sorted(titles | set(self.brands)))

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

    @cached_property
    def public_slack_channels(self) -> frozenset[str]:
        """Every Slack channel in which public cases stand; private words never go there."""
        named = {route.slack_channel for route in self._by_key.values()}
        named |= {team.slack_channel for team in self.teams.values()}
        named |= {team.questions_slack_channel for team in self.teams.values()}
        return frozenset({*named, self.fallback.slack_channel} - {""})

    @cached_property
    def private_slack_channels(self) -> frozenset[str]:
        """Every Slack channel that the bank names for private words."""
        named = {route.private_slack_channel for route in self._by_key.values()}
        named |= {team.private_slack_channel for team in self.teams.values()}
        return frozenset({*named, self.fallback.private_slack_channel} - {""})

    def languages_spoken(self) -> Iterator[tuple[str, str, str]]:
        """Slack channel, language, and who speaks it there; a channel comes once for each of them."""
        for name, team in self.teams.items():
            own = (team.slack_channel, team.private_slack_channel, team.questions_slack_channel)
            for slack_channel in own:
                if slack_channel and team.language:
                    yield slack_channel, team.language, f"teams.{name}"
        for route in self._by_key.values():
            language = self._language_of(route)
            for slack_channel in self._own_channels(route):
                yield slack_channel, language, f"brands.{route.brand}"

    def _own_channels(self, route: Route) -> tuple[str, ...]:
        """Its channels; of a route by language those that are not its account's, which speaks in them."""
        whole = (
            self._by_key[route.key.removesuffix(f":{route.language}")] if route.language else None
        )
        shared = {whole.slack_channel, whole.private_slack_channel} if whole else set()
        own = (route.slack_channel, route.private_slack_channel)
        return tuple(channel for channel in own if channel not in shared)

    @cached_property
    def languages(self) -> dict[str, str]:
        """What is spoken in each Slack channel: its brand's language, or else that of the team.

        The fallback's channels, and the duty manager's, speak as its team does, where nobody else does.
        """
        own = self._language_of(self._fallback_route)
        named = (self.fallback.slack_channel, self.fallback.private_slack_channel)
        spoken = dict.fromkeys((*named, self.duty_manager.slack_channel), own)
        spoken |= {
            slack_channel: language for slack_channel, language, _ in self.languages_spoken()
        }
        return {
            slack_channel: language for slack_channel, language in spoken.items() if slack_channel
        }

    def language_of_brand(self, name: str) -> str:
        """What is spoken about a brand: its own language, or else that of its team."""
        brand = self.brands[name]
        team = self.teams.get(brand.team)
        return brand.language or (team.language if team else "") or "en"

    def language_of_route(self, route: Route) -> str:
        """What is spoken about the cases of a route."""
        return self._language_of(route)

    def language_of_team(self, name: str, route: Route) -> str:
        """What is spoken in a team that has a case of this route."""
        team = self.teams.get(name)
        return (team.language if team else "") or self._language_of(route)

    def _language_of(self, route: Route) -> str:
        """Of a route by language, first what its team speaks, and then that language."""
        brand, team = self.brands.get(route.brand), self.teams.get(route.team)
        of_brand, of_team = brand.language if brand else "", team.language if team else ""
        if route.language:
            own = route.language if route.language in SPOKEN else ""
            return of_team or own or of_brand or ENGLISH
        return of_brand or of_team or ENGLISH

    def route_for(self, channel: str, account: str, language: str = "") -> Route:
        """The route of an account, by the channel's name and the platform's id; its own for this language,
        where its brand has one."""
        found = self._routes.get((channel, account), self._fallback_route)
        return self._by_key.get(f"{found.key}:{language}", found) if language else found

    def route(self, key: str) -> Route:
        """The route a case remembers; the fallback when the bank has since removed it; of a
        language that has none any more, that of its account."""
        found = self._by_key.get(key) or self._by_key.get(key.rpartition(":")[0])
        return found or self._fallback_route

    def finds(self, channel: str) -> dict[str, tuple[str, ...]]:
        """The words to look for, by account; only accounts that look for any."""
        return {
            account.id: account.finds
            for brand in self.brands.values()
            for account in brand.accounts
            if account.channel == channel and account.finds
        }

    def regions(self, brand: str) -> tuple[str, ...]:
        """The countries whose national phone numbers a brand's customers write."""
        known = self.brands.get(brand)
        return (known.phone_regions if known else ()) or self.phone_regions

    @property
    def _fallback_route(self) -> Route:
        fallback = self.fallback
        private = fallback.private_slack_channel  # private words never go to the public one
        return Route(FALLBACK_KEY, "", fallback.team, fallback.slack_channel, private)

    @cached_property
    def _by_key(self) -> dict[str, Route]:
        of_languages = {
            each.key: each for route in self._routes.values() for each in self._in_languages(route)
        }
        return {route.key: route for route in self._routes.values()} | of_languages

    def _in_languages(self, route: Route) -> Iterator[Route]:
        for language, own in self.brands[route.brand].languages.items():
            yield route._replace(
                key=f"{route.key}:{language}",
                team=own.team or route.team,
                slack_channel=own.slack_channel or route.slack_channel,
                private_slack_channel=own.private_slack_channel or route.private_slack_channel,
                language=language,
            )

    @cached_property
    def _routes(self) -> dict[tuple[str, str], Route]:
        return {
            (account.channel, account.id): Route(
                key=f"{name}:{account.channel}:{account.id}",
                brand=name,
                team=account.team or brand.team,
                slack_channel=account.slack_channel or brand.slack_channel,
                private_slack_channel=account.private_slack_channel or brand.private_slack_channel,
                handling=account.handling or brand.handling,
            )
            for name, brand in self.brands.items()
            for account in brand.accounts
        }
