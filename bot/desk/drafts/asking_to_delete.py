"""The ready answer that asks a customer to delete a post that shows their personal data to everybody."""

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.drafts import drafts
from bot.domain.languages.answering import answered_in
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.messages.posted_data import posted_data


class NothingToDelete(DeskError):
    """No post of the case shows personal data to everybody any more."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                "No public post of {case} shows personal data any more.",
                case=case_reference(case.number),
            )
        )


def ready_answer(desk: Desk, *, case_id: int, slack_user_id: str) -> str:
    """The bank's words in the customer's language, under what this person had begun to write. Locks the case.

    Raises NoSuchCase, NotOpen, NothingToDelete.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    found = posted_data(session=desk.session, case_id=case_id)
    standing = [each for each in found if each.surface == Surface.PUBLIC and not each.deleted_at]
    if not standing:
        raise NothingToDelete(case)
    words = _words(desk, case, desk.session.get_one(Message, standing[0].message_id))
    mine = drafts.own(desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=slack_user_id)
    begun = mine.text if mine else ""
    return begun if words in begun else drafts.joined(begun, words)


def _words(desk: Desk, case: Case, post: Message) -> str:
    ready = desk.rules.replies.ask_to_delete
    return ready.get(answered_in(case, post)) or ready["en"]
