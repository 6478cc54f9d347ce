"""*Topic…*: a person says what a case is about."""

from bot.desk.listening import topics
from bot.domain.rules.role_rules import Verb
from bot.slack.views.listening.topic_form import TOPIC_FIELD, TOPIC_FORM, topic_form
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import CaseForm


def _set(acting: Acting, sent: Sent) -> None:
    with told_at(TOPIC_FIELD, topics.NoSuchTopic):
        topics.set_topic(
            acting.desk, case_id=sent.case_id, topic=sent.text(TOPIC_FIELD), by=acting.by
        )


TOPIC = CaseForm(
    Verb.TOPIC,
    draw=lambda asked: topic_form(
        asked.shown, topics=asked.acting.desk.rules.topics, key=asked.key
    ),
    sends={TOPIC_FORM: _set},
)
