"""The topic of a case: suggested at intake and at each new word until a person says what it is.

A suggestion only stands there. It closes, routes and answers nothing.
"""

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.listening.topic_model import NONE, Reading
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import TopicSet
from bot.language import say
from bot.storage.topic_models import LANGUAGES
from bot.storage.topics import topic_of

_LIKELY = 3


class NoSuchTopic(DeskError):
    """The bank's list has no such topic, or not any more."""

    def __init__(self) -> None:
        super().__init__(say("There is no such topic any more. Please choose from the list."))


def hear(desk: Desk, *, case: Case, message: Message) -> bool:
    """Suggest what a message is about, unless its case has a topic already; whether anything is suggested now.

    Where the models are not loaded a worker is left to hear it: see ``priorities.heard``.
    """
    if not desk.rules.hears or (message.language and message.language not in LANGUAGES):
        return False
    row = topic_of(session=desk.session, case_id=case.number)
    if row is not None and row.standing:
        return False
    read = desk.topics.read(message.text, session=desk.session)
    likely = _known(desk, read.reading)
    if not likely:
        return False
    row = row or CaseTopic(case_id=case.number)
    row.suggested = _suggested(desk, read.reading, likely)
    row.margin, row.likely, row.model = read.reading.margin, likely, read.model
    row.surface, row.suggested_at = message.surface, desk.now
    desk.session.add(row)
    return bool(row.suggested)


def set_topic(desk: Desk, *, case_id: int, topic: str, by: Actor) -> Case:
    """A person says what a case is about, or that no topic fits. Raises NoSuchCase, NoSuchTopic.

    An ended case too: what it was about is known best then.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    if set_locked(desk, case=case, topic=topic, by=by):
        case.touch()
        desk.session.add(case)
        postings.redraw(desk, case=case)
    return case


def set_locked(desk: Desk, *, case: Case, topic: str, by: Actor) -> bool:
    """Set the topic of a case that is locked already; False where it is set so. Raises NoSuchTopic."""
    if topic != NONE and topic not in desk.rules.topics.offered:
        raise NoSuchTopic
    row = topic_of(session=desk.session, case_id=case.number) or CaseTopic(case_id=case.number)
    if row.topic == topic:
        return False
    chosen = TopicSet(topic=topic, suggested=row.suggested, before=row.topic)
    row.topic, row.set_by, row.set_at = topic, str(by), desk.now
    desk.session.add(row)
    desk.record(case.number, chosen, by=by)
    return True


def _known(desk: Desk, reading: Reading) -> list[str]:
    """The likeliest of the bank's topics; nothing where it is likelier that none fits."""
    offered = desk.rules.topics.offered
    likely = [one.topic for one in reading.ranked if one.topic == NONE or one.topic in offered]
    return [topic for topic in likely[: _LIKELY + 1] if topic != NONE][:_LIKELY]


def _suggested(desk: Desk, reading: Reading, likely: list[str]) -> str:
    first = reading.ranked[0].topic
    is_sure = first == likely[0] and reading.margin >= desk.rules.topics.suggest_from
    return first if is_sure else ""
