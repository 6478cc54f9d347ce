"""The one place that says in which language a customer is answered: drafts, canned replies, invitations."""

import re

from bot.domain.languages.names import code_of
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message

_ARABIC = re.compile(r"[\u0600-\u06ff]")


def answered_in(case: Case, message: Message) -> str:
    """What staff said, else what the message is in, else the case; else as the letters look."""
    if case.language_by:
        return case.language
    return code_of(message.language) or case.language or written_in(message.text)


def written_in(text: str) -> str:
    """The language of ours to answer in: ``ar`` where there is an Arabic letter, else ``en``."""
    return "ar" if _ARABIC.search(text) else "en"
