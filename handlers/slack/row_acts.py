"""What is pressed on the row of a case in a list, an alert or a digest, and *Next case* on the Home tab."""

import contextlib
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import private_words
from bot.desk.ownership import claims
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import CaseValue, MenuValue, UnreadableValue
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.cases.row_acts import CLAIM, GIVE, REPLY, ROW
from bot.slack.views.digests.opened_figure import OPENED_FIGURE
from bot.slack.views.home.home_acts import NEXT
from handlers.slack.answers.replies import open_reply
from handlers.slack.digests.digests import figure_again
from handlers.slack.door.acting import Acting, act, names, person_of
from handlers.slack.door.home_tab import home_place_of, show_home
from handlers.slack.door.presses import Press, press_of, pressed_value
from handlers.slack.ownership.claims import claim_pressed
from handlers.slack.ownership.handoffs import HAND_OVER

_TRIED = 20


def register(bolt: Bolt, app: App) -> None:
    """The menu of a row and its button to give; the other two stand on headlines too. And *Next case*."""

    @bolt.action(ROW)
    def row_act(ack: Ack, body: dict[str, Any]) -> None:
        press, name = press_of(app, body, CaseValue), MenuValue.read(pressed_value(body)).name
        if name == CLAIM:
            claim_pressed(app, body, listed=True)
            if (body.get("view") or {}).get("callback_id") == OPENED_FIGURE:
                figure_again(app, body)
        elif name == REPLY:
            open_reply(app, press)
        elif name == GIVE:
            HAND_OVER.press(app, press)
        else:
            raise UnreadableValue
        ack()

    @bolt.action(GIVE)
    def give(ack: Ack, body: dict[str, Any]) -> None:
        HAND_OVER.press(app, press_of(app, body, CaseValue))
        ack()

    @bolt.action(NEXT)
    def next_case(ack: Ack, body: dict[str, Any]) -> None:
        press_next(app, body)
        ack()


def press_next(app: App, body: dict[str, Any]) -> None:
    """Claim the first case that nobody has and open its answer; where every case has an owner, the answer
    to the most pressing of one's own that waits."""
    person, action = person_of(body), body["actions"][0]
    key = f"action:{NEXT}:{action.get('action_ts', '')}:{person.slack_user_id}"
    found = act(app, verb=Verb.REPLY, person=person, key=key, do=_first)
    if found is None:  # the same press, told twice
        return
    notice = ""
    if found:
        case = CaseValue(found[0].number, found[0].version)
        open_reply(app, Press(person, case, key=key, trigger_id=str(body.get("trigger_id", ""))))
    else:
        notice = say("Nobody waits for you: every open case has an owner.")
    show_home(app, person, notice=notice, place=home_place_of(body))


def _first(acting: Acting) -> list[Case]:
    """The case to go on with, claimed if it was nobody's; none where nobody waits."""
    desk, user = acting.desk, acting.slack_user_id
    lists = Lists(
        session=desk.session,
        slack_user_id=user,
        names=names(desk),
        now=desk.now,
        channels=private_words.channels_read_by(desk, user),
    )
    for number in lists.numbers(Which.QUEUE, limit=_TRIED):
        case = desk.session.get_one(Case, number)
        if case.unanswered_since is None:
            continue  # only thanks was said
        with contextlib.suppress(claims.AlreadyClaimed):  # somebody was quicker: the next one
            return [claims.claim(desk, case_id=number, by=acting.by, slack_user_id=user)]
    mine = (desk.session.get_one(Case, n) for n in lists.numbers(Which.MINE, limit=_TRIED))
    return [case for case in mine if case.unanswered_since is not None][:1]
