"""*Split…*: some of the customer's messages become a case of their own."""

from bot.desk.cases import splitting
from bot.domain.records.cases.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.shown.readers import zone_of_person
from bot.slack.views.cases.case_forms import SPLIT_FORM, post_choice, split_form
from bot.slack.views.parts import Block
from handlers.slack.door.presses import whole_number
from handlers.slack.door.verb_rows import Asked, CaseForm


def _form(asked: Asked) -> Block:
    """The words of a private message are not shown here: the form opens over the public thread."""
    acting = asked.acting
    zone = zone_of_person(session=acting.desk.session, slack_user_id=acting.slack_user_id)
    posts = [
        post_choice(
            message.pk,
            message.text if message.surface == Surface.PUBLIC else say("🔒 A private message"),
            message.posted_at.astimezone(zone),
        )
        for message in splitting.messages(acting.desk, case=asked.case)[-50:]
    ]
    return split_form(asked.shown, posts=posts, key=asked.key)


SPLIT = CaseForm(
    Verb.SPLIT,
    draw=_form,
    sends={
        SPLIT_FORM: lambda acting, sent: splitting.split(
            acting.desk,
            case_id=sent.case_id,
            message_ids=[whole_number(each) for each in sent.ticked],
            by=acting.by,
        )
    },
)
