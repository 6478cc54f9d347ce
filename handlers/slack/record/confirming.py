"""*Yes, it is me* and *No, stop*, under the question whether a command is by whom it names."""

from bot.desk.house import confirming
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import ConfirmationValue
from handlers.slack.door.acting import Acting
from handlers.slack.door.verb_rows import AtOnce


def _said(is_theirs: bool, acting: Acting, about: ConfirmationValue) -> None:
    confirming.decide(
        acting.desk, confirmation_id=about.confirmation_id, is_theirs=is_theirs, by=acting.by
    )


YES = AtOnce(Verb.CONFIRM, ConfirmationValue, lambda acting, about: _said(True, acting, about))
NO = AtOnce(Verb.LOOK, ConfirmationValue, lambda acting, about: _said(False, acting, about))
