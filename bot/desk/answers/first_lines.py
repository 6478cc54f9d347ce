"""The bank's ways to begin the first answer in a secure chat."""

from bot.desk.answers.surfaces import How, ToAnswer
from bot.desk.desk import Desk
from bot.domain.languages.answering import answered_in
from bot.domain.records.cases.case import Case
from bot.domain.rules.chat_rules import in_language
from bot.storage import chats


def first_lines(desk: Desk, *, case: Case, answers: ToAnswer) -> tuple[str, ...]:
    """In the customer's language; none where somebody has answered in this chat, or elsewhere than there."""
    lines = desk.rules.chat.first_line
    if answers.how is not How.CHAT or not lines:
        return ()
    if chats.was_answered(session=desk.session, invitation_id=int(answers.recipient)):
        return ()
    return in_language(lines, answered_in(case, answers.message))
