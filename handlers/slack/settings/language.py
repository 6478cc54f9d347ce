"""*Language…*: what somebody reads, chosen on the Home tab, whatever their Slack is set to."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.ownership import staffing
from bot.domain.records.staff import Staff
from bot.domain.rules.role_rules import Verb
from bot.language import speaking
from bot.slack.shown.readers import language_of_person
from bot.slack.views.home.language_form import AS_SLACK, LANGUAGE_FORM, language_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.home_tab import show_home
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.presses import sent_form


def register(bolt: Bolt, app: App) -> None:
    """The button of the Home tab, and its form."""

    @bolt.action(LANGUAGE_FORM)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        look_and_open(app, body, verb=Verb.LOOK, see=_form)
        ack()

    @bolt.view(LANGUAGE_FORM)
    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        language = sent.text("language")

        def do(acting: Acting) -> None:
            kept = "" if language == AS_SLACK else language
            staffing.choose_language(acting.desk, language=kept, by=acting.by)

        act(app, verb=Verb.LOOK, person=sent.person, key=f"form:{sent.metadata}", do=do)
        ack()
        with app.database.reading() as session:
            now = language_of_person(session=session, slack_user_id=sent.person.slack_user_id)
        with speaking(now):
            show_home(app, sent.person)


def _form(acting: Acting) -> Block:
    person = acting.desk.session.get(Staff, acting.slack_user_id)
    chosen = (person.language if person else None) or ""
    return language_form(chosen=chosen, request_key=str(uuid.uuid4()))
