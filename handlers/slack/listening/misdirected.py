"""*Point them there…* and *It is ours* beside the mark of a post that is meant for another bank."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.drafts.pointing import pointer
from bot.desk.listening import misdirected
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.listening.meant import POINT_THERE
from handlers.slack.answers import ready_answers
from handlers.slack.answers.reply_forms import Filling
from handlers.slack.door.acting import Acting
from handlers.slack.door.verb_rows import AtOnce

IS_OURS_AFTER_ALL = AtOnce(
    Verb.NOT_ACTIONABLE,
    CaseValue,
    lambda acting, about: misdirected.is_ours(acting.desk, case_id=about.case_id, by=acting.by),
)


def register(bolt: Bolt, app: App) -> None:
    """The button that opens the answer's form, filled in."""
    ready_answers.listen(bolt, app, POINT_THERE, _filling)


def _filling(acting: Acting, case_id: int) -> Filling:
    return Filling(text=pointer(acting.desk, case_id=case_id, slack_user_id=acting.slack_user_id))
