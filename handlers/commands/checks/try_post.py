"""`earshot try-post`: what every rule sees in a text, as if a customer had posted it. Changes nothing.

The rules come from files. Which surges are open stands in the database, and is left out where there is none.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.exc import OperationalError, ProgrammingError

from bot import bootstrap, clock
from bot.domain.languages.identifying import Told
from bot.domain.languages.names import language_title
from bot.domain.listening.directory import Ourselves
from bot.domain.listening.topic_model import NONE, NoModel
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask
from bot.domain.records.cases.case import Surface
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.routing import Route
from bot.domain.rules.triage.priority_rules import NORMAL, Facts
from bot.domain.sla.policy import METRIC_TITLE, Subject
from bot.domain.text.thanks import is_bare_thanks
from bot.domain.triage.bursts import belongs
from bot.domain.triage.ideas import named, title_of
from bot.models import language
from bot.storage.house import weekly_data as house
from bot.storage.surges import open_surges
from bot.storage.topic_models import language_of, shipped_model
from config.settings import load
from handlers.commands.checks.rules_now import rules_now
from handlers.endings import CannotStart
from handlers.processes.embedded import opened_database


def tell(*, text: str, channel: str, account: str, handle: str, private: bool) -> None:
    """Print it."""
    settings = load()
    rules, _ = rules_now(settings)
    for line in explained(
        rules, text=text, channel=channel, account=account, handle=handle, private=private
    ):
        print(line)
    print(
        f"Surge:           {_surge(rules, text=text, channel=channel, account=account, private=private)}"
    )
    channels = bootstrap.channels_of(settings, rules.routing).values()
    accounts = [each.account_name(one) for each in channels for one in each.accounts()]
    ourselves = Ourselves.of(rules.routing.brand_names, accounts)
    print(f"Meant for:       {_meant(ourselves, text=text, private=private)}")


def explained(
    rules: HouseRules, *, text: str, channel: str, account: str, handle: str, private: bool
) -> Iterator[str]:
    """What each rule sees, a line each."""
    account = account or _first_account(rules, channel)
    told = rules.languages.identifier(language.guess).of(text)
    route = rules.route_for(channel, account, told.language)
    surface = Surface.PRIVATE if private else Surface.PUBLIC
    found = find(text, regions=rules.regions(route.brand))
    masked = mask(text, found)
    kinds = sorted({str(each.kind) for each in found})
    yield f"Shown to staff:  {masked}"
    yield f"Personal data:   {', '.join(kinds) or 'none'}"
    yield f"Language:        {_language(told)}"
    yield f"Goes to:         {_place(route, private=private)}"
    if is_bare_thanks(text, names=rules.routing.brand_names):
        yield "Thanks:          nothing but thanks is said: no signal, no priority, no clock"
        return
    seen = (f"<{name}> “{words}”" for name, words in rules.concepts.seen_in(masked).items())
    yield f"Concepts seen:   {', '.join(seen) or 'none'}"
    yield from _signals(rules, masked, handle)
    yield _topic(rules, masked)
    facts = Facts(masked, kinds, route.brand, channel, str(surface), 1, timedelta(0))
    priority, because = rules.priority_of(facts, author=handle) or (NORMAL, [])
    yield f"Priority:        {priority}" + (f": {', '.join(because)}" if because else "")
    yield from _promises(rules, Subject(route.brand, route.team, channel, priority, str(surface)))


def _first_account(rules: HouseRules, channel: str) -> str:
    """An account of the first brand that has one on this channel; of none the fallback takes it."""
    for brand in rules.routing.brands.values():
        for account in brand.accounts:
            if account.channel == channel:
                return account.id
    return ""


def _language(told: Told) -> str:
    if not told.language:
        return "not known: too short, not plain enough, or none of languages.toml"
    return f"{language_title(told.language)}, {told.likely:.2f} by its {told.by}"


def _place(route: Route, *, private: bool) -> str:
    place = route.private_slack_channel if private else route.slack_channel
    return (
        f"{route.brand or 'no brand (fallback)'}, team {route.team}, {place or 'no Slack channel'}"
    )


def _signals(rules: HouseRules, text: str, handle: str) -> Iterator[str]:
    told = rules.listening.explain(text, author=handle)
    if not told:
        yield "Signals:         none"
    for one in told:
        rule = rules.signals[one.signal]
        if one.guard:
            yield f"No signal:       {rule.title}: “{one.words}” is taken back by “{one.guard}”"
            continue
        tell = f"; tells {', '.join(rule.tell)}" if rule.tell else ""
        yield f"Signal:          {rule.title}: “{one.words}” ({one.phrase}){tell}"


def _topic(rules: HouseRules, text: str) -> str:
    """By the shipped model: the bank's own lies in the database."""
    try:
        reading = shipped_model(language_of(text)).read(text)
    except NoModel as why:
        return f"Topic:           none is suggested: {why}"
    if not reading.ranked:
        return "Topic:           none; no word of it is known"
    first = reading.ranked[0].topic
    is_sure = reading.margin >= rules.topics.suggest_from and first != NONE
    ranked = ", ".join(f"{one.topic} {one.percent}" for one in reading.ranked[:3])
    by = ", ".join(f"“{word}”" for word in reading.words)
    return f"Topic:           {first if is_sure else 'none is suggested'} ({ranked}), by {by or 'nothing that tells'}"


def _surge(rules: HouseRules, *, text: str, channel: str, account: str, private: bool) -> str:
    """What of it surges count, and which open one would gather it."""
    route = rules.route_for(channel, account or _first_account(rules, channel))
    masked = mask(text, find(text, regions=rules.regions(route.brand)))
    spoken = rules.spoken_of(masked)
    if private or not spoken:
        return (
            "speaks of nothing that surges count" if not private else "gathers public posts alone"
        )
    of = f"speaks of {', '.join(sorted(map(title_of, spoken)))}"
    if rules.signals_in(masked):
        return f"{of}; stands alone, for it carries a signal"
    try:
        with opened_database() as database, database.reading() as session:
            found = open_surges(session=session, brand=route.brand)
    except (CannotStart, OperationalError, ProgrammingError):
        return f"{of}; which surges are open is not known here, without the database"
    fitting = [
        f"“{named(one.topic)}” (surge:{one.pk})"
        for one in found
        if belongs(spoken, topic=one.topic, beside=one.beside)
    ]
    return f"{of}; " + (
        f"would be gathered in {fitting[0]}" if fitting else "no open surge would gather it"
    )


def _meant(ourselves: Ourselves, *, text: str, private: bool) -> str:
    """Which other bank of the directory it is meant for, and by which words."""
    if private:
        return "us: private words are held against no directory"
    try:
        with opened_database() as database, database.reading() as session:
            directory = house.read(session=session).directory
    except (CannotStart, OperationalError, ProgrammingError):
        return "not known here, without the database and its directory of banks"
    if not directory:
        return "us: no bank of the directory was reviewed (Desk settings… › Banks)"
    found = directory.meant(text, ourselves=ourselves, is_reply=False, on=clock.now().date())
    if found is None:
        return "us"
    return f"{found.bank}, by “{found.words}”: offered as Not ours"


def _promises(rules: HouseRules, subject: Subject) -> Iterator[str]:
    promised = rules.promises_for(subject)
    if promised is None:
        yield "Promises:        no rule of sla.toml takes it, so no clock would run, and somebody is told"
        return
    rule, _ = promised
    yield f"Promises:        by the rule “{rule.name}”"
    for metric, promise in rule.targets.items():
        yield f"  {METRIC_TITLE[metric]:<15}{promise.target}"
