"""Answering: the button, the form, the exact preview with *Send*, and *Undo*.

What was previewed is what goes: the preview's own memory holds the very text it shows, and *Send*
publishes that, or shows the preview again when the post it answers has changed meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access, permissions
from bot.desk.answers import rest, sending, undoing
from bot.desk.answers.ending import Ending, EndsWithoutAnswer
from bot.desk.desk import DeskError
from bot.desk.drafts import locks
from bot.desk.pledges import giving
from bot.desk.pledges.giving import Chosen
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.mrkdwn import escape, plain, to_public
from bot.slack.api.values import (
    RESOLVE,
    CaseValue,
    FormKey,
    RefusedReplyValue,
    ReplyValue,
    read_metadata,
)
from bot.slack.views.answers.reply_form import REPLY_FORM, THEN_RESOLVE
from bot.slack.views.answers.reply_preview import BECAUSE, CONFIRM_FORM, TooLongToKeep
from bot.slack.views.parts import Block
from handlers.slack.answers.endings import ending_in
from handlers.slack.answers.pledges import chosen_in
from handlers.slack.answers.reply_drafts import Typed, anew, save, typed_in
from handlers.slack.answers.reply_forms import (
    Begun,
    Filling,
    blocking,
    confirm_view,
    fingerprint,
    opened,
    preview_of,
)
from handlers.slack.answers.unsent import give_back, let_go, not_sent
from handlers.slack.door.acting import Acting, Person, act, keep
from handlers.slack.door.opening import FormDidNotOpen, open_at_row, open_there, redraw
from handlers.slack.door.presses import CasePress, Press, press_of, sent_form
from handlers.slack.door.verb_rows import AtOnce

Errors = dict[str, str]
Begin = Callable[[Acting], Begun]


class TooLateToUndo(DeskError):
    """The answer has begun to go, or is there already."""

    def __init__(self) -> None:
        super().__init__(
            say("It is too late to undo: the answer has gone out, or is going right now.")
        )


class AnotherTextWasSent(DeskError):
    """This form was sent before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This form has sent an answer already, with other words; it is in the thread. "
                "Undo that one there, or press Reply again for another answer."
            )
        )


class NoSuchAnswer(DeskError):
    """The button belongs to an answer that is not there."""

    def __init__(self) -> None:
        super().__init__(say("That answer is not here any more. Press Reply on the case instead."))


def register(bolt: Bolt, app: App) -> None:
    """Two buttons that open the form, one in it, and two forms."""

    @bolt.action("reply")
    def reply(ack: Ack, body: dict[str, Any]) -> None:
        open_reply(app, press_of(app, body, CaseValue))
        ack()

    @bolt.action("reply_again")
    def again(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, RefusedReplyValue)
        show_form(app, press.person, press.trigger_id, lambda acting: _again(acting, press))
        ack()

    @bolt.view(REPLY_FORM)
    def written(ack: Ack, body: dict[str, Any]) -> None:
        _previewed(app, ack, typed_in(body))

    @bolt.action(THEN_RESOLVE)
    def then_resolve(ack: Ack, body: dict[str, Any]) -> None:
        _previewed_to_resolve(app, body, typed_in(body))
        ack()

    @bolt.view(CONFIRM_FORM)
    def confirmed(ack: Ack, body: dict[str, Any]) -> None:
        _confirmed(app, ack, body)


def _undo(acting: Acting, about: ReplyValue) -> None:
    by, roles = acting.by, acting.roles
    if not undoing.undo(acting.desk, reply_id=about.reply_id, by=by, roles=roles):
        raise TooLateToUndo


UNDO = AtOnce(Verb.REPLY, ReplyValue, _undo)


def open_reply(app: App, press: CasePress) -> None:
    """The form, for whoever pressed *Reply*, or who is writing already."""

    def begin(acting: Acting) -> Begun:
        return opened(acting, case_id=press.about.case_id, surface=_surface(acting, press))

    show_form(app, press.person, press.trigger_id, begin, in_form=press.in_form)


def show_form(
    app: App, person: Person, trigger_id: str, begin: Begin, *, in_form: str = ""
) -> None:
    """Draw the form in a transaction, then open it; one that did not open keeps nobody else away.

    One that may be open does, and so does the one from which somebody pressed for another.
    """
    begun = keep(app, verb=Verb.REPLY, person=person, do=begin)
    try:
        open_at_row(app, trigger_id=trigger_id, in_form=in_form, view=begun.view)
    except FormDidNotOpen:
        if begun.is_new:
            keep(app, verb=Verb.REPLY, person=person, do=lambda at: let_go(at, begun.case_id))
        raise


def _again(acting: Acting, press: Press[RefusedReplyValue]) -> Begun:
    """A new answer with the words of one that did not go out."""
    reply = acting.desk.session.get(Reply, press.about.reply_id)
    if reply is None or reply.case_id != press.about.case_id:
        raise NoSuchAnswer
    case = case_access.lock_open_case(acting.desk, case_id=reply.case_id)
    left = rest.unsaid(acting.desk, reply=reply, channel=reply.channel or case.channel)
    filling = Filling(text=left, purpose=str(reply.purpose))
    return opened(
        acting, case_id=reply.case_id, surface=reply.surface, filling=filling, only_there=True
    )


def _surface(acting: Acting, press: CasePress) -> Surface:
    """Where the thread stands in which the button was pressed."""
    thread = thread_with(
        session=acting.desk.session,
        slack_channel=press.place.slack_channel,
        slack_ts=press.place.thread,
    )
    return thread.surface if thread else Surface.PUBLIC


def _previewed(app: App, ack: Ack, typed: Typed) -> None:
    """Keep what was written, then show it exactly as it would go, or what stands in its way."""

    def do(acting: Acting, key: FormKey, problems: tuple[str, ...]) -> Block | Errors:
        answer = _preview(acting, key, problems)
        return answer if isinstance(answer, dict) else {typed.field: "\n".join(answer)[:1000]}

    answer = _looked_at(app, typed, do)
    if "type" not in answer:
        ack(response_action="errors", errors=answer)
    elif answer["callback_id"] == CONFIRM_FORM:
        ack(response_action="push", view=answer)
    else:
        ack(response_action="update", view=answer)


def _previewed_to_resolve(app: App, body: dict[str, Any], typed: Typed) -> None:
    """The same for an answer that ends its case. A press tells no field what is wrong: the form does."""

    def do(acting: Acting, key: FormKey, problems: tuple[str, ...]) -> Block:
        answer = _preview(acting, replace(key, then=RESOLVE), problems)
        if isinstance(answer, dict):
            return answer
        wrong = tuple(f"🔴 {escape(problem)}" for problem in answer)
        return anew(acting, typed, text=typed.text, notices=wrong)

    view = _looked_at(app, typed, do)
    if view["callback_id"] == CONFIRM_FORM:
        open_there(app, body, view)
    else:
        redraw(app, view_id=typed.view_id, view=view)


def _looked_at(
    app: App, typed: Typed, do: Callable[[Acting, FormKey, tuple[str, ...]], Block]
) -> Block:
    """What comes of the words that stand in the form, which are kept; or they come back, and why."""
    text = to_public(typed.text)
    key = replace(
        typed.key,
        text=plain(text.text).strip(),
        purpose=typed.purpose,
        surface=typed.surface.value,
    )

    def look(acting: Acting) -> Block:
        save(acting, typed)
        try:
            return do(acting, key, text.problems)
        except DeskError as why:
            return not_sent(acting, key=key, why=why)

    try:
        return keep(app, verb=Verb.REPLY, person=typed.person, do=look)
    except DeskError as why:  # the role went while the form was open; the words come back
        return give_back(app, person=typed.person, key=key, why=why)


def _preview(acting: Acting, key: FormKey, problems: tuple[str, ...]) -> Block | list[str]:
    """The exact preview, or what stands in its way."""
    case = case_access.lock_open_case(acting.desk, case_id=key.case_id)
    writer = locks.take(acting.desk, case=case, slack_user_id=acting.slack_user_id)
    if writer is not None:
        raise locks.TakenOver(writer)
    preview = preview_of(acting, key)
    wrong = [*problems, *blocking(preview)]
    if key.then and key.purpose != Purpose.ANSWERS:
        wrong.append(str(EndsWithoutAnswer()))
    if wrong:
        return wrong
    try:
        return confirm_view(acting, key, preview)
    except TooLongToKeep as error:
        return [str(error)]


def _confirmed(app: App, ack: Ack, body: dict[str, Any]) -> None:
    sent = sent_form(body)
    key, ending, chosen = read_metadata(sent.metadata), ending_in(sent), chosen_in(sent)
    try:
        # The reply's own request key makes it once, also when the first answer to Slack was lost.
        again = act(
            app,
            verb=Verb.REPLY,
            person=sent.person,
            key=f"form:{key.request_key}:{sent.view_id}:{key.answers}",
            do=lambda acting: _send(acting, key, ending, chosen, because=sent.text(BECAUSE)),
        )
    except DeskError as why:
        ack(response_action="update", view=give_back(app, person=sent.person, key=key, why=why))
        return
    if again is not None:
        ack(response_action="update", view=again)
        return
    ack(response_action="clear")


def _send(
    acting: Acting, key: FormKey, ending: Ending | None, chosen: Sequence[Chosen], *, because: str
) -> Block | None:
    """Queue it; or, when the answered post has changed, the preview anew for another look."""
    case = case_access.lock_open_case(acting.desk, case_id=key.case_id)
    locks.require(acting.desk, case=case, slack_user_id=acting.slack_user_id)
    preview = preview_of(acting, key)
    if fingerprint(preview) != key.answers:
        return confirm_view(acting, key, preview)
    if ending is not None:
        permissions.allow(acting.desk, verb=Verb.RESOLVE, roles=acting.roles)
    reply = sending.send(
        acting.desk,
        case_id=key.case_id,
        text=key.text,
        surface=Surface(key.surface),
        purpose=Purpose(key.purpose),
        by=acting.by,
        request_key=key.request_key,
        roles=acting.roles,
        ending=ending,
        because=because,
    )
    if reply.text != key.text:
        raise AnotherTextWasSent
    giving.write_down(acting.desk, reply=reply, chosen=chosen, by=acting.by)
    return None
