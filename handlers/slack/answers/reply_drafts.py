"""What happens in the answer form before *Preview*: saving, taking over, another place, closing it.

Slack tells what is typed with every press inside the form and with its sending, and with nothing else:
``view_closed`` comes with an empty state (so in the payloads recorded in slackapi/bolt-python and
java-slack-sdk; docs.slack.dev lists values for ``view_submission`` alone, 2026).
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.answers import past_answers, surfaces
from bot.desk.answers.first_lines import first_lines
from bot.desk.desk import DeskError
from bot.desk.drafts import drafts, locks
from bot.desk.house import canned
from bot.desk.house.slot_values import slot_values
from bot.desk.house.weekly_data import NotThere
from bot.domain.personal_data.masking import without_cards
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.trail.of_answers import DraftTakenOver
from bot.domain.rules.role_rules import Verb
from bot.domain.text import slots
from bot.domain.text.moments import clock_time
from bot.language import say
from bot.slack.api.mrkdwn import plain
from bot.slack.api.values import FormKey, UnreadableValue, read_metadata
from bot.slack.views.answers.reply_begun import TAKEN_FORM
from bot.slack.views.answers.reply_form import CANNED_REPLY, FIRST_LINE, PAST_ANSWER, REPLY_FORM
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger
from handlers.slack.answers.machine_forms import noting
from handlers.slack.answers.reply_forms import Filling, form_view, taken_view
from handlers.slack.answers.unsent import give_back, let_go, require_place
from handlers.slack.door.acting import Acting, Person, keep
from handlers.slack.door.opening import redraw
from handlers.slack.door.presses import Sent, one_of, pressed_value, sent_form, whole_number

_log = get_logger(__name__)
_DO = Callable[[Acting], Block]


@dataclass(frozen=True)
class Typed:
    """What stands in the form now. ``field`` is the block where the text is."""

    person: Person
    view_id: str
    key: FormKey
    text: str
    purpose: str
    surface: Surface
    field: str


def register(bolt: Bolt, app: App) -> None:
    """What can be done in the form, and its closing."""

    @bolt.action("save_draft")
    def save_draft(ack: Ack, body: dict[str, Any]) -> None:
        typed = typed_in(body)
        redraw_form(app, typed, lambda acting: _saved(acting, typed))
        ack()

    @bolt.action("take_draft")
    def take_draft(ack: Ack, body: dict[str, Any]) -> None:
        typed = typed_in(body)
        redraw_form(app, typed, lambda acting: _with_colleagues_words(acting, typed))
        ack()

    @bolt.action("surface")
    def surface(ack: Ack, body: dict[str, Any]) -> None:
        typed = replace(typed_in(body), surface=one_of(Surface, pressed_value(body)))
        redraw_form(app, typed, lambda acting: _moved(acting, typed))
        ack()

    @bolt.action(FIRST_LINE)
    def first_line(ack: Ack, body: dict[str, Any]) -> None:
        typed, number = typed_in(body), whole_number(pressed_value(body))
        redraw_form(app, typed, lambda acting: _with_first_line(acting, typed, number))
        ack()

    @bolt.action(CANNED_REPLY)
    def canned_reply(ack: Ack, body: dict[str, Any]) -> None:
        typed, entry_id = typed_in(body), whole_number(pressed_value(body))
        redraw_form(app, typed, lambda acting: _with_canned_reply(acting, typed, entry_id))
        ack()

    @bolt.action(PAST_ANSWER)
    def past_answer(ack: Ack, body: dict[str, Any]) -> None:
        typed, reply_id = typed_in(body), whole_number(pressed_value(body))
        redraw_form(app, typed, lambda acting: _with_past_answer(acting, typed, reply_id))
        ack()

    @bolt.view(TAKEN_FORM)
    def take_over(ack: Ack, body: dict[str, Any]) -> None:
        typed = typed_in(body)
        view = keep(
            app, verb=Verb.REPLY, person=typed.person, do=lambda acting: _taken_over(acting, typed)
        )
        ack(response_action="update", view=view)

    @bolt.view_closed(REPLY_FORM)
    def closed(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        try:
            typed = typed_in(body)
            keep(
                app, verb=Verb.REPLY, person=typed.person, do=lambda acting: _closed(acting, typed)
            )
        except (DeskError, UnreadableValue) as error:  # nobody looks at the form any more
            _log.info("slack.form_closed_for_nothing", why=type(error).__name__)


def typed_in(body: dict[str, Any]) -> Typed:
    """The form as it stands, from a press inside it or from its sending. Raises UnreadableValue."""
    sent = sent_form(body)
    key = read_metadata(sent.metadata)
    field = _block(sent, "text")
    purpose = sent.text(_block(sent, "purpose"))
    return Typed(
        person=sent.person,
        view_id=sent.view_id,
        key=key,
        text=sent.values.get(field, ""),
        purpose=one_of(Purpose, purpose) if purpose else "",
        surface=one_of(Surface, sent.values.get("surface") or key.surface),
        field=field,
    )


def save(acting: Acting, typed: Typed, *, text: str | None = None) -> None:
    """Keep what stands in the form. Raises NoSuchCase, NotForYou."""
    require_place(acting, case_id=typed.key.case_id, surface=typed.surface)
    drafts.keep(
        acting.desk,
        case_id=typed.key.case_id,
        surface=typed.surface,
        slack_user_id=acting.slack_user_id,
        text=plain(typed.text if text is None else text),
        purpose=typed.purpose,
        typed_ts=time.time(),
    )


def _saved(acting: Acting, typed: Typed) -> Block:
    save(acting, typed)
    at = clock_time(acting.desk.now)
    notice = "✅ " + say("Draft saved at {at}.", at=at)
    return anew(acting, typed, text=typed.text, notices=(notice,))


def _moved(acting: Acting, typed: Typed) -> Block:
    """The same words for the other place, which has its own post, limit and draft."""
    mine = drafts.own(
        acting.desk,
        case_id=typed.key.case_id,
        surface=typed.surface,
        slack_user_id=acting.slack_user_id,
    )
    text = drafts.joined(mine.text if mine else "", plain(typed.text))
    if text:
        save(acting, typed, text=text)
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def _with_first_line(acting: Acting, typed: Typed, number: int) -> Block:
    """The line, and under it what was typed already."""
    case = case_access.lock_open_case(acting.desk, case_id=typed.key.case_id)
    found = surfaces.to_answer(acting.desk, case=case, surface=typed.surface)
    lines = first_lines(acting.desk, case=case, answers=found)[number:]
    text = drafts.joined(lines[0] if lines else "", plain(typed.text))
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def _with_canned_reply(acting: Acting, typed: Typed, entry_id: int) -> Block:
    """Under what was typed already, its slots filled with what the case knows."""
    desk = acting.desk
    case = case_access.lock_open_case(desk, case_id=typed.key.case_id)
    try:
        wording = canned.use(desk, entry_id=entry_id)
        language = canned.standing(desk, entry_id=entry_id).language
    except NotThere:
        gone = say("That reply was changed or retired meanwhile. Please choose again.")
        return anew(acting, typed, text=typed.text, notices=(f"🟠 {gone}",))
    words = slots.filled(wording, slot_values(desk, case=case, language=language))
    text = drafts.joined(plain(typed.text), words)
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def _with_past_answer(acting: Acting, typed: Typed, reply_id: int) -> Block:
    """Under what was typed already, for this customer."""
    case = case_access.lock_open_case(acting.desk, case_id=typed.key.case_id)
    try:
        words = past_answers.text_of(
            acting.desk, case=case, surface=typed.surface, reply_id=reply_id
        )
    except past_answers.NotOffered:
        gone = say("That answer is not there any more. Please choose again.")
        return anew(acting, typed, text=typed.text, notices=(f"🟠 {gone}",))
    text = drafts.joined(plain(typed.text), words)
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def _with_colleagues_words(acting: Acting, typed: Typed) -> Block:
    desk = acting.desk
    case = case_access.lock_open_case(desk, case_id=typed.key.case_id)
    theirs = drafts.of_a_colleague(
        desk, case=case, surface=typed.surface, slack_user_id=acting.slack_user_id
    )
    if theirs is None:
        gone = say("It is not there any more: it was sent, or thrown away.")
        return anew(acting, typed, text=typed.text, notices=(f"🟠 {gone}",))
    text = drafts.joined(plain(typed.text), theirs.text)
    drafts.keep(
        desk,
        case_id=case.number,
        surface=typed.surface,
        slack_user_id=acting.slack_user_id,
        text=text,
        purpose=theirs.purpose or typed.purpose,
        note=desk.session.get(Note, theirs.note_id) if theirs.note_id else None,
    )
    desk.record(case.number, DraftTakenOver(from_=theirs.slack_user_id), by=acting.by)
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def _taken_over(acting: Acting, typed: Typed) -> Block:
    """Theirs now; what the colleague had saved stands in the form if they had nothing themselves."""
    desk = acting.desk
    case = case_access.lock_open_case(desk, case_id=typed.key.case_id)
    before = locks.take_over(desk, case=case, by=acting.by)
    place: dict[str, Any] = {"surface": typed.surface, "slack_user_id": acting.slack_user_id}
    mine = drafts.own(desk, case_id=case.number, **place)
    theirs = drafts.of_a_colleague(desk, case=case, **place)
    is_theirs = theirs is not None and before is not None
    text = theirs.text if theirs is not None and is_theirs and mine is None else None
    filling = Filling(text=text, purpose=theirs.purpose if theirs and text else "")
    return form_view(acting, case=case, surface=typed.surface, filling=filling)


def _closed(acting: Acting, typed: Typed) -> None:
    if typed.text.strip():  # should Slack ever tell
        save(acting, typed)
    let_go(acting, typed.key.case_id)


def anew(
    acting: Acting,
    typed: Typed,
    *,
    text: str,
    notices: tuple[str, ...] = (),
    is_asked: bool = False,
    fill: str = "",
) -> Block:
    """The form anew, unless a colleague has taken over. An unchanged field keeps what is typed."""
    case = case_access.lock_open_case(acting.desk, case_id=typed.key.case_id)
    writer = locks.take(acting.desk, case=case, slack_user_id=acting.slack_user_id)
    if writer is not None:
        return taken_view(acting, case=case, surface=typed.surface, writer=writer)
    filling = Filling(
        text=without_cards(text),
        purpose=typed.purpose,
        notices=notices,
        is_asked=is_asked,
        request_key=typed.key.request_key,
        fill=fill or typed.field.partition("-")[2],
    )
    return form_view(acting, case=case, surface=typed.surface, filling=filling)


def redraw_form(app: App, typed: Typed, do: _DO) -> None:
    """Do it, and draw the form anew; where it cannot be done the words come back, and why."""
    refusal: DeskError | None = None
    do = noting(do, typed.key.case_id, typed.view_id)
    try:
        view = keep(app, verb=Verb.REPLY, person=typed.person, do=do)
    except DeskError as why:
        refusal = why
        key = replace(
            typed.key, text=typed.text, purpose=typed.purpose, surface=typed.surface.value
        )
        view = give_back(app, person=typed.person, key=key, why=why)
    redraw(app, view_id=typed.view_id, view=view, else_told=refusal)


def _block(sent: Sent, name: str) -> str:
    """The block of that name in this filling of the form."""
    return next((block for block in sent.values if block.partition("-")[0] == name), name)
