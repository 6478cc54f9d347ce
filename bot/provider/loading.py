"""Finding the provider that provider.toml names, and seeing that it can do what it is asked for."""

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import entry_points
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


def _asked(does: Iterable[Skill]) -> list[str]:
    return [METHODS[skill] for skill in does]


def _found(name: str) -> object:
    try:
        if ":" in name:
            module, _, attribute = name.partition(":")
            return getattr(import_module(module), attribute)
        offered = {each.name: each for each in entry_points(group=GROUP)}
        if name in offered:
            return offered[name].load()
    except Exception as error:
        raise NoProvider(_cannot(name, f"loading it failed ({type(error).__name__})")) from None
    known = ", ".join(sorted(offered)) or "none"
    raise NoProvider(
        _cannot(name, f"no installed package offers it as “{GROUP}” (there are: {known})")
    )


def _cannot(name: str, why: str) -> str:
    return f'provider.toml: name: “{name}” cannot be used: {why}. Install or mend its package, or write name = "".'
