"""*Split…*: some of the customer's messages become a case of their own."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import splitting
from bot.domain.records.case import Case, Surface
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import FormKey
from bot.slack.shown.readers import zone_of_person
from bot.slack.views.cases.case_forms import SPLIT_FORM, post_choice, split_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent, whole_number


def register(bolt: Bolt, app: App) -> None:
    """One form."""
    when_sent(bolt, app, SPLIT_FORM, verb=Verb.SPLIT, do=_split)


def open_split(app: App, press: CasePress) -> None:
    """Ask which messages."""
    open_case_form(app, press, verb=Verb.SPLIT, form=_form)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    """The words of a private message are not shown here: the form opens over the public thread."""
    zone = zone_of_person(session=acting.desk.session, slack_user_id=acting.slack_user_id)
    posts = [
        post_choice(
            message.pk,
            message.text if message.surface == Surface.PUBLIC else say("🔒 A private message"),
            message.posted_at.astimezone(zone),
        )
        for message in splitting.messages(acting.desk, case=case)[-50:]
    ]
    return split_form(shown, posts=posts, key=key)


def _split(acting: Acting, key: FormKey, sent: Sent) -> None:
    chosen = [whole_number(each) for each in sent.ticked]
    splitting.split(acting.desk, case_id=key.case_id, message_ids=chosen, by=acting.by)
