"""The early warning about root causes, once a day."""

from bot.bootstrap import App
from bot.desk.lessons import growing
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)


def warn_of_growing(app: App) -> None:
    """Tell of every cause that grows, unless today's look was made."""
    with app.desk() as desk:
        told = growing.warn(desk)
    if told:
        _log.info("causes.growing", count=told)
