"""*Ask to delete it…* beside the mark of posted personal data: the answer's form, filled in."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.drafts.asking_to_delete import ready_answer
from bot.domain.records.answers.reply import Purpose
from bot.slack.views.threads.posted_line import ASK_TO_DELETE
from handlers.slack.answers import ready_answers
from handlers.slack.answers.reply_forms import Filling
from handlers.slack.door.acting import Acting


def register(bolt: Bolt, app: App) -> None:
    """The button."""
    ready_answers.listen(bolt, app, ASK_TO_DELETE, _filling)


def _filling(acting: Acting, case_id: int) -> Filling:
    """It settles nothing by itself, so it stops no clock of an answer."""
    text = ready_answer(acting.desk, case_id=case_id, slack_user_id=acting.slack_user_id)
    return Filling(text=text, purpose=Purpose.HOLDING)
