"""What the files say of each other: a team that exists, a calendar that exists, an account once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.domain.calendar.opening_hours import DAY
from bot.domain.rules.house.offering import nobodys
from bot.domain.rules.rule_faults import Fault, Path, Where, fault, nearest
from bot.domain.rules.triage.priority_rules import SHIPPED_LEVELS
from bot.domain.sla.targets import LONGEST_DAYS, Target

Finding = tuple[Path, str]


def disagreements(
    sections: Mapping[str, Any], *, where: Where, channels: Collection[str] = ()
) -> list[Fault]:
    """Every place where one file names what another lacks. Files not given are passed over.

    ``channels``: the names of those there are; empty: those that the accounts name.
    """
    found: list[Finding] = []
    if "routing" in sections:
        found += _teams(sections["routing"])
        found += _accounts(sections["routing"])
        found += _channels(sections["routing"], channels)
        found += _private_channels(sections["routing"])
        found += _languages(sections["routing"])
    if {"routing", "calendar"} <= sections.keys():
        found += _calendars_of_teams(sections["routing"], sections["calendar"].calendars)
    if {"sla", "routing", "calendar"} <= sections.keys():
        found += _sla(sections["sla"], sections["routing"], sections["calendar"].calendars)
        found += _matches("sla", [rule.match for rule in sections["sla"].rules], sections, channels)
    if {"sla", "priority"} <= sections.keys():
        found += _priorities(sections["sla"], sections["priority"])
    if {"signals", "concepts", "priority"} <= sections.keys():
        found += _signals(sections["signals"], sections["priority"])
        found += _concepts(sections["signals"], sections["concepts"])
    if {"priority", "routing"} <= sections.keys():
        found += _matches("priority", sections["priority"].rules, sections, channels)
    if {"regulatory", "calendar"} <= sections.keys():
        found += _regulatory(sections["regulatory"], sections["calendar"].calendars)
    if {"duty", "routing"} <= sections.keys():
        found += _duty(sections["duty"], sections["routing"])
    if {"digests", "routing"} <= sections.keys():
        found += _digests(sections["digests"].digests, sections["routing"])
    found += [*_gate(sections), *_kept(sections), *_approval(sections), *_written(sections)]
    found += [*nobodys(sections), *_topics(sections), *_signature(sections, channels)]
    return [fault(path, sentence, where=where) for path, sentence in found]


def _unknown(path: Path, what: str, name: str, known: Any) -> Iterator[Finding]:
    if name not in known:
        yield path, f"there is no {what} “{name}”. {nearest(name, known)}"


def _gate(sections: Mapping[str, Any]) -> Iterator[Finding]:
    if not {"gate", "gate_words", "routing"} <= sections.keys():
        return
    gate, words, routing = (sections[name] for name in ("gate", "gate_words", "routing"))
    for index, language in enumerate(gate.languages):
        at: Path = ("gate", "languages", index)
        yield from _unknown(at, "file in gate_words for", language, words.root)
    for index, exception in enumerate(gate.exceptions):
        for brand in exception.brands:
            at = ("gate", "exceptions", index, "brands")
            yield from _unknown(at, "brand", brand, routing.brands)


def _topics(sections: Mapping[str, Any]) -> Iterator[Finding]:
    """Wherever another file names one."""
    named: dict[Path, Sequence[str]] = {}
    if "complaints" in sections:
        causes = sections["complaints"].causes.items()
        named |= {("complaints", "causes", name, "topics"): one.topics for name, one in causes}
    if "replies" in sections:
        named["replies", "approval", "topics"] = sections["replies"].approval.topics
    for index, one in enumerate(sections["gate"].exceptions if "gate" in sections else ()):
        named["gate", "exceptions", index, "topics"] = one.topics
    for at, topics in named.items() if "topics" in sections else ():
        for index, topic in enumerate(topics):
            yield from _unknown((*at, index), "topic", topic, sections["topics"].topics)


def _approval(sections: Mapping[str, Any]) -> Iterator[Finding]:
    if not {"replies", "signals", "priority"} <= sections.keys():
        return
    rules, at = sections["replies"].approval, ("replies", "approval")
    for name in rules.signals:
        yield from _unknown((*at, "signals"), "signal", name, sections["signals"].root)
    for name in rules.priorities:
        known = {*sections["priority"].levels, *SHIPPED_LEVELS}
        yield from _unknown((*at, "priorities"), "priority", name, known)


def _signature(sections: Mapping[str, Any], channels: Collection[str]) -> Iterator[Finding]:
    if not {"replies", "routing"} <= sections.keys():
        return
    rules, at = sections["replies"].signature, ("replies", "signature")
    for name in rules.brands:
        yield from _unknown((*at, "brands"), "brand", name, sections["routing"].brands)
    for name in sections["replies"].brand_branches:
        path: Path = ("replies", "brand_branches", name)
        yield from _unknown(path, "brand", name, sections["routing"].brands)
    for name in rules.channels if channels else ():
        yield from _unknown((*at, "channels"), "channel", name, channels)


def _teams(routing: Any) -> Iterator[Finding]:
    at: Path = ("routing", "fallback", "team")
    yield from _unknown(at, "team", routing.fallback.team, routing.teams)
    for name, brand in routing.brands.items():
        path: Path = ("routing", "brands", name)
        yield from _unknown((*path, "team"), "team", brand.team, routing.teams)
        for index, account in enumerate(brand.accounts):
            if account.team:
                at = (*path, "accounts", index, "team")
                yield from _unknown(at, "team", account.team, routing.teams)
        for language, own in brand.languages.items():
            if own.team:
                at = (*path, "languages", language, "team")
                yield from _unknown(at, "team", own.team, routing.teams)


def _accounts(routing: Any) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for name, brand in routing.brands.items():
        if ":" in name:
            yield ("routing", "brands", name), "a brand's name holds no colon"
        for index, account in enumerate(brand.accounts):
            key = (account.channel, account.id)
            if key in first:
                path: Path = ("routing", "brands", name, "accounts", index)
                yield (
                    path,
                    (
                        f"the {account.channel} account {account.id} already belongs to "
                        f"“{first[key]}”. List it under one brand"
                    ),
                )
            first.setdefault(key, name)


def _private_channels(routing: Any) -> Iterator[Finding]:
    """Whoever is in a channel of public cases would read private words there."""
    wrong = (
        "private words may not go to a channel of public cases. "
        "Name a private Slack channel of its own"
    )
    public = routing.public_slack_channels
    if routing.fallback.private_slack_channel in public:
        yield ("routing", "fallback", "private_slack_channel"), wrong
    for name, team in routing.teams.items():
        if team.private_slack_channel in public:
            yield ("routing", "teams", name, "private_slack_channel"), wrong
    for name, brand in routing.brands.items():
        path: Path = ("routing", "brands", name)
        if brand.private_slack_channel in public:
            yield (*path, "private_slack_channel"), wrong
        for index, account in enumerate(brand.accounts):
            if account.private_slack_channel in public:
                yield (*path, "accounts", index, "private_slack_channel"), wrong
        for language, own in brand.languages.items():
            if own.private_slack_channel in public:
                yield (*path, "languages", language, "private_slack_channel"), wrong


def _languages(routing: Any) -> Iterator[Finding]:
    """A channel speaks one language."""
    first: dict[str, tuple[str, str]] = {}
    for slack_channel, language, who in routing.languages_spoken():
        known, by = first.setdefault(slack_channel, (language, who))
        if known != language:
            kind, _, name = who.partition(".")
            sentence = (
                f"{slack_channel} cannot speak “{language}”, because {by} speaks “{known}” there. "
                "Give both one language, or a channel each"
            )
            yield ("routing", kind, name, "language"), sentence


def _written(sections: Mapping[str, Any]) -> Iterator[Finding]:
    """A route of a language that is not looked for takes no case."""
    if not {"routing", "languages"} <= sections.keys():
        return
    for name, brand in sections["routing"].brands.items():
        for language in brand.languages:
            if language not in sections["languages"].written:
                yield (
                    ("routing", "brands", name, "languages", language),
                    f"no post is in “{language}”: add it to written in languages.toml",
                )


def _calendars_of_teams(routing: Any, calendars: Any) -> Iterator[Finding]:
    for name, team in routing.teams.items():
        path = ("routing", "teams", name, "calendar")
        yield from _unknown(path, "calendar", team.calendar, calendars)


def _sla(sla: Any, routing: Any, calendars: Any) -> Iterator[Finding]:
    for index, rule in enumerate(sla.rules):
        path: Path = ("sla", "rules", index)
        if rule.calendar:
            yield from _unknown((*path, "calendar"), "calendar", rule.calendar, calendars)
        names = {rule.calendar} if rule.calendar else {t.calendar for t in routing.teams.values()}
        for metric, promise in rule.targets.items():
            for name in sorted(names):
                yield from _lasts((*path, "targets", metric), promise.target, name, calendars)
        for team in rule.match.team:
            yield from _unknown((*path, "match", "team"), "team", team, routing.teams)


def _lasts(path: Path, target: Target, name: str, calendars: Any) -> Iterator[Finding]:
    """Business time in a calendar that seldom opens can outlast us all."""
    seconds = target.seconds if target.in_business_time else None
    if seconds and name in calendars:
        open_seconds = calendars[name].open_share * LONGEST_DAYS * DAY
        if 0 < open_seconds < seconds:
            yield path, f"“{target}” is more than ten years in the calendar “{name}”. Write less"


def _matches(
    stem: str, wanted: Sequence[Any], sections: Mapping[str, Any], channels: Collection[str]
) -> Iterator[Finding]:
    """A rule that names a brand or a channel that is not there takes no case, and nobody notices."""
    routing = sections["routing"]
    known = channels or {
        account.channel for brand in routing.brands.values() for account in brand.accounts
    }
    for index, match in enumerate(wanted):
        path: Path = (stem, "rules", index, *(("match",) if stem == "sla" else ()))
        for brand in match.brand:
            yield from _unknown((*path, "brand"), "brand", brand, routing.brands)
        for channel in match.channel:
            yield from _unknown((*path, "channel"), "channel", channel, known)


def _channels(routing: Any, channels: Collection[str]) -> Iterator[Finding]:
    """An account on a channel that is not there is never read."""
    for name, brand in routing.brands.items():
        for index, account in enumerate(brand.accounts):
            path: Path = ("routing", "brands", name, "accounts", index, "channel")
            if channels:
                yield from _unknown(path, "channel", account.channel, channels)


def _priorities(sla: Any, priority: Any) -> Iterator[Finding]:
    """A bank with levels of its own may leave the shipped rules as they are; they then take no case."""
    known = {*priority.levels, *SHIPPED_LEVELS}
    for index, rule in enumerate(sla.rules):
        for name in rule.match.priority:
            path: Path = ("sla", "rules", index, "match", "priority")
            yield from _unknown(path, "priority", name, known)


def _signals(signals: Any, priority: Any) -> Iterator[Finding]:
    for name, rule in signals.root.items():
        path: Path = ("signals", name, "priority")
        yield from _unknown(path, "priority", rule.priority, {*priority.levels, *SHIPPED_LEVELS})


def _concepts(signals: Any, concepts: Any) -> Iterator[Finding]:
    for name, rule in signals.root.items():
        for concept in sorted(rule.concepts - concepts.names):
            yield from _unknown(("signals", name), "concept", concept, concepts.names)


def _regulatory(regulatory: Any, calendars: Any) -> Iterator[Finding]:
    known = {*regulatory.calendars, *calendars}
    for name in regulatory.offered:
        yield from _unknown(("regulatory", "offered"), "preset", name, regulatory.presets)
    for name, preset in regulatory.presets.items():
        for index, clock in enumerate(preset.clocks):
            path: Path = ("regulatory", "presets", name, "clocks", index, "calendar")
            yield from _unknown(path, "calendar", clock.calendar, known)
            both = {**calendars, **regulatory.calendars}
            yield from _lasts((*path[:-1], "target"), clock.target, clock.calendar, both)


def _kept(sections: Mapping[str, Any]) -> Iterator[Finding]:
    if not {"retention", "regulatory"} <= sections.keys():
        return
    for name in sections["retention"].presets:
        path: Path = ("retention", "presets", name)
        yield from _unknown(path, "preset", name, sections["regulatory"].presets)


def _duty(duty: Any, routing: Any) -> Iterator[Finding]:
    for name in sorted(duty.teams.keys() - {"every"}):
        yield from _unknown(("duty", "teams", name), "team", name, routing.teams)


def _digests(digests: Any, routing: Any) -> Iterator[Finding]:
    for name, rule in digests.items():
        path: Path = ("digests", "digests", name)
        for brand in rule.brands:
            yield from _unknown((*path, "brands"), "brand", brand, routing.brands)
        for team in rule.teams:
            yield from _unknown((*path, "teams"), "team", team, routing.teams)
