"""*Split…*: some of the customer's messages become a case of their own."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import splitting
from bot.domain.case import Case, Surface
from bot.domain.role_rules import Verb
from bot.language import say
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.case_forms import SPLIT_FORM, post_choice, split_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act
from handlers.slack.case_forms import open_case_form
from handlers.slack.presses import Press, sent_form, ticked


def register(bolt: Bolt, app: App) -> None:
    """One form."""

    @bolt.view(SPLIT_FORM)
    def split_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, chosen = read_metadata(sent.metadata), [int(each) for each in ticked(body)]

        def do(acting: Acting) -> None:
            splitting.split(acting.desk, case_id=key.case_id, message_ids=chosen, by=acting.by)

        act(app, verb=Verb.SPLIT, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")


def open_split(app: App, press: Press) -> None:
    """Ask which messages."""
    open_case_form(app, press, verb=Verb.SPLIT, form=_form)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    """The words of a private message are not shown here: the form opens over the public thread."""
    posts = [
        post_choice(
            message.id or 0,
            message.text if message.surface == Surface.PUBLIC else say("🔒 A private message"),
            message.posted_at,
        )
        for message in splitting.messages(acting.desk, case=case)[-50:]
    ]
    return split_form(shown, posts=posts, key=key)
