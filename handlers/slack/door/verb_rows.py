"""A verb as a row: who may, the form it asks with, what its press or the sending of its form does.

The rows stand in the files of their families; ``handlers/slack/case_verbs.py`` says what presses them.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.desk import DeskError
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import NotAReference, case_number
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.api.values import CaseValue, FormKey
from bot.slack.shown.cases.case import case_shown
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names
from handlers.slack.door.opening import open_at_row
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import About, CasePress, Press, Sent, press_of, sent_form


@dataclass(frozen=True)
class Asked:
    """What a form about a case is drawn from."""

    acting: Acting
    case: Case
    shown: CaseShown
    key: FormKey
    names: Names  # with the way to each thread, where the form asked for that


Draw = Callable[[Asked], Block]
Send = Callable[[Acting, Sent], object]


@dataclass(frozen=True)
class CaseForm:
    """A verb that asks first. ``sends``: by the id of a view, what its sending does, once."""

    verb: Verb
    draw: Draw
    sends: Mapping[str, Send]
    only_open: bool = False  # of an ended case the form does not even open
    with_links: bool = False  # it names other cases
    about: ClassVar[type[CaseValue]] = CaseValue

    def press(self, app: App, press: CasePress) -> None:
        """Open the form for whoever pressed, if their role allows the verb.

        Raises NotAllowed, NotForYou, NoSuchCase, NotOpen, FormDidNotOpen, FormMayBeOpen.
        """
        self.open(app, press)

    def open(self, app: App, press: CasePress) -> str:
        """The same; by which id Slack knows the form."""
        links = names_with_links(app) if self.with_links else None  # may ask Slack: before the look

        def see(acting: Acting) -> Block:
            fetch = case_access.lock_open_case if self.only_open else case_access.lock_case
            case = fetch(acting.desk, case_id=press.about.case_id)
            key = FormKey(case.number, case.version, str(uuid.uuid4()))
            shown = shown_case(acting, case.number)
            return self.draw(Asked(acting, case, shown, key, links or names(acting.desk)))

        view = look(app, verb=self.verb, person=press.person, see=see)
        return open_at_row(app, trigger_id=press.trigger_id, in_form=press.in_form, view=view)


@dataclass(frozen=True)
class AtOnce(Generic[About]):
    """A verb that asks nothing. ``about``: what its buttons carry; ``do`` gets it, read."""

    verb: Verb
    about: type[About]
    do: Callable[[Acting, About], object]

    def press(self, app: App, press: Press[About]) -> None:
        """Do it, once, if the role of whoever pressed allows the verb. Raises NotAllowed."""
        act(
            app,
            verb=self.verb,
            person=press.person,
            key=press.key,
            do=lambda acting: self.do(acting, press.about),
        )


CaseVerb = CaseForm | AtOnce[CaseValue]
AnyVerb = CaseForm | AtOnce[Any]


def listen_to_buttons(bolt: Bolt, app: App, buttons: Mapping[str, AnyVerb]) -> None:
    """Let each action press its verb."""

    def listener(verb: AnyVerb) -> Callable[..., None]:
        def pressed(ack: Ack, body: dict[str, Any]) -> None:
            verb.press(app, press_of(app, body, verb.about))
            ack()

        return pressed

    for action_id, verb in buttons.items():
        bolt.action(action_id)(listener(verb))


def listen_to_forms(bolt: Bolt, app: App, verbs: Iterable[AnyVerb]) -> None:
    """Whenever a form of these verbs comes back: do it, if the role allows the verb; close it."""

    def listener(verb: Verb, send: Send) -> Callable[..., None]:
        def came_back(ack: Ack, body: dict[str, Any]) -> None:
            sent = sent_form(body)
            once = f"form:{sent.key.request_key}"
            act(app, verb=verb, person=sent.person, key=once, do=lambda acting: send(acting, sent))
            ack(response_action="clear")

        return came_back

    forms = {
        form: listener(each.verb, send)
        for each in verbs
        if isinstance(each, CaseForm)
        for form, send in each.sends.items()
    }
    for form, came_back in forms.items():
        bolt.view(form)(came_back)


def shown_case(acting: Acting, case_id: int) -> CaseShown:
    """The case as views show it. Raises NoSuchCase."""
    desk = acting.desk
    shown = case_shown(session=desk.session, case_id=case_id, names=names(desk))
    if shown is None:
        raise case_access.NoSuchCase(case_id)
    return shown


class NoCaseNamed(DeskError):
    """The form came back without a case, or with something that names none."""


def case_named(sent: Sent) -> int:
    """The number that was typed, else the case that was chosen. Raises NoCaseNamed."""
    typed, chosen = sent.text("number").strip(), sent.text("into")
    if not typed and not chosen:
        raise NoCaseNamed(say("Choose a case, or write its number."))
    try:
        return case_number(typed or chosen)
    except NotAReference as error:
        raise NoCaseNamed(str(error)) from error
