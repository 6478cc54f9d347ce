"""*Not an impostor* and *It is dealt with* under the alarm of an account that looks like us."""

from bot.desk.listening import impostors
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import AlarmValue
from handlers.slack.door.verb_rows import AtOnce

NO_IMPOSTOR = AtOnce(
    Verb.BLOCK,
    AlarmValue,
    lambda acting, about: impostors.is_none(acting.desk, alarm_id=about.alarm_id, by=acting.by),
)
DEALT_WITH = AtOnce(
    Verb.BLOCK,
    AlarmValue,
    lambda acting, about: impostors.is_dealt_with(
        acting.desk, alarm_id=about.alarm_id, by=acting.by
    ),
)
