"""Opening a form about one case, and reading which other case somebody named in it."""

import uuid
from collections.abc import Callable

from bot.bootstrap import App
from bot.desk import cases
from bot.desk.desk import DeskError
from bot.domain.case import Case
from bot.domain.references import NotAReference, case_number
from bot.language import say
from bot.slack.shown import case_shown
from bot.slack.values import FormKey
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, look, names
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, Sent

Form = Callable[[Acting, Case, CaseShown, FormKey], Block]


class NoCaseNamed(DeskError):
    """The form came back without a case, or with something that names none."""


def open_case_form(app: App, press: Press, *, verb: str, form: Form) -> None:
    """Open it for whoever pressed, if their role allows the verb."""

    def see(acting: Acting) -> Block:
        case = cases.locked(acting.desk, case_id=press.number)
        shown = shown_case(acting, case.number)
        return form(acting, case, shown, FormKey(case.number, case.version, str(uuid.uuid4())))

    view = look(app, verb=verb, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def shown_case(acting: Acting, case_id: int) -> CaseShown:
    """The case as views show it. Raises NoSuchCase."""
    desk = acting.desk
    shown = case_shown(session=desk.session, case_id=case_id, names=names(desk))
    if shown is None:
        raise cases.NoSuchCase(case_id)
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
