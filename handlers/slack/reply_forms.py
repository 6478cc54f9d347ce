"""The two forms of an answer, drawn from one look at the database each."""

import hashlib
import uuid
from dataclasses import replace

from sqlmodel import select

from bot.desk import cases, replies
from bot.desk.replies import Preview
from bot.domain.case import CaseThread, Surface
from bot.domain.reply import Purpose
from bot.slack.shown import case_shown, post_shown
from bot.slack.values import FormKey
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.reply_modal import AnswerShown, confirm_form, reply_form
from handlers.slack.acting import Acting, names
from handlers.slack.presses import Press

_NEWS = (
    "While you were writing the customer wrote again or changed a post, or a colleague answered. "
    "Please read the thread first; what you send now comes on top of it."
)


def reply_view(acting: Acting, press: Press) -> Block:
    """The form, complete, from one look at the database."""
    desk = acting.desk
    case = cases.locked_open(desk, case_id=press.number)
    surface = _surface(acting, press)
    answered = replies.message_to_answer(desk, case=case, surface=surface)
    key = FormKey(
        case_id=case.number,
        version=case.version,
        request_key=str(uuid.uuid4()),
        surface=surface.value,
        answers=_fingerprint(
            answered.external_id, answered.text, replies.last_answer(desk, case_id=case.number)
        ),
    )
    return reply_form(
        _shown(acting, case.number),
        latest=post_shown(answered),
        limit=desk.channels[case.channel].reply_limit,
        key=key,
        private=surface == Surface.PRIVATE,
    )


def preview_of(acting: Acting, key: FormKey) -> Preview:
    """Exactly what would be published now."""
    return replies.preview(
        acting.desk,
        case_id=key.case_id,
        text=key.text,
        surface=Surface(key.surface),
        purpose=Purpose(key.purpose),
    )


def blocking(preview: Preview) -> list[str]:
    """What stands in its way, in plain words."""
    return [problem.message for problem in preview.problems if problem.blocking]


def confirm_view(acting: Acting, key: FormKey, preview: Preview) -> Block:
    """The preview; its memory is exactly what it shows. Raises TooLongToKeep."""
    answers = fingerprint(preview)
    remarks = [problem.message for problem in preview.problems if not problem.blocking]
    news = [_NEWS] if answers != key.answers else []
    answer = AnswerShown(
        case=_shown(acting, key.case_id),
        text=preview.text,
        length=preview.length,
        limit=preview.limit,
        in_reply_to=preview.in_reply_to_text,
        purpose=Purpose(key.purpose),
        undo_s=acting.desk.undo.total_seconds(),
        costs_link=preview.has_priced_link,
        news="\n".join([*news, *remarks]),
    )
    kept = replace(key, text=preview.text, answers=answers, version=preview.case_version)
    return confirm_form(answer, key=kept)


def _shown(acting: Acting, case_id: int) -> CaseShown:
    shown = case_shown(session=acting.desk.session, case_id=case_id, names=names(acting.desk))
    if shown is None:
        raise cases.NoSuchCase(case_id)
    return shown


def _surface(acting: Acting, press: Press) -> Surface:
    """Where the thread stands in which the button was pressed."""
    query = select(CaseThread).where(
        CaseThread.slack_channel == press.slack_channel, CaseThread.slack_ts == press.message_ts
    )
    thread = acting.desk.session.exec(query).first()
    return thread.surface if thread else Surface.PUBLIC


def fingerprint(preview: Preview) -> str:
    """What was there when somebody looked, so that a change between two looks is seen."""
    return _fingerprint(preview.in_reply_to, preview.in_reply_to_text, preview.last_answer)


def _fingerprint(external_id: str, text: str, last_answer: str) -> str:
    """Which post is answered, how it reads, and what we answered last."""
    return hashlib.sha256(f"{external_id}\0{text}\0{last_answer}".encode()).hexdigest()[:16]
