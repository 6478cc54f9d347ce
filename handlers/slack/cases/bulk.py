"""*No reply needed…* on several cases, from the Home tab: each checked and recorded for itself."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import bulk
from bot.desk.cases.bulk import SEVERAL_MOST, Done, Seen
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.rules.role_rules import Verb
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.cases.bulk_form import SEVERAL_FORM, several_done, several_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, names
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.presses import sent_form, whole_number

OPEN_SEVERAL = "several"


def register(bolt: Bolt, app: App) -> None:
    """The button of the Home tab, and its form."""

    @bolt.action(OPEN_SEVERAL)
    def several_asked(ack: Ack, body: dict[str, Any]) -> None:
        look_and_open(app, body, verb=Verb.NOT_ACTIONABLE, see=_form)
        ack()

    @bolt.view(SEVERAL_FORM)
    def several_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)

        def do(acting: Acting) -> Done:
            return bulk.not_actionable(
                acting.desk,
                seen=[_seen(each) for each in sent.ticked],
                reason=sent.choice("reason", NotActionableReason),
                remark=sent.text("remark"),
                by=acting.by,
            )

        key = f"form:{sent.metadata}"
        done = act(app, verb=Verb.NOT_ACTIONABLE, person=sent.person, key=key, do=do)
        if done is None:
            ack(response_action="clear")
        else:
            ack(response_action="update", view=several_done(done.done, done.left_out))


def _form(acting: Acting) -> Block:
    """What this person holds and what nobody has. Private talks are not ended in bulk."""
    desk = acting.desk
    lists = Lists(
        session=desk.session,
        slack_user_id=acting.slack_user_id,
        names=names(desk),
        now=desk.now,
    )
    queue = lists.cases(Which.QUEUE, limit=SEVERAL_MOST)
    mine = lists.cases(Which.MINE, limit=SEVERAL_MOST)
    count = lists.count(Which.QUEUE) + lists.count(Which.MINE)
    shown = [*queue, *mine][:SEVERAL_MOST]
    return several_form(shown, more=count - len(shown), request_key=str(uuid.uuid4()))


def _seen(value: str) -> Seen:
    number, _, version = value.partition(":")
    return Seen(case_id=whole_number(number), version=whole_number(version))
