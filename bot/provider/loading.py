"""Finding the provider that provider.toml names, and seeing that it can do what it is asked for."""

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from bot.domain.records.provider_call import Skill
from bot.domain.rules.provider_rules import ProviderRules
from bot.provider import GROUP, Provider

METHODS = {
    Skill.TRANSLATION: "translate",
    Skill.DRAFTS: "draft",
    Skill.SUMMARIES: "summarise",
}


class NoProvider(Exception):
    """The provider cannot be had. The sentence says why, and what to do."""


def load(rules: ProviderRules) -> Provider:
    """The provider, made. Raises NoProvider."""
    found = _found(rules.name)
    try:
        made = found() if isinstance(found, type) else found
    except Exception as error:  # it is somebody else's code
        raise NoProvider(
            _cannot(rules.name, f"making it failed ({type(error).__name__})")
        ) from None
    lacking = [name for name in _asked(rules.does) if not callable(getattr(made, name, None))]
    if lacking:
        raise NoProvider(
            _cannot(rules.name, f"it has no {', '.join(lacking)}. Take that out of “does”")
        )
    return cast(Provider, made)


def unused(rules: ProviderRules) -> list[str]:
    """The other providers that are installed, each with its package."""
    return sorted(
        _of_package(each) for each in entry_points(group=GROUP) if each.name != rules.name
    )


def package_of(rules: ProviderRules) -> str:
    """The package of the one that is used, with its release; empty where it is named by its module."""
    found = [each for each in entry_points(group=GROUP) if each.name == rules.name and each.dist]
    return f"{found[0].dist.name} {found[0].dist.version}" if found and found[0].dist else ""


def _asked(does: Iterable[Skill]) -> list[str]:
    return [METHODS[skill] for skill in does]


def _found(name: str) -> object:
    try:
        if ":" in name:
            module, _, attribute = name.partition(":")
            return getattr(import_module(module), attribute)
        offered = list(entry_points(group=GROUP))
        named = [each for each in offered if each.name == name]
        if len(named) == 1:
            return named[0].load()
    except Exception as error:
        raise NoProvider(_cannot(name, f"loading it failed ({type(error).__name__})")) from None
    if named:
        raise NoProvider(_which(name, named))
    known = ", ".join(sorted({each.name for each in offered})) or "none"
    raise NoProvider(
        _cannot(name, f"no installed package offers it as “{GROUP}” (there are: {known})")
    )


def _which(name: str, named: Iterable[EntryPoint]) -> str:
    """Of two packages that both offer one of this name neither is taken for the other."""
    told = ", ".join(sorted(_of_package(each) for each in named))
    values = " or ".join(sorted(f'name = "{each.value}"' for each in named))
    return (
        f"provider.toml: name: “{name}” is offered by several installed packages ({told}). Write which one: "
        f"{values}; or remove the other package."
    )


def _of_package(each: EntryPoint) -> str:
    return f"{each.name} of {each.dist.name}" if each.dist else f"{each.name} ({each.value})"


def _cannot(name: str, why: str) -> str:
    return f'provider.toml: name: “{name}” cannot be used: {why}. Install or mend its package, or write name = "".'
