"""A bank with an address on which files can be fetched."""

from tests.handlers.slack.chat.conftest import _bot, _platforms, workplace

__all__ = ["_bot", "_platforms", "workplace"]
