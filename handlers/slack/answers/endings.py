"""What came of a case, read from the form in which it is said."""

from bot.desk.answers.ending import Ending
from bot.desk.clocks import complaints
from bot.domain.records.cases.closure import Outcome
from bot.language import say
from bot.slack.views.answers.ending_fields import ACCEPTED
from handlers.slack.door.field_errors import AtField
from handlers.slack.door.presses import Sent


def ending_in(sent: Sent) -> Ending | None:
    """What an answer's preview says of the end of its case; none where the case goes on. Raises AtField."""
    if not sent.key.then:
        return None
    return Ending(sent.choice("outcome", Outcome), acceptance_in(sent))


def acceptance_in(sent: Sent) -> str:
    """Who accepted the outcome for the customer, and how. Raises AtField where box and words disagree."""
    acceptance = sent.text("acceptance").strip()
    if bool(acceptance) is not (ACCEPTED in sent.ticked):
        unsaid = say("Tick above that the customer accepted it, or leave this empty.")
        raise AtField({"acceptance": unsaid if acceptance else str(complaints.AcceptanceUnsaid())})
    return acceptance
