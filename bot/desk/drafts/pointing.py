"""The ready answer to somebody who meant another bank: the bank's words in the customer's language, naming where
that bank's customers write."""

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.drafts import drafts
from bot.desk.listening.misdirected import NothingMeant
from bot.domain.languages.answering import answered_in
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.storage.triage import misdirections


def pointer(desk: Desk, *, case_id: int, slack_user_id: str) -> str:
    """The words, under what this person had begun to write. Locks the case.

    Raises NoSuchCase, NotOpen, NothingMeant.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    standing = misdirections.standing(session=desk.session, case_id=case.number)
    meant = [row for row in standing if row.kind is MisdirectionKind.NAMES_ANOTHER]
    if not meant:
        raise NothingMeant
    post = desk.session.get_one(Message, meant[-1].message_id)
    bank = desk.rules.data.directory.bank(meant[-1].bank, on=desk.now.date())
    handle = f"@{meant[-1].handle}" if meant[-1].handle else ""
    place = (bank.write_to if bank else "") or handle or meant[-1].bank
    ready = desk.rules.replies.point_there
    words = ready.get(answered_in(case, post)) or ready["en"]
    words = words.replace("{bank}", meant[-1].bank).replace("{place}", place)
    mine = drafts.own(desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=slack_user_id)
    begun = mine.text if mine else ""
    return begun if words in begun else drafts.joined(begun, words)


def may_be_named(desk: Desk, *, case_id: int) -> tuple[str, ...]:
    """The banks that an answer in this case may name: those it is meant for."""
    return tuple(
        dict.fromkeys(
            row.bank for row in misdirections.standing(session=desk.session, case_id=case_id)
        )
    )
