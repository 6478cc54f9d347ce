"""What we are told and have no use for is answered 200 and counted.

Without an answer Bolt says 404, Slack repeats it three times, and at last sends nothing any more.
"""

import re

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.telemetry import metrics

_ANYTHING = re.compile(".*")


def register(bolt: Bolt) -> None:
    """Behind every other listener: the first that matches is the one that runs."""

    def not_used(ack: Ack) -> None:
        metrics.NOT_USED.labels(channel="slack").inc()
        ack()

    bolt.event(_ANYTHING)(not_used)
    bolt.action(_ANYTHING)(not_used)
    bolt.view(_ANYTHING)(not_used)
    bolt.view_closed(_ANYTHING)(not_used)
    bolt.shortcut(_ANYTHING)(not_used)
    bolt.command(_ANYTHING)(not_used)
    bolt.options(_ANYTHING)(not_used)
