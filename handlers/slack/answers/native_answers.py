"""*Answered by hand…* where the platform takes no answer from here, and what a native answer was."""

from bot.desk.answers import by_hand, native_answers, no_answer, replies
from bot.domain.records.answers.reply import Purpose
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import MessageValue, form_metadata
from bot.slack.views.answers.by_hand import BY_HAND_FORM, by_hand_form
from bot.slack.views.answers.native_answers import ACTIONS
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent, one_of
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _form(asked: Asked) -> Block:
    """For whoever may reply and, where a colleague holds the case, may answer for them."""
    acting = asked.acting
    replies.refuse_another(acting.desk, case=asked.case, by=acting.by, roles=acting.roles)
    return by_hand_form(asked.shown, metadata=form_metadata(asked.key))


def _record(acting: Acting, sent: Sent) -> None:
    with told_at("link", by_hand.CannotRecord):
        by_hand.answered_by_hand(
            acting.desk,
            case_id=sent.case_id,
            link=sent.text("link"),
            purpose=one_of(Purpose, sent.text("purpose") or Purpose.ANSWERS),
            by=acting.by,
            request_key=sent.key.request_key,
            roles=acting.roles,
        )


ANSWERED_BY_HAND = CaseForm(Verb.REPLY, draw=_form, sends={BY_HAND_FORM: _record}, only_open=True)


def _otherwise(purpose: Purpose) -> AtOnce[MessageValue]:
    return AtOnce(
        Verb.REPLY,
        MessageValue,
        lambda acting, about: native_answers.say_otherwise(
            acting.desk, message_id=about.message_id, purpose=purpose, by=acting.by
        ),
    )


OTHERWISE = {action_id: _otherwise(purpose) for action_id, purpose in ACTIONS.items()}
WAS_NONE = AtOnce(
    Verb.REPLY,
    MessageValue,
    lambda acting, about: no_answer.was_none(
        acting.desk, message_id=about.message_id, by=acting.by
    ),
)
