"""The house rules: everything the bank decides in files, checked as a whole, frozen.

The files are read elsewhere; here they get their meaning, and are checked against each other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.calendar.calendar_rules import CalendarFile
from bot.domain.frozen import Strict
from bot.domain.personal_data.banks_own import Regions
from bot.domain.records.staff import Role
from bot.domain.rules.answers.gate_rules import GateRules, GateWords
from bot.domain.rules.answers.reply_rules import ReplyRules
from bot.domain.rules.chat_rules import ChatRules
from bot.domain.rules.digest_rules import DigestFile, DigestRule
from bot.domain.rules.event_rules import EventRules
from bot.domain.rules.house.duty import DutyRoster
from bot.domain.rules.house.offering import OfferingRules
from bot.domain.rules.house.weekly_data import HouseData
from bot.domain.rules.house_checks import disagreements
from bot.domain.rules.personal_data_rules import PersonalDataRules
from bot.domain.rules.provider_rules import ProviderRules
from bot.domain.rules.quality_rules import QualityRules
from bot.domain.rules.register_rules import RegisterRules
from bot.domain.rules.retention import Retention
from bot.domain.rules.role_rules import RoleRules, Verb
from bot.domain.rules.routing import Route, Routing
from bot.domain.rules.rule_faults import Fault, HouseRulesAreWrong, Where, fault, faults_of
from bot.domain.rules.triage.concept_rules import ConceptRules
from bot.domain.rules.triage.language_rules import LanguageRules
from bot.domain.rules.triage.priority_rules import Decided, Facts, PriorityRules
from bot.domain.rules.triage.signal_rules import Deaf, SignalRules, without_lists
from bot.domain.rules.triage.surge_rules import SurgeRules
from bot.domain.rules.triage.topic_rules import TopicRules
from bot.domain.rules.triage.weight_rules import GateWeightRules, WeightRules
from bot.domain.sla.policy import SlaPolicy, SlaRule, Subject
from bot.domain.sla.quiet import AlertRules
from bot.domain.sla.regulatory import RegulatoryFile, RegulatoryPreset
from bot.domain.triage.signals import Found, Signals

__all__ = ["HouseRules", "HouseRulesAreWrong", "Route", "joined"]


SECTIONS: dict[str, type[BaseModel]] = {
    "calendar": CalendarFile,
    "sla": SlaPolicy,
    "priority": PriorityRules,
    "concepts": ConceptRules,
    "signals": SignalRules,
    "weights": WeightRules,
    "regulatory": RegulatoryFile,
    "complaints": RegisterRules,
    "duty": DutyRoster,
    "offering": OfferingRules,
    "routing": Routing,
    "digests": DigestFile,
    "roles": RoleRules,
    "replies": ReplyRules,
    "gate": GateRules,
    "gate_words": GateWords,
    "gate_weights": GateWeightRules,
    "retention": Retention,
    "events": EventRules,
    "chat": ChatRules,
    "surges": SurgeRules,
    "topics": TopicRules,
    "quality": QualityRules,
    "provider": ProviderRules,
    "personal_data": PersonalDataRules,
    "languages": LanguageRules,
}


class HouseRules(Strict):
    """What the bank decided. Made by ``joined``; weekly data is laid over it by ``overlay``."""

    calendars: dict[str, BusinessCalendar]
    regulatory_calendars: dict[str, BusinessCalendar]
    sla: SlaPolicy
    priority: PriorityRules = PriorityRules()
    concepts: ConceptRules = ConceptRules()
    signals: SignalRules = SignalRules()
    weights: WeightRules = WeightRules()
    surges: SurgeRules = SurgeRules()
    topics: TopicRules = TopicRules()
    quality: QualityRules = QualityRules()
    provider: ProviderRules = ProviderRules()
    personal_data: PersonalDataRules = PersonalDataRules()
    languages: LanguageRules = LanguageRules()
    regulatory: RegulatoryFile
    complaints: RegisterRules = RegisterRules()
    duty: DutyRoster
    offering: OfferingRules = OfferingRules()
    routing: Routing
    digests: dict[str, DigestRule]
    roles: RoleRules
    replies: ReplyRules
    gate: GateRules = GateRules()
    gate_words: GateWords = GateWords()
    gate_weights: GateWeightRules = GateWeightRules()
    retention: Retention
    events: EventRules = EventRules()
    chat: ChatRules
    data: HouseData = HouseData()
    gone: frozenset[str] = frozenset()  # who has left the workspace, as the table of staff says
    private_windows: dict[str, float] = {}  # hours in which a channel takes a private answer
    hears: bool = True  # False: without the lists of signals; a worker has them
    files: "HouseRules | None" = None  # without the weekly data, where some lies over it

    @property
    def reopen_days(self) -> int:
        """For how many days an ended case still takes the customer's words."""
        return self.retention.reopen_days

    @property
    def alerts(self) -> AlertRules:
        """How alerts outside a case's thread reach people."""
        return self.sla.alerts

    @cached_property
    def spoken(self) -> dict[str, str]:
        """What is spoken in each Slack channel; a digest's own channel speaks as what it counts."""
        routing, spoken = self.routing, dict(self.routing.languages)
        for rule in self.digests.values():
            brands = rule.brands or (() if rule.teams else tuple(routing.brands))
            counted = {routing.language_of_brand(name) for name in brands}
            counted |= {routing.teams[name].language or "en" for name in rule.teams}
            if rule.slack_channel and len(counted) == 1:
                spoken.setdefault(rule.slack_channel, *counted)
        return spoken

    def calendar_of_team(self, team: str) -> BusinessCalendar:
        """When this team is at work."""
        return self.calendars[self._calendar_of_team(team)]

    def regulatory_calendar(self, name: str) -> BusinessCalendar:
        """The calendar a regulatory clock names; one of calendar.toml may be named too."""
        return self.regulatory_calendars.get(name) or self.calendars[name]

    def complaint_preset(self, name: str) -> RegulatoryPreset | None:
        """The preset of that name, if staff are offered it."""
        return self.regulatory.choices.get(name)

    def duty_targets(self, at: datetime, team: str) -> tuple[str, ...]:
        """Slack ids to tell what is for the duty manager: the roster, else routing.toml.

        Whoever is away is left out, with their stand-in in their place; nobody left: the channels.
        """
        people = self.people_on_duty(at, team)
        manager = self.routing.duty_manager
        if not people:
            people = self._there(at, tuple(filter(None, (manager.slack_user,))))
        channels = tuple(filter(None, (manager.slack_channel,)))
        if not people and not channels:
            channels = tuple(filter(None, (self.routing.fallback_slack_channel,)))
        return (*people, *channels)

    def people_on_duty(self, at: datetime, team: str) -> tuple[str, ...]:
        """Who is on duty for a team by the roster and there, or whose stand-in is."""
        return self._there(at, self.duty.on_duty(at, team))

    def _there(self, at: datetime, people: Iterable[str]) -> tuple[str, ...]:
        """Those who are there, and the stand-ins of those who are not; each once."""
        return tuple(dict.fromkeys(filter(None, (self.reached(one, at) for one in people))))

    def reached(self, person: str, at: datetime) -> str:
        """Whom to tell what is for this person: their stand-in while they are away, or nobody.

        Nobody, too, when whoever it would be has left.
        """
        away = self.data.absence(person, at) is not None
        found = self.data.stand_in(person, at) if away else person
        return "" if found in self.gone else found

    def may(self, verb: Verb, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles may use this verb."""
        return self.roles.may(verb, roles)

    def roles_of(self, slack_user_id: str, *, groups: Iterable[str] = ()) -> frozenset[Role]:
        """The roles the file gives a person, by name and by Slack user group."""
        return self.roles.roles_of(slack_user_id, groups=groups)

    def route_for(self, channel: str, account: str, language: str = "") -> Route:
        """Where cases of this account in this language go; the fallback for one no brand lists."""
        return self.routing.route_for(channel, account, language)

    def route(self, key: str) -> Route:
        """The route a case remembers."""
        return self.routing.route(key)

    def regions(self, brand: str) -> Regions:
        """The countries whose national numbers a brand's customers write, and what is the bank's own."""
        own = self.personal_data.with_contacts(self.replies.own_contacts)
        return Regions.of(self.routing.regions(brand), own)

    def signals_in(self, text: str, *, author: str = "") -> list[Found]:
        """The signals of a text; ``author`` is the handle of who wrote it."""
        return self.listening.find(text, author=author)

    @property
    def listening(self) -> Signals:
        """The signals, ready to look through texts; compiled once. Raises Deaf where they are not loaded."""
        if not self.hears:
            raise Deaf
        brands, weights = self.routing.brand_names, self.weights.signals.weights
        return self.signals.compiled(brands=brands, concepts=self.concepts.ways, weights=weights)

    def spoken_of(self, text: str) -> frozenset[str]:
        """What a text speaks of, as surges count it."""
        return self.surges.compiled(brands=self.routing.brand_names).of(text)

    def priority_of_signals(self, names: Iterable[str]) -> Decided | None:
        """The priority that these signals ask for, and what they are called."""
        known, level = filter(None, map(self.signals.get, names)), self.priority.level
        return self.priority.highest((level(rule.priority), [rule.title]) for rule in known)

    def priority_of(
        self, facts: Facts, *, author: str = "", only_words: bool = False
    ) -> Decided | None:
        """What rules and signals say together of a word and how its case stands."""
        heard = self.signals_in(facts.text, author=author)
        of_rules = self.priority.decide(facts, only_words=only_words)
        of_signals = self.priority_of_signals(one.signal for one in heard)
        return self.priority.highest(each for each in (of_rules, of_signals) if each is not None)

    def promises_for(self, subject: Subject) -> tuple[SlaRule, BusinessCalendar] | None:
        """The rule that takes this case and the calendar it counts by; none: flag the case."""
        rule = self.sla.rule_for(subject)
        if rule is None:
            return None
        return rule, self.calendars[rule.calendar or self._calendar_of_team(subject.team)]

    def _calendar_of_team(self, team: str) -> str:
        known = self.routing.teams.get(team) or self.routing.teams[self.routing.fallback.team]
        return known.calendar


def joined(
    values: Mapping[str, Mapping[str, Any]],
    *,
    where: Where | None = None,
    channels: Collection[str] = (),
    hears: bool = True,
) -> HouseRules:
    """House rules from what the files say, by stem. Raises HouseRulesAreWrong with every fault.

    ``where`` names the file a key came from; without it the shipped name is used. ``channels``: the
    names of those there are; what names another is a fault. ``hears``: with the lists of signals.
    """
    named = where or (lambda path: f"{path[0]}.toml")
    if not hears:
        values = {**values, "signals": without_lists(values.get("signals", {}))}
    faults: list[Fault] = []
    sections: dict[str, Any] = {}
    for stem, model in SECTIONS.items():
        try:
            sections[stem] = model.model_validate(values.get(stem, {}))
        except ValidationError as error:
            faults += faults_of(error, model=model, stem=stem, where=named)
    calendars = _resolved("calendar", sections.get("calendar"), faults, named)
    of_regulators = _resolved("regulatory", sections.get("regulatory"), faults, named)
    faults += disagreements(sections, where=named, channels=channels)
    if faults:
        raise HouseRulesAreWrong(faults)
    return HouseRules(
        calendars=calendars,
        regulatory_calendars=of_regulators,
        digests=sections["digests"].digests,
        hears=hears,
        **{stem: one for stem, one in sections.items() if stem not in ("calendar", "digests")},
    )


def _resolved(
    stem: str,
    file: CalendarFile | RegulatoryFile | None,
    faults: list[Fault],
    where: Callable[..., str],
) -> dict[str, BusinessCalendar]:
    calendars: dict[str, BusinessCalendar] = {}
    for name, rules in (file.calendars if file else {}).items():
        try:
            calendars[name] = rules.resolved(name)
        except ValidationError as error:
            path = (stem, "calendars", name)
            sentences = [str(e.get("ctx", {}).get("error", e["msg"])) for e in error.errors()]
            faults.append(fault(path, "; ".join(sentences), where=where))
    return calendars
