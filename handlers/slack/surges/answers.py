"""*Answer many…* and *It is mended…*: wordings, then the exact texts with boxes to untick, then one press.

*Warn these customers…* under the alarm of an impostor: the words are ready, so that it begins with the texts.
"""

import uuid
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.surges import answering, gathering, whom
from bot.desk.surges.answering import Prepared
from bot.desk.surges.texts import WORDINGS_MOST, Looked, ToOne, WordingsAreWrong, look_through
from bot.desk.surges.whom import Whom
from bot.domain.records.answers.reply import Purpose
from bot.domain.rules.role_rules import Verb
from bot.domain.triage.ideas import named
from bot.language import ENGLISH
from bot.slack.api.mrkdwn import plain, to_public
from bot.slack.api.values import AlarmValue, SurgeValue
from bot.slack.views.house.alarm import WARN_REACHED
from bot.slack.views.lessons.causes_page import TELL_MENDED
from bot.slack.views.parts import Block
from bot.slack.views.surges.answer_forms import (
    ANOTHER,
    ANSWERS_FORM,
    RESOLVES,
    WORDINGS_FORM,
    AnswerShown,
    answers_form,
    wordings_form,
)
from bot.slack.views.surges.surge_forms import SurgeKey
from bot.slack.views.surges.surge_post import ANSWER_MANY, TELL_ALL
from handlers.slack.door.acting import Acting, act, keep, look
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open, open_there, redraw
from handlers.slack.door.presses import Sent, press_of, pressed_value, sent_form, whole_number

_FIRST = "wording_0"
_TO_ALL = "all:"  # how a form's key begins that tells everybody who wrote
_CAUSE = "cause:"  # and one for everybody with this root cause


def register(bolt: Bolt, app: App) -> None:
    """Two buttons under a surge's post, one on the page of root causes, one under an alarm, and two forms."""

    def opens(to_all: bool) -> Any:
        def asked(ack: Ack, body: dict[str, Any]) -> None:
            about = press_of(app, body, SurgeValue).about
            see = partial(_wordings, about=about, to_all=to_all)
            look_and_open(app, body, verb=Verb.ANSWER_MANY, see=see)
            ack()

        return asked

    bolt.action(ANSWER_MANY)(opens(to_all=False))
    bolt.action(TELL_ALL)(opens(to_all=True))

    @bolt.action(TELL_MENDED)
    def tell_mended(ack: Ack, body: dict[str, Any]) -> None:
        see = partial(_mended, cause=pressed_value(body))
        look_and_open(app, body, verb=Verb.ANSWER_MANY, see=see)
        ack()

    @bolt.action(ANOTHER)
    def another(ack: Ack, body: dict[str, Any]) -> None:
        sent, fields = sent_form(body), whole_number(pressed_value(body)) + 1
        see = partial(_again, key=SurgeKey.read(sent.metadata), fields=fields)
        view = look(app, verb=Verb.ANSWER_MANY, person=sent.person, see=see)
        redraw(app, view_id=sent.view_id, view=view)
        ack()

    @bolt.action(WARN_REACHED)
    def warn(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, AlarmValue)
        verb, person = Verb.ANSWER_MANY, press.person
        see = partial(_warning, alarm_id=press.about.alarm_id)
        looked = look(app, verb=verb, person=person, see=see)
        do = partial(_written, looked=looked, purpose=Purpose.HOLDING)
        view = keep(app, verb=verb, person=person, do=do)
        open_there(app, body, view)
        ack()

    @bolt.view(WORDINGS_FORM)
    def written(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        verb, person = Verb.ANSWER_MANY, sent.person
        try:
            looked = look(app, verb=verb, person=person, see=partial(_looked, sent=sent))
            do = partial(
                _written,
                looked=looked,
                purpose=sent.choice("purpose", Purpose),
                resolves=RESOLVES in sent.ticked,
            )
            view = keep(app, verb=verb, person=person, do=do)
        except AtField as wrong:
            ack(response_action="errors", errors=wrong.errors)
            return
        ack(response_action="push", view=view)

    @bolt.view(ANSWERS_FORM)
    def confirmed(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = SurgeKey.read(sent.metadata)
        act(
            app,
            verb=Verb.ANSWER_MANY,
            person=sent.person,
            key=f"form:{key.request_key}",
            do=lambda acting: answering.send(
                acting.desk,
                answer_id=key.surge_id,
                ticked={whole_number(each) for each in sent.ticked},
                by=acting.by,
            ),
        )
        ack(response_action="clear")


def _wordings(acting: Acting, *, about: SurgeValue, to_all: bool) -> Block:
    key = f"{_TO_ALL if to_all else ''}{uuid.uuid4()}"
    return _form(acting, key=SurgeKey(about.surge_id, key))


def _mended(acting: Acting, *, cause: str) -> Block:
    """The wordings for everybody who was hit by a cause that is mended. Raises NotMended, NotOnTheList."""
    return _form(acting, key=SurgeKey(0, f"{_CAUSE}{cause}:{uuid.uuid4()}"))


def _again(acting: Acting, *, key: SurgeKey, fields: int) -> Block:
    """The same with a field more; Slack keeps what is typed in the others."""
    return _form(acting, key=key, fields=fields)


def _form(acting: Acting, *, key: SurgeKey, fields: int = 1) -> Block:
    desk, to_whom = acting.desk, _whom(key)
    if to_whom.cause:
        whom.require(desk, to_whom)
        about, brand = desk.rules.complaints.cause_said(to_whom.cause), ""
    else:
        surge = gathering.lock_surge(desk, surge_id=key.surge_id)
        about, brand = named(surge.topic), surge.brand
    before = [] if to_whom.to_all else answering.last_wordings(desk, surge_id=key.surge_id)
    return wordings_form(
        about=about,
        customers=len(whom.cases(desk, to_whom)),
        wordings=[_good_news(acting, brand=brand)] if to_whom.to_all else before,
        to_all=to_whom.to_all,
        key=key,
        fields=fields,
    )


def _good_news(acting: Acting, *, brand: str) -> str:
    """The bank's ready words that something is mended, in the language of the brand."""
    ready, routing = acting.desk.rules.replies.mended, acting.desk.rules.routing
    spoken = routing.language_of_brand(brand) if brand in routing.brands else ENGLISH
    return ready.get(spoken) or ready[ENGLISH]


def _warning(acting: Acting, *, alarm_id: int) -> Looked:
    """The exact warning to each whom the impostor of this alarm reached. Raises NoImpostor."""
    return look_through(
        acting.desk,
        whom=Whom(alarm_id=alarm_id, to_all=True),
        wordings=list(acting.desk.rules.replies.warn_of_impostor.values()),
        by=acting.by,
        roles=acting.roles,
    )


def _whom(key: SurgeKey) -> Whom:
    """For whom a form of wordings was opened."""
    if key.request_key.startswith(_CAUSE):
        return Whom(cause=key.request_key.removeprefix(_CAUSE).partition(":")[0], to_all=True)
    return Whom(key.surge_id, to_all=key.request_key.startswith(_TO_ALL))


def _looked(acting: Acting, *, sent: Sent) -> Looked:
    """Raises AtField where a wording is wrong."""
    texts = [to_public(sent.text(f"wording_{number}")) for number in range(WORDINGS_MOST)]
    problems = [problem for text in texts for problem in text.problems]
    if problems:
        raise AtField({_FIRST: "\n".join(problems)[:1000]})
    with told_at(_FIRST, WordingsAreWrong):
        return look_through(
            acting.desk,
            whom=_whom(SurgeKey.read(sent.metadata)),
            wordings=[plain(text.text) for text in texts],
            by=acting.by,
            roles=acting.roles,
        )


def _written(acting: Acting, *, looked: Looked, purpose: Purpose, resolves: bool = False) -> Block:
    """The form with what was looked at, once it is written down: what is shown is what goes."""
    return _shown(
        answering.write_down(acting.desk, looked, purpose=purpose, resolves=resolves, by=acting.by)
    )


def _shown(prepared: Prepared) -> Block:
    def shown(one: ToOne) -> AnswerShown:
        return AnswerShown(one.case_id, one.author, one.text, one.refusal)

    return answers_form(
        [shown(one) for one in prepared.listed],
        [shown(one) for one in prepared.refused],
        more=prepared.more,
        key=SurgeKey(prepared.answer_id, str(uuid.uuid4())),
    )
