"""The same workplace as the tests of what Slack shows."""

from tests.slack.conftest import _bot, _platforms, workplace

__all__ = ["_bot", "_platforms", "workplace"]
