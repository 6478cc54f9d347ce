"""The mark of a case whose customer posted personal data for everybody to read, and the way to end that."""

from bot.domain.rules.answers.reply_rules import named
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

ASK_TO_DELETE = "ask_to_delete"


def posted_line(case: CaseShown) -> list[Block]:
    """What everybody can still read."""
    kinds = case.posted.kinds
    if not kinds:
        return []
    words = say("⚠️ *Everybody can read it:* {what}. Still there.", what=named(kinds))
    return [parts.section(parts.line(words))]


def ask_button(case: CaseShown) -> list[Block]:
    """The press that asks the customer to delete it, where they can be answered."""
    if not case.posted.kinds or not case.answerable:
        return []
    value = str(CaseValue(case.case_id, case.version))
    return [parts.button(say("Ask to delete it…"), action_id=ASK_TO_DELETE, value=value)]


def gone_words(case: CaseShown) -> str:
    """Since when it is gone; empty where nothing was posted or some of it stands."""
    if case.posted.gone_at is None:
        return ""
    return say(
        "The personal data they posted is gone since {when}", when=moment(case.posted.gone_at)
    )
