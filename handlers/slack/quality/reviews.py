"""The reviewer's queue, one form after the other; and the form in which a writer reads and answers."""

import uuid
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.quality import reviews
from bot.domain.quality.review import Criterion, Grade
from bot.domain.rules.role_rules import Verb
from bot.slack.api.names import Names
from bot.slack.api.values import ReviewValue
from bot.slack.shown.quality import reviewed_shown
from bot.slack.views.parts import Block
from bot.slack.views.quality.forms import (
    NEXT,
    READ,
    REVIEW_FORM,
    WRITER_FORM,
    ReviewKey,
    answer_form,
    none_left,
    review_form,
)
from handlers.slack.door.acting import Acting, Person, act, look
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open, open_form
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import Sent, press_of, sent_form


def register(bolt: Bolt, app: App) -> None:
    """Two buttons and two forms; the command opens the queue too."""

    @bolt.action(NEXT)
    def next_asked(ack: Ack, body: dict[str, Any]) -> None:
        names = names_with_links(app)
        look_and_open(app, body, verb=Verb.REVIEW, see=partial(_next, names=names))
        ack()

    @bolt.view(REVIEW_FORM)
    def reviewed(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        _once(app, sent, verb=Verb.REVIEW, do=_give)
        see = partial(_next, names=names_with_links(app))
        view = look(app, verb=Verb.REVIEW, person=sent.person, see=see)
        ack(response_action="update", view=view)

    @bolt.action(READ)
    def read_asked(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, ReviewValue).about
        see = partial(_read, review_id=about.review_id, names=names_with_links(app))
        look_and_open(app, body, verb=Verb.LOOK, see=see)
        ack()

    @bolt.view(WRITER_FORM)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        try:
            _once(app, sent_form(body), verb=Verb.LOOK, do=_answer)
        except AtField as wrong:
            ack(response_action="errors", errors=wrong.errors)
            return
        ack(response_action="clear")


def open_queue(app: App, person: Person, *, trigger_id: str) -> None:
    """Show the first that waits, or that none does. Raises NotAllowed, FormDidNotOpen, FormMayBeOpen."""
    names = names_with_links(app)
    view = look(app, verb=Verb.REVIEW, person=person, see=partial(_next, names=names))
    open_form(app.slack, trigger_id=trigger_id, view=view)


def _once(app: App, sent: Sent, *, verb: Verb, do: Any) -> None:
    key = f"form:{ReviewKey.read(sent.metadata).request_key}"
    act(app, verb=verb, person=sent.person, key=key, do=lambda acting: do(acting, sent))


def _next(acting: Acting, *, names: Names) -> Block:
    desk = acting.desk
    waiting = reviews.waiting_for(desk, slack_user_id=acting.slack_user_id)
    if not waiting:
        return none_left()
    first, left = waiting[0], len(waiting) - 1
    shown = reviewed_shown(session=desk.session, review=first, names=names, left=left)
    return review_form(shown, key=ReviewKey(first.pk, str(uuid.uuid4())))


def _give(acting: Acting, sent: Sent) -> None:
    reviews.give(
        acting.desk,
        review_id=ReviewKey.read(sent.metadata).review_id,
        grades={each: sent.choice(each.value, Grade) for each in Criterion},
        remark=sent.text("remark"),
        by=acting.by,
    )


def _read(acting: Acting, *, review_id: int, names: Names) -> Block:
    """Raises NotTheirs."""
    desk = acting.desk
    review, is_writer = reviews.to_read(desk, review_id=review_id, by=acting.by)
    shown = reviewed_shown(session=desk.session, review=review, names=names)
    may_answer = is_writer and review.answered_at is None
    key = ReviewKey(review_id, str(uuid.uuid4()))
    return answer_form(shown, key=key, may_answer=may_answer)


def _answer(acting: Acting, sent: Sent) -> None:
    with told_at("words", reviews.NothingSaid, reviews.Answered):
        reviews.answer(
            acting.desk,
            review_id=ReviewKey.read(sent.metadata).review_id,
            words=sent.text("words"),
            by=acting.by,
        )
