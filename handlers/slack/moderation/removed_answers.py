"""The two presses under a removed answer: one is owed again, or it is left at that."""

from bot.desk.moderation import removed_answers
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import MessageValue
from handlers.slack.door.verb_rows import AtOnce

OWED_AGAIN = AtOnce(
    Verb.REPLY,
    MessageValue,
    lambda acting, about: removed_answers.owed(
        acting.desk, message_id=about.message_id, by=acting.by
    ),
)
LEAVE_IT = AtOnce(
    Verb.REPLY,
    MessageValue,
    lambda acting, about: removed_answers.leave(
        acting.desk, message_id=about.message_id, by=acting.by
    ),
)
