"""A press acts on the case in whose thread its button stands, and on no other."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.domain.records.cases.case import CaseThread
from bot.domain.records.claim import Claim
from bot.slack.api.values import (
    ButtonValue,
    CaseValue,
    DeliveryValue,
    MessageValue,
    RefusedReplyValue,
)
from handlers.slack.door.own_thread import OfAnotherCase
from handlers.slack.door.presses import press_of
from tests.slack.workplace import CHANNEL, TOM, Workplace

REFUSED = "does not belong to that case any more"


def pressed(place: Workplace, about: ButtonValue, **container: Any) -> object:
    """What a listener reads of a press on a message there."""
    body = {
        "user": {"id": TOM},
        "actions": [{"action_id": "any", "value": str(about)}],
        "container": {"type": "message", "channel_id": CHANNEL, **container},
    }
    return press_of(place.app, body, type(about)).about


def forget_where(place: Workplace, case_id: int) -> None:
    """As after a restored backup: the number is another case's, whose headline stands elsewhere."""
    with place.database.transaction() as session:
        thread = session.exec(select(CaseThread).where(CaseThread.case_id == case_id)).one()
        thread.slack_ts = "1.000001"
        session.add(thread)


def test_a_press_on_a_headline_that_is_not_this_cases_is_refused_with_a_sentence(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    ts = workplace.thread(case_id).slack_ts
    forget_where(workplace, case_id)
    workplace.do("click", user=TOM, channel=CHANNEL, ts=ts, action_id="claim")
    with workplace.database.reading() as session:
        assert session.exec(select(Claim)).all() == []
    assert REFUSED in workplace.refused(TOM)


def test_a_press_on_its_own_headline_and_in_its_own_thread_is_taken(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = workplace.thread(case_id).slack_ts
    assert pressed(workplace, CaseValue(case_id), message_ts=ts) == CaseValue(case_id)
    below = {"message_ts": "9.9", "thread_ts": ts}
    assert pressed(workplace, CaseValue(case_id), **below) == CaseValue(case_id)


@pytest.mark.parametrize("container", [{}, {"thread_ts": "1.000009"}])
def test_a_press_in_a_thread_that_nobody_knows_is_refused(
    workplace: Workplace, container: dict[str, str]
) -> None:
    case_id = workplace.complaint()
    with pytest.raises(OfAnotherCase):
        pressed(workplace, CaseValue(case_id), message_ts="1.000002", **container)


@pytest.mark.parametrize(
    "about",
    [
        lambda case_id, _: RefusedReplyValue(case_id, 1),
        lambda _, workplace: DeliveryValue(workplace.deliveries("slack.headline")[0].pk),
        lambda *_: MessageValue(1),
    ],
)
def test_whatever_a_button_is_about_it_stands_in_its_cases_thread_or_is_refused(
    workplace: Workplace, about: Callable[[int, Workplace], ButtonValue]
) -> None:
    first, second = workplace.complaint(), workplace.complaint(author="ben")
    value = about(first, workplace)
    own, other = (workplace.thread(number).slack_ts for number in (first, second))
    assert pressed(workplace, value, message_ts="9.9", thread_ts=own) == value
    with pytest.raises(OfAnotherCase):
        pressed(workplace, value, message_ts="9.9", thread_ts=other)


def test_what_has_no_thread_of_a_case_is_not_looked_at(workplace: Workplace) -> None:
    value = CaseValue(workplace.complaint())
    assert pressed(workplace, value, channel_id="D0TOM", message_ts="1.000002") == value
    assert pressed(workplace, value, is_ephemeral=True, message_ts="1.000002") == value
    view = {"type": "view", "channel_id": None, "view_id": "V1"}
    assert pressed(workplace, value, **view) == value


def test_a_headline_is_taken_before_it_is_written_down_where_it_stands(
    workplace: Workplace,
) -> None:
    case_id = workplace.take_in(workplace.post("My card was declined"))
    value = CaseValue(case_id)
    assert pressed(workplace, value, message_ts="1.000002") == value


@pytest.mark.on_both
def test_a_headline_is_taken_while_it_is_being_written_down_where_it_stands(
    workplace: Workplace,
) -> None:
    case_id = workplace.take_in(workplace.post("My card was declined"))
    look_up, written = "FROM case_threads", list[str]()

    def write_it_down(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if look_up in statement and not written:
            written.append(statement)
            with workplace.database.transaction() as session:
                thread = session.exec(select(CaseThread)).one()
                thread.slack_ts = "1.000002"
                session.add(thread)

    event.listen(workplace.app.database.engine, "after_cursor_execute", write_it_down)
    value = CaseValue(case_id)
    assert pressed(workplace, value, message_ts="1.000002") == value
    assert written
