"""A form about one case: opening it, doing what it asks for when it comes back, the other case it names."""

import uuid
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.desk import DeskError
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import NotAReference, case_number
from bot.language import say
from bot.slack.api.values import FormKey, read_metadata
from bot.slack.shown.case import case_shown
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names
from handlers.slack.door.opening import open_form
from handlers.slack.door.presses import CasePress, Sent, sent_form

Form = Callable[[Acting, Case, CaseShown, FormKey], Block]
Do = Callable[[Acting, FormKey, Sent], object]


class NoCaseNamed(DeskError):
    """The form came back without a case, or with something that names none."""


def open_case_form(
    app: App, press: CasePress, *, verb: Verb, form: Form, only_open: bool = False
) -> None:
    """Open it for whoever pressed, if their role allows the verb. ``only_open``: not of ended cases.

    Raises NotAllowed, NotForYou, NoSuchCase, NotOpen, FormDidNotOpen.
    """

    def see(acting: Acting) -> Block:
        fetch = case_access.lock_open_case if only_open else case_access.lock_case
        case = fetch(acting.desk, case_id=press.about.case_id)
        shown = shown_case(acting, case.number)
        return form(acting, case, shown, FormKey(case.number, case.version, str(uuid.uuid4())))

    view = look(app, verb=verb, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def when_sent(bolt: Bolt, app: App, form: str, *, verb: Verb, do: Do) -> None:
    """Whenever this form comes back: do it, once, if the person's role allows the verb; close it."""

    @bolt.view(form)
    def came_back(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)
        once = f"form:{key.request_key}"
        act(app, verb=verb, person=sent.person, key=once, do=lambda acting: do(acting, key, sent))
        ack(response_action="clear")


def shown_case(acting: Acting, case_id: int) -> CaseShown:
    """The case as views show it. Raises NoSuchCase."""
    desk = acting.desk
    shown = case_shown(session=desk.session, case_id=case_id, names=names(desk))
    if shown is None:
        raise case_access.NoSuchCase(case_id)
    return shown


def case_named(sent: Sent) -> int:
    """The number that was typed, else the case that was chosen. Raises NoCaseNamed."""
    typed, chosen = sent.values.get("number", "").strip(), sent.values.get("into", "")
    if not typed and not chosen:
        raise NoCaseNamed(say("Choose a case, or write its number."))
    try:
        return case_number(typed or chosen)
    except NotAReference as error:
        raise NoCaseNamed(str(error)) from error
