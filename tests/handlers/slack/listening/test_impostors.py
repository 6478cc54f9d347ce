"""An account that looks like us and answers our customer: the alarm with its evidence, and the press that ends it."""

import json
import re
from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.answers import previews
from bot.desk.answers.surfaces import to_answer
from bot.desk.house.slot_values import slot_values
from bot.desk.listening import impostors
from bot.desk.surges import answering, sending
from bot.digest import loud
from bot.digest.periods import Period
from bot.digest.report import Impostors, Report
from bot.digest.words.heard import impostors as impostors_said
from bot.domain.channels.inbound import Person
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.digest_rules import DigestRule
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.text import slots
from bot.language import speaking
from bot.outbox.delivery import Delivery
from bot.storage.record import audit
from tests.desk.banks import enter
from tests.slack.workplace import AMIRA, LENA, TOM, Workplace

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


def test_no_log_and_no_status_names_the_account(
    workplace: Workplace, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answered(workplace)
    [alarm] = standing(workplace)
    with workplace.app.desk() as desk:
        impostors.is_dealt_with(desk, alarm_id=alarm.pk, by=Actor.staff(LENA))
    logged = caplog.text + capsys.readouterr().out
    assert "alarm.raised" in logged
    assert "alarm.cleared" in logged
    assert "x:666" not in logged
    assert "Northbank_Care" not in logged
    assert alarm.about == f"alarm {alarm.pk}"


@pytest.mark.parametrize(
    "said",
    ["my account number is 12345678", "card 4111 1111 / 1111 1111", "my number is +44 7700 900123"],
)
def test_no_number_stands_in_the_alarm(workplace: Workplace, said: str) -> None:
    answered(workplace, said, handle="northbank_help")
    [alarm] = standing(workplace)
    kept = json.dumps([alarm.values, workplace.slack()], ensure_ascii=False)
    numbers = re.findall(r"[\d ]{8,}", said)
    assert numbers
    assert all(number.strip() not in kept for number in numbers)


def test_another_bank_of_the_directory_raises_none_however_its_name_looks(
    workplace: Workplace,
) -> None:
    with workplace.app.desk() as desk:
        enter(desk, BankRow(name="Northbank Building Society", handles=("Northbank_Care",)))
    answered(workplace)
    assert not standing(workplace)
    answered(workplace, handle="Northbank_Carer")
    assert len(standing(workplace)) == 1


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


def test_a_number_in_a_customers_handle_asks_for_nothing(workplace: Workplace) -> None:
    answered(workplace, "@person43137536 We are so sorry to hear that")
    assert standing(workplace) == []


def test_one_that_was_dealt_with_is_told_again_if_it_goes_on(workplace: Workplace) -> None:
    answered(workplace)
    [message] = [one for one in workplace.messages("C0DUTY") if "impostor_dealt_with" in str(one)]
    pressed(workplace, TOM, "C0DUTY", message["ts"], "impostor_dealt_with")
    assert standing(workplace) != []  # an agent does not say so
    pressed(workplace, LENA, "C0DUTY", message["ts"], "impostor_dealt_with")
    assert standing(workplace) == []
    workplace.send_all()
    told = json.dumps(workplace.messages("C0DUTY"), ensure_ascii=False)
    assert "was dealt with, as somebody has said" in told
    assert "no impostor" not in told
    answered(workplace, "Please call 07700 900123 about this")
    [again] = standing(workplace)
    pressed(workplace, LENA, "C0DUTY", _newest(workplace)["ts"])
    assert standing(workplace) == []
    answered(workplace, "Please call 07700 900123 once more")
    assert standing(workplace) == []  # that it is none is remembered
    assert again.subject.endswith(":666")


def _newest(workplace: Workplace) -> dict[str, Any]:
    return [one for one in workplace.messages("C0DUTY") if "not_an_impostor" in str(one)][-1]


def test_the_digest_counts_them_and_what_was_none(workplace: Workplace) -> None:
    answered(workplace)
    with workplace.app.looking() as desk:
        begins, ends = desk.now - timedelta(days=1), desk.now + timedelta(hours=1)
        day = Period(digest="day", key="2026-11-21", start=begins, end=ends)
        rule = DigestRule(title="Day", at=(time(9),), time_zone="Europe/London")
        found = loud.impostors(desk.session, rule, day)
        of_another = rule.model_copy(update={"brands": ("harbour",)})
        none = loud.impostors(desk.session, of_another, day)
    assert (found.accounts, found.cases, found.none) == (1, 1, 0)
    assert none == Impostors()
    report = Report(period=day, title="Day", as_of=day.end, impostors=found)
    assert impostors_said(report) == (
        ("Answered our customers as if they were us", "1 account, in 1 case"),
    )
    with speaking("ar"):
        assert "حساب" in impostors_said(report)[0][1]


def warns(workplace: Workplace, user: str) -> str:
    """Open the warnings, and all that the form shows."""
    [message] = [one for one in workplace.messages("C0DUTY") if "warn_reached" in str(one)]
    pressed(workplace, user, "C0DUTY", message["ts"], "warn_reached")
    return json.dumps(workplace.form(user), ensure_ascii=False)


def send_due(workplace: Workplace) -> dict[int, Delivery]:
    """What is queued, by case."""
    with workplace.app.desk() as desk:
        sending.send_due(desk, limit=25)
    return {row.case_id: row for row in workplace.deliveries("reply") if row.case_id}


def test_those_reached_are_warned_with_two_presses_and_never_twice(workplace: Workplace) -> None:
    case_id = answered(workplace)
    shown = warns(workplace, LENA)
    assert "an account that is not ours has answered you here" in shown
    assert f"Your case: C-{case_id}." in shown
    assert send_due(workplace) == {}
    workplace.submit(LENA, customers_0=[str(case_id)])
    assert f"Your case: C-{case_id}." in send_due(workplace)[case_id].payload["text"]
    assert workplace.case(case_id).unanswered_since is not None  # it settles nothing
    assert "Nobody waits for that" in warns(workplace, LENA)
    with workplace.app.looking() as desk:
        verbs = [str(entry.verb) for entry in audit.entries(session=desk.session, case_id=0)]
    assert "impostor_warned" in verbs


def test_who_cannot_be_warned_is_listed_with_the_reason(workplace: Workplace) -> None:
    case_id = answered(workplace)
    workplace.press(AMIRA, case_id, "reply")
    workplace.submit(AMIRA, text="We look into it.", purpose="holding")
    workplace.submit(AMIRA)
    shown = warns(workplace, LENA)
    assert "Left out" in shown
    assert f"C-{case_id}" in shown


def test_a_form_that_was_open_meanwhile_warns_nobody_again(workplace: Workplace) -> None:
    case_id = answered(workplace)
    warns(workplace, LENA)
    warns(workplace, LENA)
    workplace.submit(LENA, customers_0=[str(case_id)])
    with workplace.app.desk() as desk, pytest.raises(answering.NothingTicked):
        answering.send(desk, answer_id=1, ticked={case_id}, by=Actor.staff(LENA))
    assert list(send_due(workplace)) == [case_id]


def test_the_warning_goes_through_the_gate_in_every_language(workplace: Workplace) -> None:
    case_id = answered(workplace)
    for words in workplace.app.rules.replies.warn_of_impostor.values():
        with workplace.app.looking() as desk:
            case = desk.session.get_one(Case, case_id)
            answers = to_answer(desk, case=case, surface=Surface.PUBLIC)
            text = slots.filled(words, slot_values(desk, case=case, language="en"))
            roles = frozenset({Role.LEAD})
            seen = previews.look(
                desk, case=case, answers=answers, text=text, surface=Surface.PUBLIC, roles=roles
            )
        assert seen.may_go
        assert seen.problems == []
        assert not seen.waits_because


def test_an_agent_may_not_warn_many(workplace: Workplace) -> None:
    answered(workplace)
    warns(workplace, AMIRA)
    assert "Your role does not include this" in workplace.refused(AMIRA)


def pressed(
    workplace: Workplace, user: str, channel: str, ts: str, action_id: str = "not_an_impostor"
) -> None:
    workplace.do("click", user=user, channel=channel, ts=ts, action_id=action_id)
