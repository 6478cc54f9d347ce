"""*Ask a team…* on a case: the form, taking the question back, and using an answer that came."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import private_words
from bot.desk.consults import asking, places
from bot.desk.desk import Desk
from bot.desk.ownership.handoffs import NoSuchTeam
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note
from bot.domain.rules.role_rules import Verb
from bot.domain.sla.ledger_words import target_words
from bot.slack.api.values import ConsultValue
from bot.slack.views.consults.consult_forms import ASK_FORM, Asking, ask_form
from bot.slack.views.consults.words_consults import TAKE_BACK, USE
from bot.slack.views.parts import Block
from bot.storage.cases.merges import survivor_of
from handlers.slack.answers.replies import show_form
from handlers.slack.answers.reply_forms import Begun, opened
from handlers.slack.answers.shortcuts import NoWordsToUse, begin_with
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent, one_of, press_of
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm, listen_to_buttons


def register(bolt: Bolt, app: App) -> None:
    """The two buttons in the case's thread."""
    listen_to_buttons(bolt, app, {TAKE_BACK: TAKE_IT_BACK})

    @bolt.action(USE)
    def use(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, ConsultValue)
        show_form(app, press.person, press.trigger_id, lambda acting: _use(acting, press.about))
        ack()


def _form(asked: Asked) -> Block:
    desk, case = asked.acting.desk, asked.case
    is_private_only = private_words.is_private_only(desk, case=case)
    return ask_form(
        asked.shown,
        Asking(
            teams=asking.teams_to_ask(desk, case=case),
            within=[
                (str(each), target_words(str(each))) for each in desk.rules.routing.consults.offered
            ],
            has_public=not is_private_only,
            has_private=asked.shown.talk.has_private
            and private_words.may_see_private(
                desk, case=case, slack_user_id=asked.acting.slack_user_id
            ),
        ),
        key=asked.key,
    )


def _ask(acting: Acting, sent: Sent) -> None:
    with told_at("team", asking.CannotAsk, NoSuchTeam):
        asking.ask(
            acting.desk,
            case_id=sent.case_id,
            team=sent.text("team"),
            surface=_surface(acting, sent),
            question=sent.text("question"),
            within=sent.text("within"),
            by=acting.by,
        )


def _surface(acting: Acting, sent: Sent) -> Surface:
    """What was chosen; where there was no choice, the only side the case has."""
    if chosen := sent.text("surface"):
        return one_of(Surface, chosen)
    only_private = asking.is_private_only(acting.desk, case_id=sent.case_id)
    return Surface.PRIVATE if only_private else Surface.PUBLIC


ASK_TEAM = CaseForm(Verb.CONSULT, draw=_form, sends={ASK_FORM: _ask}, only_open=True)


def _take_back(acting: Acting, about: ConsultValue) -> None:
    asking.take_back(acting.desk, consult_id=about.consult_id, by=acting.by)


TAKE_IT_BACK = AtOnce(Verb.CONSULT, ConsultValue, _take_back)


def _is_of(desk: Desk, note: Note, case: Case) -> bool:
    """Whether this note was written in this case, or in one that went into it since."""
    return survivor_of(session=desk.session, case_id=note.case_id) == case.number


def _use(acting: Acting, about: ConsultValue) -> Begun:
    """The answer form with the team's words in it; whoever presses mends, previews and sends them."""
    desk = acting.desk
    row, case = places.lock(desk, consult_id=about.consult_id)
    note = desk.session.get(Note, about.note_id)
    thread = places.thread_of(desk, row=row, case=case) if row is not None else None
    if row is None or note is None or thread is None or not _is_of(desk, note, case):
        raise NoWordsToUse
    if row.surface == Surface.PRIVATE:
        private_words.require(desk, case=case)
    begin_with(acting, thread=thread, text=note.text, note=note)
    return opened(acting, case_id=case.number, surface=thread.surface, only_there=True)
