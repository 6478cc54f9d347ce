"""What both roads in from Slack, HTTP and Socket Mode, do with a body: let it in or not, then ask Bolt."""

from http import HTTPStatus

from slack_bolt import App as Bolt
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse

from bot.telemetry import metrics
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)


def note_unreadable(error: Exception) -> None:
    """Count a body that was not let in, and write one line that quotes nothing of it."""
    metrics.UNREADABLE_HOOKS.labels(channel="slack").inc()
    _log.warning("slack.body_unreadable", where=getattr(error, "where", "UTF-8"))


def dispatch(bolt: Bolt, request: BoltRequest) -> BoltResponse:
    """Bolt's answer. What nobody listens to is taken all the same: Slack would send it again and again."""
    answer = bolt.dispatch(request)
    if answer.status != HTTPStatus.NOT_FOUND:
        return answer
    metrics.NOT_USED.labels(channel="slack").inc()
    return BoltResponse(status=HTTPStatus.OK, body="")
