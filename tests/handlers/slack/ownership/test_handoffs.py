"""Handing over in Slack: one case to a colleague or a team, and a whole shift."""

from datetime import UTC, datetime

import pytest

from bot.desk.ownership import claims
from bot.domain.records.staff import Actor, Staff
from handlers.slack.door.field_errors import at_field
from tests.handlers.slack.people import at_home, direct_messages, no_longer_offered, offered
from tests.slack.workplace import AMIRA, CHANNEL, GUEST, JONAS, LENA, STRANGER, TOM, Workplace


def test_a_colleague_gets_the_case_the_note_and_a_direct_message(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "hand_over")
    workplace.submit(AMIRA, to=JONAS, note="Waits for *the* refund team")
    workplace.send_all()
    assert f"<@{JONAS}>" in str(workplace.headline(case_id)["blocks"])
    said = workplace.below(case_id)[-1]["text"]
    assert f"Amira handed C-{case_id} over to <@{JONAS}>." in said
    [told] = direct_messages(workplace, JONAS)
    assert f"C-{case_id}" in told
    assert "the refund team" in told
    assert "declined" not in told  # nothing the customer said


def test_a_team_gets_it_in_its_own_channel_and_a_pointer_stays(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "hand_over")
    workplace.submit(AMIRA, team="harbour", note="A Harbour customer")
    workplace.send_all()
    assert workplace.case(case_id).team == "harbour"
    headline, said = workplace.messages("C0HARBOUR")
    assert "declined" in str(headline["blocks"])
    assert "claim" in str(headline["blocks"])
    assert f"handed C-{case_id} over to Harbour desk" in said["text"]
    assert "A Harbour customer" in said["text"]
    pointer = workplace.messages()[-1]["text"]
    assert "goes on there" in pointer
    assert f"/archives/C0HARBOUR/p{headline['ts'].replace('.', '')}" in pointer


@pytest.mark.parametrize("entered", [{}, {"to": JONAS, "team": "harbour"}], ids=["nobody", "both"])
def test_exactly_one_receiver_is_chosen(workplace: Workplace, entered: dict[str, str]) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "hand_over")
    assert workplace.submit(AMIRA, **entered)["errors"]


@pytest.mark.parametrize("receiver", [GUEST, STRANGER])
def test_guests_and_strangers_get_nothing(workplace: Workplace, receiver: str) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "hand_over")
    note = "Waits for the refund team"
    people = offered(workplace.form(AMIRA))
    assert JONAS in people
    assert receiver not in people
    answer = workplace.submit(AMIRA, to=no_longer_offered(receiver), note=note)
    assert "cannot have cases. Choose a colleague" in answer["errors"]["to"]
    assert "<" not in answer["errors"]["to"]
    assert workplace.case(case_id).state != "claimed"
    workplace.submit(AMIRA, to=JONAS, note=note)  # the form stayed, and now it is taken
    assert workplace.case(case_id).state == "claimed"


def test_whose_role_is_none_or_who_has_it_already_is_said_at_the_field(
    workplace: Workplace,
) -> None:
    workplace.give(TOM)
    case_id = workplace.complaint()
    workplace.press(JONAS, case_id, "claim")
    workplace.send_all()
    workplace.choose(LENA, case_id, "hand_over")
    assert "cannot have cases" in workplace.submit(LENA, to=no_longer_offered(TOM))["errors"]["to"]
    assert (
        f"has C-{case_id} already"
        in workplace.submit(LENA, to=no_longer_offered(JONAS))["errors"]["to"]
    )


def test_until_when_a_colleague_is_away_is_said_in_the_readers_own_time(
    workplace: Workplace,
) -> None:
    until = datetime(2040, 3, 6, 14, 5, tzinfo=UTC)
    sentence = f"<@{JONAS}> is away until <!date^{int(until.timestamp())}^{{time}}|x>."
    with workplace.database.transaction() as session:
        person = session.get_one(Staff, AMIRA)
        person.time_zone = "Asia/Dubai"
        name = session.get_one(Staff, JONAS).name
        session.add(person)
    told = at_field(workplace.app, sentence, reader=AMIRA)
    assert told == f"{name} is away until 6 Mar 18:05."


def test_a_shift_for_somebody_who_can_have_nothing_stays_in_its_form(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    at_home(workplace, AMIRA, "hand_over_all")
    answer = workplace.submit(AMIRA, where="somebody", to=no_longer_offered(GUEST))
    assert "cannot have cases" in answer["errors"]["to"]
    assert workplace.case(case_id).state == "claimed"


def test_a_role_revoked_in_mid_action_stops_it_and_shows_the_words_back(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "hand_over")
    workplace.give(AMIRA)
    note = "Ana waits for the refund until Friday, card 4111 1111 1111 1111"
    workplace.submit(AMIRA, to=JONAS, note=note)
    shown = str(workplace.form(AMIRA)["blocks"])
    assert "could not be confirmed" in shown
    assert "Ana waits for the refund until Friday" in shown
    assert "4111 1111" not in shown
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_a_shift_ends_with_a_line_each_in_one_direct_message(workplace: Workplace) -> None:
    mine = [workplace.complaint(author=name) for name in ("ana", "ben", "cleo")]
    for case_id in mine:
        workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    at_home(workplace, AMIRA, "hand_over_all")
    with workplace.app.desk() as desk:  # meanwhile one is let go
        claims.release(desk, case_id=mine[0], by=Actor.staff(AMIRA))
    values = {"where": "somebody", "to": TOM, f"line-{mine[1]}": "Call back at nine"}
    workplace.submit(AMIRA, **values)
    outcome = str(workplace.form(AMIRA)["blocks"])
    assert "2 cases are handed over." in outcome
    assert f"C-{mine[0]}" in outcome
    workplace.send_all()
    [told] = direct_messages(workplace, TOM)
    assert "2 cases" in told
    assert "Call back at nine" in told
    for case_id in mine[1:]:
        assert f"<@{TOM}>" in str(workplace.headline(case_id)["blocks"])


def test_a_shift_goes_back_to_the_queue(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    at_home(workplace, AMIRA, "hand_over_all")
    workplace.submit(AMIRA, where="queue")
    workplace.send_all()
    assert workplace.buttons(case_id)[0] == "claim"
    assert "back in the queue" in workplace.below(case_id)[-1]["text"]


def test_without_a_colleague_the_form_asks_which(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    at_home(workplace, AMIRA, "hand_over_all")
    assert "to" in workplace.submit(AMIRA, where="somebody")["errors"]


def test_an_agent_does_not_give_away_what_somebody_else_holds_a_lead_does(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(JONAS, case_id, "hand_over")
    workplace.submit(JONAS, to=TOM)
    assert "holds" in str(workplace.form(JONAS)["blocks"])
    workplace.choose(LENA, case_id, "hand_over")
    workplace.submit(LENA, to=TOM)
    workplace.send_all()
    assert f"<@{TOM}>" in str(workplace.headline(case_id)["blocks"])


def test_a_customer_who_comes_back_is_offered_to_whoever_had_them(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    again = workplace.take_in(workplace.post("Now something else", author="ana"))
    workplace.send_all()
    offer = workplace.below(again)[-1]
    assert f"<@{AMIRA}> handled them before" in offer["text"]
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=offer["ts"], action_id="claim")
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(again)["blocks"])
