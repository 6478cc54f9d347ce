"""An account that looks like us and answers our customer: the alarm with its evidence, and the press that ends it."""

import json
import re

import pytest
from sqlmodel import select

from bot.domain.channels.inbound import Person
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.storage import audit
from tests.slack.workplace import LENA, TOM, Workplace

ASKS = "So sorry! Send us a DM with your card number"


def answered(workplace: Workplace, text: str = ASKS, *, handle: str = "Northbank_Care") -> int:
    """A customer writes, and somebody answers them; the customer's case."""
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    who = Person(external_id="666", handle=handle, name="Customer Care")
    reply = workplace.post(
        text, parent_external_id=post.external_id, conversation=post.external_id, author="eve"
    )
    workplace.take_in(reply.model_copy(update={"author": who}))
    workplace.send_all()
    return case_id


def standing(workplace: Workplace) -> list[Alarm]:
    with workplace.app.looking() as desk:
        rows = desk.session.exec(select(Alarm).where(Alarm.kind == AlarmKind.IMPOSTOR)).all()
        return [row for row in rows if row.cleared_at is None]


def test_it_raises_an_alarm_with_the_evidence_and_whom_it_reached(workplace: Workplace) -> None:
    case_id = answered(workplace)
    [alarm] = standing(workplace)
    assert alarm.values["cases"] == f"C-{case_id}"
    told = json.dumps(workplace.slack(), ensure_ascii=False)
    assert "@Northbank_Care looks like" in told
    assert "impersonation" in told
    assert "Not an impostor" in told
    with workplace.app.looking() as desk:
        verbs = [str(entry.verb) for entry in audit.entries(session=desk.session, case_id=0)]
    assert "impostor" in verbs


@pytest.mark.parametrize(
    "said",
    ["my account number is 12345678", "card 4111 1111 / 1111 1111", "my number is +44 7700 900123"],
)
def test_no_number_stands_in_the_alarm(workplace: Workplace, said: str) -> None:
    answered(workplace, said, handle="northbank_fails")
    [alarm] = standing(workplace)
    kept = json.dumps([alarm.values, workplace.slack()], ensure_ascii=False)
    numbers = re.findall(r"[\d ]{8,}", said)
    assert numbers
    assert all(number.strip() not in kept for number in numbers)


def test_somebody_honest_raises_none(workplace: Workplace) -> None:
    answered(workplace, handle="helpful_hal")
    answered(workplace, "Same here, what a bank")
    assert standing(workplace) == []


def test_one_press_ends_it_and_is_remembered_for_the_account(workplace: Workplace) -> None:
    answered(workplace)
    [alarm] = standing(workplace)
    [message] = [one for one in workplace.messages("C0DUTY") if "not_an_impostor" in str(one)]
    pressed(workplace, TOM, "C0DUTY", message["ts"])
    assert standing(workplace) != []  # an agent does not say so
    pressed(workplace, LENA, "C0DUTY", message["ts"])
    assert standing(workplace) == []
    answered(workplace, "Please call 07700 900123 about this")
    assert standing(workplace) == []
    assert alarm.subject.endswith(":666")


def pressed(workplace: Workplace, user: str, channel: str, ts: str) -> None:
    workplace.do("click", user=user, channel=channel, ts=ts, action_id="not_an_impostor")
