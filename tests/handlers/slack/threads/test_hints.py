"""Words typed into the case channel itself: a private hint, once a day, and nothing kept."""

import itertools

from sqlmodel import select

from bot.domain.records.cases.note import Note
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace

_numbers = itertools.count(1)


def type_in(workplace: Workplace, user: str, *, channel: str = CHANNEL, thread: str = "") -> None:
    ts = f"1780000000.{next(_numbers):06d}"
    more = {"thread_ts": thread} if thread else {}
    answer = event(
        workplace, type="message", channel=channel, user=user, text="He rang twice", ts=ts, **more
    )
    assert answer.status_code == 200


def hints(workplace: Workplace, user: str) -> list[str]:
    return [text for text in workplace.told(user) if "beside the cases" in text]


def test_a_message_beside_the_cases_gets_one_hint_a_day_and_is_not_kept(
    workplace: Workplace,
) -> None:
    workplace.complaint()
    type_in(workplace, AMIRA)
    type_in(workplace, AMIRA)
    type_in(workplace, JONAS)
    assert len(hints(workplace, AMIRA)) == 1
    assert len(hints(workplace, JONAS)) == 1
    with workplace.database.reading() as session:
        assert session.exec(select(Note)).all() == []


def test_a_note_in_a_thread_and_talk_elsewhere_get_none(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    type_in(workplace, AMIRA, thread=str(workplace.thread(case_id).slack_ts))
    type_in(workplace, AMIRA, channel="C0DUTY")
    assert hints(workplace, AMIRA) == []
