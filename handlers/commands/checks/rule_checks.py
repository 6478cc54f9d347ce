"""What `earshot check` says of the bank's files beyond their own faults: do they fit the accounts
and the coming year?
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot import clock
from bot.bootstrap import channels_of
from bot.domain.languages.identifying import CannotGuess
from bot.domain.rules.house_rules import HouseRules
from bot.models import language
from bot.provider.loading import NoProvider, load, package_of, unused
from bot.storage import topic_models
from config import files
from config.settings import Settings
from handlers.processes.required import NO_FALLBACK
from handlers.web.chat.logo import BadLogo, logo_of

_SHOWN_AHEAD = timedelta(days=400)
_MOST_DAYS = 12
_DAYS_A_MONTH = 365 / 12


def faults(settings: Settings, rules: HouseRules) -> Iterator[str]:
    """What stops a start, or makes clocks count wrongly; each with what to do."""
    if not rules.routing.fallback_slack_channel:
        yield NO_FALLBACK
    try:
        logo_of(settings, rules)
    except BadLogo as error:
        yield str(error)
    if rules.provider.name:
        try:
            load(rules.provider)
        except NoProvider as error:
            yield str(error)
    today = clock.now().date()
    for name, calendar in files.read(settings.config).values["calendar"]["calendars"].items():
        known = calendar.get("holidays")
        last = known.get("to_year") if isinstance(known, Mapping) else None
        if last is not None and last < today.year:
            yield (
                f"calendar.toml: “{name}” knows no holiday after {last}, so each counts as a day of "
                "work. Raise to_year and run `python -m handlers migrate`."
            )


def remarks(settings: Settings, rules: HouseRules) -> Iterator[str]:
    """Sentences for a person, each with what to do."""
    yield from _accounts(settings, rules)
    yield from _closed_days(rules)
    yield from _models()
    if settings.x_accounts and settings.x_replies_a_day:
        a_day = settings.x_replies_a_day * settings.x_read_price
        yield (
            f"Replies of others to your customers are read on X, to see impostors: at most "
            f"{settings.x_replies_a_day:,} posts a day, ${a_day:,.2f}, or ${a_day * _DAYS_A_MONTH:,.2f} a month. "
            "Once these are read nobody looks until the next day, and your lead is told. "
            "EARSHOT_X_REPLIES_A_DAY=0 reads none."
        )
    if rules.provider.name:
        does = ", ".join(map(str, rules.provider.does))
        package = package_of(rules.provider)
        which = f"{rules.provider.name} of {package}" if package else rules.provider.name
        yield (
            f"provider.toml: “{rules.provider.title}” ({which}) is asked for {does}. It is given masked "
            "words of customers; have your data protection officer agree to it."
        )
        others = unused(rules.provider)
        if others:
            yield f"Installed too, and not asked: {', '.join(others)}."
    for spoken, why in topic_models.unfit().items():
        yield f"No topic is suggested for what is written in “{spoken}”: {why}"
    unsaid = rules.retention.left_to_people
    if unsaid:
        yield (
            f"retention.toml: nothing of this is erased by itself, for no time is set: {', '.join(unsaid)}. "
            "Ask your lawyers for how long you keep it, hold what must be kept, and set the days."
        )


def _models() -> Iterator[str]:
    try:
        language.check()
    except CannotGuess as error:
        yield f"{error} Until then posts in Latin letters have the language that their platform names."


def _accounts(settings: Settings, rules: HouseRules) -> Iterator[str]:
    """An account without a route is not lost, but its cases go where nobody expects them."""
    ours: set[tuple[str, str]] = set()
    for name, channel in channels_of(settings, rules.routing).items():
        for account in channel.accounts():
            ours.add((name, account))
            if rules.route_for(name, account).is_fallback:
                yield (
                    f"routing.toml: no brand lists {channel.account_name(account)} "
                    f"({name} {account}), so its cases go to the fallback channel. "
                    "Add it to a brand's accounts."
                )
    for brand, listed in rules.routing.brands.items():
        for each in listed.accounts:
            if (each.channel, each.id) not in ours:
                yield (
                    f"routing.toml: {brand} lists the {each.channel} account {each.id}, "
                    "and no tokens are set for it, so it is not read."
                )


def _closed_days(rules: HouseRules) -> Iterator[str]:
    """Read these: feast days that follow the moon are estimates until they are announced."""
    today = clock.now().date()
    for name, calendar in rules.calendars.items():
        ahead = [day for day in sorted(calendar.days) if today <= day <= today + _SHOWN_AHEAD]
        if ahead:
            shown = ", ".join(_day(day, calendar.days[day].reason) for day in ahead[:_MOST_DAYS])
            more = f" and {len(ahead) - _MOST_DAYS} more" if len(ahead) > _MOST_DAYS else ""
            yield f"calendar “{name}” has its own hours on {shown}{more}."


def _day(day: date, reason: str) -> str:
    return f"{day} ({reason})" if reason else str(day)
