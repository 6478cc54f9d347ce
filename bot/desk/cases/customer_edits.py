"""A customer who edits what they wrote: what it says now is ranked, and waits, as a new word would."""

from bot.desk.cases import customer_words
from bot.desk.desk import Desk
from bot.desk.listening import misdirected, topics
from bot.desk.messages import merged_into, thanks
from bot.desk.triage import priorities, signals
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.text.says_more import says_more


def take_in(desk: Desk, *, message: Message, edit: MessageRevision, before: str) -> None:
    """Let a version that was just written down do what it does. ``before``: what the message said.

    It is the customer's next word, at the time of the edit, when it says something else than before
    (see ``says_more``) and more than thanks, in a case that takes a word: priority, clocks, state and a
    reopening follow from it. Where the customer waits already that wait goes on; an answer that was
    written before the edit reached us does not cover it. So it is with words in private, of an author
    who was blocked since (a message of theirs that is in a case is not kept back, so its edit is not
    either), and with a post that could not be read and is read at last. What is no word is ranked, and
    may only make the case louder. An older version that comes late changes nothing.
    """
    _, case = merged_into.lock_with_survivor(desk, case_id=message.case_id)
    thanked = thanks.nothing_but_thanks(desk, case=case, message=message)
    if thanked or message.edited_at != edit.written_at:
        return
    days = desk.rules.reopen_days
    takes_it = customer_words.takes_word_of(case, at=edit.written_at, reopen_days=days)
    if takes_it and says_more(before, message.text):
        customer_words.said_more(desk, case=case, message=message, edit=edit)
    elif case.is_open:
        priorities.on_word(desk, case=case, message=message)
        topics.hear(desk, case=case, message=message)
        signals.announce(desk, case=case, message=message)
        misdirected.hear(desk, case=case, message=message)
